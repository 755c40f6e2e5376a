"""Means with their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import Estimate, difference, estimate

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_no_spread_no_width() -> None:
    assert estimate([0.1] * 7) == Estimate(pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.1), 7)


def test_the_interval_of_a_share_is_about_two_standard_errors_wide() -> None:
    found = estimate([1.0] * 50 + [0.0] * 50)
    assert found.value == 0.5
    assert found.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.02)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.02)


def test_more_queries_make_it_narrower() -> None:
    few, many = estimate([0.0, 1.0] * 10), estimate([0.0, 1.0] * 200)
    assert many.high - many.low < (few.high - few.low) / 2


@given(SHARES)
def test_the_mean_lies_within(values: list[float]) -> None:
    found = estimate(values)
    assert found.low <= found.value <= found.high
    assert (found.queries, estimate(values)) == (len(values), found)


def test_pairing_sees_what_the_intervals_of_two_means_do_not() -> None:
    hard = [0.0] * 20 + [1.0] * 20
    better = [value + 0.1 for value in hard]
    gain = difference(better, hard)
    assert (gain.low, gain.high) == (pytest.approx(0.1), pytest.approx(0.1))
    assert estimate(better).low < estimate(hard).high


def test_nothing_has_no_mean_and_pairs_must_be_pairs() -> None:
    with pytest.raises(ValueError, match="nothing"):
        estimate([])
    with pytest.raises(ValueError, match="shorter"):
        difference([1.0, 0.0], [1.0])


def test_it_is_told_in_two_digits() -> None:
    assert str(Estimate(0.8351, 0.7, 0.912, 9)) == "0.84 [0.70, 0.91]"
