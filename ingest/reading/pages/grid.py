"""Grids: tables whose cells are ruled, told by the lines that are drawn, however their words were written."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from ingest.reading.pages.strokes import SAME, Stroke, joined, meet

_MOST = 400
"""Strokes either way: a page with more is a drawing."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, in points, y upwards."""

    xs: tuple[float, ...]
    """Where its columns begin and end, from the left."""
    ys: tuple[float, ...]
    """Where its rows begin and end, from the bottom."""
    cells: tuple[tuple[tuple[int, int], ...], ...]
    """By row, from the bottom, and column: (row, column) of the upper left part of the cell that it belongs to."""

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return which cell a point stands in, by its upper left part; ``None`` outside the table."""
        row, column = bisect(self.ys, y) - 1, bisect(self.xs, x) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return None
        return self.cells[row][column]

    def edges_of(self, cell: tuple[int, int]) -> tuple[float, float]:
        """Return the left and the right edge of a cell, named as ``cell_at`` does."""
        row, column = cell
        last = max(at for at in range(column, len(self.xs) - 1) if self.cells[row][at] == cell)
        return self.xs[column], self.xs[last + 1]


def grids_of(level: Iterable[Stroke], upright: Iterable[Stroke]) -> list[Grid]:
    """Return the tables of two columns and two rows or more that drawn lines make: ``╂`` within a box → one of 2 by 2.

    Args:
        level: lines across the page.
        upright: lines down the page.
    """
    across, down = joined(level), joined(upright)
    if max(len(across), len(down)) > _MOST:
        return []
    return [grid for rows, columns in _crossing(across, down) if (grid := _grid(rows, columns))]


def _crossing(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Part the lines into sets that hang together, a table each."""
    found: list[tuple[list[Stroke], list[Stroke]]] = []
    rest = set(upright)
    waiting = set(level)
    while waiting:
        rows, columns, fresh = [], list[Stroke](), [waiting.pop()]
        while fresh:
            rows += fresh
            touched = [each for each in rest if any(meet(row, each) for row in fresh)]
            rest.difference_update(touched)
            columns += touched
            fresh = [each for each in waiting if any(meet(each, column) for column in touched)]
            waiting.difference_update(fresh)
        found.append((rows, columns))
    return found


def _grid(rows: list[Stroke], columns: list[Stroke]) -> Grid | None:
    # Many tables are open at their sides.
    xs = _places([*(each.at for each in columns), min(r.begin for r in rows), max(r.end for r in rows)])
    ends = (end for each in columns for end in (each.begin, each.end))
    ys = _places([*(each.at for each in rows), *ends])
    if not columns or len(xs) < 3 or len(ys) < 3:
        return None
    owners = {(row, column): (row, column) for row, column in product(range(len(ys) - 1), range(len(xs) - 1))}
    for row, column in sorted(owners, key=lambda each: (-each[0], each[1])):
        middle, centre = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
        if column and not _is_ruled(columns, xs[column], middle):
            owners[row, column] = owners[row, column - 1]
        elif row + 1 < len(ys) - 1 and not _is_ruled(rows, ys[row + 1], centre):
            owners[row, column] = owners[row + 1, column]
    cells = tuple(tuple(owners[row, column] for column in range(len(xs) - 1)) for row in range(len(ys) - 1))
    return Grid(xs, ys, cells)


def _places(values: Iterable[float]) -> tuple[float, ...]:
    ascending = sorted(values)
    return tuple(ascending[:1] + [two for one, two in pairwise(ascending) if two - one > SAME])


def _is_ruled(strokes: list[Stroke], at: float, across: float) -> bool:
    return any(abs(each.at - at) <= SAME + 0.5 and each.begin < across < each.end for each in strokes)
