"""Glyphs of a PDF page: characters with their places, put into visual lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.reading.lines import is_wide


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box in points, y upwards, the page turned upright."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


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


def visual_lines(glyphs: list[Glyph], page: int, page_size: tuple[float, float]) -> list[Line]:
    """Put the glyphs of a page into lines, in reading order: down the page, or as written where lines stand abreast."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _same_line(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return _ordered([line for row in rows if (line := _line(row, page, page_size)).text])


def _same_line(row: list[Glyph], glyph: Glyph) -> bool:
    last = row[-1]
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    thinner = min(last.top - last.bottom, glyph.top - glyph.bottom)
    # A step back to the left is a new line, or the next cell of a table, unless it is only a bold or shadow overprint.
    return overlap > 0.5 * thinner and glyph.left > last.left - (last.top - last.bottom)


def _line(row: list[Glyph], page: int, page_size: tuple[float, float]) -> Line:
    visible = [glyph for glyph in row if not glyph.char.isspace()]
    if not visible:
        return Line("", 0, 0, 0, 0, 0, page, page_size)
    widths = [g.right - g.left for g in visible if is_wide(g.char)] or [g.top - g.bottom for g in visible]
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
    )


def _spaced(row: list[Glyph], em: float) -> str:
    """Write the characters of a line, a tab for a gap that parts columns, a space for one between Latin words."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.char.isspace() and glyph.char != "\u3000":
            continue
        parts.append(_gap(last, glyph, em) + glyph.char)
        last = glyph
    # A character beyond U+FFFF comes as two surrogates.
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _gap(last: Glyph | None, glyph: Glyph, em: float) -> str:
    if last is None:
        return ""
    gap = glyph.left - last.right
    if gap > 2 * em:
        return "\t"
    narrow = not is_wide(last.char) and not is_wide(glyph.char)
    return " " if narrow and gap > 0.15 * em else ""


def _ordered(lines: list[Line]) -> list[Line]:
    down = sorted(lines, key=lambda line: -line.top)
    for upper, lower in pairwise(down):
        overlap = lower.top - max(upper.bottom, lower.bottom)
        if overlap > 0.6 * min(upper.top - upper.bottom, lower.top - lower.bottom):
            return lines
    return down
