"""Facts of other offices → slots: years, dates, figures, amounts, documents, places, schools, persons, masked names.

A figure that says how often (每学期2次, 24小时) is part of the measure and stays. A law of the state (《义务教育法》) holds
everywhere and stays. Whatever else one office's plan says of itself is a blank for another's writer to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.drafting.masks import COUNTED, MASK, NOT_COUNTED
from assistant.drafting.names import names
from assistant.plan import Slot, SlotKind

PLACEHOLDERS: dict[SlotKind, str] = {
    "place": "【地名】",
    "person": "【姓名】",
    "organization": "【单位】",
    "year": "【年份】",
    "date": "【时间】",
    "figure": "【数量】",
    "amount": "【金额】",
    "document": "【文件名称】",
    "other": "【待填】",
}
_NUMBER = r"\d(?:[\d,，.·]*\d)?"
_MONTH = rf"(?:\d{{1,2}}|{MASK})月"
_DAY = rf"(?:(?:\d{{1,2}}|{MASK})[日号]|底|初|末|份|[上中下]旬)"
_TO = r"\s*[—–\-~至到]+\s*"
_HIDDEN_YEAR = r"20(?:[xX×ＸｘⅩ*_○]{1,3}|\d[xX×ＸｘⅩ*_])"
_YEAR = rf"(?:(?:19|20)\d\d|{_HIDDEN_YEAR}|{MASK})"
_PATTERNS: tuple[tuple[SlotKind, re.Pattern[str]], ...] = (
    ("document", re.compile(rf"[（(]?[\u4e00-\u9fff]{{0,10}}[〔\[［【(（]{_YEAR}[〕\]］】)）]\s*\d{{1,4}}号[）)]?")),
    ("document", re.compile(r"《[^》]{2,60}》")),
    ("year", re.compile(rf"(?:{_YEAR}|(?<!\d)\d\d)\s*年?{_TO}{_YEAR}(?:学年度?|年度?)?")),
    ("year", re.compile(rf"(?:{_YEAR}|二[〇○零][一二〇○零][〇○零一二三四五六七八九])(?:学?年度?)")),
    ("year", re.compile(r"(?<!\d)(?:20(?:[xX×ＸｘⅩ*_]{2,3}|\d[xX×ＸｘⅩ*_])|(?:19|20)\d\d)(?!\d)|1[01]\d学?年度")),
    ("date", re.compile(rf"{_MONTH}\s*{_DAY}?(?:{_TO}(?:{_MONTH})?{_DAY}?)?")),
    ("date", re.compile(r"(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]")),
    ("date", re.compile(r"\d{1,2}[—–\-~至到]\d{1,2}月份?|\d{1,2}日(?=前|起|至)")),
    ("amount", re.compile(rf"(?:{_NUMBER}|{MASK})\s*(?:多|余)?\s*[百千万亿]*元(?:/[人年])?")),
    ("amount", re.compile(r"约?[一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]*[百千万亿佰仟][一二三四五六七八九十百千万两]*元")),
    (
        "figure",
        re.compile(
            rf"\d{{1,2}}{_TO}\d{{1,2}}(?:年|个月)|"
            r"[一二三四五六七八九两]*[十百千万][一二三四五六七八九十百千两]*余?(?:人次|人|名|所|户|平方米|套|册)"
            r"|[一二三四五六七八九两]成(?:以上|多)?"
        ),
    ),
    (
        "figure",
        re.compile(
            rf"(?:{_NUMBER}|{MASK}{NOT_COUNTED})\s*(?:多|余)?\s*(?:%|％|个?百分点|[万亿]?(?:平方米|平米|㎡|[mM][2²])|[万亿]?(?:{COUNTED}))"
        ),
    ),
)
_KEPT_NUMBER = re.compile(
    r"100\s*[%％]|“(?:\d|[A-Za-z])(?:[+＋\-—](?:\d|[A-Za-z])){1,3}”|\d{1,3}\s*(?:个)?(?:天|日|周|月|小时|分钟|工作日)(?:之内|以内|内|用量)|\d{2,3}[学课]时/\d年"
    r"|(?:\d{1,2}\s*[至到~—–\-]\s*)?\d{1,3}\s*(?:余|多)?\s*(?:次|小时|分钟|节|课时|学时|天|周|日内|个工作日|年级|岁|[点时]|分钟?)|“[\d.·]{2,6}”?|[\d.]+(?=[”日]?全国)"
)
_HOW_OFTEN = re.compile(r"(?:每|不少于|不得逾|至迟|逾|满|至少|不低于|不超过|少于|多于|提前|以内)[^，。；]{0,8}$")
"""Before a number: it says how often or how long, not what came about."""
_BARE_NUMBER = re.compile(rf"{_NUMBER}")
_MASKED = re.compile(rf"{MASK}(?P<of>[省市县区镇乡村]|街道)?(?P<body>教育局|教体局|局|政府)?|“\s*”|‘\s*’")
_STATE_LAW = re.compile(
    r"《(?:中华人民共和国|中共中央|国务院|教育部|国家)[^》xX×*_]*》"
    r"|《新?[^》省市县区镇xX×*_【]{2,16}(?:(?<!办)(?<!工作)法|法典|指南|教育规划纲要|实施纲要)》"
)
_BARE_MASK = re.compile(MASK)
_TITLED = re.compile(r"(?:局长|校长|园长|书记|主任|科长|处长|县长|市长|区长|同志|老师)$")
_OF_A_SCHOOL = re.compile(r"[\u4e00-\u9fff]{0,6}(?:学校|中学|小学|高中|初中|幼儿园|学院|大学|公司|医院|农场)")
_PLACEHOLDER = re.compile(r"【[^】]+】")


@dataclass(frozen=True, slots=True)
class Specific:
    """A fact of another office: where it stands in a line, and what kind it is."""

    start: int
    end: int
    kind: SlotKind


def find_specifics(line: str, known: Iterable[str] = ()) -> list[Specific]:
    """Return the specifics of a line in order, apart from one another, slots already in it left alone.

    Args:
        line: of an item, or a sentence to become one.
        known: names of places and offices, from the precedents' titles.
    """
    taken = [match.span() for match in _PLACEHOLDER.finditer(line)]
    found: list[Specific] = []
    for start, end, kind in _candidates(line, known):
        if end > start and all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(Specific(start, end, kind))
    return sorted(found, key=lambda each: each.start)


def with_slots(line: str, known: Iterable[str] = ()) -> str:
    """Return the line with a placeholder for each specific: ``"投入645万元"`` → ``"投入【金额】"``."""
    while found := find_specifics(line, known):  # a blank can bring to light what stood beside it
        for each in reversed(found):
            line = line[: each.start] + PLACEHOLDERS[each.kind] + line[each.end :]
    return re.sub(r"(【[^】]+】)(?:[、和及]?\1)+", r"\1", line)


def slots_of(line: str, item_id: str) -> tuple[Slot, ...]:
    """Return the slots that stand in a line, in order."""
    kinds = {placeholder: kind for kind, placeholder in PLACEHOLDERS.items()}
    return tuple(
        Slot(f"{item_id}-s{at}", kinds.get(match[0], "other"), match[0], *match.span())
        for at, match in enumerate(_PLACEHOLDER.finditer(line), 1)
    )


def _stays(line: str, match: re.Match[str]) -> bool:
    """Tell whether a number is part of the measure: ``每学期2次`` is, ``全年召开17次`` is what one office did."""
    general = (
        match[0].startswith(("100", "24小时", "“"))
        or match[0].endswith(("内", "用量", "年"))
        or not re.search(r"[次节天时周]", match[0])
    )
    return general or bool(_HOW_OFTEN.search(line[: match.start()]))


def _of_mask(line: str, match: re.Match[str]) -> SlotKind:
    """Tell from what stands beside a mask what it hides: 局长某某 a person, XX职业技术学校 an office."""
    if _TITLED.search(line, 0, match.start()):
        return "person"
    return "organization" if _OF_A_SCHOOL.match(line, match.end()) else "other"


def _candidates(line: str, known: Iterable[str]) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield what may be a specific, the surest kinds first: what is taken once is not taken again."""
    kept = [match.span() for match in _STATE_LAW.finditer(line)]
    kept += [match.span() for match in _KEPT_NUMBER.finditer(line) if _stays(line, match)]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if not any(start <= match.start() and match.end() <= end for start, end in kept):
                yield *match.span(), kind
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(re.escape(name) + "(?:[镇乡县]|街道)?", line):
            yield *match.span(), "place"
    yield from names(line)
    for match in _MASKED.finditer(line):
        yield *match.span(), "place" if match["of"] else _of_mask(line, match)
    for match in _BARE_MASK.finditer(line):
        yield *match.span(), _of_mask(line, match)
    for match in _BARE_NUMBER.finditer(line):
        if not any(start <= match.start() < end for start, end in kept):
            yield *match.span(), "figure"
