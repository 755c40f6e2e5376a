"""Cells without rules: the lines of each cell joined, told by the order they were written in and by where they stand.

Programs write a table cell after cell. So what stands to the right of the words before it, and not below them, is the
next cell; what stands below and further left is the next row. A list mark with the text that hangs from it is alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.units import first_unit, seam, width_of

_MARK = re.compile(
    r"[-—–－·•●■◆○◇▪➢✓√*]|[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）).．、]|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条]"
)
_PITCH = 2.2
"""Ems from one line of a cell to the next, at most."""
_TALLEST = 12
"""Lines of a cell, at most."""
_WIDE = 8
"""Ems: what is as wide on all sides may be columns."""
Row = Sequence[Line]
"""The pieces of what was written in one go at one height, from the left."""


def cells_joined(rows: Sequence[Row]) -> dict[int, list[Line]]:
    r"""Make one line, with tabs, of each table row of which a cell has several lines.

    Args:
        rows: of a page, as written.

    Returns:
        Number of a row → the lines that stand in its place; none where they stand in that of a row before it. Of the
        rows ``1``, ``编制规``; ``划`` under the latter; ``6月`` right of both → ``{0: ["1\t编制规划\t6月"], 1: [], 2: []}``.
    """
    pieces = [(at, piece) for at, row in enumerate(rows) for piece in row]
    edge = max((piece.right for _, piece in pieces), default=0.0)
    taken: dict[int, list[Line]] = {}
    for chained in _chains([piece for _, piece in pieces]):
        cells = _trimmed([[pieces[at][1] for at in cell] for cell in chained])
        made = _made(cells, edge)
        used = {id(piece) for piece in chain.from_iterable(cells)}
        places = sorted({pieces[at][0] for at in chain.from_iterable(chained) if id(pieces[at][1]) in used})
        if made and all(id(piece) in used for place in places for piece in rows[place]):
            taken |= {place: made if place == places[0] else [] for place in places}
    return taken


def _chains(pieces: Sequence[Line]) -> Iterator[list[list[int]]]:
    """Yield what may be table rows: cells, each the numbers of its pieces from the top down."""
    cells: list[list[int]] = []
    for at, piece in enumerate(pieces):
        last = pieces[at - 1] if at else None
        before = max((pieces[each].right for each in cells[-2]), default=0.0) if len(cells) > 1 else 0.0
        if last is not None and piece.left > before - 0.2 * piece.em and _is_under(last, piece):
            cells[-1].append(at)
        elif last is not None and _is_beside(last, piece):
            cells.append([at])
        else:
            if len(cells) > 1:
                yield cells
            cells = [[at]]
    if len(cells) > 1:
        yield cells


def _is_under(last: Line, piece: Line) -> bool:
    overlaps = piece.left < last.right and last.left < piece.right
    return overlaps and 0.5 * piece.em < last.top - piece.top < _PITCH * piece.em


def _is_beside(last: Line, piece: Line) -> bool:
    height = piece.top - piece.bottom
    rise = piece.top - last.top
    return piece.left > last.right - 0.2 * piece.em and -0.7 * height < rise < _TALLEST * _PITCH * piece.em


def _trimmed(cells: list[list[Line]]) -> list[list[Line]]:
    """Leave out what stands above the first cell and is no part of it."""
    kept = cells[1:]
    others = list(chain.from_iterable(kept))
    top, bottom = max(line.top for line in others), min(line.bottom for line in others)
    first = cells[0]
    # Words that are set at the middle of their row begin as far above the others as they end below.
    highest = top + max(0.0, bottom - first[-1].bottom) + 0.5 * first[-1].em
    edge = kept[0][0].left
    begin = len(first)
    while begin and first[begin - 1].top < highest and first[begin - 1].right < edge + 0.2 * first[begin - 1].em:
        begin -= 1
    return [first[begin:], *kept]


def _made(cells: list[list[Line]], edge: float) -> list[Line]:
    """Return the lines that cells make; none where they are no cells, or have a line each, which makes a row already."""
    first, others = cells[0], cells[1:]
    if not first or max(map(len, cells)) > _TALLEST or not _overlap(first, list(chain.from_iterable(others))):
        return []
    if len(others) == 1:
        if len(first) == 1 and _MARK.fullmatch(first[0].text):
            return _hanging(first[0], others[0], edge)
        if len(first) > 1 and _is_wide(first):
            return []
        joined, rest = _filled(others[0], edge)
        return [_row([first, joined]), *rest] if len(first) > 1 or len(joined) > 1 else []
    return [_row(cells)] if any(len(cell) > 1 for cell in cells) and not all(map(_is_wide, cells)) else []


def _overlap(first: list[Line], others: list[Line]) -> bool:
    top = min(first[0].top, max(line.top for line in others))
    return top - max(first[-1].bottom, min(line.bottom for line in others)) > 0.5 * first[0].em


def _hanging(mark: Line, lines: list[Line], edge: float) -> list[Line]:
    joined, rest = _filled(lines, edge)
    row = _row([[mark], joined])
    return [replace(row, text=row.text.replace("\t", "", 1)), *rest]


def _filled(lines: list[Line], edge: float) -> tuple[list[Line], list[Line]]:
    """Part lines after the first onto which what follows would have gone: there a paragraph ends."""
    for at, (line, after) in enumerate(pairwise(lines), 1):
        if line.right + (width_of(first_unit(after.text)) + 0.3) * line.em < edge or _MARK.match(after.text):
            return lines[:at], lines[at:]
    return lines, []


def _row(cells: list[list[Line]]) -> Line:
    there = list(chain.from_iterable(cells))
    return replace(
        there[0],
        text="\t".join(_text(cell) for cell in cells),
        left=min(line.left for line in there),
        bottom=min(line.bottom for line in there),
        right=max(line.right for line in there),
        top=max(line.top for line in there),
        fonts=(),
    )


def _text(lines: list[Line]) -> str:
    text = ""
    for line in lines:
        text += seam(text, line.text) + line.text
    return text


def _is_wide(lines: list[Line]) -> bool:
    return max(line.right for line in lines) - min(line.left for line in lines) > _WIDE * lines[0].em
