"""Names of persons in a tagged line: a surname, and a title right before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.structure.words import read_word_list

Word = tuple[str, str, int]
"""(word, part of speech, where it starts)."""
_PERSON_NEAR = re.compile(r"局长|校长|园长|书记|主任|科长|老师|教师|同志|处长|县长|市长|区长|被评|荣获|获评")
_CALLED = re.compile(rf"(?:等?[一二两三四五六七八九十\d]*[位名]?)?(?:{_PERSON_NEAR.pattern})")
_TITLE = re.compile(r"(?:局长|校长|园长|书记|主任|科长|老师|教师|同志|处长|县长|市长|区长|学生|领导)$")


@cache
def word_list() -> dict[str, frozenset[str]]:
    """Return the words that are part of no name, and the surnames: kind → words."""
    return read_word_list(__package__, "common_nouns.csv")


def person(words: Sequence[Word], place: int) -> Iterator[tuple[int, int]]:
    """Yield where the person's name is that ``words[place]`` begins, if it does: 校长 贺知秋 → the latter's start and end."""
    word, _, start = words[place]
    before = words[place - 1][0] if place else ""
    if len(word) == 1 and _is_surname_after_title(words, place):
        yield start, start + 1 + len(words[place + 1][0])
    elif _is_person(words, place):
        yield start - (before in word_list()["surname"]), _end_of_person(words, place)


def _is_surname_after_title(words: Sequence[Word], place: int) -> bool:
    """Tell whether ``words[place]`` is a surname between a title and a given name: 主任 钟 守拙."""
    if not 0 < place < len(words) - 1 or words[place][0] not in word_list()["surname"]:
        return False
    given, tag, _ = words[place + 1]
    return bool(_PERSON_NEAR.search(words[place - 1][0])) and len(given) <= 2 and not tag.startswith(("v", "x", "u"))


def _is_person(words: Sequence[Word], place: int) -> bool:
    """Tell whether ``words[place]`` is a person's name, with a title right before or after it: 校长 贺知秋, 李红梅 老师."""
    word, tag, _ = words[place]
    before = words[place - 1][0] if place else ""
    after = "".join(each for each, _, _ in words[place + 1 : place + 4])
    surnames = word_list()["surname"]
    title = words[place - 2][0] if place > 1 and before in surnames else before
    return (
        tag in ("nr", "nrt", "nrfg")
        and word not in word_list()["not_a_person"]
        and 2 <= len(word) <= 4
        and (word[0] in surnames or before in surnames)
        and not _PERSON_NEAR.search(word)
        and bool(_CALLED.match(after) or _TITLE.search(title) or _among_others(words, place))
    )


def _among_others(words: Sequence[Word], place: int) -> bool:
    """Tell whether a name stands beside another: 邵立群 、 任瑾."""
    return any(
        0 <= other < len(words)
        and words[(place + other) // 2][0] == "、"
        and words[other][1] == "nr"
        and words[other][0][0] in word_list()["surname"]
        and words[other][0] not in word_list()["not_a_person"]
        for other in (place - 2, place + 2)
    )


def _end_of_person(words: Sequence[Word], place: int) -> int:
    """Return where a name ends: 沈若谷任 is a name and its verb, 秦朗 山 a name cut too short."""
    word, _, start = words[place]
    if len(word) > 2 and word.endswith("任"):
        return start + len(word) - 1
    after = words[place + 1] if place + 1 < len(words) else ("", "", 0)
    cut = len(word) == 2 and len(after[0]) == 1 and after[1] in ("n", "ng", "ns", "nr", "g", "zg", "a", "j")
    return start + len(word) + cut
