"""Paragraphs of a paged text: visual lines rejoined, over the ends of columns and pages too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from statistics import median

from ingest.reading.lines import is_wide
from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.running import without_running
from ingest.reading.pages.units import first_unit, seam, width_of

_HEADING_MARK = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节節条條部编編篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|\d{1,2}(\.\d{1,2}){1,3}(?=[^\d%％万亿])|[①-⑳]|[·•●■◆]"
)
_DECIMAL = re.compile(r"\d+\.\d+[^\d.\s、]")
_CLOSED = frozenset("。！？；：")
_ENDING = frozenset("。！？：")
_OPEN = frozenset("，、,")
_DEEPEST = 5.0
"""Ems that a first line stands in at most; two are usual."""
_SLACK = 2.2
"""Ems that a full line is short at most, whatever comes next: what is drawn out or recognised is not exact."""
_OPEN_SLACK = 3.5
_SPARE = 0.3
_MOSTLY = 0.7
_FEW = 4
_SURE = 2
_FARTHER = 1.15
_Column = tuple[int, int] | None


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and which page each stretch of it stands on."""

    text: str
    pages: list[tuple[int, int]] = field(default_factory=list)
    """(page from 0, offset in ``text`` where its words begin), one for each page."""

    def add(self, line: Line) -> None:
        """Append a line: ``"…推进课程改"`` + ``"革。"`` → ``"…推进课程改革。"``."""
        self.text += seam(self.text, line.text)
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
    widest: float
    """Ems from one line to the next within a paragraph, at most."""
    apart: bool
    """Paragraphs are set apart by more space than their lines."""
    marks_in: bool
    """Numbered headings and items stand in, as first lines do."""


def paragraphs(pages: Sequence[list[Line]]) -> list[Paragraph]:
    """Rejoin the lines of all pages, given in reading order: ``"…推进课程改"``, ``"革。"`` → ``"…推进课程改革。"``."""
    lines = [line for page in without_running(pages) for line in page]
    margins = _margins(lines)
    joined: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _is_rest_of_row(last, line):
            last = replace(line, text=_row_joined(last.text, line.text))
            joined[-1].text = last.text
            continue
        if last is None or not _continues(last, line, margins):
            joined.append(Paragraph(""))
        joined[-1].add(line)
        last = line
    return joined


def _is_rest_of_row(last: Line, line: Line) -> bool:
    """Tell the rest of a table row that a page end parted: its first cell is empty, and another goes on amid a sentence."""
    if line.page != last.page + 1 or not line.text.startswith("\t") or "\t" not in last.text.strip():
        return False
    cells, rest = last.text.split("\t"), line.text.split("\t")
    going_on = [one for one, two in zip(cells, rest, strict=False) if two]
    return len(rest) <= len(cells) and bool(going_on[0]) and going_on[0][-1] not in _CLOSED


def _row_joined(row: str, rest: str) -> str:
    r"""Add the rest of each cell: ``一月\t检查情`` and ``\t况。`` → ``一月\t检查情况。``."""
    pairs = zip_longest(row.split("\t"), rest.split("\t"), fillvalue="")
    return "\t".join(one + seam(one, two) + two for one, two in pairs)


def _margins(lines: list[Line]) -> dict[_Column, _Margins]:
    """Return the margins of the full-width text and of each column; where first lines are indented, they all are."""
    if not lines:
        return {}
    em = median(line.em for line in lines)
    blocks: dict[_Column, list[Line]] = defaultdict(list)
    for line in lines:
        blocks[_column(line)].append(line)
    edges = {column: _edges(block, em) for column, block in blocks.items()}
    inward = {id(line): (line.left - edges[_column(line)][0]) / em for line in lines}
    indents = sum(1 for ems in inward.values() if 1 < ems < _DEEPEST)
    marked = [line for line in lines if _HEADING_MARK.match(line.text)]
    marks_in = sum(1 for line in marked if inward[id(line)] > 1)
    widest, apart = _pitch(lines, edges)
    return {
        column: _Margins(
            left=left,
            right=right,
            indented=indents >= 2,
            widest=widest,
            apart=apart,
            marks_in=marks_in >= max(2, _MOSTLY * len(marked)),
        )
        for column, (left, right) in edges.items()
    }


def _pitch(lines: list[Line], edges: dict[_Column, tuple[float, float]]) -> tuple[float, bool]:
    """Return how far apart the lines of a paragraph are, in ems, at most, and whether paragraphs are farther.

    Learnt from lines that end short, below which a paragraph begins, and from full ones that end amid a sentence.
    """
    every, within, between = list[float](), list[float](), list[float]()
    for one, two in pairwise(lines):
        if one.page != two.page or one.top <= two.top or "\t" in one.text + two.text:
            continue
        gap = (one.top - two.top) / one.em
        every.append(gap)
        if not _is_full(one, two, edges[_column(one)][1]):
            between.append(gap)
        elif one.text[-1] not in _CLOSED:
            within.append(gap)
    if min(len(within), len(between)) >= _SURE:
        near, far = median(within), sorted(between)[len(between) // 5]
        if far > _FARTHER * near:
            return (near + far) / 2, True
    # In ems: a table in small type does not lessen that of the text.
    return 1.6 * (median(every) if every else 2.0), False


def _is_full(line: Line, after: Line, right: float, slack: float = _SLACK) -> bool:
    """Tell a line onto which what comes next would not have gone."""
    needed = max(slack, width_of(first_unit(after.text)) + _SPARE)
    return line.right >= right - needed * line.em


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
    """Return the outermost edge that some lines share within half a character, else the outermost."""
    some = max(2, len(ascending) // 25)
    shared = (one for one, two in zip(ascending, ascending[some - 1 :], strict=False) if two - one <= em / 2)
    return next(shared, ascending[0])


def _continues(last: Line, line: Line, margins: dict[_Column, _Margins]) -> bool:
    its, before = margins[_column(line)], margins[_column(last)]
    if "\t" in last.text or "\t" in line.text or _is_unlike(last, line) or _is_headed(last, line):
        return False
    # Where first lines stand in, one that does not, after an open end, goes on even if the line before is less full.
    is_open = its.indented and last.text[-1] not in _CLOSED
    if not _is_full(last, line, before.right, _OPEN_SLACK if is_open else _SLACK):
        return False
    if last.page == line.page and not _follows(last, line, its):
        return False
    if _is_centred(last, line, its):
        return True
    if line.left > its.left + 1.2 * line.em:
        return False
    if _HEADING_MARK.match(line.text) and not _is_torn(last, line, its):
        return False
    # Where first lines are indented, or paragraphs set apart, a line that is not goes on even after a full stop.
    return its.indented or its.apart or last.text[-1] not in _ENDING


def _is_unlike(last: Line, line: Line) -> bool:
    """Tell lines in type of different size; a few characters do not tell theirs."""
    few = min(sum(is_wide(char) for char in each.text) for each in (last, line)) < _FEW
    return not few and abs(last.em - line.em) > 0.12 * last.em


def _is_torn(last: Line, line: Line, its: _Margins) -> bool:
    """Tell a sentence torn just before a number from a heading: ``提高`` + ``2.7个百分点``, ``清明、五`` + ``四、七一``."""
    if its.marks_in or (its.apart and last.page == line.page):
        return True
    return last.text[-1] not in _CLOSED and (its.indented or _DECIMAL.match(line.text) is not None)


def _is_centred(last: Line, line: Line, its: _Margins) -> bool:
    """Tell the next line of a title: well in from the left, and both about one middle."""
    stands_in = min(line.left - its.left, its.right - line.right) > _DEEPEST * line.em
    return stands_in and abs(last.left + last.right - line.left - line.right) < line.em


def _follows(last: Line, line: Line, its: _Margins) -> bool:
    """Tell the next line of a column, and the first one of the next column."""
    if last.column != line.column:
        return last.column is not None and line.column is not None and line.left > last.right
    return 0 < last.top - line.top < its.widest * max(last.em, line.em)


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
