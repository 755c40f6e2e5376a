"""How a search and a draft are scored. Pure functions.

A returned passage meets a quote when at least 60% of the quote's 8-character shingles stand in it (white space and
punctuation dropped, Traditional → Simplified first). Quotes of one query that repeat one another (the same plan filed
twice) are one unit, met by either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.script import fold

SHINGLE = 8
MET = 0.6
_NOT_WORDS = re.compile(r"[\W_]+")
_SLOT = re.compile(r"【[^】]*】")
_STANDS_FOR = (
    r"(?=\s*(?:名|人|位|所|栋|个|件|项|套|台|册|辆|亩|公里|户|场|门|班|处|条|份|期|届|间|座|家|次|省|市|县|区|镇|乡|村|街道|校|局"
    r"|年|月|日|号|%|％|[千万亿]|元|平方米|小学|中学))"
)
_MASK = re.compile(
    r"(?<![A-Za-z])[xX×]{2,}(?![A-Za-z])|\*{2,}|20[xX×*_]{1,2}|_{2,}|○{2,}|某某|某(?=[省市县区镇乡村校局])"
    r"|(?<![A-Za-z0-9])(?:\*(?![A-Za-z0-9])|_(?![A-Za-z0-9]))"
    rf"|(?<![A-Za-z0-9一二三四五六七八九十〇])[xX×○]{_STANDS_FOR}"
)
"""Signs that hide something: two or more anywhere; a single one where a name or a number stands (*所小学, but not A*算法, 5×3)."""


def flatten(text: str) -> str:
    """Return ``text`` in Simplified characters without white space and punctuation."""
    return _NOT_WORDS.sub("", fold(text))


def shingles(text: str) -> set[str]:
    """Return all runs of SHINGLE characters of the flattened text; the whole of it when it is shorter."""
    flat = flatten(text)
    return {flat[at : at + SHINGLE] for at in range(max(1, len(flat) - SHINGLE + 1))}


def meets(passage: str, quote: str) -> bool:
    """Tell whether a passage holds a quote, near enough."""
    wanted = shingles(quote)
    return len(wanted & shingles(passage)) >= MET * len(wanted)


def units(quotes: Sequence[str]) -> list[list[str]]:
    """Group quotes that repeat one another: each pair of a unit meets one way or the other."""
    grouped: list[list[str]] = []
    for quote in quotes:
        for unit in grouped:
            if any(meets(each, quote) or meets(quote, each) for each in unit):
                unit.append(quote)
                break
        else:
            grouped.append([quote])
    return grouped


def ranks(passages: Sequence[str], quotes: Sequence[str]) -> list[int | None]:
    """Return for each unit of ``quotes`` the rank (from 1) of the first passage that meets it."""
    found: list[int | None] = []
    for unit in units(quotes):
        found.append(
            next((at for at, passage in enumerate(passages, 1) if any(meets(passage, each) for each in unit)), None)
        )
    return found


def bigram_support(text: str, quotes: Sequence[str]) -> float:
    """Return the share of a line's character bigrams, slots left out, that stand in its quotes."""
    parts = [flatten(part) for part in _SLOT.split(text)]
    wanted = [part[at : at + 2] for part in parts for at in range(len(part) - 1)]
    given = flatten("\n".join(quotes))
    return sum(each in given for each in wanted) / len(wanted) if wanted else 1.0


def outside_slots(text: str) -> str:
    """Return a line without its slots."""
    return _SLOT.sub("", text)


def masks(text: str) -> list[str]:
    """Return what is left of a reposter's masking in a line: xx, **, 20xx, __, a single * or X."""
    return _MASK.findall(text)
