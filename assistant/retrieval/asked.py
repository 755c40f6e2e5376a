"""A query → what to look for: its words with weights, what the lexicon adds to them, the year that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.retrieval.lexicon.expansion import Expansion, Lexicon
from assistant.retrieval.words import content_words
from ingest.errors import EmptyQuery
from ingest.structure.words import tokens

ADDED_WEIGHT = 0.5
"""Of the first official term that the lexicon gives for an expression, against 1 for a word of the query."""
FURTHER = 0.7
"""Share of that for each further term."""
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for."""

    query: str
    own: dict[str, float]
    """Its words → weights, 0 to 1."""
    words: dict[str, float]
    """The same and the words of what the lexicon adds."""
    expansion: Expansion
    years: tuple[int, ...]
    """Years that it names."""


def understand(query: str, lexicon: Lexicon) -> Asked:
    """Return what ``query`` asks for. Raises EmptyQuery.

    ``"2019年娃娃下河怎么防"`` → years (2019,); own words 2019, 娃娃, 下河, 防; 溺水, 学生, … added.
    """
    own = content_words(query) or dict.fromkeys(tokens(query), 1.0)
    if not own:
        raise EmptyQuery("请写明要检索的内容，例如“校园安全隐患排查”。")
    expansion = lexicon.expand(query)
    words = dict(own)
    for _, terms in expansion.terms:
        for at, term in enumerate(terms):
            weight = ADDED_WEIGHT * (FURTHER if at else 1.0)
            for word, own_weight in content_words(term).items():
                words[word] = max(words.get(word, 0.0), weight * own_weight)
    return Asked(query, own, words, expansion, tuple(map(int, _YEAR.findall(query))))
