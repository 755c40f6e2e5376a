"""Strokes: the straight lines that are drawn on a page, level or upright."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_TOUCH = 3.0
"""Points between the ends of two strokes that meet: some programs stop short of a corner."""
SAME = 2.5
"""Points between two strokes that are one: the edges of a thick line, or of boxes side by side."""


class Stroke(NamedTuple):
    """A drawn line, in points: from ``begin`` to ``end`` along it, at ``at`` across it."""

    at: float
    begin: float
    end: float


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Make one line of those that go on where another ends: at 100, 90–200 and 202–300 → at 100, 90–300."""
    found: list[Stroke] = []
    for _, group in groupby(sorted(strokes), _Near()):
        parts: list[Stroke] = []
        for stroke in sorted(group, key=lambda each: each.begin):
            if parts and stroke.begin <= parts[-1].end + _TOUCH:
                parts[-1] = parts[-1]._replace(end=max(parts[-1].end, stroke.end))
            else:
                parts.append(stroke)
        found += parts
    return found


def meet(level: Stroke, upright: Stroke) -> bool:
    """Tell whether a level stroke and an upright one touch or cross."""
    across = level.begin - _TOUCH <= upright.at <= level.end + _TOUCH
    return across and upright.begin - _TOUCH <= level.at <= upright.end + _TOUCH


class _Near:
    """Names the strokes, given in order, that stand at one place by the first of them."""

    def __init__(self) -> None:
        self._first = float("-inf")

    def __call__(self, stroke: Stroke) -> float:
        if stroke.at - self._first > SAME:
            self._first = stroke.at
        return self._first
