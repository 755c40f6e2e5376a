"""Lines → headings: what marks one, and what it is a heading of.

A heading bears a mark (marks.csv), a time (times.py), the format's own sign, or none: a short line that stands above what
belongs to it. How deep it stands is told by the order in which such styles appear (see nesting).
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ingest.document import Span
from ingest.structure.lines import each_line
from ingest.structure.marks import RUN_IN, Marked, follows, mark_alone, mark_at, marks_inside
from ingest.structure.times import LEVEL, ORDERS, time_alone, times
from ingest.structure.unmarked import Unmarked, lost_mark, unmarked

_MARKDOWN = re.compile(r"(#{1,6}\s+)?\**")
_SENTENCE_END = re.compile(r"[。;!?]")
_CLAUSE_END = re.compile(r"[,::]")
_LAST = re.compile(r"最后[,、]")
_SUBTITLE = re.compile(r"—+[^。;]*会议?上?(?:的[^。;]{2,6})?")
"""——在县第十七届人民代表大会第三次会议上, below a title."""
_TITLE_MOST = 40
_OUTER = 25
"""The order up to which a heading opens a section of the document itself."""
_ORDER_OF_HINT = (5, 20, 40, 50, 60, 80)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a section begins, before the tree is known."""

    start: int
    level: int
    numbering: str
    title: str
    style: str = ""
    order: int = 0
    number: tuple[int, ...] = ()
    line: int = 0
    """Where its line begins."""
    hint: int = 0
    """The level that the format gives it, from 1; 0 where it gives none."""
    in_run: bool = False
    row: int = 0
    """The number of its line among the lines that are not blank."""

    @property
    def hinted(self) -> bool:
        """Tell whether its level is the format's alone."""
        return self.hint > 0 and not self.numbering

    @property
    def inside(self) -> bool:
        """Tell whether it stands inside a paragraph."""
        return self.start > self.line


def find_headings(
    text: str, flat: str, bounds: Span, furniture: tuple[Span, ...], hints: dict[int, int]
) -> list[Heading]:
    """Return the headings within ``bounds`` in order.

    Args:
        text: extracted text; headings are quoted from it.
        flat: the same, folded; equal length.
        bounds: the body of one precedent, its title line left out.
        furniture: spans to skip, in order.
        hints: offset of a line → level, for lines that the format marks as headings.
    """
    lines = [line for line in each_line(flat, bounds.start, bounds.end) if not _inside(line.start, furniture)]
    words = [line.of(flat) for line in lines]
    timed = times(words)
    found: list[Heading] = []
    lost, below_mark = _Lost(), -1
    for place, line in enumerate(lines):
        around = (words[place - 1] if place else "", words[place + 1] if place + 1 < len(lines) else "")
        alone = lost.alone(text, flat, line, lines[place + 1]) if place + 1 < len(lines) else None
        below_mark = place + 1 if alone else below_mark
        heading = alone or (
            None
            if place == below_mark
            else _signed(text, flat, line, hints, timed[place])
            or lost.heading(text, flat, line)
            or _unsigned(text, flat, line, around, lost.in_item)
        )
        if heading and not (place == 0 and _SUBTITLE.fullmatch(words[place])):
            heading = lost.adopt(heading)
            found.append(replace(heading, row=place))
            lost.note(heading)
        if "\t" not in words[place]:
            found += [replace(each, row=place) for each in _run_in(text, flat, line)]
    return _halves(_in_runs(found))


def _run_in(text: str, flat: str, line: Span) -> Iterator[Heading]:
    for start, mark in marks_inside(flat, line.start, line.end):
        yield _marked(text, flat, mark, start, line)


class _Lost:
    """Headings whose mark lost its 、, or a list's last one that counts no more: each goes on with what stands before it."""

    def __init__(self) -> None:
        self._last: dict[str, Heading] = {}

    @property
    def in_item(self) -> bool:
        """Tell whether an item of （一） stands open."""
        return "(一)" in self._last

    def note(self, heading: Heading) -> None:
        """Remember how far each list has counted; an item of 一、 closes the list of （一） inside the one before it."""
        if heading.style == "一、":
            self._last.pop("(一)", None)
        self._last[heading.style] = heading

    def adopt(self, heading: Heading) -> Heading:
        """Let 四是 between 三… and 五…, of which no 三是 stands before it, be one of theirs."""
        last, own = self._last.get("(一)"), self._last.get("是")
        if (
            heading.style != "是"
            or not last
            or last.numbering.startswith(("(", "（"))
            or heading.number[0] != last.number[0] + 1
        ):
            return heading
        return (
            heading
            if own and own.number[0] == heading.number[0] - 1
            else replace(heading, style="(一)", order=40, level=2)
        )

    def alone(self, text: str, flat: str, line: Span, below: Span) -> Heading | None:
        """Return the heading of a mark that stands alone in its line above its title, where its list begins or goes on."""
        start, _ = _past_markdown(flat, line)
        mark = mark_alone(flat, start, line.end)
        if mark is None or mark.style in RUN_IN or "\t" in below.of(flat):
            return None
        at, _ = _past_markdown(flat, below)
        if mark_at(flat, at, below.end) or mark_alone(flat, at, below.end):
            return None
        last = self._last.get(mark.style)
        if mark.number != (1,) and not (last and follows(last.number, mark.number)):
            return None
        return _marked(text, flat, replace(mark, end=at), start, Span(line.start, below.end))

    def heading(self, text: str, flat: str, line: Span) -> Heading | None:
        """Return the heading that the list before it makes of an ordinary line."""
        point = self._last.get("第一")
        last = _LAST.match(flat, line.start, line.end)
        if last and point and point.number > (1,) and line.end - line.start <= _TITLE_MOST:
            return _marked(
                text, flat, Marked("第一", 70, 5, False, (point.number[0] + 1,), last.end()), line.start, line
            )
        due = {style: self._last[style].number[0] + 1 for style in ("(一)", "一、") if style in self._last}
        found = lost_mark(flat, line, due.values())
        if found is None:
            return None
        count, end = found
        style = next((style for style, number in due.items() if number == count), "(一)")
        level, order = (2, 40) if style == "(一)" else (1, 20)
        return _marked(text, flat, Marked(style, order, level, False, (count,), end), line.start, line)


def _in_runs(found: list[Heading]) -> list[Heading]:
    """Leave out what is a heading only beside its like and stands alone: ``1.5 …`` without ``1.6 …``.

    Of headings without a number two must stand in one section; a document that does so once does so elsewhere.
    """
    kept = set[int]()
    by_style: dict[str, list[int]] = {}
    sections = list(accumulate(each.order <= _OUTER and not each.in_run for each in found))
    for place, each in enumerate(found):
        if each.in_run:
            by_style.setdefault(each.style, []).append(place)
    for places in by_style.values():
        for first, second in pairwise(places):
            if found[first].number and follows(found[first].number, found[second].number):
                kept |= {first, second}
            elif not found[first].number and sections[first] == sections[second]:
                kept |= set(places)
    return [each for place, each in enumerate(found) if not each.in_run or place in kept]


def _halves(found: list[Heading]) -> list[Heading]:
    """Let all headings that open a half of a document (工作总结 … 工作计划) stand where the outermost of them does.

    One is outermost where the document's numbers begin anew below it.
    """
    opens = [each.style == "half" for each in found]
    outermost = any(
        each.style == "half" and (each.level == 0 or (after.number == (1,) and 4 < after.order <= 25))
        for each, after in pairwise(found)
    )
    if not outermost:
        return found
    return [replace(each, level=0, order=5) if opener else each for opener, each in zip(opens, found, strict=True)]


def _past_markdown(flat: str, line: Span) -> tuple[int, str]:
    """Return where a line's words begin, and its ``##``."""
    markdown = _MARKDOWN.match(flat, line.start, line.end)
    return (markdown.end(), markdown[1] or "") if markdown else (line.start, "")


def _signed(text: str, flat: str, line: Span, hints: dict[int, int], time: str | None) -> Heading | None:
    """Return the heading that a mark, the format or a time makes of a line."""
    start, hashes = _past_markdown(flat, line)
    words = flat[start : line.end].rstrip("*")
    hint = 0
    if hashes or line.start in hints:
        hint = hints.get(line.start, len(hashes.strip()) or 1)
        hint = max(1, hint - 1) if hashes else hint
    mark = mark_at(flat, start, line.end) if "\t" not in words else None
    if mark:
        return replace(_marked(text, flat, mark, line.start, line), hint=hint)
    if hint:
        order = _ORDER_OF_HINT[min(hint, 5)]
        title = text[start : line.end].strip("* ")
        return Heading(line.start, hint, "", title, f"h{hint}", order, line=line.start, hint=hint)
    if time:
        return _bare(text, Unmarked(time, ORDERS[time], LEVEL), start, line, whole=time_alone(words) is not None)
    return None


def _unsigned(text: str, flat: str, line: Span, around: tuple[str, str], in_item: bool) -> Heading | None:
    start, _ = _past_markdown(flat, line)
    found = unmarked(flat[start : line.end].rstrip("*"), *around, in_item=in_item)
    return _bare(text, found, start, line) if found else None


def _bare(text: str, kind: Unmarked, start: int, line: Span, *, whole: bool = True) -> Heading:
    end = line.end
    if not whole:
        stop = _SENTENCE_END.search(text, start, line.end)
        end = min(stop.start() if stop else line.end, start + _TITLE_MOST)
    title = text[start:end].strip("*").rstrip("。:： ")
    return Heading(line.start, kind.level, "", title, kind.style, kind.order, line=line.start, in_run=kind.in_run)


def _marked(text: str, flat: str, mark: Marked, start: int, line: Span) -> Heading:
    """Take as title the whole line if it is short, else its first sentence or clause."""
    stop = _SENTENCE_END.search(flat, mark.end, line.end)
    end = stop.start() if stop else line.end
    if end - mark.end > _TITLE_MOST:
        clause = _CLAUSE_END.search(flat, mark.end, mark.end + _TITLE_MOST)
        end = clause.start() if clause else mark.end + _TITLE_MOST
    numbering, title = text[start : mark.end].strip("#* 　\n"), text[mark.end : end].strip("* 　").rstrip("：:")
    return Heading(
        start, mark.level, numbering, title, mark.style, mark.order, mark.number, line.start, in_run=mark.in_run
    )


def _inside(offset: int, spans: tuple[Span, ...]) -> bool:
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return place >= 0 and offset < spans[place].end
