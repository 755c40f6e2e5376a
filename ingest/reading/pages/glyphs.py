"""Glyphs of a PDF page: characters with their places, put into visual lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingest.reading.lines import is_wide

_MARK = re.compile(r"[-—–•·]|\d{1,2}[.)]")
"""What a list item begins with: a gap behind it is a space, whether or not one was written."""
_LONGEST_MARK = 6
_PARTING = frozenset("-—–•·,.;:)")
_NUMBER_APART = re.compile(r"(?<=[^\W\d_a-zA-Z]) (\d[\d.,]*) (?=[^\W\d_a-zA-Z])")
"""A number with a space on either side, as some write every one of them."""
_NEAR = 6
"""Glyphs that say how high the row stands at its end; it may lie slightly askew."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box in points, y upwards, the page turned upright."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    font: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: its text, its box in points, the width of a Han character in it, and its page from 0."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    page: int
    page_size: tuple[float, float]
    """Width and height in points."""
    column: tuple[float, float] | None = None
    """Left and right edge of the column that it stands in, in points; ``None`` where the page has one."""
    fonts: tuple[str, ...] = ()
    """Of its Han characters, in order, each named once where several in a row share it."""


def rows_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Put the glyphs of a page into rows, as written: a row ends where the next glyph stands lower, higher or left."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _same_line(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _same_line(row: list[Glyph], glyph: Glyph) -> bool:
    last, near = row[-1], row[-_NEAR:]
    # Some fonts give the box of the ink only: that of a comma hardly reaches as high as a character beside it begins.
    top, bottom = max(other.top for other in near), min(other.bottom for other in near)
    overlap = min(top, glyph.top) - max(bottom, glyph.bottom)
    thinner = min(top - bottom, glyph.top - glyph.bottom)
    # A step back to the left is a new line, or the next cell of a table, unless it is only a bold or shadow overprint.
    return overlap > 0.5 * thinner and glyph.left > last.left - (top - bottom)


def line_of(row: list[Glyph], page: int, page_size: tuple[float, float]) -> Line:
    """Make a row one line; its text is empty where nothing of it is visible."""
    visible = [glyph for glyph in row if not glyph.char.isspace()]
    if not visible:
        return Line("", 0, 0, 0, 0, 0, page, page_size)
    # Punctuation may be set at half its width.
    wide = [glyph for glyph in visible if is_wide(glyph.char)]
    full = [glyph for glyph in wide if glyph.char.isalnum()] or wide
    widths = [glyph.right - glyph.left for glyph in full] or [glyph.top - glyph.bottom for glyph in visible]
    em = max(1.0, median(widths))
    return Line(
        text=_spaced(row, em).strip(),
        left=min(glyph.left for glyph in visible),
        bottom=min(glyph.bottom for glyph in visible),
        right=max(glyph.right for glyph in visible),
        top=max(glyph.top for glyph in visible),
        em=em,
        page=page,
        page_size=page_size,
        fonts=tuple(font for font, _ in groupby(glyph.font for glyph in visible if is_wide(glyph.char))),
    )


def pieces_of(row: list[Glyph], page: int, page_size: tuple[float, float]) -> list[Line]:
    """Part a row where a gap as wide as a character stands in it: what may be columns, or cells."""
    visible = [glyph for glyph in row if not glyph.char.isspace()]
    em = line_of(visible, page, page_size).em
    pieces: list[list[Glyph]] = []
    for glyph in visible:
        if pieces and glyph.left - pieces[-1][-1].right < 0.8 * em:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [line_of(piece, page, page_size) for piece in pieces]


def _spaced(row: list[Glyph], em: float) -> str:
    """Write the characters of a line, a tab for a gap that parts columns, a space for one between words."""
    parts: list[str] = []
    last: Glyph | None = None
    is_typed = False
    for glyph in row:
        if glyph.char.isspace() and glyph.char != "\u3000":
            is_typed = True
            continue
        if last is not None:
            is_mark = len(parts) <= _LONGEST_MARK and _MARK.fullmatch("".join(parts)) is not None
            parts.append(_gap(last, glyph, em, is_typed, is_mark))
        parts.append(glyph.char)
        last, is_typed = glyph, False
    if 2 * parts.count("\u3000") > len(parts) - 3:
        # Every gap is as wide: a heading that is spread to look well.
        parts = [part for part in parts if part != "\u3000"]
    # A character beyond U+FFFF comes as two surrogates.
    text = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _NUMBER_APART.sub(r"\1", text)


def _gap(last: Glyph, glyph: Glyph, em: float, is_typed: bool, is_mark: bool) -> str:
    gap = glyph.left - last.right
    if gap > 2 * em:
        return "\t"
    if not is_wide(last.char) and not is_wide(glyph.char):
        return " " if is_typed or gap > 0.15 * em else ""
    if gap > 0.8 * em:
        return "\u3000"
    # A typed space parts a mark or a number from words; between Han characters it only spreads them.
    parts = is_mark or (is_typed and (last.char in _PARTING or last.char.isdecimal() != glyph.char.isdecimal()))
    return " " if parts and gap > 0.15 * em else ""


def down_the_page(lines: list[Line]) -> list[Line]:
    """Order the lines of one column from the top, or leave them as written where some stand abreast, as cells do."""
    down = sorted(lines, key=lambda line: -line.top)
    for upper, lower in pairwise(down):
        overlap = lower.top - max(upper.bottom, lower.bottom)
        if overlap > 0.6 * min(upper.top - upper.bottom, lower.top - lower.bottom):
            return lines
    return down


def upright(glyph: Glyph, turn: int, left: float, bottom: float, right: float, top: float) -> Glyph:
    """Place a glyph as if its page were held so that text runs to the right.

    ``turn`` counts quarter turns counter-clockwise: a landscape table is often text that runs up a portrait page. The
    other arguments are the edges of the page, in points.
    """
    boxes = (
        (glyph.left - left, glyph.bottom - bottom, glyph.right - left, glyph.top - bottom),
        (glyph.bottom - bottom, right - glyph.right, glyph.top - bottom, right - glyph.left),
        (right - glyph.right, top - glyph.top, right - glyph.left, top - glyph.bottom),
        (top - glyph.top, glyph.left - left, top - glyph.bottom, glyph.right - left),
    )
    return Glyph(glyph.char, *boxes[turn], glyph.font)
