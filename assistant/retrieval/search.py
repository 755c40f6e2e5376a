"""Query → hits: both legs of the library's search, fused, folded, and nothing where nothing is.

Scores are weighted sums of each leg's score scaled to 0…1 over the candidates (weighted fusion keeps how far apart two
passages are, which reciprocal ranks throw away: Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from assistant.plan import Hit
from assistant.retrieval.asked import understand
from assistant.retrieval.confidence import confidence, enough, signals
from assistant.retrieval.coverage import Coverage
from assistant.retrieval.lexicon.expansion import Lexicon, shipped
from assistant.retrieval.words import content_words
from ingest.document import Filters
from ingest.errors import NotFound
from ingest.library import Candidate, Library
from ingest.structure.duplicates import group

DEPTH = 60
"""Candidates taken from each leg."""
ENOUGH_OF_TITLE = 0.56
"""Share of the wording of a section's title, or of one part of it, that the best passage must cover."""
SURE = 0.3
"""Confidence from which on a title need not be worded as the passages are."""
_AND = re.compile(r"[、，,与和及]")
FOLD = 3
"""Times ``top_k`` candidates among which near-duplicates are looked for."""
OF_THE_YEAR = 0.1
"""What a passage of a year that the query names gains."""
WEIGHTS = {"dense": 0.2, "sentence": 0.6, "lexical": 0.2}
"""Of passage cosine, nearest sentence's cosine and BM25; they sum to 1."""


def find(
    library: Library,
    query: str,
    *,
    top_k: int = 10,
    filters: Filters | None = None,
    lexicon: Lexicon | None = None,
    declining: bool = True,
) -> list[Hit]:
    """Return at most ``top_k`` hits, best first; none where the library does not cover the query, if ``declining``.

    Raises:
        EmptyQuery: there is no word in ``query``.
    """
    asked = understand(query, lexicon or shipped())
    candidates = library.search(query, asked.words, DEPTH, filters)
    coverage = Coverage(asked, library)
    sure = confidence(signals(candidates, coverage), library.encoder)
    if not candidates or (declining and sure < enough(library.encoder)):
        return []
    ranked = sorted(
        zip(fused(candidates, asked.years), candidates, strict=True), key=lambda each: (-each[0], each[1].key)
    )
    ranked = ranked[: FOLD * top_k]
    places = _places(candidates)
    groups = group(ranked, [each.passage.text for _, each in ranked])
    hits = (_hit(library, members, coverage, places, sure) for members in groups)
    return list(islice((hit for hit in hits if hit), top_k))


def covers(library: Library, section: str, filters: Filters | None = None) -> bool:
    """Tell whether the library holds anything on a section, by the meaning and by the wording of its title.

    A title of several parts (食堂管理与食品安全) is covered where one of them is; a part of one word tells too little.
    """
    telling = [part for part in _AND.split(section) if len(content_words(part)) > 1]
    return any(_covered(library, part, filters) for part in dict.fromkeys([section, *telling]) if content_words(part))


def _covered(library: Library, part: str, filters: Filters | None) -> bool:
    asked = understand(part, shipped())
    candidates = library.search(part, asked.words, DEPTH, filters)
    coverage = Coverage(asked, library)
    sure = confidence(signals(candidates, coverage), library.encoder)
    return sure >= SURE or (sure >= enough(library.encoder) and coverage.best(candidates) >= ENOUGH_OF_TITLE)


def fused(candidates: Sequence[Candidate], years: Sequence[int] = ()) -> list[float]:
    """Return the candidates' scores, 0…1: the weighted sum of the legs, each scaled over the candidates.

    A passage of a year that the query names gains ``OF_THE_YEAR``.
    """
    legs = {leg: [getattr(each, leg) for each in candidates] for leg in WEIGHTS}
    low = {leg: 0.0 if leg == "lexical" else min(scores) for leg, scores in legs.items()}
    high = {leg: max(scores) for leg, scores in legs.items()}
    return [
        min(
            1.0,
            sum(weight * _scaled(legs[leg][at], low[leg], high[leg]) for leg, weight in WEIGHTS.items())
            + OF_THE_YEAR * _of_a_year(each, years),
        )
        for at, each in enumerate(candidates)
    ]


def _of_a_year(candidate: Candidate, years: Sequence[int]) -> bool:
    own = candidate.passage.year
    return own is not None and any(own[0] <= year <= own[1] for year in years)


def _scaled(score: float, low: float, high: float) -> float:
    return (score - low) / (high - low) if high > low else 0.0


def _places(candidates: Sequence[Candidate]) -> dict[str, dict[int, int]]:
    """Return leg → (key of a passage → its place in that leg's order, from 1); a leg that did not meet it has none."""
    places: dict[str, dict[int, int]] = {}
    for leg in WEIGHTS:
        met = [each for each in candidates if leg != "lexical" or each.lexical > 0]
        order = sorted(met, key=lambda each: (-getattr(each, leg), each.key))
        places[leg] = {each.key: at for at, each in enumerate(order, 1)}
    return places


def _hit(
    library: Library,
    members: Sequence[tuple[float, Candidate]],
    coverage: Coverage,
    places: Mapping[str, Mapping[int, int]],
    sure: float,
) -> Hit | None:
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
        added=coverage.added(best),
        confidence=round(sure, 4),
        places={leg: order[best.key] for leg, order in places.items() if best.key in order},
    )
