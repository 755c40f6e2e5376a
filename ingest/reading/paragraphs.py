"""Paragraphs of a PDF: visual lines rejoined, over page ends too, running headers and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.reading.glyphs import Line

_EDGE = 0.14
"""Headers and footers stand in the outer seventh of the page, 42 mm of A4: GB/T 9704 sets 37 mm at the head."""
_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(
    r"[—–\-－·.\s]*\d{1,4}[—–\-－·.\s]*|第\s*[\d一二三四五六七八九十百]+\s*[页頁](\s*[,，/／]?\s*共\s*[\d一二三四五六七八九十百]+\s*[页頁])?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d+(\s*(of|/)\s*\d+)?"
)
_HEADING_MARK = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节節条條部编編篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|\d{1,2}(\.\d{1,2}){1,3}(?=[^\d%％万亿])|[①-⑳]|[·•●■◆]"
)
_CLOSED = frozenset("。！？；：")


@dataclass(frozen=True, slots=True)
class _Margins:
    """The text block of a document, in points."""

    left: float
    right: float
    indented: bool
    """First lines of paragraphs stand in from the left."""
    pitch: float
    """From one line to the next."""


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """Rejoin the lines of all pages: ``"…推进课程改"``, ``"革。"`` → ``"…推进课程改革。"``."""
    lines = [line for page in _without_running(pages) for line in page]
    if not lines:
        return []
    margins = _margins(lines)
    joined = [lines[0].text]
    for last, line in pairwise(lines):
        if _continues(last, line, margins):
            joined[-1] += _seam(joined[-1], line.text) + line.text
        else:
            joined.append(line.text)
    return joined


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop what stands at the same place of most pages, digits aside, and page numbers."""
    edges = [[line for line in _edge_lines(page)] for page in pages]
    seen = Counter(key for edge in edges for key in {_running_key(line) for line in edge})
    filled = sum(1 for page in pages if page)
    least = max(2, (filled + 1) // 2)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = [line for line in edge if seen[_running_key(line)] >= least or _PAGE_NUMBER.fullmatch(line.text)]
        kept.append([line for line in page if line not in running])
    return kept


def _edge_lines(page: list[Line]) -> list[Line]:
    down = sorted(page, key=lambda line: -line.top)
    head = [line for line in down[:_EDGE_LINES] if line.bottom > line.page_size[1] * (1 - _EDGE)]
    foot = [line for line in down[-_EDGE_LINES:] if line.top < line.page_size[1] * _EDGE]
    return head + foot


def _running_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), round(line.bottom / 6)


def _margins(lines: list[Line]) -> _Margins:
    em = median(line.em for line in lines)
    left = _common(sorted(line.left for line in lines), em)
    right = _common(sorted(-line.right for line in lines), em)
    # Where no line comes near the far edge of the page, the longest one does not fill it and nothing is rejoined.
    right = max(-right, 0.8 * (median(line.page_size[0] for line in lines) - left))
    indents = sum(1 for line in lines if em < line.left - left < 3.5 * em)
    gaps = [a.top - b.top for a, b in pairwise(lines) if a.page == b.page and a.top > b.top]
    return _Margins(left, right, indents >= 2, median(gaps) if gaps else 2 * em)


def _common(ascending: list[float], em: float) -> float:
    """Return the outermost edge that at least two lines share within half a character, else the outermost."""
    for one, two in pairwise(ascending):
        if two - one <= em / 2:
            return one
    return ascending[0]


def _continues(last: Line, line: Line, margins: _Margins) -> bool:
    # Punctuation may not begin a line, so the line before is up to two characters short.
    if last.right < margins.right - 2.2 * last.em or "\t" in last.text or "\t" in line.text:
        return False
    if abs(last.em - line.em) > 0.12 * last.em or _HEADING_MARK.match(line.text):
        return False
    if last.page == line.page and not 0 < last.top - line.top < 1.6 * margins.pitch:
        return False
    if line.left > margins.left + 1.2 * line.em:
        return False
    # Where first lines are indented, a line that is not goes on even after a full stop.
    return margins.indented or last.text[-1] not in _CLOSED


def _seam(before: str, after: str) -> str:
    latin = before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum()
    return " " if latin else ""
