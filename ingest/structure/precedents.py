"""Source → precedents: an anthology holds several, most files hold one.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Span
from ingest.structure.lines import each_line

_N = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
_KIND = r"(?:计划|计画|总结|要点|方案|报告|汇报|安排|思路|规划|打算|月历|成果)"
_PART_TITLES = (
    re.compile(rf".{{0,50}}?篇{_N}(?:[】\])].{{0,50}}|[::\s].{{0,50}})?"),
    re.compile(rf".{{0,40}}?第{_N}[篇份](?:[::\s】].{{0,50}})?"),
    re.compile(rf".{{0,40}}?范文{_N}(?:[::\s].{{0,50}})?"),
    re.compile(rf".{{4,40}}{_KIND}\s*\({_N}\)"),
)
_TITLE = re.compile(rf"[^,。;!?]{{2,60}}{_KIND}(?:\([^)]{{1,20}}\))?[。]?")
_YEARLY = re.compile(rf"[\(]?(?:\d|二|学)[^,。;]{{0,24}}{_KIND}")
_AGENCY = re.compile(r"[^,。;:]{2,30}(?:局|委|厅|处|科|室|中心|学校|小学|中学|幼儿园|政府|院|办)")
_AGENCY_IN = re.compile(r"局|委员会|厅|处|科|办公室|中心|学校|小学|中学|幼儿园|政府|学院")
_YEAR_IN = re.compile(r"\d{2,4}\s*(?:学年|年)|\d{4}[-—–]\d{4}|20[x×*_]{2}|二[〇○零]|[x×*_]{2,}年", re.IGNORECASE)
_NO_TITLE = re.compile(r"[>»›|]|位置|^[·•\-*]|上一|下一|\.{3}|…")
_LOOK_FOR_TITLE = 40
"""Lines at the head of a file."""
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Part:
    """One precedent's place: its title line or lines, and its body."""

    title: Span
    body: Span
    of_anthology: bool = False
    """Its title is the anthology's with a number: what it says of a year is not the precedent's own."""


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
    titles = _part_titles(flat, lines)
    if len(titles) < 2:
        title = _title(flat, lines)
        return [Part(title, Span(title.end, lines[-1].end))]
    starts = [*(title.start for title in titles[1:]), len(flat)]
    parts = []
    for title, stop in zip(titles, starts, strict=True):
        within = [line for line in lines if title.end < line.start < stop]
        if within:
            parts.append(Part(title, Span(title.end, within[-1].end), of_anthology=True))
    return parts


def _part_titles(flat: str, lines: list[Span]) -> list[Span]:
    """Return the lines that number the parts of an anthology 1, 2, 3 …, by the pattern that finds most of them."""
    best: list[Span] = []
    for pattern in _PART_TITLES:
        found, due = [], 1
        for line in lines:
            match = pattern.fullmatch(flat, line.start, line.end)
            if match and _number(match["n"]) == due:
                found.append(line)
                due += 1
        best = max(best, found, key=len)
    return best


def _title(flat: str, lines: list[Span]) -> Span:
    """Return the title of a file that holds one precedent; an empty span at its first line when it has none.

    Of the lines at its head that end as a title does, the one that also names an agency and a year is it.
    """
    best, points = Span(lines[0].start, lines[0].start), 0
    for place, line in enumerate(lines[:_LOOK_FOR_TITLE]):
        words = flat[line.start : line.end].lstrip("# ")
        if not _TITLE.fullmatch(words) or _NO_TITLE.search(words):
            continue
        above = lines[place - 1] if place else None
        split_over_two = above and _YEARLY.fullmatch(words) and _AGENCY.fullmatch(above.of(flat).lstrip("# "))
        span = Span(above.start, line.end) if above and split_over_two else line
        worth = 1 + bool(_AGENCY_IN.search(span.of(flat))) + bool(_YEAR_IN.search(span.of(flat)))
        if worth > points:
            best, points = span, worth
    return best


def _number(numeral: str) -> int:
    """``"12"`` → 12, ``"十二"`` → 12, ``"二十"`` → 20."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return _NUMERALS[numeral[0]] if len(numeral) == 1 else 0
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[units] if units else 0)
