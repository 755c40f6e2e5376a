"""What a search found → JSON, in the shape of the REST contract; ``qicao search --json`` prints the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.plan import Hit
from assistant.retrieval.lexicon.expansion import Expansion
from ingest.document import Passage
from ingest.errors import NotFound
from ingest.library import Library
from ingest.store import Store

Json = dict[str, Any]


def results_to_json(query: str, expansion: Expansion, hits: Sequence[Hit], library: Library, took_ms: int) -> Json:
    """Return ``{"query", "expanded": […], "passages": […], "took_ms"}``.

    Args:
        query: as it was asked.
        expansion: what the lexicon added to it.
        hits: best first.
        library: the one that the hits came from, for what a hit does not carry itself.
        took_ms: how long the search took.

    A hit whose source was removed since it was found is left out.
    """
    passages = [told for hit in hits if (told := _hit(hit, library))]
    expanded = [{"said": said, "terms": list(terms)} for said, terms in merged(expansion).items()]
    return {"query": query, "expanded": expanded, "passages": passages, "took_ms": took_ms}


def merged(expansion: Expansion) -> dict[str, tuple[str, ...]]:
    """Return expression → official terms, each once, also where several tables hold the expression.

    ``(("双减", ("作业管理",)), ("双减", ("减负", "作业管理")))`` → ``{"双减": ("作业管理", "减负")}``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for said, terms in expansion.terms:
        found[said] = tuple(dict.fromkeys((*found.get(said, ()), *terms)))
    return found


def _hit(hit: Hit, library: Library) -> Json | None:
    passage = hit.passage
    try:
        library.store.label(passage.precedent_id)
    except NotFound:
        return None
    return {
        "id": passage.id,
        "text": passage.text,
        "score": hit.score,
        "source": {"id": passage.source_id, "name": hit.source_name},
        "precedent": {
            "id": passage.precedent_id,
            "title": hit.precedent_title,
            "doc_type": hit.precedent_type,
            "year": list(passage.year) if passage.year else None,
            "agency_level": passage.agency_level,
            "versions": len(library.versions(passage.precedent_id)),
        },
        "doc_type": passage.doc_type,
        "heading_path": list(passage.heading_path),
        "start": passage.start,
        "end": passage.end,
        "pages": [page.number for page in passage.pages],
        "confidence": passage.confidence,
        "nearest": {"start": hit.nearest[0], "end": hit.nearest[1]},
        "also_in": [told for other in hit.also_in if (told := _elsewhere(other, library.store))],
        "matched": list(hit.matched),
        "added": list(hit.added),
        "places": dict(hit.places),
    }


def _elsewhere(passage: Passage, store: Store) -> Json | None:
    try:
        name = store.label(passage.precedent_id).source_name
    except NotFound:
        return None
    return {"source": {"id": passage.source_id, "name": name}, "start": passage.start, "end": passage.end}
