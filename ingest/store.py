"""Records: SQLAlchemy, SQLite by default. The only file that knows SQL (its schema's history is in migrations/).

Records are the truth; indexes are derived from them. One transaction takes a source in whole, with its bytes, text,
structure and vectors, so that after a crash it is either all there or not at all. ``AUTOINCREMENT`` keys are never reused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from ingest import database, queries, rows
from ingest.document import DocType, Filters, Passage, Precedent, Sentence, Source
from ingest.drafts import Drafts
from ingest.errors import NotFound
from ingest.rows import Vector

Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is recorded of one source, in one transaction."""

    source: Source
    data: bytes
    """The file as filed."""
    noise: Sequence[tuple[int, int]]
    precedents: Sequence[Precedent]
    signatures: Sequence[NDArray[np.uint32]]
    """Of the precedents' wording, to know other versions of the same text by."""
    passages: Sequence[Passage]
    passage_vectors: NDArray[np.float16]
    """Shape [passages, d]."""
    sentences: Sequence[Sentence]
    sentence_vectors: NDArray[np.float16]
    """Shape [sentences, d]."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the library stands."""

    version: int
    """Goes up with every change of what can be found."""
    generation: int
    """Of the indexes; goes up with every rebuild."""
    encoder: str
    """Whose vectors are recorded."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a citation calls a precedent."""

    source_name: str
    title: str
    doc_type: DocType


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of passages and of sentences, each shape [n]."""

    passages: Array
    sentences: Array


class Store:
    """The records of one library. Safe to use from several threads; writers wait for one another."""

    def __init__(self, path: Path, *, encoder: str) -> None:
        """Open the SQLite file at ``path``, made and migrated as needed.

        Args:
            path: of the database file.
            encoder: name of the encoder whose vectors a new library will hold.

        Raises:
            LibraryDamaged: the file is no database, or fails its own check.
        """
        self._engine = database.open_or_make(path)
        self.drafts = Drafts(self._engine)
        with self._engine.begin() as connection:
            if connection.scalar(sa.select(sa.func.count()).select_from(rows.library)) == 0:
                connection.execute(rows.library.insert().values(version=0, generation=1, encoder=encoder))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open a database that is there, to read from it alone. Raises LibraryDamaged."""
        store = cls.__new__(cls)
        store._engine = database.open_read_only(path)
        store.drafts = Drafts(store._engine)
        return store

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One transaction that changes what can be found; the library's version goes up with it."""
        with self._engine.begin() as connection:
            yield connection
            connection.execute(rows.library.update().values(version=rows.library.c.version + 1))

    # -- the library as a whole ---------------------------------------------------------------------------------------

    def state(self) -> State:
        """Return where the library stands."""
        with self._engine.connect() as connection:
            return State(*connection.execute(sa.select(rows.library)).one())

    def next_generation(self) -> int:
        """Begin a new generation of indexes and return its number."""
        with self._engine.begin() as connection:
            connection.execute(rows.library.update().values(generation=rows.library.c.generation + 1))
        return self.state().generation

    def counts(self, source_id: str | None = None) -> dict[str, int]:
        """Return how many precedents, passages and sentences there are, of all sources (counted too) or of one."""
        counted = {
            "sources": sa.select(sa.func.count()).select_from(rows.sources),
            "precedents": sa.select(sa.func.count()).select_from(rows.precedents),
            "passages": sa.select(sa.func.count()).select_from(rows.passages),
            "sentences": sa.select(sa.func.count()).select_from(queries.sentences_with_passages()),
        }
        if source_id is not None:
            counted["sources"] = counted["sources"].where(rows.sources.c.id == source_id)
            counted["precedents"] = counted["precedents"].where(rows.precedents.c.source_id == source_id)
            for name in ("passages", "sentences"):
                counted[name] = counted[name].where(rows.passages.c.source_id == source_id)
        with self._engine.connect() as connection:
            return {name: connection.scalar(query) or 0 for name, query in counted.items()}

    # -- sources ------------------------------------------------------------------------------------------------------

    def add(self, entry: Entry) -> Keys:
        """Take a source in, whole, and return the keys of its passages and sentences, each in their order."""
        source = entry.source
        with self._write() as connection:
            connection.execute(
                rows.sources.insert().values(asdict(source) | {"noise": entry.noise, "warnings": list(source.warnings)})
            )
            connection.execute(rows.files.insert().values(source_id=source.id, data=entry.data))
            precedents = [rows.precedent_row(*pair) for pair in zip(entry.precedents, entry.signatures, strict=True)]
            connection.execute(rows.precedents.insert(), precedents)
            passages = [rows.passage_row(*pair) for pair in zip(entry.passages, entry.passage_vectors, strict=True)]
            connection.execute(rows.passages.insert(), passages)
            sentences = [
                asdict(each) | {"vector": vector.tobytes()}
                for each, vector in zip(entry.sentences, entry.sentence_vectors, strict=True)
            ]
            connection.execute(rows.sentences.insert(), sentences)
            return self._keys_of(connection, source.id)

    def remove(self, source_id: str) -> Keys:
        """Remove a source and all that hangs on it; return the keys that it had. Raises NotFound."""
        with self._write() as connection:
            keys = self._keys_of(connection, source_id)
            if connection.execute(rows.sources.delete().filter_by(id=source_id)).rowcount == 0:
                raise NotFound("source", source_id)
        return keys

    def _keys_of(self, connection: Connection, source_id: str) -> Keys:
        passages = sa.select(rows.passages.c.key).filter_by(source_id=source_id).order_by(rows.passages.c.key)
        sentences = sa.select(rows.sentences.c.key).join(
            rows.passages, rows.passages.c.id == rows.sentences.c.passage_id
        )
        sentences = sentences.where(rows.passages.c.source_id == source_id).order_by(rows.sentences.c.key)
        return Keys(_array(connection.scalars(passages)), _array(connection.scalars(sentences)))

    def source_of(self, sha256: str) -> Source | None:
        """Return the source whose bytes have this digest."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(rows.sources).filter_by(sha256=sha256)).one_or_none()
        return rows.to_source(row) if row else None

    def source(self, source_id: str) -> Source:
        """Return one source. Raises NotFound."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(rows.sources).filter_by(id=source_id)).one_or_none()
        if row is None:
            raise NotFound("source", source_id)
        return rows.to_source(row)

    def text(self, source_id: str, start: int, end: int) -> str:
        """Return the extracted text of a source from ``start`` to ``end``, code points. Raises NotFound."""
        column = sa.func.substr(rows.sources.c.text, start + 1, max(0, end - start))
        with self._engine.connect() as connection:
            words: str | None = connection.scalar(sa.select(column).where(rows.sources.c.id == source_id))
        if words is None:
            raise NotFound("source", source_id)
        return words

    def sources(self, *, limit: int, after: int = 0, name_contains: str = "") -> list[tuple[int, Source]]:
        """Return (number, source) pairs in the order they were taken in, those with a number above ``after``."""
        query = (
            sa.select(rows.sources).where(rows.sources.c.number > after).order_by(rows.sources.c.number).limit(limit)
        )
        if name_contains:
            query = query.where(rows.sources.c.name.contains(name_contains, autoescape=True))
        with self._engine.connect() as connection:
            return [(row.number, rows.to_source(row)) for row in connection.execute(query)]

    def file(self, source_id: str) -> bytes:
        """Return a source's bytes as filed. Raises NotFound."""
        with self._engine.connect() as connection:
            data: bytes | None = connection.scalar(sa.select(rows.files.c.data).filter_by(source_id=source_id))
        if data is None:
            raise NotFound("source", source_id)
        return data

    def noise(self, source_id: str) -> list[tuple[int, int]]:
        """Return the spans of a source that are page furniture. Raises NotFound."""
        self.source(source_id)
        with self._engine.connect() as connection:
            spans = connection.scalar(sa.select(rows.sources.c.noise).filter_by(id=source_id)) or []
        return [(start, end) for start, end in spans]

    def precedents(self, source_id: str) -> list[Precedent]:
        """Return a source's precedents in order. Raises NotFound."""
        self.source(source_id)
        query = sa.select(rows.precedents).filter_by(source_id=source_id).order_by(rows.precedents.c.start)
        with self._engine.connect() as connection:
            return [rows.to_precedent(row) for row in connection.execute(query)]

    def precedent(self, precedent_id: str) -> Precedent:
        """Return one precedent. Raises NotFound."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(rows.precedents).filter_by(id=precedent_id)).one_or_none()
        if row is None:
            raise NotFound("precedent", precedent_id)
        return rows.to_precedent(row)

    def signatures(self) -> Iterator[tuple[str, NDArray[np.uint32], tuple[int, int] | None]]:
        """Yield (precedent id, signature of its wording, its years) of all, in the order they were taken in."""
        its = rows.precedents.c
        query = sa.select(its.id, its.signature, its.year_first, its.year_last)
        query = query.join(rows.sources, rows.sources.c.id == rows.precedents.c.source_id)
        query = query.order_by(rows.sources.c.number, rows.precedents.c.start)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                years = None if row.year_first is None else (row.year_first, row.year_last)
                yield row.id, np.frombuffer(row.signature, np.uint32), years

    def correct(self, precedent_id: str, changes: Mapping[str, Any]) -> Precedent:
        """Put fields of a precedent's metadata right and return it; no change puts back what was found at first.

        A doc type that is put right is that of all its passages, too. Raises NotFound.

        Args:
            precedent_id: which one.
            changes: field of ``Precedent`` → what is right: title, doc_type, agency_level, year.
        """
        own = rows.passages.c.precedent_id == precedent_id
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(rows.precedents).filter_by(id=precedent_id)).one_or_none()
            if row is None:
                raise NotFound("precedent", precedent_id)
            types = dict(connection.execute(sa.select(rows.passages.c.id, rows.passages.c.doc_type).where(own)).all())
            columns, found, types = rows.corrected(row, changes, types)
            connection.execute(rows.precedents.update().filter_by(id=precedent_id).values(**columns, found=found))
            update = rows.passages.update().where(rows.passages.c.id == sa.bindparam("at"))
            if types:
                new = [{"at": each, "new": doc_type} for each, doc_type in types.items()]
                connection.execute(update.values(doc_type=sa.bindparam("new")), new)
        return self.precedent(precedent_id)

    def label(self, precedent_id: str) -> Label:
        """Return what a citation calls a precedent. Raises NotFound."""
        query = sa.select(rows.sources.c.name, rows.precedents.c.title, rows.precedents.c.doc_type)
        query = query.join_from(rows.precedents, rows.sources, rows.sources.c.id == rows.precedents.c.source_id)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(rows.precedents.c.id == precedent_id)).one_or_none()
        if row is None:
            raise NotFound("precedent", precedent_id)
        return Label(*row)

    # -- passages -----------------------------------------------------------------------------------------------------

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return key → passage for those keys that are there."""
        found: dict[int, Passage] = {}
        with self._engine.connect() as connection:
            for some in queries.chunks([int(key) for key in keys]):
                for row in connection.execute(queries.select_passages().where(rows.passages.c.key.in_(some))):
                    found[row.key] = rows.to_passage(row)
        return found

    def passage(self, passage_id: str) -> Passage:
        """Return one passage by its id. Raises NotFound."""
        with self._engine.connect() as connection:
            row = connection.execute(queries.select_passages().where(rows.passages.c.id == passage_id)).one_or_none()
        if row is None:
            raise NotFound("passage", passage_id)
        return rows.to_passage(row)

    def passages_in(self, precedent_id: str) -> list[Passage]:
        """Return the passages of a precedent in order. Raises NotFound."""
        precedent = self.precedent(precedent_id)
        text = self.text(precedent.source_id, 0, precedent.end)
        query = queries.select_passages(words=False).where(rows.passages.c.precedent_id == precedent_id)
        with self._engine.connect() as connection:
            found = [rows.to_passage(row) for row in connection.execute(query.order_by(rows.passages.c.start))]
        return [replace(each, text=text[each.start : each.end]) for each in found]

    def every_passage(self) -> Iterator[tuple[int, Passage, Vector]]:
        """Yield (key, passage, vector) of all passages in order of key."""
        query = queries.select_passages().add_columns(rows.passages.c.vector).order_by(rows.passages.c.key)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield row.key, rows.to_passage(row), np.frombuffer(row.vector, np.float16)

    def every_sentence(self) -> Iterator[tuple[int, str, Vector]]:
        """Yield (key, words, vector) of all sentences in order of key."""
        words = sa.func.substr(
            rows.sources.c.text, rows.sentences.c.start + 1, rows.sentences.c.end - rows.sentences.c.start
        ).label("text")
        query = (
            sa.select(rows.sentences.c.key, words, rows.sentences.c.vector)
            .join(rows.passages, rows.passages.c.id == rows.sentences.c.passage_id)
            .join(rows.sources, rows.sources.c.id == rows.passages.c.source_id)
            .order_by(rows.sentences.c.key)
        )
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield row.key, row.text, np.frombuffer(row.vector, np.float16)

    def sentences(
        self, *, keys: Sequence[int] = (), of_passages: Sequence[int] = ()
    ) -> dict[int, tuple[int, Sentence]]:
        """Return key → (key of its passage, sentence): those with these ``keys``, or all those ``of_passages``."""
        column, wanted = (rows.sentences.c.key, keys) if len(keys) else (rows.passages.c.key, of_passages)
        query = sa.select(rows.sentences, rows.passages.c.key.label("owner")).join(
            rows.passages, rows.passages.c.id == rows.sentences.c.passage_id
        )
        found: dict[int, tuple[int, Sentence]] = {}
        with self._engine.connect() as connection:
            for some in queries.chunks([int(key) for key in wanted]):
                for row in connection.execute(query.where(column.in_(some))):
                    found[row.key] = row.owner, Sentence(row.passage_id, row.start, row.end)
        return found

    def sentences_of(self, passage_ids: Sequence[str]) -> dict[str, list[tuple[Sentence, Vector]]]:
        """Return passage id → its sentences in order, each with its vector, shape [d]."""
        found: dict[str, list[tuple[Sentence, Vector]]] = {each: [] for each in passage_ids}
        query = sa.select(rows.sentences).order_by(rows.sentences.c.key)
        with self._engine.connect() as connection:
            for row in connection.execute(query.where(rows.sentences.c.passage_id.in_(passage_ids))):
                sentence = Sentence(row.passage_id, row.start, row.end)
                found[row.passage_id].append((sentence, np.frombuffer(row.vector, np.float16)))
        return found

    def allowed(self, filters: Filters) -> Keys | None:
        """Return the keys of what ``filters`` allow to be found, None when they allow all."""
        if filters == Filters():
            return None
        passages = queries.filtered(sa.select(rows.passages.c.key), filters)
        sentences = queries.filtered(
            sa.select(rows.sentences.c.key).join(rows.passages, rows.passages.c.id == rows.sentences.c.passage_id),
            filters,
        )
        with self._engine.connect() as connection:
            return Keys(_array(connection.scalars(passages)), _array(connection.scalars(sentences)))

    def set_vectors(self, unit: str, keys: Array, vectors: NDArray[np.float16]) -> None:
        """Put ``vectors`` [n, d] in place of those that the passages or sentences under ``keys`` [n] have."""
        table = rows.passages if unit == "passages" else rows.sentences
        new = [{"at": int(at), "new": vector.tobytes()} for at, vector in zip(keys, vectors, strict=True)]
        update = table.update().where(table.c.key == sa.bindparam("at")).values(vector=sa.bindparam("new"))
        with self._engine.begin() as connection:
            connection.execute(update, new)

    def set_encoder(self, name: str) -> None:
        """Say which encoder all vectors are of."""
        with self._engine.begin() as connection:
            connection.execute(rows.library.update().values(encoder=name))


def _array(keys: Iterable[int]) -> Array:
    return np.fromiter(keys, np.int64)
