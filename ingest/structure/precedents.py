"""Source → precedents: an anthology holds several, most files hold one.

Below the line that numbers a part of an anthology (see parts) it may bear a title of its own, and below that a second plan or
summary may begin, of the same office or as an appendix.
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.document import Span
from ingest.structure.lines import each_line, without_markdown
from ingest.structure.marks import mark_alone, mark_at
from ingest.structure.parts import N, own_title, part_titles
from ingest.structure.titles import (
    AGENCY_IN,
    ASIDE,
    KIND,
    TITLE,
    YEAR_IN,
    compact,
    is_title,
    is_title_of_table,
    whose_and_when,
)

_YEARLY = re.compile(rf"[\(]?(?:\d|二|学)[^,。;]{{0,24}}{KIND}{ASIDE}")
_AGENCY = re.compile(r"[^,。;:]{2,30}(?:局|委|厅|处|科|室|中心|学校|小学|中学|幼儿园|政府|院|办)")
_BOTH = re.compile(r"(?:总结|回顾|汇报|报告).{0,8}(?:及|和|与|暨|、|以及).{0,24}(?:计划|打算|安排|思路|要点|设想)")
_APPENDED = re.compile(
    rf"附件?\s*[\d一二三四五六]{{0,2}}\s*[::]\s*(?P<title>[^,。;!?\t]{{4,50}}(?:计划|计画|总结|小结|要点|报告|汇报){ASIDE})"
)
_OF_A_PLAN = re.compile(rf"^附|(?:月历|安排){ASIDE}$")
"""An appendix or a calendar is a part of its plan."""
_COLLECTION = re.compile(rf"[^,。;!?\t]{{2,40}}{KIND}[^,。;!?\t]{{0,20}}")
_PLAIN_NAME = re.compile(r"[^,。;::!?.\t]{4,25}")
_LOOK_FOR_TITLE = 40
"""Lines at the head of a file."""
_LOOK_FOR_OWN = 3
"""Lines at the head of a part."""
_COUNT = N.replace("?P<n>", "?:")
_AFTER_MARK = re.compile(
    rf"[【\[(《]?(?:[范例样]文\s*)?(?:第{_COUNT}[篇份]|篇{_COUNT}|(?:[范例样]文|[范样]本|模板){_COUNT})"
    r"(?:[】\])》]\s*[::、]?|\s*[::、]|\s)\s*(?P<own>.+)"
)
"""第三篇：县教育局2017年工作总结, 【篇三】县教育局2017年工作总结: what follows the mark is the part's own."""
_NOTICE = re.compile(r"[^,。;]{0,40}(?:印发|下发|转发|报送)[^,。;]{2,70}(?:的通知|的函|的报告)")
_LETTERHEAD = re.compile(
    r".{2,30}文件|.{1,12}[〔\[(]\d{4}[〕\])]\s*第?\d{1,4}号.{0,20}|签发人.{0,12}|(机密|秘密|内部|特急|加急|平急|急件).{0,8}"
)
"""Lines above a title that are the document's own (GB/T 9704-2012, 7.2)."""
_PARAGRAPH = re.compile(r".{60,}|.{30,}。")
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One precedent's place: its title line or lines, and its body."""

    start: int
    """Where its letterhead begins, or its part mark, or its title."""
    title: Span
    body: Span
    of_anthology: bool = False
    """Its title is the anthology's with a number: what it says of a year is not the precedent's own."""
    label: Span = _NOWHERE
    """The anthology's title of the part above its own, or of the whole above it; empty where there is none."""
    several_years: bool = False
    """Titles of documents of several years stand in it: none of these is its own."""


def split(flat: str, furniture: tuple[Span, ...]) -> list[Part]:
    """Return the precedents' places in order; what lies before, between and after them is page furniture.

    Args:
        flat: folded text of one source.
        furniture: spans already known as page furniture, in order.
    """
    marked = set()
    for span in furniture:
        marked |= {line.start for line in each_line(flat, span.start, span.end)}
    lines = [line for line in each_line(flat) if line.start not in marked]
    if not lines:
        return []
    places = part_titles(flat, lines)
    if len(places) < 2:
        first, title, at = _head(flat, lines)
        start = _letterhead(flat, lines, first)
        part = Part(
            start, title, Span(title.end, lines[-1].end), several_years=_tell_several_years(flat, title, lines[at:])
        )
        return list(_divided(flat, part, lines[at:]))
    whole = next((line for line in reversed(lines[: places[0]]) if _COLLECTION.fullmatch(line.of(flat))), _NOWHERE)
    after = [_after_mark(flat, lines[place]) for place in places]
    words = Counter(span.of(flat) for span in after)
    parts: list[Part] = []
    for place, stop, own in zip(places, [*places[1:], len(lines)], after, strict=True):
        if stop - place > 1:
            part = _part(flat, lines[place:stop], whole, own if words[own.of(flat)] == 1 else _NOWHERE)
            parts += _divided(flat, part, lines[place:stop])
    return parts


def _tell_several_years(flat: str, title: Span, lines: list[Span]) -> bool:
    """Tell whether lines of a precedent, numbered or not, are full titles of documents of different years; its own names none."""
    if YEAR_IN.search(title.of(flat)):
        return False
    years = set()
    for line in (without_markdown(flat, each) for each in lines):
        mark = mark_at(flat, line.start, line.end)
        named = whose_and_when(flat[mark.end if mark else line.start : line.end])
        years |= {named[1]} if named else set()
    return len(years) > 1


def _after_mark(flat: str, label: Span) -> Span:
    """Return the title that follows a part's mark in its line, an empty span for none."""
    words = without_markdown(flat, label)
    after = _AFTER_MARK.fullmatch(flat, words.start, words.end)
    return Span(*after.span("own")) if after and is_title(after["own"]) else _NOWHERE


def _part(flat: str, lines: list[Span], whole: Span, own_words: Span) -> Part:
    """Return an anthology's part; a title of its own below the part's mark is the better one.

    Args:
        flat: folded text of one source.
        lines: those of the part, its label first.
        whole: the anthology's title.
        own_words: what follows the mark in the label, empty where other parts have the same: it is the anthology's.
    """
    label = lines[0]
    if own := own_title(flat, label):
        return Part(label.start, own, Span(label.end, lines[-1].end), label=label)
    for place in range(1, min(1 + _LOOK_FOR_OWN, len(lines) - 1)):
        line = lines[place]
        if is_title(line.of(flat)) or (place == 1 and _names_office(flat, line, lines[2])):
            return Part(label.start, line, Span(line.end, lines[-1].end), label=label)
        if _PARAGRAPH.match(flat, line.start, line.end):
            break
    if own_words.end:
        return Part(label.start, own_words, Span(label.end, lines[-1].end), label=label)
    bare = mark_alone(flat, label.start, label.end) is not None
    title = whole if bare and whole.end else label
    return Part(label.start, title, Span(label.end, lines[-1].end), of_anthology=True, label=whole)


def _names_office(flat: str, line: Span, below: Span) -> bool:
    """Tell whether a line right below a part's mark is a free title: 县疾控中心这一年."""
    words = line.of(flat)
    free = _PLAIN_NAME.fullmatch(words) and AGENCY_IN.search(words) and mark_at(words, 0, len(words)) is None
    return bool(free) and below.end - below.start > 30


def _divided(flat: str, part: Part, lines: list[Span]) -> Iterator[Part]:
    """Yield a part, cut where a further plan or summary begins inside it."""
    starts: list[Span] = []
    own = compact(part.title.of(flat))
    for place, line in enumerate(lines[1:-1], 1):
        if line.start > part.title.end and _begins_further(flat, own, line, lines[place + 1]):
            starts.append(line)
    ends = [*(line.start for line in starts), part.body.end]
    yield replace(part, body=_trimmed(flat, part.body.start, ends[0]))
    for line, end in zip(starts, ends[1:], strict=True):
        appended = _APPENDED.fullmatch(flat, line.start, line.end)
        title = Span(*appended.span("title")) if appended else line
        yield Part(line.start, title, _trimmed(flat, line.end, end))


def _begins_further(flat: str, own: str, line: Span, below: Span) -> bool:
    """Tell whether a line is the title of a further document: of the same wording, or of an office and a year of its own."""
    words = line.of(flat)
    if len(words) > 60:
        return False
    appended = _APPENDED.fullmatch(words)
    if appended:
        return bool(YEAR_IN.search(words)) and below.end > below.start
    if not is_title(line.of(flat)) or _OF_A_PLAN.search(words) or _BOTH.search(own):
        return False
    if words.partition("(")[0] == own.partition("(")[0] and "(" in words and words != own:
        return True
    return all(AGENCY_IN.search(each) and YEAR_IN.search(each) and TITLE.fullmatch(each) for each in (words, own))


def _trimmed(flat: str, start: int, end: int) -> Span:
    """Return a body up to its last word."""
    words = flat[start:end].rstrip()
    return Span(start, start + len(words)) if words else Span(start, start)


def _title(flat: str, lines: list[Span]) -> tuple[Span, int]:
    """Return the title of a file that holds one precedent, and its line; an empty span at its first line when it has none.

    Of the lines above its first paragraph that end as a title does, the one that also names an agency and a year is it;
    of equals the last, since a site puts its own title above the document's.
    """
    best, points, at = Span(lines[0].start, lines[0].start), 0, 0
    for place, line in enumerate(lines[:_LOOK_FOR_TITLE]):
        words = compact(flat[line.start : line.end].lstrip("# "))
        if points and (_PARAGRAPH.match(words) or mark_at(words, 0, len(words)) is not None):
            break
        if not is_title(line.of(flat)):
            continue
        above = lines[place - 1] if place else None
        split_over_two = above and _YEARLY.fullmatch(words) and _AGENCY.fullmatch(above.of(flat).lstrip("# "))
        span = Span(above.start, line.end) if above and split_over_two else line
        worth = 1 + bool(AGENCY_IN.search(compact(span.of(flat)))) + bool(YEAR_IN.search(span.of(flat)))
        if worth >= points:
            best, points, at = span, worth, place
    return best, at


def _head(flat: str, lines: list[Span]) -> tuple[Span, Span, int]:
    """Return the first line of a file that holds one precedent, its title, and the place of the title.

    A notice that sends a plan out comes before the plan's own title, and where there is none its own is the title.
    """
    for place, line in enumerate(lines[:_LOOK_FOR_TITLE]):
        if not _NOTICE.fullmatch(flat, line.start, line.end):
            continue
        below = enumerate(lines[place + 1 : place + 1 + _LOOK_FOR_TITLE], place + 1)
        own = next((at for at, each in below if is_title(each.of(flat))), None)
        if own is not None:
            title, at = _title(flat, lines[own:])
            return line, title, own + at
        if TITLE.search(line.of(flat)):
            return line, line, place
        break
    title, at = _title(flat, lines)
    if title.start == title.end:
        title, at = _title_of_table(flat, lines) or (title, at)
    return title, title, at


def _title_of_table(flat: str, lines: list[Span]) -> tuple[Span, int] | None:
    """Return the title row of a table that begins a file, a remark between them or none."""
    for place, line in enumerate(lines[:_LOOK_FOR_OWN]):
        if any(
            is_title_of_table(line.of(flat), each.of(flat)) for each in lines[place + 1 : place + 1 + _LOOK_FOR_OWN]
        ):
            return line, place
    return None


def _letterhead(flat: str, lines: list[Span], title: Span) -> int:
    """Return where the lines of a letterhead right above a title begin; the title's own start when there are none."""
    start = title.start
    for line in reversed([line for line in lines if line.end <= title.start]):
        if not _LETTERHEAD.fullmatch(flat, line.start, line.end):
            break
        start = line.start
    return start
