"""txtai's hybrid search, its own way, over our passages: vectors of the same model, and its BM25."""

from __future__ import annotations

from txtai import Embeddings

from eval.systems import TOP, System, allowed_of, passages_of
from ingest.document import Filters
from ingest.library import Library
from ingest.model.artefact import bundled_directory

NOTE = "our passages, hybrid=True (equal weights), the same model through sentence-transformers, its own tokenizer"


def system(library: Library) -> System:
    """Return the system over all passages of a library."""
    passages = passages_of(library)
    # The folder names a module of ours; gpu=False as everybody else here runs on the CPU.
    embeddings = Embeddings(
        path=str(bundled_directory()),
        method="sentence-transformers",
        vectors={"trust_remote_code": True},
        hybrid=True,
        gpu=False,
    )
    embeddings.index((key, passage.text, None) for key, passage in passages.items())

    def search(query: str, filters: Filters) -> list[str]:
        allowed = allowed_of(library, filters)
        # Without its database it has no filters; asked for all, it can be narrowed without losing any.
        found = embeddings.search(query, TOP if allowed is None else len(passages))
        return [passages[key].text for key, _ in found if allowed is None or key in allowed][:TOP]

    return System("txtai hybrid", NOTE, search)
