"""Names of places, schools and persons in a line, as the words' tags and their neighbours betray them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from assistant.drafting.gazetteer import places
from assistant.plan import SlotKind
from ingest.structure.words import read_word_list, tagged

Word = tuple[str, str, int]
"""(word, part of speech, where it starts)."""
_PERSON_NEAR = re.compile(r"局长|校长|园长|书记|主任|科长|老师|教师|同志|处长|县长|市长|区长|被评|荣获|获评")
_SHORT_SCHOOL = re.compile(
    r"[东西南北华中][\u4e00-\u9fff]?师大"
    r"|(?<![第每其\d一二三四五六七八九十])[一二三四五六七八九十]{1,2}[小中幼](?!学(?!生)|[央小心期层型等旬长年午间时届])"
)
_NAME_TAGS = frozenset(("ns", "nr", "nz", "nt", "nrt", "nrfg"))
_LOOSE_TAGS = _NAME_TAGS | {"ng", "zg", "f"}
_ADMIN = re.compile(r"[省市县区镇乡村旗]|街道|开发区")
_TOWNS = frozenset(("镇", "乡", "街道", "区", "县"))
_NUMBERED = re.compile(
    r"[省市区县]?第[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]{0,4}?(?:医院|中学|小学|幼儿园|学校|高级中学)"
)
_AREAS = re.compile(r"(?![向往到在从对为与和及])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+片区")
"""鹿角湾、石桥片区"""
_OWN_BRAND = re.compile(r"“[^”]{2,6}”(?=(?:\d+小时)?(?:热线|艺术展演|艺术节|文化节|合唱节|品牌|杯))")
"""“柘心”热线: what an office calls a thing of its own."""
_MOST_WORDS = 4
"""Of a name, before its last word."""


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return read_word_list(__package__, "common_nouns.csv")


def names(line: str) -> Iterator[tuple[int, int, SlotKind]]:
    """Yield (start, end, kind) of what looks like a name; stretches may overlap, the better founded first."""
    words: list[Word] = []
    at = 0
    for word, tag in tagged(line):
        words.append((word, tag, at))
        at += len(word)
    for place in range(len(words)):
        yield from _name_ending_with(line, words, place)
    for match in _AREAS.finditer(line):
        yield *match.span(), "place"
    for match in _OWN_BRAND.finditer(line):
        yield *match.span(), "other"
    for match in _NUMBERED.finditer(line):
        yield *match.span(), "organization"
    for match in _SHORT_SCHOOL.finditer(line):
        yield _start_before(words, match.start()), match.end(), "organization"
    for start, end in places(line):
        yield start, end, "place"


def _name_ending_with(line: str, words: Sequence[Word], place: int) -> Iterator[tuple[int, int, SlotKind]]:
    word, tag, start = words[place]
    end = start + len(word)
    before = words[place - 1][0] if place else ""
    if before and before + word in _nouns()["school_word"]:  # 农耕 园: the words were cut too short
        first = _start_of_school(words, place - 1)
        if first < place - 1:
            yield words[first][2], end, "organization"
    elif word == "道" and len(before) > 2 and before.endswith("街"):  # 柳荫街 道
        yield words[place - 1][2], end, "place"
    elif word in _nouns()["school_word"] or (tag == "nt" and len(word) > 3):
        first = _start_of_school(words, place)
        if first < place:
            yield words[first][2], end, "organization"
    elif _is_division(word, tag):
        first = _start_of_division(words, place)
        if first < place or len(word) > 2:
            yield words[first][2], end, "place"
    elif len(word) == 1 and _is_surname_after_title(words, place):
        yield start, end + len(words[place + 1][0]), "person"
    elif _is_person(line, word, tag, start):
        yield start - (before in _nouns()["surname"]), end, "person"


def names_in_titles(titles: Iterable[str]) -> frozenset[str]:
    """Return the places that titles name: ``"枫浦区教育局2018年工作计划"`` → ``{"枫浦区", "枫浦"}``."""
    found: set[str] = set()
    for title in titles:
        for match in re.finditer(r"([\u4e00-\u9fff]{2,3}?)([省市县区镇乡])(?=[\u4e00-\u9fff])", title):
            found |= {match[0], match[1]}
    return frozenset(name for name in found - _nouns()["not_a_place"] if not name.startswith(("各", "全", "本", "我")))


def kind_of_name(name: str) -> SlotKind:
    """Tell what a name from a title is: ``"枫浦区"`` → ``"place"``."""
    return "place" if _ADMIN.fullmatch(name[-1]) else "organization"


def _is_division(word: str, tag: str) -> bool:
    if word in _nouns()["not_a_place"] and word != "街道":
        return len(word) == 1
    ends_so = bool(_ADMIN.search(word[-1]))
    return bool(_ADMIN.fullmatch(word)) or (ends_so and (tag == "ns" or (len(word) > 2 and word[-1] in "镇乡")))


def _is_surname_after_title(words: Sequence[Word], place: int) -> bool:
    """Tell whether ``words[place]`` is a surname between a title and a given name: 主任 钟 守拙."""
    if not 0 < place < len(words) - 1 or words[place][0] not in _nouns()["surname"]:
        return False
    given, tag, _ = words[place + 1]
    return bool(_PERSON_NEAR.search(words[place - 1][0])) and len(given) <= 2 and not tag.startswith(("v", "x", "u"))


def _is_person(line: str, word: str, tag: str, start: int) -> bool:
    near = line[max(0, start - 6) : start + len(word) + 6]
    return (
        tag == "nr"
        and word not in _nouns()["not_a_person"]
        and 2 <= len(word) <= 4
        and not _PERSON_NEAR.search(word)
        and bool(_PERSON_NEAR.search(near))
    )


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
    return word in _nouns()["kind_of_school"] or word in _nouns()["not_a_place"]


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
    between = _nouns()["before_school"]
    while first > 0 and place - first < _MOST_WORDS:
        word, tag, _ = words[first - 1]
        generic = word in _nouns()["not_a_place"] or word in _nouns()["kind_of_school"] - between
        if generic or not _fits(word, tag, between) or (single and len(word) > 2):
            break
        named = named or word not in between
        first -= 1
    return first if named else place


def _fits(word: str, tag: str, between: frozenset[str]) -> bool:
    numbered = tag == "m" and (word.startswith("第") or not word.strip("一二三四五六七八九十"))
    return numbered or tag in _LOOSE_TAGS or word in between or (len(word) == 1 and tag in ("n", "a", "j"))
