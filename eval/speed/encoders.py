"""Encoders that measure: one counts what it embeds, one stops embedding when its time is up."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from ingest.index.encoder import Encoder, Vectors

_SEED = 20260101


class CountingEncoder:
    """Another encoder, and how many passages it has embedded in ``count``."""

    def __init__(self, inner: Encoder) -> None:
        """Count what ``inner`` embeds."""
        self.inner, self.count = inner, 0
        self.name, self.dimension = inner.name, inner.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        self.count += len(texts)
        return self.inner.encode_passages(texts)

    def encode_query(self, text: str) -> Vectors:
        """See ``Encoder``."""
        return self.inner.encode_query(text)


class HastyEncoder:
    """Another encoder for as many seconds as it is given; from then on random unit vectors, which are as slow to search.

    Its name is the other's, so that a library filled with it opens with the other. ``embedded`` and ``drawn`` count.
    """

    def __init__(self, inner: Encoder, seconds: float) -> None:
        """Embed with ``inner`` until it has taken ``seconds``."""
        self.inner, self.seconds, self.embedded, self.drawn = inner, seconds, 0, 0
        self.name, self.dimension = inner.name, inner.dimension
        self._random = np.random.default_rng(_SEED)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``; by chance once the time is up."""
        if self.seconds > 0:
            begun = time.perf_counter()
            vectors = self.inner.encode_passages(texts)
            self.seconds -= time.perf_counter() - begun
            self.embedded += len(texts)
            return vectors
        self.drawn += len(texts)
        rows = self._random.standard_normal((len(texts), self.dimension), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def encode_query(self, text: str) -> Vectors:
        """See ``Encoder``; always embedded."""
        return self.inner.encode_query(text)
