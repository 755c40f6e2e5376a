"""Simplified and Traditional script, Taiwan terms, full and half width: one normal form for matching.

Normal forms serve matching only; what is shown is always the text that was filed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import opencc

_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00))
_FULL_WIDTH = range(0xFF01, 0xFF5F)


@cache
def _characters() -> dict[int, str]:
    """Map each Traditional or full-width character to one character, so that offsets hold."""
    han = [chr(code) for block in _HAN for code in block]
    simplified = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(a): b for a, b in zip(han, simplified, strict=True) if a != b and len(b) == 1}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in _FULL_WIDTH}
    return table | {0x3000: " ", 0xA0: " "}


@cache
def _traditional() -> frozenset[str]:
    return frozenset(chr(code) for code in _characters() if code not in _FULL_WIDTH and code > 0x3000)


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Terms of Taiwan offices → ours; longest first, so that a longer row shields what stands inside it."""
    table = files(__package__).joinpath("taiwan_terms.csv").read_text("utf-8")
    rows = {fold(row["term"]): row["plain"] for row in csv.DictReader(table.splitlines())}
    longest_first = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), rows


def fold(text: str) -> str:
    """Return ``text`` in Simplified, half-width characters, length kept: ``"國小（一）"`` → ``"国小(一)"``."""
    return text.translate(_characters())


def is_traditional(text: str) -> bool:
    """Tell whether ``text`` is written in Traditional script: one such character in fifty Han ones is enough."""
    marks = sum(character in _traditional() for character in text)
    return marks * 50 > len(text)


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Return the form that both scripts share, terms included; lengths may change.

    ``"國小教師資訊研習（一）"`` → ``"小学教师信息培训(一)"``.
    """
    return fold(simplified(text))


def simplified(text: str) -> str:
    """Return ``text`` in Simplified characters and the mainland's terms; what is Simplified already comes back as it is.

    Characters are OpenCC's ``t2s``; terms are those of ``taiwan_terms.csv``. (OpenCC's own phrases, ``tw2sp``, are those
    of software: they turn 建立 into 创建 and 整合 into 集成.)
    """
    if not is_traditional(text):
        return text
    pattern, rows = _terms()
    return pattern.sub(lambda match: rows[match[0]], _to_simplified().convert(text))


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
