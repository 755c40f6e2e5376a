"""Does the library have an answer at all?

A cosine alone cannot tell: the nearest passage to a question that nothing answers is nearly as near as the nearest to one
that is answered. What does tell is how much of the query's own wording, rare words counting more, stands in the passage,
taken together with the cosine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ingest.library import Candidate, Library
from ingest.structure.words import tokens

ENOUGH_WORDS = 0.3
NEAR = 0.86
VERY_NEAR = 0.88


class Coverage:
    """How much of one query's wording a passage covers."""

    def __init__(self, words: Mapping[str, float], library: Library) -> None:
        """Weigh each word by how rare it is in the library."""
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
        return any(each.dense >= VERY_NEAR or self.of(each) >= ENOUGH_WORDS for each in candidates)
