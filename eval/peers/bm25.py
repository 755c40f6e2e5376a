"""Plain BM25 over jieba's words, as a search without a model is made in an afternoon."""

from __future__ import annotations

import bm25s
import numpy as np
import rjieba

from eval.systems import TOP, System, allowed_of, passages_of
from ingest.document import Filters
from ingest.library import Library

NOTE = "our passages, bm25s with its defaults, jieba's words, no script folding"


def system(library: Library) -> System:
    """Return the system over all passages of a library."""
    passages = passages_of(library)
    keys, texts = list(passages), [passage.text for passage in passages.values()]
    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)

    def search(query: str, filters: Filters) -> list[str]:
        asked, allowed = words(query), allowed_of(library, filters)
        if not asked:
            return []
        scores = index.get_scores(asked)
        met = (at for at in np.argsort(-scores, kind="stable") if scores[at] > 0)
        return [texts[at] for at in met if allowed is None or keys[at] in allowed][:TOP]

    return System("BM25 (bm25s)", NOTE, search)


def words(text: str) -> list[str]:
    """Cut a text into jieba's words, marks and white space left out: ``"校园，安全"`` → ``["校园", "安全"]``."""
    return [word for word in rjieba.cut(text) if any(map(str.isalnum, word))]
