"""Brief → what the library has on its section: searched for as a whole, and by each aspect that the writer asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.plan import Brief, Hit
from assistant.retrieval.aspects import aspects
from assistant.retrieval.lexicon.expansion import Lexicon
from assistant.retrieval.llamaindex import PassageRetriever
from assistant.retrieval.search import covers
from ingest.library import Library

WIDE = 30
"""Hits for the section as a whole."""
NARROW = 10
"""Hits for each aspect."""
NEAR = (0.5, 0.7)
"""Share of the best hit's score that a hit must reach, for the section and for an aspect."""


@dataclass(frozen=True, slots=True)
class Angle:
    """One search for a brief."""

    name: str
    """The section, or an aspect of it."""
    query: NDArray[np.float32]
    """Vector of what was searched for, shape [d]."""
    scores: dict[str, float]
    """Passage id → score of the hit, 1 for the best."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found for a brief."""

    hits: tuple[Hit, ...]
    """Each passage once, those of the section first."""
    angles: tuple[Angle, ...]
    """The section, then its aspects in the order asked for."""
    searched: tuple[str, ...]
    """What was looked for."""


def survey(library: Library, brief: Brief, lexicon: Lexicon | None = None) -> Survey:
    """Search for the section and each of its aspects, among plans for a plan, among summaries for a summary."""
    filters = replace(brief.filters, doc_type=brief.filters.doc_type or brief.doc_type)
    asked = aspects(brief.requirements)
    searched = (brief.section, *(f"{brief.section} {aspect}" for aspect in asked))
    if not covers(library, brief.section, filters):
        return Survey((), (), searched)
    hits: dict[str, Hit] = {}
    angles: list[Angle] = []
    for name, query in zip((brief.section, *asked), searched, strict=True):
        found = PassageRetriever(
            library,
            top_k=NARROW if angles else WIDE,
            filters=filters,
            lexicon=lexicon,
            declining=bool(angles),  # that the section is covered is known by now
        ).hits(query)
        best = max((hit.score for hit in found), default=1.0) or 1.0
        found = [hit for hit in found if hit.score >= best * NEAR[bool(angles)]]
        angles.append(Angle(name, library.embed(query), {hit.passage.id: hit.score / best for hit in found}))
        for hit in found:
            hits.setdefault(hit.passage.id, hit)
    return Survey(tuple(hits.values()), tuple(angles), searched)
