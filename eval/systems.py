"""What is compared: our search, each of its legs alone, and the peers, all over one library's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.pipeline import Assistant
from assistant.plan import Hit
from assistant.retrieval.search import DEPTH
from assistant.retrieval.words import content_words
from eval.search import Search
from ingest.document import Filters, Passage, Source
from ingest.library import Library
from ingest.structure.words import tokens

OURS = "Qicao"
TOP = 10
LEGS = {"dense": "passage vectors", "sentence": "sentence vectors", "lexical": "our BM25"}
"""Field of a candidate → what to call the leg."""
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class System:
    """A search under the name that it has in tables."""

    name: str
    note: str
    """How it was set up, for whoever doubts the comparison."""
    search: Search


def ours(assistant: Assistant) -> System:
    """Return the product's own search."""

    def search(query: str, filters: Filters) -> list[str]:
        return [hit.passage.text for hit in assistant.search(query, top_k=TOP, filters=filters)]

    return System(OURS, "as an office uses it", search)


def legs(library: Library) -> list[System]:
    """Return each leg alone: its own order of the passages, nothing fused, folded, or declined."""
    return [System(name, "one leg of ours alone", _by(library, field)) for field, name in LEGS.items()]


def _by(library: Library, field: str) -> Search:
    def search(query: str, filters: Filters) -> list[str]:
        words = content_words(query) or dict.fromkeys(tokens(query), 1.0)
        scored = [(getattr(each, field), each) for each in library.search(query, words, DEPTH, filters)]
        met = [(score, each) for score, each in scored if score > 0]
        return [each.passage.text for _, each in sorted(met, key=lambda pair: (-pair[0], pair[1].key))[:TOP]]

    return search


def confidence_of(hits: list[Hit]) -> float | None:
    """Return how sure the search is that the library has an answer, 0 to 1; None where it gave none to be sure of."""
    return hits[0].confidence if hits else None


def sources_of(library: Library) -> Iterator[Source]:
    """Yield every source of a library in the order taken in."""
    after = 0
    while page := library.store.sources(limit=_PAGE, after=after):
        yield from (source for _, source in page)
        after = page[-1][0]


def passages_of(library: Library) -> dict[int, Passage]:
    """Return key → passage of all of a library."""
    return {key: passage for key, passage, _ in library.store.every_passage()}


def allowed_of(library: Library, filters: Filters) -> set[int] | None:
    """Return the keys of the passages that filters allow, None for all: what peers over our passages are narrowed by."""
    allowed = library.store.allowed(filters)
    return None if allowed is None else set(allowed.passages.tolist())
