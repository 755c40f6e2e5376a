"""Whether a confidence means what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.reliability import Bin, calibration_error, reliability


def test_pairs_fall_into_parts_of_equal_width() -> None:
    curve = reliability([(0.95, True), (0.91, False), (0.05, False), (0.0, False)])
    assert curve == [Bin(2, pytest.approx(0.025), 0.0), Bin(2, pytest.approx(0.93), 0.5)]


def test_full_confidence_falls_into_the_last_part() -> None:
    assert reliability([(1.0, True), (0.9, True)]) == [Bin(2, pytest.approx(0.95), 1.0)]


def test_no_pairs_no_curve() -> None:
    assert (reliability([]), calibration_error([])) == ([], 0.0)


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan")])
def test_what_is_no_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability([(confidence, True)])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())), st.integers(1, 20))
def test_every_pair_is_counted_once(pairs: list[tuple[float, bool]], bins: int) -> None:
    curve = reliability(pairs, bins)
    assert sum(each.queries for each in curve) == len(pairs)
    assert sum(each.queries * each.covered for each in curve) == pytest.approx(sum(covered for _, covered in pairs))
    assert 0 <= calibration_error(curve) <= 1


def test_the_error_weighs_parts_by_their_queries() -> None:
    assert calibration_error([Bin(4, 0.9, 0.5)]) == pytest.approx(0.4)
    assert calibration_error([Bin(3, 0.9, 0.9), Bin(1, 0.2, 0.6)]) == pytest.approx(0.1)
