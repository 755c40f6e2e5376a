"""Near-duplicates: the same wording filed twice, across scripts and small losses of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from ingest.structure.script import normalise

SHINGLE = 6
"""Characters."""
WHOLE = 4
"""The same for a whole precedent: shorter, so that a masked name costs less of them."""
ALIKE = 0.6
"""Share of the shorter text's shingles that stand in the longer one too."""
T = TypeVar("T")
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def shingles(text: str) -> frozenset[str]:
    """Return the runs of SHINGLE characters of a passage, white space and punctuation dropped, normalised."""
    return wording(text, SHINGLE)


def wording(text: str, size: int = WHOLE) -> frozenset[str]:
    """Return the runs of ``size`` characters of a whole text, likewise: ``wording("甲、乙丙丁戊")`` → ``{"甲乙丙丁", "乙丙丁戊"}``."""
    flat = _NOT_WORDS.sub("", normalise(text))
    return frozenset(flat[at : at + size] for at in range(max(1, len(flat) - size + 1)))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts, given by their shingles, say the same in nearly the same words."""
    return len(one & other) >= ALIKE * min(len(one), len(other))


def group(items: Sequence[T], texts: Sequence[str]) -> list[list[T]]:
    """Return ``items`` in groups of near-duplicates, in the order of each group's first; quadratic in their number.

    ``group([1, 2, 3], ["校园安全隐患排查", "教师招聘与培训", "校園安全隱患排查"])`` → ``[[1, 3], [2]]``.
    """
    groups: list[tuple[frozenset[str], list[T]]] = []
    for item, text in zip(items, texts, strict=True):
        own = shingles(text)
        for first, members in groups:
            if alike(first, own):
                members.append(item)
                break
        else:
            groups.append((own, [item]))
    return [members for _, members in groups]
