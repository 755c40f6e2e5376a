"""Dated references: congresses, five-year plans, campaigns, laws … → the years that a document can be for.

`dating.csv` says of each ``term`` (a regular expression over folded text without quotation marks, 、 and blanks; of two
rows that match at one place the upper one counts) from which month (``first``) to which (``last``, may be blank) it is
spoken of as current, and which public record says so (``source``). Its ``kind`` tells how a mention is read:

* 年份: the words name the year itself (开局之年): a document that says them of its own year is for that year.
* 事件: in a summary's report of what was done they name its year; elsewhere they only say "not before".
* 主题: a campaign's theme of one year; a report names its own year's, elsewhere it only says "not before".
* 会议: each supersedes the one before, so only the newest can say "not after".
* all others: not before ``first``; where spoken of as under way, not after ``last``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.document import DocType, Span
from ingest.structure.script import fold

_LEFT_OUT = frozenset("“”\"'‘’「」『』、 \t")
_CURRENT = re.compile(
    r"贯彻|落实|学习|宣传|宣讲|指导|指引|开展|深化|推进|实施|围绕|按照|根据|遵循|契机|主线|弘扬|投入|融入"
)
_STALE = re.compile(r"以来|巩固|成果|成效|常态化|制度化|长效|回顾|历届|历次|曾|当年|延续|经验|教训|期间|已经?结束")
_DONE = re.compile(r"取得|完成了|圆满|荣获|顺利|已经|得到了?|成功|一年来|先后|开展了|组织了|做到了")
_WILL = re.compile(r"将|明年|来年|下一?年|新的一年|打算|力争|展望|即将")
_NOT_YET = re.compile(r"谋划|编制|奠定|打好基础|打下|展望|为迎接|做好准备|前夕|(?:到|至)[^,。]{0,8}$")
_NEXT = re.compile(r"(?:明年|来年|下一年|下年度)[^,。]{0,6}$")
_LAST = re.compile(r"(?:去年|上一?年|过去的一年)[^,。]{0,6}$")
_THIS = re.compile(r"今年|本年|这一年|一年来")
_YEAR_SAID = re.compile(r"\d{4}年?[^,。]{0,6}$")
_SENTENCE_ENDS = re.compile(r"[。;!?\n]")
_FAR = 300
"""Characters to either side that a sentence is looked for in: what has no full stop is cut there."""
_HEAD = 400
"""Characters in which a summary speaks of its own year; further down it may look ahead."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of `dating.csv`; months are counted from year 0: ``12 * year + month - 1``."""

    term: str
    first: int
    last: int | None
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What one mention says: not before ``first``, not after ``last`` (months), of ``year`` itself; None says nothing."""

    span: Span
    first: int | None = None
    last: int | None = None
    year: int | None = None


_REACH = 50_000
"""Characters of a body that are read: no plan is as long, and a year-book's references are of many years."""


@cache
def table() -> tuple[Reference, ...]:
    """Return the rows of `dating.csv`, in its order."""
    lines = files(__package__).joinpath("dating.csv").read_text("utf-8").splitlines()
    return tuple(
        Reference(
            row["term"],
            month(row["first"]),
            month(row["last"], at_end=True) if row["last"] else None,
            row["kind"],
            row["source"],
        )
        for row in csv.DictReader(lines)
    )


def month(written: str, *, at_end: bool = False) -> int:
    """Count the months: ``"2013-11"`` → 24166; of a bare year, its first, or its last ``at_end``."""
    year, _, number = written.partition("-")
    return 12 * int(year) + (int(number) - 1 if number else 11 if at_end else 0)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(fold(row.term)) for row in table())


def _matches(bare: str) -> Iterator[tuple[Reference, re.Match[str]]]:
    """Yield what the rows find, in order, none inside another; row by row, for a literal is found far faster alone."""
    found = [(match.start(), at, match) for at, each in enumerate(_patterns()) for match in each.finditer(bare)]
    end = 0
    for start, at, match in sorted(found, key=lambda each: each[:2]):
        if start >= end:
            end = match.end()
            yield table()[at], match


def find_bounds(flat: str, body: Span, doc_type: DocType, *, half: bool = False) -> list[Bound]:
    """Return what the dated references in ``body`` say of its time, in order.

    ``"今年是“十三五”开局之年"`` → ``[Bound(Span(3, 12), year=2016)]``.

    Args:
        flat: folded text.
        body: what to read of it.
        doc_type: what the body is.
        half: True where it is one half of a report with a plan in it: the plan may call its own year 明年, and this year (今年)
            may be either.
    """
    bare, at = _bare(flat[body.start : min(body.end, body.start + _REACH)])
    found: list[tuple[Reference, Bound]] = []
    for row, match in _matches(bare):
        span = Span(body.start + at[match.start()], body.start + at[match.end() - 1] + 1)
        start = _sentence_start(bare, match.start())
        stop = _SENTENCE_ENDS.search(bare, match.end(), match.end() + _FAR)
        sentence = bare[start : stop.start() if stop else match.end() + _FAR]
        bound = _read(row, span, bare[start : match.start()], sentence, match, doc_type, half)
        if bound:
            found.append((row, bound))
    newest = max((row.first for row, _ in found if row.kind == "会议"), default=0)
    return [
        Bound(bound.span, bound.first) if row.kind == "会议" and row.first < newest else bound for row, bound in found
    ]


def _bare(words: str) -> tuple[str, list[int]]:
    """Leave out what comes and goes inside a term; return the rest, and where each of its characters stands."""
    at = [place for place, character in enumerate(words) if character not in _LEFT_OUT]
    return "".join(words[place] for place in at), at


def _sentence_start(bare: str, place: int) -> int:
    far = max(0, place - _FAR)
    return max(bare.rfind(end, far, place) for end in "。;!?\n") + 1 or far


def _read(
    row: Reference, span: Span, before: str, sentence: str, match: re.Match[str], doc_type: DocType, half: bool
) -> Bound | None:
    if row.kind == "年份":
        year = _own_year(row.first // 12, before, sentence, match, doc_type)
        if half and doc_type == "plan":
            year = row.first // 12 if _NEXT.search(before) else None if _THIS.search(before) else year
        return Bound(span, year=year) if year else None
    stale = _STALE.search(sentence)
    if row.kind in ("事件", "主题"):
        done = row.kind == "主题" or _DONE.search(sentence)
        reported = doc_type == "summary" and done and not stale and not _WILL.search(sentence)
        return Bound(span, row.first, year=row.first // 12 if reported else None)
    current = _CURRENT.search(sentence) and not stale
    if doc_type == "plan" and _DONE.search(sentence):
        current = None
    return Bound(span, row.first, row.last if current else None)


def _own_year(year: int, before: str, sentence: str, match: re.Match[str], doc_type: DocType) -> int | None:
    """Tell the document's year, where a sentence says ``year`` of it or of the one next to it; else None."""
    if _NEXT.search(before):  # a plan written in December calls its own year 明年
        return year - 1 if doc_type == "summary" else None
    if _LAST.search(before):
        return year + 1 if doc_type == "plan" else None
    if _NOT_YET.search(before) or _YEAR_SAID.search(before):
        return None
    if _THIS.search(before):
        return year
    if doc_type == "plan":
        return None if _DONE.search(sentence) else year
    anticipates = match[0].startswith(("迎", "喜迎", "即将")) and "贯彻" not in match[0]
    if doc_type == "mixed" or anticipates or _WILL.search(sentence) or match.start() > _HEAD:
        return None
    return year
