"""How much of a line its quotes say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.script import normalise

_SLOT = re.compile(r"【[^】]*】")
_NOT_WORDS = re.compile(r"[\W_]+")


def support(line: str, quotes: Sequence[str]) -> float:
    """Return the share of a line's character bigrams, slots left out, that stand in its quotes, 0 to 1.

    ``support("每月开展演练。", ["各校每月开展应急演练"])`` → 0.8: 展演 does not stand there.
    """
    given = {part for quote in quotes for part in _bigrams(_flat(quote))}
    wanted = [pair for part in _SLOT.split(line) for pair in _bigrams(_flat(part))]
    return sum(pair in given for pair in wanted) / len(wanted) if wanted else 0.0


def _flat(text: str) -> str:
    return _NOT_WORDS.sub("", normalise(text))


def _bigrams(flat: str) -> list[str]:
    return [flat[at : at + 2] for at in range(len(flat) - 1)]
