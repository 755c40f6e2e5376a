"""Lines of a calendar: months, weeks, quarters, and what stands among them (暑假：…).

A month or week that begins a line of words is a heading where another stands beside it: 三月：召开部署会 above 四月：….
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.structure.marks import NUMERAL

_ONE_MONTH = rf"(?:次年|翌年|明年|20..年)?(?:{NUMERAL}|元|腊|\d{{1,2}})月份?(?:[上中下]旬|底|初)?"
_ONE_WEEK = rf"第(?:{NUMERAL}|\d{{1,2}})周"
_TO = r"[\s至到、~—–-]+"
_TIMES = {
    "月": rf"{_ONE_MONTH}(?:{_TO}{_ONE_MONTH})?|\d{{1,2}}{_TO}\d{{1,2}}月份?",
    "周": rf"{_ONE_WEEK}(?:{_TO}{_ONE_WEEK})?|第(?:{NUMERAL}|\d{{1,2}}){_TO}(?:{NUMERAL}|\d{{1,2}})周",
    "季": r"第?[一二三四]季度|[上下]半年",
}
_ALONE = {
    style: re.compile(rf"(?:{time})(?:\([^)]{{1,20}}\))?(?:工作)?(?:安排|重点|要点)?[::]?")
    for style, time in _TIMES.items()
}
_WITH_WORDS = {
    "月": re.compile(rf"(?:{_TIMES['月']})(?:\([^)]{{1,20}}\))?(?:[::]|\s+(?=[\u4e00-\u9fff“]))(?=.)"),
    "周": re.compile(rf"(?:{_TIMES['周']})(?:\([^)]{{1,20}}\))?(?:[::]|\s+|(?<=\)))(?=.)"),
    "季": re.compile(rf"(?:{_TIMES['季']})(?:\([^)]{{1,20}}\))?[::](?=.)"),
}
_AMONG = re.compile(r"[^\s,。;::、\d]{2,5}[::](?=.)")
ORDERS = {"季": 44, "月": 45, "周": 46}
LEVEL = 2


def time_alone(words: str) -> str | None:
    """Return the style of a line that is a time alone: ``"九月—十月"`` → 月, ``"第三周（3月1日—5日）"`` → 周."""
    return next((style for style, pattern in _ALONE.items() if style != "季" and pattern.fullmatch(words)), None)


def time_with_words(words: str) -> str | None:
    """Return the style of a line that begins with a time: ``"三月：召开部署会"`` → 月; ``"三月以来，…"`` → None."""
    return next((style for style, pattern in _WITH_WORDS.items() if pattern.match(words)), None)


def times(lines: list[str]) -> list[str | None]:
    """Return for each line of a document the style of its time, None where it is no line of a calendar."""
    alone = [time_alone(line) for line in lines]
    begun = [time_with_words(line) for line in lines]
    either = [one or other for one, other in zip(alone, begun, strict=True)]
    many = {style for style in ORDERS if sum(each == style for each in either) > 1}
    found = [one or (other if other in many else None) for one, other in zip(alone, begun, strict=True)]
    for at in range(1, len(lines) - 1):
        before, after = found[at - 1], found[at + 1]
        if not found[at] and before and before == after and _AMONG.match(lines[at]):
            found[at] = before
    return found
