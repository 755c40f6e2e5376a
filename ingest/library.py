"""The library: records and indexes as one.

    file → extracted text → precedents, sections, passages, sentences → vectors → records → indexes

``Library.add`` is that line. The records are the truth. The indexes of the current generation are equal to them or known
not to be, and then they are built anew from the records, without embedding anything again.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeVar

import filelock
import numpy as np
from numpy.typing import NDArray

from ingest.document import Filters, Passage, Precedent, Sentence, Source, new_source_id
from ingest.errors import LibraryInUse, NoTextFound, NotFound, SourceTooLarge
from ingest.index.encoder import Encoder
from ingest.index.indexes import Indexes, StaleIndexes
from ingest.index.versions import Versions, signature
from ingest.inspection import differences, index_folder
from ingest.reading.progress import Progress
from ingest.reading.registry import read
from ingest.store import Entry, Store
from ingest.structure.analysis import analyse
from ingest.structure.duplicates import wording
from ingest.structure.script import normalise
from ingest.structure.sentences import sentences

_log = logging.getLogger(__name__)
T = TypeVar("T")
MOST_CHARACTERS = 2_000_000
"""Of one source's text: embedding that much takes about an hour on two cores."""
_BATCH = 32
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Added:
    """What taking a file in gave."""

    source: Source
    created: bool
    """False when the same bytes were there already."""
    precedents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that some leg of the search found, with what every leg says of it."""

    key: int
    passage: Passage
    dense: float
    """Cosine of query and passage, −1 to 1."""
    sentence: float
    """Cosine of query and the passage's nearest sentence, −1 to 1."""
    nearest: Sentence
    """That sentence."""
    lexical: float
    """BM25, 0 where the words do not meet."""


class Library:
    """One data ``folder``: records.sqlite, index/, lock. One process at a time; safe to use from several threads."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Open the library in ``folder``, made when missing. Raises LibraryInUse, LibraryDamaged."""
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = filelock.FileLock(folder / "lock")
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            message = f"数据目录 {folder.name} 正被另一个起草进程使用；请先关闭它，或用 --data-dir 另指目录。"
            raise LibraryInUse(message) from error
        self.folder, self._encoder, self._writing, self._broken = folder, encoder, threading.RLock(), False
        try:
            self.store = Store(folder / "records.sqlite", encoder=encoder.name)
            self._indexes = self._opened()
            self._versions = Versions()
            for signed in self.store.signatures():
                self._versions.add(*signed)
            self._forget_old_generations()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        """Return self, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Save the indexes and let the folder go."""
        with self._writing:
            if not self._broken:
                self._indexes.save(self.store.state().version)
            self._indexes.close()
            self.store.close()
            self._lock.release()

    # -- taking in and out --------------------------------------------------------------------------------------------

    def add(self, data: bytes, name: str, progress: Progress | None = None) -> Added:
        """Take a file in: read, understand, embed, record, index. When this returns, it survives a crash.

        Args:
            data: the file's bytes.
            name: its name, for its format and to show.
            progress: told as its scanned pages are recognised, then as its passages and sentences are embedded.

        Raises:
            DocumentError: the file cannot become a source; nothing of it is kept.
        """
        digest = hashlib.sha256(data).hexdigest()
        if known := self.store.source_of(digest):
            return self._already(known)
        entry = self._entry(data, name, digest, progress)
        with self._changing():
            if known := self.store.source_of(digest):
                return self._already(known)
            keys = self.store.add(entry)
            try:
                self._indexes.add_passages(keys.passages, entry.passages, entry.passage_vectors)
                self._indexes.add_sentences(keys.sentences, entry.sentence_vectors)
                self._indexes.commit()
            except BaseException:
                self.store.remove(entry.source.id)  # what is not acknowledged leaves nothing behind
                raise
            for precedent, own in zip(entry.precedents, entry.signatures, strict=True):
                self._versions.add(precedent.id, own, precedent.year)
        return Added(entry.source, True, len(entry.precedents), len(entry.passages))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change records and indexes together; where that breaks off, the indexes are not believed any more."""
        with self._writing:
            self._mend()
            self._indexes.unstamp()
            try:
                yield
            except NotFound:
                raise  # nothing was changed
            except BaseException:
                self._broken = True
                raise

    def _mend(self) -> None:
        """Build the indexes anew where a change broke off."""
        if self._broken:
            with self._writing:
                _log.warning("上次改动中断，正在由记录重建索引…")
                self.rebuild()

    def _entry(self, data: bytes, name: str, digest: str, progress: Progress | None) -> Entry:
        extract = read(data, name, progress)
        if len(extract.text) > MOST_CHARACTERS:
            raise SourceTooLarge(
                f"“{name}”有 {len(extract.text):,} 个字，超过一份文件 {MOST_CHARACTERS:,} 字的上限；请拆成几份再上传。"
            )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        source = Source(
            new_source_id(), name, digest, extract.media_type, len(data), extract.text, now, extract.warnings
        )
        found = analyse(source.id, name, extract)
        if not found.passages:
            raise NoTextFound(f"“{name}”里只有网页导航之类的文字，没有可引用的正文；请核对文件内容。")
        cited = list(chain.from_iterable(map(sentences, found.passages)))
        texts = [each.text for each in found.passages] + [source.text[each.start : each.end] for each in cited]
        vectors = self._embed(texts, progress)
        count = len(found.passages)
        noise = [(span.start, span.end) for span in found.noise]
        signatures = [signature(wording(source.text[each.start : each.end])) for each in found.precedents]
        return Entry(
            source, data, noise, found.precedents, signatures, found.passages, vectors[:count], cited, vectors[count:]
        )

    def remove(self, source_id: str) -> None:
        """Remove a source; from then on nothing of it is found. Raises NotFound."""
        with self._changing():
            precedents = self.store.precedents(source_id)
            keys = self.store.remove(source_id)
            self._indexes.remove(keys.passages, keys.sentences)
            self._indexes.commit()
            for each in precedents:
                self._versions.remove(each.id)

    def correct(self, precedent_id: str, changes: Mapping[str, Any]) -> Precedent:
        """Put a precedent's metadata right, for good: a rebuild keeps it. See ``Store.correct``. Raises NotFound."""
        with self._writing:
            right = self.store.correct(precedent_id, changes)
            self._versions.date(precedent_id, right.year)
            return right

    def versions(self, precedent_id: str) -> list[str]:
        """Return the ids of all versions of a precedent's text, itself included, the first to be taken in first."""
        return self._versions.of(precedent_id)

    def counts(self) -> dict[str, int]:
        """Return ``Store.counts`` of all sources, and ``"other_versions"``: precedents that are of a text counted already."""
        return self.store.counts() | {"other_versions": self._versions.others()}

    # -- searching ----------------------------------------------------------------------------------------------------

    def search(
        self, query: str, words: dict[str, float], depth: int, filters: Filters | None = None
    ) -> list[Candidate]:
        """Return what any leg finds among the ``depth`` best of each, all scores filled in, in order of key.

        Args:
            query: what to embed.
            words: word → weight for the lexical leg.
            depth: how many of each leg, at least 1.
            filters: which passages may be found.
        """
        self._mend()
        allowed = self.store.allowed(filters or Filters())
        vector = self.embed(query)
        indexes = self._indexes
        near, _ = indexes.passages.search(vector, depth, allowed.passages if allowed else None)
        nearest, _ = indexes.sentences.search(vector, depth, allowed.sentences if allowed else None)
        met, scores = indexes.lexical.search(words, depth, allowed.passages.tolist() if allowed else None)
        owners = {owner for owner, _ in self.store.sentences(keys=nearest.tolist()).values()}
        keys = np.array(sorted({*near.tolist(), *owners, *met.tolist()}), np.int64)
        if not len(keys):
            return []
        cosines = _scores(*indexes.passages.search(vector, len(keys), keys))
        lexical = _scores(met, scores)
        best = self._best_sentences(vector, keys.tolist())
        return [
            Candidate(key, passage, cosines[key], *best[key], lexical.get(key, 0.0))
            for key, passage in sorted(self.store.passages(keys.tolist()).items())
            if key in cosines and key in best
        ]

    def _best_sentences(
        self, vector: NDArray[np.float32], passages: Sequence[int]
    ) -> dict[int, tuple[float, Sentence]]:
        """Return for each passage the cosine of its nearest sentence, and that sentence."""
        owned = self.store.sentences(of_passages=passages)
        keys, cosines = self._indexes.sentences.search(vector, max(1, len(owned)), np.array(list(owned), np.int64))
        best: dict[int, tuple[float, Sentence]] = {}
        for key, cosine in zip(keys.tolist(), cosines.tolist(), strict=True):
            owner, sentence = owned[key]
            best.setdefault(owner, (cosine, sentence))
        return best

    @property
    def encoder(self) -> str:
        """Name of the encoder that all vectors are of."""
        return self._encoder.name

    def embed(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a query, shape [d]."""
        return self._encoder.encode_query(normalise(text))

    def word_counts(self, words: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many passages there are, and word → how many of them hold it."""
        lexical = self._indexes.lexical
        return len(lexical), {word: lexical.frequency(word) for word in words}

    # -- keeping records and indexes equal ----------------------------------------------------------------------------

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the indexes anew from the records; embed again only where the encoder has changed."""
        with self._writing:
            old, self._indexes = self._indexes, self._built(progress)
            old.close()
            self._forget_old_generations()
            self._broken = False

    def _built(self, progress: Progress | None = None) -> Indexes:
        folder = index_folder(self.folder, self.store.next_generation())
        shutil.rmtree(folder, ignore_errors=True)
        built = Indexes.new(folder, self._encoder.dimension)
        again = self.store.state().encoder != self._encoder.name
        if again:  # until all are embedded, the vectors are of no encoder at all
            self.store.set_encoder("")
        counts, done = self.store.counts(), 0
        total = counts["passages"] + counts["sentences"]
        for some in _pages(self.store.every_passage()):
            keys, passages, vectors = _columns(some)
            vectors = self._embedded_again("passages", keys, [each.text for each in passages]) if again else vectors
            built.add_passages(keys, passages, vectors)
            done = _report(progress, done + len(some), total)
        for page in _pages(self.store.every_sentence()):
            keys, words, vectors = _columns(page)
            vectors = self._embedded_again("sentences", keys, words) if again else vectors
            built.add_sentences(keys, vectors)
            done = _report(progress, done + len(page), total)
        built.commit()
        self.store.set_encoder(self._encoder.name)
        built.save(self.store.state().version)
        return built

    def _forget_old_generations(self) -> None:
        current = index_folder(self.folder, self.store.state().generation)
        for other in set((self.folder / "index").iterdir()) - {current}:
            shutil.rmtree(other, ignore_errors=True)

    def check(self) -> list[str]:
        """Return what differs between records and indexes, in Chinese; empty when all is well."""
        with self._writing:
            return list(differences(self.store, self._indexes))

    def _opened(self) -> Indexes:
        state = self.store.state()
        try:
            if state.encoder != self._encoder.name:
                raise StaleIndexes(f"the vectors are of {state.encoder or 'no encoder'}")
            return Indexes.load(index_folder(self.folder, state.generation), state.version)
        except StaleIndexes as reason:
            if state.version:
                _log.warning("索引与记录不一致，正在由记录重建索引…")
                _log.debug("stale indexes: %s", reason)
            return self._built()

    def _already(self, source: Source) -> Added:
        counts = self.store.counts(source.id)
        return Added(source, False, counts["precedents"], counts["passages"])

    def _embedded_again(self, unit: str, keys: NDArray[np.int64], texts: Sequence[str]) -> NDArray[np.float16]:
        vectors = self._embed(texts, None)
        self.store.set_vectors(unit, keys, vectors)
        return vectors

    def _embed(self, texts: Sequence[str], progress: Progress | None) -> NDArray[np.float16]:
        """Return the texts' vectors, shape [n, d], as they are recorded."""
        vectors: list[NDArray[np.float16]] = []
        for at in range(0, len(texts), _BATCH):
            some = [normalise(text) for text in texts[at : at + _BATCH]]
            vectors.append(self._encoder.encode_passages(some).astype(np.float16))
            _report(progress, at + len(some), len(texts))
        return np.concatenate(vectors)


def _scores(keys: NDArray[np.int64], scores: NDArray[np.float32]) -> dict[int, float]:
    return dict(zip(keys.tolist(), scores.tolist(), strict=True))


def _pages(rows: Iterator[T]) -> Iterator[list[T]]:
    while page := list(islice(rows, _PAGE)):
        yield page


def _columns(
    rows: Sequence[tuple[int, T, NDArray[np.float16]]],
) -> tuple[NDArray[np.int64], list[T], NDArray[np.float16]]:
    keys, values, vectors = zip(*rows, strict=True)
    return np.array(keys, np.int64), list(values), np.stack(vectors)


def _report(progress: Progress | None, done: int, total: int) -> int:
    if progress:
        progress(done, total, "passages")
    return done
