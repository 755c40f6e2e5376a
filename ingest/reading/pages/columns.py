"""Columns: where a page's text runs in two or more beside each other, as bulletins do, and not in a table."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.strokes import Stroke

_NARROWEST = 8
"""Ems that a column of prose is wide at least; the cells of a table are narrower."""
_FEWEST = 3
"""Lines on each side, at least."""
_FULL = 0.75
_MOSTLY = 0.4
"""Of the lines of a column, this share fills it; the cells of a table are ragged."""
_UNLIKE = 1.34
"""How many times as wide as another a column may be."""
_MOST_STARTS = 8
_MOST_RULES = 3
"""Over a page set in columns; a table has more."""
_THICK = 4.0  # points


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a page, over its whole width, that is set in columns; in points, y upwards."""

    top: float
    bottom: float
    columns: tuple[tuple[float, float], ...]
    """(left, right) edge of each, from left to right."""

    def column_at(self, x: float) -> int:
        """Return which column, from 0, ``x`` stands in: with columns 90–290 and 310–510, 400.0 → 1."""
        return bisect([(one[1] + two[0]) / 2 for one, two in pairwise(self.columns)], x)

    def holds(self, line: Line) -> bool:
        """Tell whether a line stands at the height of the band."""
        return self.bottom <= (line.top + line.bottom) / 2 <= self.top


def bands_of(pieces: Sequence[Line], rules: Sequence[Stroke] = (), known: Sequence[float] = ()) -> list[Band]:
    """Return the bands of a page from the top down; none where it is set in one column.

    ``pieces`` are stretches of text that no wide gap parts, ``rules`` the level strokes of the page, ``known`` the left edges of right-hand columns that other
    pages have: on those a short column is one too. The rows of a table are told by the rules between them, by cells
    that are narrow or ragged, and by columns of unlike width.
    """
    em = median(piece.em for piece in pieces) if pieces else 1.0
    for start in _starts(pieces, em, known):
        is_known = any(abs(start - each) < em / 2 for each in known)
        cut = _cut(start, em)
        runs = (_trimmed(run, em) for run in _runs(pieces, cut, _lone_rules(rules, cut)))
        bands = [band for run in runs if (band := _band(run, start, em, is_known)) and not _is_ruled(band, rules)]
        if bands:
            return bands
    return []


def _cut(start: float, em: float) -> float:
    return start - 0.4 * em


def _starts(pieces: Sequence[Line], em: float, known: Sequence[float] = ()) -> list[float]:
    """Return where a right-hand column may begin: left edges that several pieces share, from the left."""
    edge = min((piece.left for piece in pieces), default=0.0) + _NARROWEST * em
    groups: list[list[float]] = []
    for left in sorted(piece.left for piece in pieces if piece.left > edge):
        if groups and left - groups[-1][0] < em / 2:
            groups[-1].append(left)
        else:
            groups.append([left])
    shared = sorted((group for group in groups if len(group) >= _FEWEST), key=len, reverse=True)[:_MOST_STARTS]
    there = [group[0] for group in groups if any(abs(group[0] - each) < em / 2 for each in known)]
    return sorted({*(group[0] for group in shared), *there})


def _lone_rules(rules: Sequence[Stroke], cut: float) -> list[float]:
    """Return the heights of the rules across ``cut`` that part a masthead or an imprint; none where a table has many."""
    heights = _heights(rule for rule in rules if rule.begin < cut < rule.end)
    return heights if len(heights) <= _MOST_RULES else []


def _heights(rules: Iterable[Stroke]) -> list[float]:
    """Return where rules stand, from the top, both edges of a thick one as one."""
    heights: list[float] = []
    for y in sorted((rule.at for rule in rules), reverse=True):
        if not heights or heights[-1] - y > _THICK:
            heights.append(y)
    return heights


def _runs(pieces: Sequence[Line], cut: float, rules: Sequence[float]) -> Iterator[list[Line]]:
    """Part the pieces, from the top down, at those that lie across ``cut`` and at the heights of ``rules``."""
    run: list[Line] = []
    below = list(reversed(rules))
    for piece in sorted(pieces, key=lambda each: -each.top - each.bottom):
        is_across = piece.left < cut < piece.right
        is_past = bool(below) and (piece.top + piece.bottom) / 2 < below[-1]
        while below and (piece.top + piece.bottom) / 2 < below[-1]:
            below.pop()
        if is_across or is_past:
            yield run
            run = []
        if not is_across:
            run.append(piece)
    yield run


def _trimmed(run: list[Line], em: float) -> list[Line]:
    """Leave out what stands apart above and below: a headline that happens to miss the gutter, an imprint."""
    groups: list[list[Line]] = []
    lowest = 0.0
    for piece in sorted(run, key=lambda each: -each.top):
        if not groups or piece.top < lowest - 1.2 * em:
            groups.append([])
            lowest = piece.bottom
        groups[-1].append(piece)
        lowest = min(lowest, piece.bottom)
    full = _FULL * max((_width(piece) for piece in run), default=0)
    for end in (0, -1):
        while len(groups) > 1 and max(map(_width, groups[end])) < full:
            groups.pop(end)
    return [piece for group in groups for piece in group]


def _band(run: list[Line], start: float, em: float, is_known: bool) -> Band | None:
    """Return the band that a run of pieces makes, one of its columns beginning at ``start``; ``None`` where it is none."""
    left = [piece for piece in run if piece.left < _cut(start, em)]
    right = [piece for piece in run if piece.left >= _cut(start, em)]
    if not left or not right or not ((is_known and _begin_at(right, start, em)) or _are_columns(left, right, em)):
        return None
    columns = [_edges(left), *_columns_of(right, em)]
    # A column that is short need not have a line that fills it.
    width = max(edge[1] - edge[0] for edge in columns)
    return Band(
        top=max(piece.top for piece in run),
        bottom=min(piece.bottom for piece in run),
        columns=tuple((edge[0], edge[0] + width) for edge in columns),
    )


def _columns_of(pieces: list[Line], em: float) -> list[tuple[float, float]]:
    for start in _starts(pieces, em):
        cut = _cut(start, em)
        left = [piece for piece in pieces if piece.right <= cut]
        right = [piece for piece in pieces if piece.left >= cut]
        if len(left) + len(right) == len(pieces) and _are_columns(left, right, em):
            return [_edges(left), *_columns_of(right, em)]
    return [_edges(pieces)]


def _are_columns(left: list[Line], right: list[Line], em: float) -> bool:
    """Tell prose in columns from cells: on both sides wide, about as wide, and mostly filled."""
    if min(len(left), len(right)) < _FEWEST:
        return False
    widths = [sorted(map(_width, side))[len(side) * 9 // 10] for side in (left, right)]
    if min(widths) < _NARROWEST * em or max(widths) > _UNLIKE * min(widths):
        return False
    return all(
        sum(_width(piece) >= _FULL * width for piece in side) >= _MOSTLY * len(side)
        for side, width in zip((left, right), widths, strict=True)
    )


def _begin_at(pieces: list[Line], start: float, em: float) -> bool:
    """Tell whether all pieces begin at ``start``, or two characters in as the first line of a paragraph does."""
    return all(min(abs(piece.left - start), abs(piece.left - start - 2 * em)) < 0.3 * em for piece in pieces)


def _is_ruled(band: Band, rules: Sequence[Stroke]) -> bool:
    """Tell a table by the rules that part its rows; a box round an article, or a rule under a headline, has fewer."""
    for left, right in band.columns:
        inside = [rule for rule in rules if min(rule.end, right) - max(rule.begin, left) > (right - left) / 2]
        if len(_heights(rule for rule in inside if band.bottom < rule.at < band.top)) > _MOST_RULES:
            return True
    return False


def _edges(pieces: list[Line]) -> tuple[float, float]:
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _width(piece: Line) -> float:
    return piece.right - piece.left
