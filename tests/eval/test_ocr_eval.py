"""The measure of character recognition."""

from __future__ import annotations

import pytest

from eval.ocr import distance


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [("安全工作", "安金工", 2), ("", "安全", 2), ("安全", "", 2), ("安全", "安全", 0), ("甲乙丙", "乙丙丁", 2)],
)
def test_distance_counts_edits(one: str, two: str, apart: int) -> None:
    assert distance(one, two) == apart == distance(two, one)
