"""Facts of other offices → slots: years, dates, figures, amounts, documents, places, schools, persons, masked names.

A figure that says how often (每学期2次, 24小时) is part of the measure and stays. A law of the state (《义务教育法》) holds
everywhere and stays. Whatever else one office's plan says of itself is a blank for another's writer to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.gazetteer import places
from assistant.plan import Slot, SlotKind
from ingest.structure.words import tagged

PLACEHOLDERS: dict[SlotKind, str] = {
    "place": "【地名】", "person": "【姓名】", "organization": "【单位】", "year": "【年份】", "date": "【时间】",
    "figure": "【数量】", "amount": "【金额】", "document": "【文件名称】", "other": "【待填】",
}
_MASK = r"(?:[xX×ⅩＸ]{2,}|\*{2,}|_{2,}|某某|○{2,}|[xX×]{1,2}(?=[年月日县区市镇乡省]))"
_NUMBER = r"\d[\d,，.·]*"
_MONTH = rf"(?:\d{{1,2}}|{_MASK})月"
_PATTERNS: tuple[tuple[SlotKind, re.Pattern[str]], ...] = (
    ("document", re.compile(r"[（(]?[\u4e00-\u9fff]{0,10}[〔\[［【(（](?:(?:19|20)[\dxX×*]{2})[〕\]］】)）]\s*\d{1,4}号[）)]?")),
    ("document", re.compile(r"《[^》]{2,60}》")),
    ("year", re.compile(rf"(?:(?:19|20)\d\d|20[xX×*_]{{2}}|{_MASK}|(?<!\d)\d\d)\s*年?\s*[—–\-~至到]+\s*(?:20[\dxX×*_]{{2}}|{_MASK})(?:学年度?|年度?)?")),
    ("year", re.compile(rf"(?:(?:19|20)\d\d|20[xX×*_]{{2}}|{_MASK}|二[〇○零][一二〇○零][〇○零一二三四五六七八九])(?:学?年度?)")),
    ("year", re.compile(r"(?<!\d)(?:20[xX×*_]{2}|(?:19|20)\d\d)(?!\d)|1[01]\d学?年度")),
    ("date", re.compile(rf"{_MONTH}\s*(?:(?:\d{{1,2}}|{_MASK})[日号]|底|初|末|份|[上中下]旬)?(?:\s*[—–\-~至到]+\s*(?:{_MONTH})?(?:\d{{1,2}}[日号]|底|初|份|[上中下]旬)?)?")),
    ("date", re.compile(r"\d{1,2}[—–\-~至到]\d{1,2}月份?|\d{1,2}日(?=前|起|至)")),
    ("amount", re.compile(rf"(?:{_NUMBER}|{_MASK})\s*(?:多|余)?\s*[百千万亿]*元(?:/[人年])?")),
    ("figure", re.compile(rf"(?:{_NUMBER}|{_MASK})\s*(?:多|余)?\s*(?:%|％|个?百分点|[万亿]?平方米|[万亿]?(?:名|人次|人|位|所|栋|个|件|项|篇|套|台|册|辆|亩|公里|吨|户|场|门|班|处|条|份|期|例|幢|间|座|块|支|批|家|部|本|张|轮))")),
)  # fmt: skip
_KEPT_NUMBER = re.compile(r"100\s*[%％]|\d{1,3}\s*(?:余|多)?\s*(?:次|小时|分钟|节|课时|学时|天|周|日内|个工作日|年级|岁|[点时]|分钟?|类)|“[\d.·]{2,6}”?|[\d.]+(?=[”日]全国)")
_BARE_NUMBER = re.compile(rf"{_NUMBER}")
_MASKED = re.compile(rf"{_MASK}(?P<of>[省市县区镇乡村]|街道)?(?P<body>教育局|教体局|局|政府)?|“\s*”|‘\s*’")
_STATE_LAW = re.compile(r"《(?:中华人民共和国|中共中央|国务院|教育部|国家)[^》]*》|《新?[^》省市县区镇]{2,16}(?:法|法典|指南|教育规划纲要|实施纲要)》")
_PERSON_NEAR = re.compile(r"局长|校长|园长|书记|主任|科长|老师|教师|同志|处长|县长|市长|区长|被评|荣获|获评")
_SCHOOL = frozenset("小学 中学 幼儿园 学校 学院 大学 高中 初中 职高 职中 高级中学 初级中学 中心校 中心小学 中心学校 职业高中 教育集团 校区 农场 实验小学 附小 附中".split())
_SHORT_SCHOOL = re.compile(r"[东西南北华中][\u4e00-\u9fff]?师大|(?<![第每其\d一二三四五六七八九十])[一二三四五六七八九十]{1,2}[小中幼](?![学央小心期层型等旬长年午间])")
_NOT_PLACES = frozenset(
    "新建 新区 中国 中华 全国 我国 国家 全省 全市 全县 全区 城区 社区 校区 片区 辖区 地区 山区 园区 农村 乡村 乡镇 城镇 城乡 县城 市区 城市 街道 村镇 "
    "中小学 小学 大中小学 中学 高校 山村 景区 学区 县区 区县 市县 省市 县市 校园 镇 街 乡 村 县 市 区 省 校 局 各 全 直 属 城 农 中 其 本 该 所 每 外 内 下 上 镇街 街镇 老区 郊区 河道 河流 水库 江河 中央 华人 海关 城关 上海合作 长征 乡土 乡".split()
)
_NAME_TAGS = frozenset(("ns", "nr", "nz", "nt", "nrt", "nrfg"))
_LOOSE_TAGS = _NAME_TAGS | {"ng", "zg", "f"}
_BETWEEN = frozenset("实验 中心 第一 职业 附属 高级 初级 师范 职业教育 特殊 教育".split())
"""Words between a school's own name and what it is."""
_KINDS_OF_SCHOOL = frozenset(
    "农村 乡镇 乡村 村级 城市 城镇 城区 山区 镇区 县城 重点 示范 民办 公办 寄宿制 完全 薄弱 普通 中心 附属 教学点 普惠性 校舍 教育 基础 优质 规模 成员 项目 试点 义务教育 高中 初中 小学 "
    "中学 幼儿 职业 中职 学区 集团 社区 家长 人民 市级 县级 省级 地区 偏远 边远 中小学 高校 示范性 特色 品牌 样板 先进 规范化 标准化 文明 绿色 平安 和谐 全县 全市 全区 城乡 区属 县属 市属 市直 县直 "
    "区直 街道 办事处 街镇 镇街 级 类 型 年级 课堂 校园 高级中学 初级中学 职业高中 义务 阶段 特殊教育 两类".split()
)
_ADMIN = re.compile(r"[省市县区镇乡村旗]|街道|开发区")


@dataclass(frozen=True, slots=True)
class Specific:
    """A fact of another office: where it stands in a line, and what kind it is."""

    start: int
    end: int
    kind: SlotKind


def find_specifics(line: str, names: Iterable[str] = ()) -> list[Specific]:
    """Return the specifics of a line in order, apart from one another, slots already in it left alone.

    Args:
        line: of an item, or a sentence to become one.
        names: place and office names known from the precedents' titles.
    """
    taken = [match.span() for match in re.finditer(r"【[^】]*】", line)]
    found: list[Specific] = []

    def take(start: int, end: int, kind: SlotKind) -> None:
        if end > start and all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(Specific(start, end, kind))

    kept = [match.span() for match in _STATE_LAW.finditer(line)] + [match.span() for match in _KEPT_NUMBER.finditer(line)]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if not any(start <= match.start() and match.end() <= end for start, end in kept):
                take(*match.span(), kind)
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(re.escape(name), line):
            take(*match.span(), "place" if _ADMIN.fullmatch(name[-1]) else "organization")
    for start, end, kind in _named(line):
        take(start, end, kind)
    for start, end in places(line):
        take(start, end, "place")
    for match in _MASKED.finditer(line):
        take(*match.span(), "place" if match["of"] else "other")
    for match in _BARE_NUMBER.finditer(line):
        if not any(start <= match.start() < end for start, end in kept):
            take(*match.span(), "figure")
    return sorted(found, key=lambda each: each.start)


def with_slots(line: str, names: Iterable[str] = ()) -> str:
    """Return the line with a placeholder for each specific: ``"投入645万元"`` → ``"投入【金额】"``."""
    for each in reversed(find_specifics(line, names)):
        line = line[: each.start] + PLACEHOLDERS[each.kind] + line[each.end :]
    return re.sub(r"(【[^】]+】)(?:[、和及]?\1)+", r"\1", line)


def slots_of(line: str, item_id: str) -> tuple[Slot, ...]:
    """Return the slots that stand in a line, in order."""
    kinds = {placeholder: kind for kind, placeholder in PLACEHOLDERS.items()}
    return tuple(
        Slot(f"{item_id}-s{at}", kinds.get(match[0], "other"), match[0], *match.span())
        for at, match in enumerate(re.finditer(r"【[^】]+】", line), 1)
    )


def names_in_titles(titles: Iterable[str]) -> frozenset[str]:
    """Return the places and offices that titles name: ``"枫浦区教育局2018年工作计划"`` → ``{"枫浦区", "枫浦"}``."""
    names: set[str] = set()
    for title in titles:
        for match in re.finditer(r"([\u4e00-\u9fff]{2,3}?)([省市县区镇乡])(?=[\u4e00-\u9fff])", title):
            if match[0] not in _NOT_PLACES and not match[1].endswith(("各", "全", "我")):
                names |= {match[0], match[1]}
    return frozenset(name for name in names if name not in _NOT_PLACES and len(name) >= 2)


def _named(line: str) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield places, schools and persons, as the words' tags and their neighbours betray them."""
    words: list[tuple[str, str, int]] = []
    at = 0
    for word, tag in tagged(line):
        words.append((word, tag, at))
        at += len(word)
    for place, (word, tag, start) in enumerate(words):
        end = start + len(word)
        if word in _SCHOOL or (tag == "nt" and len(word) > 3):
            first = _name_before(words, place)
            before = words[place - 1] if place else ("", "", 0)
            if first == place and before[1] in ("n", "f", "s", "nz", "i") and before[0] not in _KINDS_OF_SCHOOL | _NOT_PLACES:
                first = place - 1
            if first < place:
                yield words[first][2], end, "organization"
        elif _ADMIN.fullmatch(word) or (tag == "ns" and _ADMIN.search(word[-1]) and word not in _NOT_PLACES):
            first = _name_before(words, place, single=True)
            if first < place or len(word) > 2:
                yield words[first][2], end, "place"
        elif tag == "nr" and 2 <= len(word) <= 4 and not _PERSON_NEAR.search(word) and _PERSON_NEAR.search(line[max(0, start - 6) : end + 6]):
            yield start, end, "person"
    for match in _SHORT_SCHOOL.finditer(line):
        yield *match.span(), "organization"


def _name_before(words: Sequence[tuple[str, str, int]], place: int, *, single: bool = False) -> int:
    """Return the index of the first word of the name that ends before ``words[place]``; ``place`` when there is none."""
    first, named = place, False
    while first > 0 and place - first < 4:
        word, tag, _ = words[first - 1]
        numbered = tag == "m" and (word.startswith("第") or not word.strip("一二三四五六七八九十"))
        fits = numbered or tag in _LOOSE_TAGS or word in _BETWEEN or (len(word) == 1 and tag in ("n", "a"))
        if word in _NOT_PLACES or not fits or (single and len(word) > 2):
            break
        named = named or word not in _BETWEEN
        first -= 1
    return first if named else place
