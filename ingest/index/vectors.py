"""FAISS: add, remove, search, save, load. The only file that imports faiss.

Every vector goes by the key that its owner gave it (``IndexIDMap2``), never by its place: after a removal, the next
vector added can not answer for an older one.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Exact inner-product search over L2-normalised vectors. Safe to use from several threads."""

    def __init__(self, dimension: int) -> None:
        """Make an empty index of vectors of ``dimension`` numbers."""
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._index.ntotal)

    @property
    def keys(self) -> Keys:
        """All keys, in no order, shape [n]."""
        with self._lock:
            return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def add(self, keys: Keys, vectors: Vectors) -> None:
        """Add ``vectors`` [n, d] under ``keys`` [n], each at most once."""
        with self._lock:
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), keys)

    def remove(self, keys: Keys) -> None:
        """Remove the vectors under ``keys``; keys that are not there do no harm."""
        with self._lock:
            self._index.remove_ids(faiss.IDSelectorBatch(keys))

    def search(self, query: Vectors, top_k: int, allowed: Keys | None = None) -> tuple[Keys, Vectors]:
        """Return keys and cosines, best first, at most ``top_k`` of each.

        Args:
            query: one normalised vector, shape [d].
            top_k: how many, at least 1.
            allowed: search among these keys alone; None for all.
        """
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        # faiss takes the selector as a keyword only from Python; its type stubs do not know.
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        with self._lock:
            scores, keys = self._index.search(query[None, :].astype(np.float32), top_k, params=parameters)
        found = keys[0] >= 0
        return keys[0][found], scores[0][found]

    def save(self, path: Path) -> None:
        """Write to ``path``; the caller makes the file known only once it is whole."""
        with self._lock:
            faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote. Raises RuntimeError when the file is missing or damaged."""
        index = cls.__new__(cls)
        loaded = faiss.read_index(str(path))
        if not isinstance(loaded, faiss.IndexIDMap2):
            raise RuntimeError(f"{path.name} holds no index with keys")
        index._index = loaded
        index._lock = threading.Lock()
        return index
