"""Query → hits: both legs of the library's search, fused, folded, and nothing where nothing is.

Scores are weighted sums of each leg's score scaled to 0…1 over the candidates (weighted fusion keeps how far apart two
passages are, which reciprocal ranks throw away: Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from assistant.plan import Hit
from assistant.retrieval.coverage import Coverage
from assistant.retrieval.words import content_words
from ingest.document import Filters
from ingest.errors import EmptyQuery, NotFound
from ingest.library import Candidate, Library
from ingest.structure.duplicates import group
from ingest.structure.words import tokens

DEPTH = 60
"""Candidates taken from each leg."""
ENOUGH_OF_TITLE = 0.56
"""Share of the wording of a section's title, or of one part of it, that the best passage must cover."""
_AND = re.compile(r"[、，,与和及]")
FOLD = 3
"""Times ``top_k`` candidates among which near-duplicates are looked for."""
WEIGHTS = {"dense": 0.25, "sentence": 0.5, "lexical": 0.25}
"""Of passage cosine, nearest sentence's cosine and BM25; they sum to 1."""


def find(library: Library, query: str, *, top_k: int = 10, filters: Filters | None = None) -> list[Hit]:
    """Return at most ``top_k`` hits, best first; few or none where the library does not cover the query.

    Raises:
        EmptyQuery: there is no word in ``query``.
    """
    words = content_words(query) or dict.fromkeys(tokens(query), 1.0)
    if not words:
        raise EmptyQuery("请写明要检索的内容，例如“校园安全隐患排查”。")
    candidates = library.search(query, words, DEPTH, filters)
    coverage = Coverage(query, words, library)
    if not coverage.answers(candidates):
        return []
    ranked = sorted(zip(fused(candidates), candidates, strict=True), key=lambda pair: (-pair[0], pair[1].key))
    ranked = ranked[: FOLD * top_k]
    groups = group(ranked, [each.passage.text for _, each in ranked])
    hits = (_hit(library, members, coverage) for members in groups)
    return list(islice((hit for hit in hits if hit), top_k))


def covers(library: Library, section: str, filters: Filters | None = None) -> bool:
    """Tell whether the library holds anything on a section, by the wording of its title.

    A title of several parts (食堂管理与食品安全) is covered where one of them is; a part of one word tells too little.
    """
    split = _AND.split(section)
    telling = [part for part in split if len(content_words(part)) > 1]
    for part in telling or [section]:
        words = content_words(part)
        if (
            words
            and Coverage(part, words, library).best(library.search(part, words, DEPTH, filters)) >= ENOUGH_OF_TITLE
        ):
            return True
    return False


def fused(candidates: Sequence[Candidate]) -> list[float]:
    """Return the candidates' scores, 0…1: the weighted sum of the legs, each scaled over the candidates."""
    legs = {leg: [getattr(each, leg) for each in candidates] for leg in WEIGHTS}
    low = {leg: 0.0 if leg == "lexical" else min(scores) for leg, scores in legs.items()}
    high = {leg: max(scores) for leg, scores in legs.items()}
    return [
        sum(weight * _scaled(legs[leg][at], low[leg], high[leg]) for leg, weight in WEIGHTS.items())
        for at in range(len(candidates))
    ]


def _scaled(score: float, low: float, high: float) -> float:
    return (score - low) / (high - low) if high > low else 0.0


def _hit(library: Library, members: Sequence[tuple[float, Candidate]], coverage: Coverage) -> Hit | None:
    """Return the hit, None when its source was removed since it was found."""
    score, best = members[0]
    try:
        label = library.store.label(best.passage.precedent_id)
    except NotFound:
        return None
    return Hit(
        passage=best.passage,
        nearest=(best.nearest.start, best.nearest.end),
        score=round(score, 4),
        source_name=label.source_name,
        precedent_title=label.title,
        precedent_type=label.doc_type,
        also_in=tuple(each.passage for _, each in members[1:]),
        matched=coverage.matched(best),
    )
