"""Names of places, schools and persons in a line, as the words' tags and their neighbours betray them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.drafting.gazetteer import places
from assistant.drafting.persons import Word, person, word_list
from assistant.plan import SlotKind
from ingest.structure.words import tagged

_SHORT_SCHOOL = re.compile(
    r"[东西南北华中][\u4e00-\u9fff]?师大"
    r"|(?<![第每其\d一二三四五六七八九十])[一二三四五六七八九十]{1,2}[小中幼](?!学(?!生)|[央小心期层型等旬长年午间时届]|(?:、[一二三四五六七]中)*全会)"
)
_NAME_TAGS = frozenset(("ns", "nr", "nz", "nt", "nrt", "nrfg"))
_LOOSE_TAGS = _NAME_TAGS | {"ng", "zg", "f"}
_ADMIN = re.compile(r"[省市县区镇乡村旗]|街道|开发区")
_SUFFIX = re.compile(r"(?:[镇乡县]|街道)$")
_TOWNS = frozenset(("镇", "乡", "街道", "区", "县"))
_NUMBERED = re.compile(
    r"[省市区县]?第[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]{0,4}?(?:医院|中学|小学|幼儿园|学校|高级中学)"
)
_AREAS = re.compile(r"(?![向往到在从对为与和及])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+片区")
"""鹿角湾、石桥片区"""
_SUCH_AREAS = re.compile(
    r"(?![向往到在从对为与和及])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+"
    r"(?=(?:等|[两三四五六]个)[\u4e00-\u9fff]{0,4}?(?:教学点|村小|乡镇|镇街|街道|[县区]市?|片区|[乡镇村]))"
)
"""石塬、云岭等边远乡镇"""
_TOWN_AFTER = re.compile(r"[乡镇](?![村土镇亲情街办])")
_REGIONS = frozenset(("地区", "学区", "片区"))
_OWN_BRAND = re.compile(
    r"“(?!\d)[^”]{2,6}”(?=(?:\d+小时|教学|专题|主题|学术)?(?:热线|信箱|驿站|工作室|直通车|讲坛|论坛|研讨会|现场会|观摩会|艺术展演|艺术节|文化节|合唱节|品牌|杯))"
)
"""“柘心”热线: what an office calls a thing of its own."""
_BRAND = re.compile(r"“(?!教育|智慧|校园|资源|平安|阳光)[^“”]{2,5}(?:杯|云|云平台)”")
"""“柘教云”, “柳河杯”."""
_ROAD = re.compile(r"(?<=.)(?:路|街|巷|大道)$")
_ALONE = frozenset(("ns", "nr", "nz", "n", "s"))
_FAMED = frozenset(("经验", "模式", "现象"))
_ONE_OF = re.compile(r"等\s*(?:【数量】|\d+\s*[所个家]|多所)|分校")
"""After a school: it is one of those that are told by name."""
_LEADING = "与由对经"
"""Words of one character that a tagger takes for the beginning of the name they stand before."""
_MOST_WORDS = 4
"""Of a name, before its last word."""


_IN_A_ROW = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{1,3}(?:[、和与][\u4e00-\u9fff]{1,3})*)(?=[两二三四五六][县市区镇乡](?!级|域|直|场|民))"
    r"|(?P<apart>[\u4e00-\u9fff]{2,3}(?:[、和与](?:[\u4e00-\u9fff]{2,3}|【地名】))+)(?=[两二三四五六]地)"
)
"""澄、汀原|两县; 枫浦、砚池、石塬|三地"""
_BETWEEN = re.compile("(?!地名】)[^、和与【】]+(?![^【】]*】)")
_LEADS_TO_NAMES = ("v", "d", "a", "r", "m", "p", "c", "u", "f", "t")
"""Tags of words that stand before a row of names, or in a row of other things."""
_VENUE = re.compile(r"(?:园|馆|山庄|农庄|广场|故居|陵园|遗址|景区|书院)$")
"""江海 风情园: what a name and such a word make."""
_FORMS: tuple[tuple[re.Pattern[str], SlotKind], ...] = (
    (_OWN_BRAND, "other"),
    (_BRAND, "other"),
    (_NUMBERED, "organization"),
)
"""Names that their form alone betrays."""


def names(line: str) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield (start, end, kind) of what looks like a name; stretches may overlap, the better founded first."""
    words = _words(line)
    for match in _AREAS.finditer(line):
        yield *match.span(), "place"
    for place in range(len(words)):
        yield from _name_ending_with(line, words, place)
        yield from ((start, end, "person") for start, end in person(words, place))
    yield from _such_areas(line, words)
    yield from _rows(line, words)
    for pattern, kind in _FORMS:
        for match in pattern.finditer(line):
            yield *match.span(), kind
    for match in _SHORT_SCHOOL.finditer(line):
        yield _start_before(words, match.start()), match.end(), "organization"
    for start, end in places(line):
        yield start, end, "place"


def _words(line: str) -> list[Word]:
    words: list[Word] = []
    at = 0
    for word, tag in tagged(line):
        if len(word) > 1 and word[0] in _LEADING and (tag in _NAME_TAGS or _ADMIN.fullmatch(word[1:])):
            words += (word[0], "p", at), (word[1:], tag, at + 1)
        else:
            words.append((word, tag, at))
        at += len(word)
    return words


def _such_areas(line: str, words: Sequence[Word]) -> Iterator[tuple[int, int, SlotKind]]:
    for _, _, at in words:
        such = _SUCH_AREAS.match(line, at) or _SUCH_AREAS.match(line, at + 1)
        if such and not any(_is_generic(each) for each in such[0].split("、")):
            yield *such.span(), "place"


def _rows(line: str, words: Sequence[Word]) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield names that stand in a row with a place or are counted as places: 汀原|两县, 砚池、石塬|三地, 砚池|、【地名】."""
    tags = {at: tag for _, tag, at in words}
    for match in _IN_A_ROW.finditer(line):
        begin = match.start()
        while begin < match.end() and tags.get(begin, "v").startswith(_LEADS_TO_NAMES):
            begin += 1
        row = [(begin + each.start(), begin + each.end()) for each in _BETWEEN.finditer(line[begin : match.end()])]
        named = "【" in match[0] or any(tags.get(start, "") in _NAME_TAGS for start, _ in row)
        if named and (len(row) > 1 or row[0][1] - row[0][0] > 1):
            yield from ((start, end, "place") for start, end in row if _may_be_name(line[start:end]))
    for word, tag, at in words:
        end = at + len(word)
        beside = line.startswith("、【地名】", end) or line.endswith("【地名】、", 0, at)
        if beside and tag in _NAME_TAGS and 2 <= len(word) <= 3 and not _is_generic(word):
            yield at, end, "place"


def _may_be_name(word: str) -> bool:
    return not (_is_generic(word) or any(tag.startswith(_LEADS_TO_NAMES) for _, tag in tagged(word)))


def _name_ending_with(line: str, words: Sequence[Word], place: int) -> Iterator[tuple[int, int, SlotKind]]:
    word, tag, start = words[place]
    end = start + len(word)
    before = words[place - 1][0] if place else ""
    if before and before + word in word_list()["school_word"]:  # 农耕 园: the words were cut too short
        first = _start_of_school(words, place - 1)
        if first < place - 1:
            yield words[first][2], end, "organization"
    elif word in word_list()["school_word"] or (tag == "nt" and len(word) > 3):
        first = _start_of_school(words, place)
        if first == place and place and tag != "nt" and _ONE_OF.match(line, end) and words[place - 1][1] in _ALONE:
            first = place - 1
        if first < place and not line.startswith(("生", "台"), end):  # 中学 生, 无线基地 台
            yield words[first][2], end, "organization"
    elif _is_division(word, tag):
        first = _start_of_division(words, place)
        if first < place or len(word) > 2:
            yield words[first][2], end, "place"
    else:
        yield from _place_beside(line, words, place)


def _place_beside(line: str, words: Sequence[Word], place: int) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield the place that ``words[place]``, or what stands beside it, shows to be one: a road, a town, 马城 地区."""
    word, tag, start = words[place]
    end = start + len(word)
    before, before_tag, began = words[place - 1] if place else ("", "", 0)
    named = before_tag in _NAME_TAGS and not _is_generic(before)
    if word == "道" and len(before) > 2 and before.endswith("街"):  # 柳荫街 道
        yield began, end, "place"
    elif tag in _NAME_TAGS and len(word) > 2 and _ROAD.search(word):
        yield start, end + line.startswith("道", end), "place"
    elif tag in ("ns", "nr") and len(word) == 2 and _TOWN_AFTER.match(line, end) and not _is_generic(word):
        yield start, end + 1, "place"
    elif word in _REGIONS:
        first = _start_of_name(words, place)
        if first == place > 1 and len(before) == len(words[place - 2][0]) == 1 and words[place - 2][1].startswith("n"):
            first = place - 2  # 马 城 地区
        if first < place and (before_tag in _NAME_TAGS or (place - first > 1 and len(before) == 1)):
            yield words[first][2], start, "place"
    elif named and tag == "n" and len(word) > 2 and _VENUE.search(word) and not _is_generic(word):
        yield began, end, "organization"
    elif named and (word in _FAMED or word == "九年"):  # 杜郎口 经验, 钓鱼台 九年 一贯制学校
        yield began, start, "place"


def names_in_titles(titles: Iterable[str]) -> frozenset[str]:
    """Return the places that titles name: ``"枫浦区教育局2018年工作计划"`` → ``{"枫浦区", "枫浦"}``."""
    found: set[str] = set()
    for title in titles:
        for match in re.finditer(r"([\u4e00-\u9fff]{2,3}?)([省市县区镇乡])(?=[\u4e00-\u9fff])", title):
            found |= {match[0], match[1]}
    return frozenset(
        name for name in found - word_list()["not_a_place"] if not name.startswith(("各", "全", "本", "我"))
    )


def stems(lines: Iterable[str]) -> frozenset[str]:
    """Return what the divisions in lines are called for short: ``["扩建石塬乡食堂。"]`` → ``{"石塬"}``.

    An ordinary word (实验 in 实验区) is none.
    """
    found: set[str] = set()
    for line in lines:
        for start, end, kind in names(line):
            stem = _SUFFIX.sub("", line[start:end])
            if kind == "place" and 2 <= len(stem) <= 3 and stem != line[start:end] and not _is_ordinary(stem):
                found.add(stem)
    return frozenset(found)


def _is_ordinary(word: str) -> bool:
    tags = [tag for _, tag in tagged(word)]
    return _is_generic(word) or word in word_list()["also_a_place"] or (len(tags) == 1 and tags[0] not in _NAME_TAGS)


def _is_division(word: str, tag: str) -> bool:
    if word in word_list()["not_a_place"] and word != "街道":
        return len(word) == 1 and bool(_ADMIN.fullmatch(word))
    ends_so = bool(_ADMIN.search(word[-1]))
    return bool(_ADMIN.fullmatch(word)) or (ends_so and (tag == "ns" or (len(word) > 2 and word[-1] in "镇乡")))


def _start_of_school(words: Sequence[Word], place: int) -> int:
    first = _start_of_name(words, place)
    if first == place and place:
        word, tag, _ = words[place - 1]
        if tag in ("n", "f", "s", "nz", "i") and not _is_generic(word):
            return place - 1
    return first


def _start_before(words: Sequence[Word], start: int) -> int:
    """Return where the name begins that leads on to ``start``: ``"张楼一中"`` at 2 → 0; ``start`` when none does."""
    for word, tag, at in words:
        if at + len(word) == start and len(word) == 2 and tag in _NAME_TAGS | {"n"} and not _is_generic(word):
            return at
    return start


def _is_generic(word: str) -> bool:
    return word in word_list()["kind_of_school"] or word in word_list()["not_a_place"]


def _start_of_division(words: Sequence[Word], place: int) -> int:
    first = _start_of_name(words, place, single=True)
    if first == place and place and words[place][0] in _TOWNS:
        word, tag, _ = words[place - 1]
        if tag == "n" and len(word) == 2 and not _is_generic(word):
            return place - 1
    return first


def _start_of_name(words: Sequence[Word], place: int, *, single: bool = False) -> int:
    """Return the index of the first word of the name that ends with ``words[place]``; ``place`` when it has none.

    ``single``: the name is made of single characters (石 塬 乡), not of words.
    """
    first, named = place, False
    between = word_list()["before_school"]
    while first > 0 and place - first < _MOST_WORDS:
        word, tag, _ = words[first - 1]
        generic = word in word_list()["not_a_place"] or word in word_list()["kind_of_school"] - between
        if generic or not _fits(word, tag, between) or (single and len(word) > 2):
            break
        named = named or word not in between
        first -= 1
    return first if named else place


def _fits(word: str, tag: str, between: frozenset[str]) -> bool:
    numbered = tag == "m" and (
        (word.startswith("第") and word[-1] not in "届批期次轮个") or not word.strip("一二三四五六七八九十")
    )
    return numbered or tag in _LOOSE_TAGS or word in between or (len(word) == 1 and tag in ("n", "a", "j"))
