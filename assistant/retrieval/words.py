"""A query or brief → its content words with weights. The general words of office prose are in ``general_words.csv``."""

from __future__ import annotations

from functools import cache

from ingest.structure.words import read_word_list, tokens

OFFICE_WEIGHT = 0.4
"""Of a word that stands in every plan, against 1 for one that tells what is meant."""


@cache
def _general() -> dict[str, frozenset[str]]:
    return read_word_list(__package__, "general_words.csv")


def content_words(text: str) -> dict[str, float]:
    """Return word → weight of the words that tell what ``text`` is about, in order.

    ``"怎样加强校园安全工作"`` → ``{"加强": 0.4, "校园": 1.0, "安全": 1.0}``.
    """
    general = _general()
    words = (word for word in tokens(text) if word not in general["empty"])
    return {word: OFFICE_WEIGHT if word in general["office"] else 1.0 for word in words}


def is_general(word: str) -> bool:
    """Tell whether a word says nothing of what a text is about: ``"开展"`` → True, ``"演练"`` → False."""
    general = _general()
    return any(word in general[kind] for kind in ("empty", "office", "actor"))
