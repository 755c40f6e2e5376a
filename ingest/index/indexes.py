"""The three indexes of one generation, added to, removed from, saved and loaded as one.

They live in a folder of their own with a stamp that tells which version of the records they are equal to. The stamp goes
before anything changes and comes back when all is saved: a folder without the right stamp is not believed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ingest.document import Passage
from ingest.index.lexical import LexicalIndex
from ingest.index.vectors import VectorIndex


class StaleIndexes(Exception):
    """The folder does not hold the indexes that were asked for."""


class Indexes:
    """Vectors of passages, vectors of sentences, words of passages."""

    def __init__(self, folder: Path, passages: VectorIndex, sentences: VectorIndex) -> None:
        """Take the indexes of ``folder``, made when missing."""
        (folder / "lexical").mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.passages, self.sentences, self.lexical = passages, sentences, LexicalIndex(folder / "lexical")

    @classmethod
    def new(cls, folder: Path, dimension: int) -> Self:
        """Make empty indexes of vectors of ``dimension`` numbers in a folder that holds none."""
        return cls(folder, VectorIndex(dimension), VectorIndex(dimension))

    @classmethod
    def load(cls, folder: Path, version: int) -> Self:
        """Read what ``save(version)`` wrote. Raises StaleIndexes when that is not what is there."""
        try:
            stamp = json.loads((folder / "stamp.json").read_text("utf-8"))
            if stamp != _stamp(folder, version):
                raise StaleIndexes(f"{folder.name}: the stamp is of another version")
            passages, sentences = (
                VectorIndex.load(folder / "passages.faiss"),
                VectorIndex.load(folder / "sentences.faiss"),
            )
            loaded = cls(folder, passages, sentences)
        except (OSError, ValueError, RuntimeError) as error:
            raise StaleIndexes(f"{folder.name}: {error}") from error
        if len(loaded.lexical) != len(passages):
            raise StaleIndexes(f"{folder.name}: {len(loaded.lexical)} of {len(passages)} passages have their words")
        return loaded

    def add_passages(self, keys: NDArray[np.int64], passages: Iterable[Passage], vectors: NDArray[np.float16]) -> None:
        """Add passages [n] and their vectors [n, d] under ``keys`` [n]; their words are found after ``commit``."""
        self.passages.add(keys, vectors.astype(np.float32))
        self.lexical.add(
            (key, " ".join(each.heading_path), each.text) for key, each in zip(keys.tolist(), passages, strict=True)
        )

    def add_sentences(self, keys: NDArray[np.int64], vectors: NDArray[np.float16]) -> None:
        """Add sentences' vectors [n, d] under ``keys`` [n]."""
        self.sentences.add(keys, vectors.astype(np.float32))

    def remove(self, passages: NDArray[np.int64], sentences: NDArray[np.int64]) -> None:
        """Remove what stands under these keys."""
        self.passages.remove(passages)
        self.sentences.remove(sentences)
        self.lexical.remove(passages.tolist())

    def commit(self) -> None:
        """Make the words of what was added and removed count."""
        self.lexical.commit()

    def unstamp(self) -> None:
        """Say that the folder is no longer equal to any version of the records."""
        (self._folder / "stamp.json").unlink(missing_ok=True)

    def save(self, version: int) -> None:
        """Write all to the folder and stamp it as equal to ``version`` of the records."""
        for name, index in (("passages", self.passages), ("sentences", self.sentences)):
            partial = self._folder / f"{name}.partial"
            index.save(partial)
            partial.replace(self._folder / f"{name}.faiss")
        partial = self._folder / "stamp.partial"
        with partial.open("w", encoding="utf-8") as handle:
            json.dump(_stamp(self._folder, version), handle)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(self._folder / "stamp.json")

    def close(self) -> None:
        """Let the folder go."""
        self.lexical.close()


def _stamp(folder: Path, version: int) -> dict[str, str | int]:
    digests: dict[str, str | int] = {"version": version}
    for name in ("passages", "sentences"):
        with (folder / f"{name}.faiss").open("rb") as handle:
            digests[name] = hashlib.file_digest(handle, "sha256").hexdigest()
    return digests
