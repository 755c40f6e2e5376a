"""Does the library have an answer at all?

A cosine alone cannot tell: the nearest passage to a question that nothing answers is nearly as near as the nearest to one
that is answered. What does tell, of a query that is put as a heading is, is how much of its wording stands in the passage, rare
words counting more: official prose names its subjects. Of one in everyday words it tells nothing, and only a cosine below
all that answered ones reach (see eval/EXPERIMENTS.md) leaves it unanswered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.retrieval.words import is_spoken
from ingest.library import Candidate, Library
from ingest.structure.words import tokens

ENOUGH_WORDS = 0.3
"""Share of a heading's weight that the best passage must cover."""
FAR = 0.86
"""Cosine of the nearest sentence, below which a query in everyday words is left unanswered."""


class Coverage:
    """How much of one query's wording a passage covers."""

    def __init__(self, query: str, words: Mapping[str, float], library: Library) -> None:
        """Weigh each of the query's content words by how rare it is in the library."""
        self._spoken = is_spoken(query)
        total, frequencies = library.word_counts(words)
        self._weights = {word: weight * math.log(1 + total / (1 + frequencies[word])) for word, weight in words.items()}
        self._whole = sum(self._weights.values()) or 1.0

    def matched(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the query's words that stand in the passage or its headings, in the query's order."""
        present = set(tokens(" ".join(candidate.passage.heading_path))) | set(tokens(candidate.passage.text))
        return tuple(word for word in self._weights if word in present)

    def of(self, candidate: Candidate) -> float:
        """Return the share of the query's weight that the passage covers, 0 to 1."""
        return sum(self._weights[word] for word in self.matched(candidate)) / self._whole

    def answers(self, candidates: Sequence[Candidate]) -> bool:
        """Tell whether any of the candidates answers the query."""
        if self._spoken:
            return any(each.sentence >= FAR for each in candidates)
        return self.best(candidates) >= ENOUGH_WORDS

    def best(self, candidates: Sequence[Candidate]) -> float:
        """Return the share that the best of the candidates covers, 0 to 1."""
        return max(map(self.of, candidates), default=0.0)
