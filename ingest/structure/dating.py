"""The year or years that a precedent is for, with the words that say so.

Only an explicit year that is the document's own counts: in its title, or at the head of its body. Where the body masks
its years (20xx年), a year in the title was put there by whoever reposted it, and the year is unknown: unknown is an answer,
a wrong certain year is a defect.
"""

from __future__ import annotations

import re

from ingest.document import Evidence, Span

_YEAR = r"(?:(?:19|20)\d\d|(?<!\d)\d\d(?=年))"
_RANGE = re.compile(rf"({_YEAR})\s*年?\s*(?:[-—–~至到/]+\s*({_YEAR}))?\s*(学年|年)")
_CHINESE = re.compile(r"二[〇○零OＯ0][〇○零一二三四五六七八九OＯ0]{2}年")
_ROC = re.compile(r"(?<!\d)(1[01]\d)\s*(?:(学年)度?|年度)")
_MASKED = re.compile(r"20[x×*_]{2}|20__|(?<![\dA-Za-z])[x×]{2,4}年", re.IGNORECASE)
_DIGITS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零OＯ0", "0")
_OPENING = 160


def date(
    text: str, flat: str, title: Span, body: Span, *, own_title: bool = True
) -> tuple[tuple[int, int] | None, Evidence | None]:
    """Return (first year, last year) and the evidence, or (None, None).

    ``"2024—2025学年度工作计划"`` → ``(2024, 2025)``; ``"112學年度"`` → ``(2023, 2024)``; ``"二〇一五年"`` → ``(2015, 2015)``.

    Args:
        text: extracted text, which the evidence quotes.
        flat: the same, folded; equal length.
        title: the precedent's title line or lines.
        body: all the rest of it.
        own_title: False where the title is an anthology's, whose year is that of the collection.
    """
    if len(_MASKED.findall(body.of(flat))) >= 2 or _MASKED.search(title.of(flat)):
        return None, None
    for where in (title if own_title else Span(0, 0), Span(body.start, min(body.start + _OPENING, body.end))):
        found = _explicit(flat, where)
        if found:
            years, span = found
            return years, Evidence(span.start, span.end, span.of(text))
    return None, None


def _explicit(flat: str, where: Span) -> tuple[tuple[int, int], Span] | None:
    years: list[int] = []
    spans: list[Span] = []
    for match in _RANGE.finditer(flat, where.start, where.end):
        first = _full(match[1])
        last = _full(match[2]) if match[2] else first
        if not first <= last <= first + 1:
            continue
        years += [first, last]
        spans.append(Span(*match.span()))
    for match in _CHINESE.finditer(flat, where.start, where.end):
        years.append(int("".join(_DIGITS[each] for each in match[0][1:-1]).rjust(4, "2")))
        spans.append(Span(*match.span()))
    for match in _ROC.finditer(flat, where.start, where.end):
        first = int(match[1]) + 1911
        years += [first, first + bool(match[2])]
        spans.append(Span(*match.span()))
    if not years or max(years) - min(years) > 1:
        return None
    return (min(years), max(years)), Span(min(each.start for each in spans), max(each.end for each in spans))


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
