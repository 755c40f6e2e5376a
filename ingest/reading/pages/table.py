"""Ruled tables of a page: the words of each cell, line after line, before those of the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading.pages.glyphs import Glyph, Line, line_of, rows_of
from ingest.reading.pages.grid import Grid
from ingest.reading.pages.units import first_unit, seam, width_of
from ingest.reading.pages.weave import woven

_MOST_PARAGRAPHS = 3
"""In a cell; with more, the table is a frame around running text."""
_Cell = tuple[int, int]
Part = list[Glyph] | Line
"""A row as written, or a line that a table made."""


def with_tables(rows: Sequence[list[Glyph]], grids: Sequence[Grid], page: int, size: tuple[float, float]) -> list[Part]:
    """Put the rows of ruled tables, a line with tabs each, in the place of the glyphs in them.

    A row with a cell of running text becomes its lines, cell after cell, each cell a column.
    """
    parts: list[Part] = list(rows)
    for grid in grids:
        inside: dict[_Cell, list[Glyph]] = defaultdict(list)
        outside: list[Part] = []
        place = None
        for part in parts:
            within = [] if isinstance(part, Line) else [(_cell_of(glyph, grid), glyph) for glyph in part]
            for cell, glyph in within:
                if cell is not None and not glyph.char.isspace():
                    inside[cell].append(glyph)
                    place = len(outside) if place is None else place
            left = part if isinstance(part, Line) else [glyph for cell, glyph in within if cell is None]
            if left:
                outside.append(left)
        if place is not None and _is_table(inside):
            parts = outside[:place] + _lines(grid, inside, page, size) + outside[place:]
    return parts


def _cell_of(glyph: Glyph, grid: Grid) -> _Cell | None:
    return grid.cell_at((glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2)


def _is_table(inside: dict[_Cell, list[Glyph]]) -> bool:
    """Tell a table, which has two cells with words in one row, from boxes that are drawn around other things."""
    rows = [row for row, _ in inside]
    return len(rows) > len(set(rows))


def _lines(grid: Grid, inside: dict[_Cell, list[Glyph]], page: int, size: tuple[float, float]) -> list[Part]:
    lines: list[Part] = []
    for row in range(len(grid.ys) - 2, -1, -1):
        # A cell that goes down over several rows stands in the first, and is empty in the others.
        cells = list(dict.fromkeys(grid.cells[row]))
        read = [_cell_lines(grid, cell, inside[cell], page, size) if cell[0] == row else [] for cell in cells]
        if len(cells) == 1 or any(_paragraphs(cell) > _MOST_PARAGRAPHS for cell in read):
            lines += [line for cell in read for line in cell]
        elif any(read):
            lines.append(_row(read))
    return lines


def _cell_lines(grid: Grid, cell: _Cell, glyphs: list[Glyph], page: int, size: tuple[float, float]) -> list[Line]:
    lines = [line_of(row, page, size) for row in woven(rows_of(glyphs))]
    down = sorted((line for line in lines if line.text), key=lambda line: -line.top)
    return [replace(line, text=line.text.replace("\t", " "), column=grid.edges_of(cell)) for line in down]


def _paragraphs(lines: list[Line]) -> int:
    return sum(1 for at, line in enumerate(lines) if not at or not _goes_on(lines[at - 1], line))


def _goes_on(line: Line, after: Line) -> bool:
    """Tell a line onto which what comes next would not have gone; a cell has a margin of a character, about."""
    right = line.column[1] if line.column else line.right
    return line.right + (width_of(first_unit(after.text)) + 1.0) * line.em > right


def _row(cells: list[list[Line]]) -> Line:
    """Make one line of the cells of a row."""
    there = [line for cell in cells for line in cell]
    return replace(
        there[0],
        text="\t".join(_text(cell) for cell in cells).rstrip("\t"),
        left=min(line.left for line in there),
        bottom=min(line.bottom for line in there),
        right=max(line.right for line in there),
        top=max(line.top for line in there),
        column=None,
        fonts=(),
    )


def _text(lines: list[Line]) -> str:
    text = ""
    for line in lines:
        text += seam(text, line.text) + line.text
    return text
