"""Files → searchable: ours against llama-index's pipeline with the same model; and the same files once more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from eval.peers import llamaindex
from eval.speed.encoders import CountingEncoder
from eval.speed.rows import Row
from ingest.library import Library
from ingest.reading.registry import read

TIMES = 2.0
"""Ours embeds every word twice, in its passage and in its sentence, where llama-index embeds it once."""


def against_llama_index(files: Sequence[Path], library: Library, encoder: CountingEncoder) -> list[Row]:
    """Take ``files`` into ``library``, which is empty and embeds with ``encoder``; then again; and into llama-index.

    All models are loaded before. Both read with our readers: llama-index's own know neither .doc nor GB 18030.
    """
    model = llamaindex.embedding()
    ours = _taken_in(files, library)
    embedded, encoder.count = encoder.count, 0
    again = _taken_in(files, library)
    begun = time.perf_counter()
    index = llamaindex.index_of(((path.name, read(path.read_bytes(), path.name).text) for path in files), model)
    theirs = time.perf_counter() - begun
    chunks = len(index.docstore.docs)
    return [
        Row("ingest, ours to llama-index's", ours / theirs, "×", TIMES, "at most",
            f"{len(files)} files: {ours:.1f} s for {embedded} vectors of passages and sentences, {theirs:.1f} s for {chunks} chunks"),
        Row("unchanged files taken in again, texts embedded", encoder.count, "", 0, "at most",
            f"the same {len(files)} files in {again:.2f} s"),
    ]  # fmt: skip


def _taken_in(files: Sequence[Path], library: Library) -> float:
    begun = time.perf_counter()
    for path in files:
        library.add(path.read_bytes(), path.name)
    return time.perf_counter() - begun
