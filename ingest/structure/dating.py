"""The year or years that a precedent is for, with the words that say so.

First an explicit year that is the document's own: in its title, else in its body, where a plan's is the year that it looks
ahead to and a summary's the year that it looks back on. Where there is none, dated references (see references): a year only
where they leave one. The year of what a document heeds or cites (按照省厅2018年要点) is not its own. Where the body masks
its years (20xx年), a year in the title was put there by whoever reposted it, and only references count. Unknown is an
answer; a wrong certain year is a defect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import DocType, Evidence, Span
from ingest.structure import doctype as types
from ingest.structure import years
from ingest.structure.deadlines import year_of_deadlines
from ingest.structure.references import Bound, find_bounds
from ingest.structure.script import is_traditional
from ingest.structure.years import Mention, Vote

_MASKED = re.compile(r"20[x×*_○◯]{2}|201[x×*_]|202[x×*_]|20__|(?<![\dA-Za-z])[x×]{2,4}年|[*_]{2,4}年", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"学年|学期")
_ONE_TERM = re.compile(r"[春秋]季学期")
"""In a sentence, a time of the year; in a title, what the document is of."""
_NEXT_YEAR = re.compile(r"明年|来年|下一年|下年度|下一年度|新的一年")
_LAST_YEAR = re.compile(r"一年来|过去的?一年|去年|上年")
_ISSUED = re.compile(r"(?:关于)?(?:印发|下发|转发)|[\s#]*《")
_SIGNED = re.compile(
    r"\(?(?P<year>(?:19|20)\d\d|[一二][〇○◯零OoΟ0九][〇○◯零OoΟ0一二三四五六七八九]{2})[ \t]*年"
    r"[ \t]*(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])[ \t]*月[ \t]*(?:[\d一二三四五六七八九十廿]{1,3}[ \t]*日)?\)?"
)
_SIGNATORY = re.compile(
    r"[^,。;:!?]{2,30}(?:局|委|厅|处|科|室|中心|学校|小学|中学|幼儿园|政府|院|园|校|办)(?:\(?章\)?)?"
)
_OPENING = 200
_TOGETHER = 160
"""Two mentions that pin a year between them are quoted with what stands between them, when it is no longer than this."""
_SPAN_OF_YEARS = range(1985, 2050)


@dataclass(frozen=True, slots=True)
class _Period:
    """Years that a document could be for, and the months in which such a document is written (see references)."""

    first: int
    last: int
    begins: int
    ends: int


def date(
    text: str,
    flat: str,
    title: Span,
    body: Span,
    *,
    own_title: bool = True,
    doc_type: DocType | None = None,
    furniture: tuple[Span, ...] = (),
    turn: int | None = None,
) -> tuple[tuple[int, int] | None, Evidence | None]:
    """Return (first year, last year) and the evidence, or (None, None).

    ``"2024—2025学年度工作计划"`` → ``(2024, 2025)``; ``"112學年度"`` → ``(2023, 2024)``; ``"二〇一五年"`` → ``(2015, 2015)``;
    a plan that says ``"今年是“十三五”开局之年"`` → ``(2016, 2016)``.

    Args:
        text: extracted text, which the evidence quotes.
        flat: the same, folded; equal length.
        title: the precedent's title line or lines.
        body: all the rest of it.
        own_title: False where the title is an anthology's, whose year is that of the collection.
        doc_type: what the precedent is as a whole; told from title and body where it is not given.
        furniture: spans of page furniture, whose years and references are not the document's.
        turn: where a mixed one, having looked back, begins to look ahead; None where that is not known.
    """
    whole = Span(min(title.start, body.start), body.end)
    kind = doc_type or _type_of(title.of(flat), body.of(flat))
    bare = _without(flat, body, furniture)
    halved = kind == "mixed" and turn is not None and body.start < turn < body.end
    bounds = _bounds(bare, body, turn) if halved and turn else find_bounds(bare, body, kind)
    masked = len(_MASKED.findall(body.of(bare))) >= 2 or bool(_MASKED.search(title.of(flat)))
    if not masked:
        clean, traditional = years.blank_cited(bare, whole), is_traditional(whole.of(text))
        found = _explicit(flat, clean, title if own_title else Span(0, 0), body, kind, traditional)
        if found:
            return (None, None) if _contradicted(found.years, bounds) else (found.years, _quote(text, found.span))
    head = title.of(flat) + _ONE_TERM.sub("", body.of(flat)[:_OPENING])
    pinned = _pinned(bounds, kind, head, halved=halved)
    return (pinned.years, _quote(text, pinned.span)) if pinned else (None, None)


def _quote(text: str, span: Span) -> Evidence:
    return Evidence(span.start, span.end, span.of(text))


def _without(flat: str, body: Span, furniture: tuple[Span, ...]) -> str:
    """Return ``flat`` up to the body's end, with spaces for the furniture in it."""
    kept, at = [flat[: body.start]], body.start
    for span in sorted(furniture, key=lambda each: each.start):
        start, end = max(span.start, at), min(span.end, body.end)
        if start < end:
            kept += [flat[at:start], " " * (end - start)]
            at = end
    return "".join((*kept, flat[at : body.end]))


def _type_of(title: str, body: str) -> DocType:
    says = types.of_title(title)
    begins = types.of_body(says, body)
    return "mixed" if says and says != begins else begins


def _explicit(flat: str, clean: str, title: Span, body: Span, kind: DocType, traditional: bool) -> Mention | None:
    """Return the years that title, else body, name as the document's own."""
    named = years.in_title(clean, title, traditional=traditional)
    if not named and _ISSUED.match(title.of(flat)):  # 关于印发《2015年工作计划》的通知
        named = years.in_title(flat, title, traditional=traditional)
    if not named and kind == "plan" and (several := years.plan_of_years(clean, title)):
        return several
    votes = list(years.in_body(clean, body, traditional=traditional))
    if named:
        found = _joined(named) if kind == "mixed" or _linked(clean, named) else None
        return _with_next(found, votes, title.of(flat)) if found and kind == "mixed" else found
    found = _of_body(votes, clean, body, kind)
    if found:
        return None if _outdated(found, votes, body.start + _OPENING) else found
    if found := _signed(flat, body, kind):
        return found
    of_school = _SCHOOL_YEAR.search(flat, title.start, title.end) or _SCHOOL_YEAR.search(
        flat, body.start, body.start + _OPENING
    )
    return year_of_deadlines(clean, body) if kind == "plan" and not of_school else None


def _bounds(bare: str, body: Span, turn: int) -> list[Bound]:
    """Return what the references in either half of a mixed document say of the year that it reports on."""
    back = find_bounds(bare, Span(body.start, turn), "summary", half=True)
    ahead = find_bounds(bare, Span(turn, body.end), "plan", half=True)
    return back + [replace(each, year=each.year - 1) if each.year else each for each in ahead]


def _outdated(found: Mention, votes: list[Vote], opens: int) -> bool:
    """Tell whether an opening speaks of a later year as one that has come: 2018年，荣获表彰。2019年以来."""
    return any(
        each.tense == "none" and each.mention.years[0] > found.years[1]
        for each in votes
        if each.mention.span.start < opens
    )


def _joined(mentions: list[Mention]) -> Mention | None:
    first, last = min(each.years[0] for each in mentions), max(each.years[1] for each in mentions)
    if last - first > 1:
        return None
    return Mention((first, last), Span(mentions[0].span.start, mentions[-1].span.end))


def _linked(clean: str, mentions: list[Mention]) -> bool:
    """Tell whether the years of a title go together: 2014年上半年至2015年 does, 2015年…教育局2014年 says two things."""
    gaps = (clean[a.span.end : b.span.start] for a, b in pairwise(mentions) if a.years != b.years)
    return all(re.search(r"[-—–~至到和及与暨、]", gap) for gap in gaps)


def _with_next(found: Mention, votes: list[Vote], title: str) -> Mention:
    """A title may name only the year reported on: 2014年工作总结和下一年工作计划."""
    first, last = found.years
    ahead = years.own(votes, "ahead", lambda vote: vote.stated)
    if first == last and (_NEXT_YEAR.search(title) or (ahead and ahead.years == (first + 1, first + 1))):
        return Mention((first, first + 1), found.span)
    return found


def _of_body(votes: list[Vote], clean: str, body: Span, kind: DocType) -> Mention | None:
    """Return the years that a body says it is for: stated, else in its opening, else by most of it speaking of one."""
    opens = body.start + _OPENING

    def stated(vote: Vote) -> bool:
        return vote.stated

    def opening(vote: Vote) -> bool:
        return vote.mention.span.start < opens

    if kind == "mixed":
        back, ahead = years.own(votes, "back", stated), years.own(votes, "ahead", stated)
        back = back or years.own(votes, "back", opening)
        return _both(back, ahead, clean[body.start : body.end])
    looks = "ahead" if kind == "plan" else "back"
    for wanted in (stated, opening):
        found = years.own(votes, "ahead" if looks == "ahead" else "back", wanted)
        if found or any(each.tense == looks and wanted(each) for each in votes):
            return found
    if kind == "plan":
        found = years.own(votes, "open", opening)
        later = found and any(each.mention.years[0] > found.years[1] for each in votes if opening(each))
        return None if later else found or _often(votes, looks)
    named = {each.mention.years for each in votes if opening(each) and each.tense != "ahead"}
    begins = years.own(votes, "begins", opening) if len(named) == 1 else None
    return years.own(votes, "open", opening) or begins or _often(votes, looks)


def _often(votes: list[Vote], looks: str) -> Mention | None:
    """The years that a body names more than once, in its own tense, where it names no other."""
    often = [each for each in votes if each.tense == looks]
    return often[0].mention if len(often) >= 2 and len({each.mention.years for each in votes}) == 1 else None


def _both(back: Mention | None, ahead: Mention | None, words: str) -> Mention | None:
    """The years of a report with a plan in it; one half may call its year only 明年 or 去年."""
    if back and ahead:
        both = _joined(sorted((back, ahead), key=lambda each: each.span.start)) if back.years <= ahead.years else None
        near = both and both.span.end - both.span.start <= _TOGETHER
        return both if near or not both else Mention(both.years, ahead.span)
    if back and back.years[0] == back.years[1]:
        if _NEXT_YEAR.search(words):
            return Mention((back.years[0], back.years[0] + 1), back.span)
        return back if "下半年" in words else None
    if ahead and ahead.years[0] == ahead.years[1] and _LAST_YEAR.search(words):
        return Mention((ahead.years[0] - 1, ahead.years[0]), ahead.span)
    return None


def _signed(flat: str, body: Span, kind: DocType) -> Mention | None:
    """The date under a plan or a summary, below the name of its office: a plan is signed before or early in its year."""
    lines = [line for line in re.finditer(r"[^\n]*\S[^\n]*", flat[body.start : body.end])][-2:]
    match = _SIGNED.search(lines[1][0]) if len(lines) == 2 else None
    if not match or match.end() != len(lines[1][0].rstrip()):
        return None
    beside = lines[1][0][: match.start()].strip()
    written = not match["year"].isascii()  # in Chinese numerals, as an office signs and no website does
    if not (_SIGNATORY.fullmatch(beside or lines[0][0].strip()) or (written and not beside)):
        return None
    if _SCHOOL_YEAR.search(flat, max(0, body.start - 60), body.start + _OPENING):
        return None
    year, month = int(years.arabic(match["year"])), _month(match["month"])
    if kind == "plan" and _NEXT_YEAR.search(flat, body.start, body.start + _OPENING):
        if month <= 9:
            return None  # 明年 of a date early in the year: of something else
        year += 1
    elif kind == "plan" and (month <= 3 or month >= 11):
        year += month >= 11
    elif kind == "summary" and (month <= 2 or month >= 11):
        year -= month <= 2
    else:
        return None
    start = body.start + lines[1].start() + match.start()
    return Mention((year, year), Span(start, start + len(match[0])))


def _month(written: str) -> int:
    """``"12"`` → 12, ``"十二"`` → 12, ``"十"`` → 10."""
    if written.startswith("十"):
        return 10 + int(years.arabic(written[1:]) or 0)
    return int(years.arabic(written))


def _contradicted(own: tuple[int, int], bounds: list[Bound]) -> bool:
    """Tell whether a document speaks of what came long after the year that it, or whoever reposted it, claims."""
    return any(bound.first is not None and bound.first > 12 * (own[1] + 1) + 8 for bound in bounds)


def _pinned(bounds: list[Bound], kind: DocType, head: str, *, halved: bool) -> Mention | None:
    """Return the only years that all references allow; what says only "not before" leaves too many.

    Those in the halves of a mixed document (``halved``) are all of the first of its two years.
    """
    said = [bound for bound in bounds if bound.year is not None]
    newest = max((bound for bound in bounds if bound.first is not None), key=lambda each: each.first or 0, default=None)
    first = (newest.first or 0) if newest else 0
    ended = [bound for bound in bounds if bound.last is not None and bound.last >= first]
    oldest = min(ended, key=lambda each: each.last or 0, default=None)
    if not said and not oldest:
        return None
    left = [
        each
        for each in _periods(kind, head)
        if each.ends >= first
        and (oldest is None or each.begins <= (oldest.last or 0))
        and all(each.first <= (bound.year or 0) <= (each.first if halved else each.last) for bound in said)
    ]
    if len(left) != 1:
        return None
    span = said[0].span if said else _around(newest, oldest)
    return Mention((left[0].first, left[0].last), span) if span else None


def _around(newest: Bound | None, oldest: Bound | None) -> Span | None:
    """Both mentions with what is between them, when they are near; else that which is not before."""
    if not newest or not oldest:
        return None
    start, end = min(newest.span.start, oldest.span.start), max(newest.span.end, oldest.span.end)
    return Span(start, end) if end - start <= _TOGETHER else newest.span


def _periods(kind: DocType, head: str) -> list[_Period]:
    """List the years that a document of its kind could be for; its head tells school years and half years."""
    if _SCHOOL_YEAR.search(head):
        if kind == "mixed":
            return []
        lag = (6, 14) if kind == "plan" else (11, 19)
        return [_Period(year, year + 1, 12 * year + lag[0], 12 * year + lag[1]) for year in _SPAN_OF_YEARS]
    if kind == "mixed":
        return [_Period(year, year + 1, 12 * year + 9, 12 * year + 14) for year in _SPAN_OF_YEARS]
    half, whole = ((5, 8), (-2, 5)) if kind == "plan" else ((5, 7), (9, 14))
    lag = half if ("下半年" if kind == "plan" else "上半年") in head else whole
    return [_Period(year, year, 12 * year + lag[0], 12 * year + lag[1]) for year in _SPAN_OF_YEARS]
