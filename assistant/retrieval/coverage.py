"""How much of a query's wording a passage covers: official prose names its subjects, rare words counting more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from assistant.retrieval.asked import Asked
from assistant.retrieval.words import content_words
from ingest.library import Candidate, Library
from ingest.structure.words import tokens


class Coverage:
    """How much of one query's wording a passage covers."""

    def __init__(self, asked: Asked, library: Library) -> None:
        """Weigh each of the query's content words by how rare it is in the library."""
        self._asked, words = asked, asked.own
        total, frequencies = library.word_counts(words)
        self._weights = {word: weight * math.log(1 + total / (1 + frequencies[word])) for word, weight in words.items()}
        self._whole = sum(self._weights.values()) or 1.0
        self._instead = _instead(asked, self._weights)

    def matched(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the query's words that stand in the passage or its headings, in the query's order."""
        present = _words_in(candidate)
        return tuple(word for word in self._weights if word in present)

    def added(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the words that the lexicon added and that stand there; those of one character tell nobody anything."""
        present = _words_in(candidate)
        more = (word for word in self._asked.words if word not in self._weights and len(word) > 1)
        return tuple(word for word in more if word in present)

    def of(self, candidate: Candidate) -> float:
        """Return the share of the query's weight that the passage covers, 0 to 1.

        A word is covered, too, by an official term that the lexicon gives for it.
        """
        present = _words_in(candidate)
        covered = (
            weight
            for word, weight in self._weights.items()
            if word in present or any(term <= present for term in self._instead[word])
        )
        return sum(covered) / self._whole

    def best(self, candidates: Sequence[Candidate]) -> float:
        """Return the share that the best of the candidates covers, 0 to 1."""
        return max(map(self.of, candidates), default=0.0)


def _instead(asked: Asked, words: Iterable[str]) -> dict[str, list[frozenset[str]]]:
    """Return word → the words of each official term that stands for the expression it is part of."""
    return {
        word: [
            frozenset(content_words(term))
            for said, terms in asked.expansion.terms
            if word in said
            for term in terms
            if content_words(term)
        ]
        for word in words
    }


def _words_in(candidate: Candidate) -> set[str]:
    return set(tokens(" ".join(candidate.passage.heading_path))) | set(tokens(candidate.passage.text))
