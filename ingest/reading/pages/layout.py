"""Layout: the rows of each page put into lines and into reading order, column after column.

A recognised page (OCR) joins here: give its text boxes to ``lines_of_boxes``, and put the lines that come back in the
place of the page's own, which are none. ``ingest.reading.pdf.pdf.extract_of`` then drops its running headers and rejoins its
paragraphs, over page ends too, as for any other page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from ingest.reading.lines import is_wide
from ingest.reading.pages.cells import cells_joined
from ingest.reading.pages.columns import Band, bands_of
from ingest.reading.pages.glyphs import Glyph, Line, down_the_page, line_of, pieces_of
from ingest.reading.pages.grid import grids_of
from ingest.reading.pages.strokes import Stroke
from ingest.reading.pages.table import Part, with_tables
from ingest.reading.pages.weave import woven

_JITTER = 0.15
"""How far recognised characters of one size differ in theirs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is drawn, turned upright."""

    rows: list[list[Glyph]]
    level: list[Stroke]
    upright: list[Stroke]
    index: int
    """From 0."""
    size: tuple[float, float]
    """Width and height in points."""


class TextBox(NamedTuple):
    """A line or a cell that was recognised on a picture of a page: its words and its box, y upwards, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def laid_out(sheets: Sequence[Sheet]) -> list[list[Line]]:
    """Return the lines of each page in reading order: two columns of two lines → left, left, right, right."""
    parts = [_parts(sheet) for sheet in sheets]
    pieces = [
        [piece for part in of_page for piece in _pieces(part, sheet)]
        for of_page, sheet in zip(parts, sheets, strict=True)
    ]
    found = [bands_of(of_page, sheet.level) for of_page, sheet in zip(pieces, sheets, strict=True)]
    known = {left for bands in found for band in bands for left, _ in band.columns[1:]}
    if known:
        # The last page of a bulletin may have two lines only in its right-hand column.
        again = sorted(known)
        found = [
            bands or bands_of(of_page, sheet.level, again)
            for bands, of_page, sheet in zip(found, pieces, sheets, strict=True)
        ]
    return [_lines(of_page, sheet, bands) for of_page, sheet, bands in zip(parts, sheets, found, strict=True)]


def _parts(sheet: Sheet) -> list[Part]:
    """Return the rows of a page, those of tables as lines."""
    ruled = with_tables(woven(sheet.rows), grids_of(sheet.level, sheet.upright), sheet.index, sheet.size)
    unruled = cells_joined([_pieces(part, sheet) for part in ruled])
    return [part for at, each in enumerate(ruled) for part in unruled.get(at, [each])]


def _pieces(part: Part, sheet: Sheet) -> list[Line]:
    return [part] if isinstance(part, Line) else pieces_of(part, sheet.index, sheet.size)


def lines_of_boxes(boxes: Sequence[TextBox], page: int, page_size: tuple[float, float]) -> list[Line]:
    """Make recognised boxes the lines of a page, in reading order; boxes abreast that are no columns become a row.

    Args:
        boxes: in any order, none over two columns.
        page: from 0.
        page_size: width and height in points.
    """
    ems = [_em(box) for box in boxes]
    usual = median(ems) if ems else 1.0
    lines = [
        Line(
            text=box.text.strip(),
            left=box.left,
            bottom=box.bottom,
            right=box.right,
            top=box.top,
            em=usual if abs(em - usual) < _JITTER * usual else em,
            page=page,
            page_size=page_size,
        )
        for box, em in zip(boxes, ems, strict=True)
        if box.text.strip()
    ]
    lines.sort(key=lambda line: -line.top)
    return _abreast_joined(_in_order(lines, bands_of(lines)))


def _lines(parts: list[Part], sheet: Sheet, bands: list[Band]) -> list[Line]:
    lines = []
    for part in parts:
        line = part if isinstance(part, Line) else line_of(part, sheet.index, sheet.size)
        band = next((band for band in bands if line.text and band.holds(line)), None)
        if band is None or isinstance(part, Line):
            lines.append(line)
        else:
            lines += [line_of(cut, sheet.index, sheet.size) for cut in _cut(part, band)]
    return _in_order([line for line in lines if line.text], bands)


def _cut(row: list[Glyph], band: Band) -> list[list[Glyph]]:
    """Part a row between the columns of its band; it may have been written across both."""
    parts: list[list[Glyph]] = [[] for _ in band.columns]
    for glyph in row:
        parts[band.column_at((glyph.left + glyph.right) / 2)].append(glyph)
    return [part for part in parts if part]


def _in_order(lines: list[Line], bands: list[Band]) -> list[Line]:
    """Order the lines of a page: what stands above a band, its columns one after the other, what stands below."""
    ordered: list[Line] = []
    rest = lines
    for band in bands:
        within = [line for line in rest if band.holds(line)]
        above = [line for line in rest if not band.holds(line) and line.bottom + line.top > 2 * band.top]
        rest = [line for line in rest if not band.holds(line) and line.bottom + line.top <= 2 * band.top]
        ordered += down_the_page(above)
        for at, edges in enumerate(band.columns):
            column = [line for line in within if band.column_at((line.left + line.right) / 2) == at]
            ordered += [replace(line, column=edges) for line in down_the_page(column)]
    return ordered + down_the_page(rest)


def _abreast_joined(lines: list[Line]) -> list[Line]:
    """Make one line, with tabs, of lines that follow each other and stand at one height: the cells of a table row."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and last.column == line.column and _is_abreast(last, line):
            left, right = sorted((last, line), key=lambda each: each.left)
            joined[-1] = replace(
                last,
                text=f"{left.text}\t{right.text}",
                left=left.left,
                right=max(left.right, right.right),
                bottom=min(last.bottom, line.bottom),
                top=max(last.top, line.top),
            )
        else:
            joined.append(line)
    return joined


def _is_abreast(one: Line, two: Line) -> bool:
    overlap = min(one.top, two.top) - max(one.bottom, two.bottom)
    thinner = min(one.top - one.bottom, two.top - two.bottom)
    return overlap > 0.6 * thinner and (two.left >= one.right or one.left >= two.right)


def _em(box: TextBox) -> float:
    widths = sum(1.0 if is_wide(char) else 0.5 for char in box.text.strip())
    return max(1.0, (box.right - box.left) / widths if widths else box.top - box.bottom)
