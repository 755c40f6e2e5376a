"""Paragraphs of a paged text: visual lines rejoined, over the ends of columns and pages too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.running import without_running

_HEADING_MARK = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节節条條部编編篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|\d{1,2}(\.\d{1,2}){1,3}(?=[^\d%％万亿])|[①-⑳]|[·•●■◆]"
)
_CLOSED = frozenset("。！？；：")
_OPEN = frozenset("，、,")
_Column = tuple[int, int] | None


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and which page each stretch of it stands on."""

    text: str
    pages: list[tuple[int, int]] = field(default_factory=list)
    """(page from 0, offset in ``text`` where its words begin), one for each page."""

    def add(self, line: Line) -> None:
        """Append a line: ``"…推进课程改"`` + ``"革。"`` → ``"…推进课程改革。"``."""
        self.text += _seam(self.text, line.text) if self.text else ""
        if not self.pages or self.pages[-1][0] != line.page:
            self.pages.append((line.page, len(self.text)))
        self.text += line.text


@dataclass(frozen=True, slots=True)
class _Margins:
    """The text block of a document, or a column of it, in points."""

    left: float
    right: float
    indented: bool
    """First lines of paragraphs stand in from the left."""
    pitch: float
    """From one line to the next, in ems: a table in small type does not lessen that of the text."""


def paragraphs(pages: Sequence[list[Line]]) -> list[Paragraph]:
    """Rejoin the lines of all pages, given in reading order: ``"…推进课程改"``, ``"革。"`` → ``"…推进课程改革。"``."""
    lines = [line for page in without_running(pages) for line in page]
    margins = _margins(lines)
    joined: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is None or not _continues(last, line, margins):
            joined.append(Paragraph(""))
        joined[-1].add(line)
        last = line
    return joined


def _margins(lines: list[Line]) -> dict[_Column, _Margins]:
    """Return the margins of the full-width text and of each column; where first lines are indented, they all are."""
    if not lines:
        return {}
    em = median(line.em for line in lines)
    gaps = [(a.top - b.top) / b.em for a, b in pairwise(lines) if a.page == b.page and a.top > b.top]
    pitch = median(gaps) if gaps else 2.0
    blocks: dict[_Column, list[Line]] = defaultdict(list)
    for line in lines:
        blocks[_column(line)].append(line)
    edges = {column: _edges(block, em) for column, block in blocks.items()}
    indents = sum(1 for line in lines if em < line.left - edges[_column(line)][0] < 3.5 * em)
    return {column: _Margins(left, right, indents >= 2, pitch) for column, (left, right) in edges.items()}


def _column(line: Line) -> _Column:
    # Columns of one bulletin begin and end at the same places on every page, to within a few points.
    return None if line.column is None else (round(line.column[0] / 6), round(line.column[1] / 6))


def _edges(lines: list[Line], em: float) -> tuple[float, float]:
    columns = [line.column for line in lines if line.column]
    if columns:
        return min(column[0] for column in columns), max(column[1] for column in columns)
    left = _common(sorted(line.left for line in lines), em)
    right = _common(sorted(-line.right for line in lines), em)
    # Where no line comes near the far edge of the page, the longest one does not fill it and nothing is rejoined.
    return left, max(-right, 0.8 * (median(line.page_size[0] for line in lines) - left))


def _common(ascending: list[float], em: float) -> float:
    """Return the outermost edge that at least two lines share within half a character, else the outermost."""
    for one, two in pairwise(ascending):
        if two - one <= em / 2:
            return one
    return ascending[0]


def _continues(last: Line, line: Line, margins: dict[_Column, _Margins]) -> bool:
    its, before = margins[_column(line)], margins[_column(last)]
    # Punctuation may not begin a line, so the line before is up to two characters short.
    if last.right < before.right - 2.2 * last.em or "\t" in last.text or "\t" in line.text:
        return False
    if abs(last.em - line.em) > 0.12 * last.em or _HEADING_MARK.match(line.text) or _is_headed(last, line):
        return False
    if last.page == line.page and not _follows(last, line, its.pitch):
        return False
    if line.left > its.left + 1.2 * line.em:
        return False
    # Where first lines are indented, a line that is not goes on even after a full stop.
    return its.indented or last.text[-1] not in _CLOSED


def _follows(last: Line, line: Line, pitch: float) -> bool:
    """Tell the next line of a column, and the first one of the next column."""
    if last.column != line.column:
        return last.column is not None and line.column is not None and line.left > last.right
    return 0 < last.top - line.top < 1.6 * pitch * line.em


def _is_headed(last: Line, line: Line) -> bool:
    """Tell by its font a heading that fills its line, or one below a paragraph whose last line is full.

    A line all in one font and open-ended is a heading where the next line is in another; emphasis within a paragraph
    ends in the middle of a line, or with punctuation.
    """
    if not last.fonts or not line.fonts or last.fonts[-1] == line.fonts[0]:
        return False
    above = len(last.fonts) == 1 and last.text[-1] not in _CLOSED | _OPEN
    below = len(line.fonts) == 1 and last.text[-1] in _CLOSED and line.text[-1] not in _CLOSED | _OPEN
    return above or below


def _seam(before: str, after: str) -> str:
    latin = before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum()
    return " " if latin else ""
