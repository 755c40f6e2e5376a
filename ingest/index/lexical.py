"""BM25 over Chinese tokens: add, remove, search. The only file that imports tantivy.

Two fields: the heading path and the body. Both are cut into words (jieba's search mode: long words and the words inside
them) after normalisation, so Simplified and Traditional find each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from ingest.structure.words import tokens

HEADING_WEIGHT = 0.5
"""Of a match in the headings, against 1 for one in the body."""
_WRITER_BYTES = 64_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True)
    for field in ("heading", "body"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """An inverted index in a folder of its own, or in memory. One writer; safe to search from several threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the index in ``folder`` (made when missing), or an empty one in memory."""
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder) if folder else None)
        self._index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None

    def _writing(self) -> tantivy.IndexWriter:
        """Return the writer, made at the first need: it locks the folder, and reading needs none."""
        if self._writer is None:
            self._writer = self._index.writer(_WRITER_BYTES, 1)
        return self._writer

    def __len__(self) -> int:
        """Return how many passages there are."""
        return int(self._index.searcher().num_docs)

    def add(self, passages: Iterable[tuple[int, str, str]]) -> None:
        """Add (key, headings, body) of each passage; to be found after ``commit``."""
        for key, heading, body in passages:
            self._writing().add_document(
                tantivy.Document(key=key, heading=" ".join(tokens(heading)), body=" ".join(tokens(body)))
            )

    def remove(self, keys: Iterable[int]) -> None:
        """Remove the passages under ``keys``; gone from what is found after ``commit``."""
        for key in keys:
            self._writing().delete_documents_by_term("key", key)

    def commit(self) -> None:
        """Make what was added and removed count, on disk too."""
        self._writing().commit()
        self._index.reload()

    def close(self) -> None:
        """Finish background merges and let the folder go."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def frequency(self, word: str) -> int:
        """Return how many bodies hold ``word``, as ``tokens`` cuts it."""
        query = tantivy.Query.term_query(self._schema, "body", word)
        return int(self._index.searcher().search(query, 1, count=True).count)  # type: ignore[attr-defined]

    def search(
        self, words: Mapping[str, float], top_k: int, allowed: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return keys and BM25 scores, best first, at most ``top_k`` of each.

        Args:
            words: word → weight, as ``tokens`` cuts them.
            top_k: how many, at least 1.
            allowed: search among these keys alone; None for all.
        """
        should = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, word), weight),
            )
            for word, word_weight in words.items()
            for field, weight in (("body", word_weight), ("heading", word_weight * HEADING_WEIGHT))
        ]
        if not should or (allowed is not None and not len(allowed)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(should)
        if allowed is not None:
            among = tantivy.Query.term_set_query(self._schema, "key", list(map(int, allowed)))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
            )
        searcher = self._index.searcher()
        hits = searcher.search(query, top_k).hits
        keys = [searcher.doc(address)["key"][0] for _, address in hits]
        return np.array(keys, np.int64), np.array([score for score, _ in hits], np.float32)
