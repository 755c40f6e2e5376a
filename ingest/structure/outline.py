"""Text → section tree.

Marks and their levels, outermost first (GB/T 9704-2012, 7.3.3, and what offices add to it):

    0  壹、 第一部分        1  一、        2  （一）        3  1. 1、        4  （1） ①        5  一是 第一， ——

A line that the format itself marks as a heading keeps the format's level when it bears no mark of its own.
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import DocType, Section, Span, span_id
from ingest.structure import doctype
from ingest.structure.lines import each_line

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    (0, re.compile(r"[壹贰叁肆伍陆柒捌玖拾]{1,2}、|第[一二三四五六七八九十]{1,2}部分[::、]?")),
    (1, re.compile(rf"{_NUMERAL}、(?!{_NUMERAL}(?:、|等奖|[等级类线]))")),
    (2, re.compile(rf"\({_NUMERAL}\)、?")),
    (3, re.compile(r"\d{1,2}(?:[.、]|\.、)(?!\d)")),
    (4, re.compile(r"\(\d{1,2}\)、?|[①-⑳]、?")),
    (5, re.compile(rf"{_NUMERAL}是|{_NUMERAL}要|第{_NUMERAL}[,、]|——+")),
)
_INLINE = re.compile(rf"(?<=[。;:!])\s*({_NUMERAL}是|第{_NUMERAL}[,、])")
_HASHES = re.compile(r"#{1,6}\s+")
_MONTH = re.compile(rf"(20..年)?({_NUMERAL}|\d{{1,2}})月份?(工作)?[::]?")
_BARE = re.compile(r"[^,。;:!?、\d\s][^,。;:!?\t]{2,15}[。::]?")
_NO_HEADING = re.compile(r"[〔\[]\d{4}|\d+号$|\d{4}年\d{1,2}月")
"""Document numbers and dates below a title."""
_APPENDIX = re.compile(r"附(件|表|录)?\d?[::].{2,40}")
_SENTENCE_END = re.compile(r"[。;!?]")
_TITLE_MOST = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a section begins, before the tree is known."""

    start: int
    level: int
    numbering: str
    title: str


def find_sections(
    text: str,
    flat: str,
    bounds: Span,
    furniture: tuple[Span, ...],
    hints: dict[int, int],
    source_id: str,
    base: DocType,
) -> tuple[Section, ...]:
    """Return the sections within ``bounds`` in order of their start, each with its path and doc type.

    Args:
        text: extracted text; headings are quoted from it.
        flat: the same, folded; equal length.
        bounds: the body of one precedent, its title line left out.
        furniture: spans to skip, in order.
        hints: offset of a line → level, for lines that the format marks as headings.
        source_id: for the sections' ids.
        base: doc type that holds until a heading says otherwise.
    """
    headings = list(_headings(text, flat, bounds, furniture, hints))
    sections: list[Section] = []
    open_path: list[Heading] = []
    doc_type = base
    for place, heading in enumerate(headings):
        below = (later.start for later in headings[place + 1 :] if later.level <= heading.level)
        end = next(below, bounds.end)
        open_path = [each for each in open_path if each.level < heading.level] + [heading]
        doc_type = doctype.after_heading(heading.title, top=len(open_path) == 1 or not heading.numbering, now=doc_type)
        path = tuple(each.numbering + each.title for each in open_path if each.level < 5)
        sections.append(
            Section(
                span_id(source_id, heading.start, end),
                heading.level,
                heading.numbering,
                heading.title,
                doc_type,
                heading.start,
                end,
                path,
            )
        )
    return tuple(sections)


def _headings(
    text: str, flat: str, bounds: Span, furniture: tuple[Span, ...], hints: dict[int, int]
) -> Iterator[Heading]:
    lines = [line for line in each_line(flat, bounds.start, bounds.end) if not _inside(line.start, furniture)]
    for place, line in enumerate(lines):
        below = lines[place + 1].of(flat) if place + 1 < len(lines) else ""
        heading = _heading_of_line(text, flat, line, below, hints)
        if heading:
            yield heading
        for match in _INLINE.finditer(flat, line.start + 1, line.end):
            yield _titled(text, flat, 5, match.start(1), match.end(1), line.end)


def _heading_of_line(text: str, flat: str, line: Span, below: str, hints: dict[int, int]) -> Heading | None:
    hashes = _HASHES.match(flat, line.start, line.end)
    start = hashes.end() if hashes else line.start
    for level, mark in _MARKS:
        match = mark.match(flat, start, line.end)
        if match and match.end() < line.end:
            return _titled(text, flat, level, line.start, match.end(), line.end)
    words = flat[start : line.end]
    if hashes or line.start in hints:
        level = hints.get(line.start, len(hashes[0].strip()) if hashes else 1)
        return Heading(line.start, max(1, level - 1) if hashes else level, "", text[start : line.end])
    level_of_bare = _level_of_bare(words, below)
    return Heading(line.start, level_of_bare, "", text[start : line.end].rstrip("。:： ")) if level_of_bare else None


def _level_of_bare(words: str, below: str) -> int | None:
    """Tell the level of a heading without any mark, None for an ordinary line."""
    if _MONTH.fullmatch(words):
        return 2
    if _APPENDIX.fullmatch(words):
        return 1
    if not _BARE.fullmatch(words) or _NO_HEADING.search(words) or not below:
        return None
    leads_on = any(mark.match(below) for _, mark in _MARKS[:4]) or (len(below) > 30 and len(below) > 2 * len(words))
    if not leads_on:
        return None
    return 1 if doctype.turns(words) else 2


def _titled(text: str, flat: str, level: int, start: int, after_mark: int, line_end: int) -> Heading:
    """Take as title the whole line if it is short, else its first sentence or clause."""
    stop = _SENTENCE_END.search(flat, after_mark, line_end)
    end = stop.start() if stop else line_end
    if end - after_mark > _TITLE_MOST:
        clause = re.compile(r"[,::]").search(flat, after_mark, after_mark + _TITLE_MOST)
        end = clause.start() if clause else after_mark + _TITLE_MOST
    return Heading(start, level, text[start:after_mark].lstrip("# "), text[after_mark:end].strip().rstrip("：:"))


def _inside(offset: int, spans: tuple[Span, ...]) -> bool:
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return place >= 0 and offset < spans[place].end
