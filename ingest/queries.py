"""Queries that several verbs of the store share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Select

from ingest import rows
from ingest.document import Filters

T = TypeVar("T")
_KEYS_AT_ONCE = 500


def select_passages(*, words: bool = True) -> Select[Any]:
    """Select passages with their words and what their precedents say of them, as ``rows.to_passage`` takes them.

    Of a long text it is faster to read it once and to cut it than to have each passage's ``words`` (else empty) told.
    """
    cut = sa.func.substr(rows.sources.c.text, rows.passages.c.start + 1, rows.passages.c.end - rows.passages.c.start)
    text = (cut if words else sa.literal("")).label("text")
    kept = [column for column in rows.passages.c if column.name != "vector"]
    of_precedent = (rows.precedents.c.year_first, rows.precedents.c.year_last, rows.precedents.c.agency_level)
    return (
        sa.select(*kept, text, *of_precedent)
        .join(rows.sources, rows.sources.c.id == rows.passages.c.source_id)
        .join(rows.precedents, rows.precedents.c.id == rows.passages.c.precedent_id)
    )


def filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    """Narrow a selection of passages to those that ``filters`` allow."""
    query = query.join(rows.precedents, rows.precedents.c.id == rows.passages.c.precedent_id)
    if filters.doc_type:
        query = query.where(rows.passages.c.doc_type == filters.doc_type)
    if filters.year_from is not None:
        query = query.where(rows.precedents.c.year_last >= filters.year_from)
    if filters.year_to is not None:
        query = query.where(rows.precedents.c.year_first <= filters.year_to)
    if filters.agency_level:
        query = query.where(rows.precedents.c.agency_level == filters.agency_level)
    if filters.source_ids:
        query = query.where(rows.passages.c.source_id.in_(filters.source_ids))
    if filters.exclude_source_ids:
        query = query.where(rows.passages.c.source_id.not_in(filters.exclude_source_ids))
    return query


def sentences_with_passages() -> sa.Join:
    """Join sentences with the passages that they are of."""
    return rows.sentences.join(rows.passages, rows.passages.c.id == rows.sentences.c.passage_id)


def chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the keys, or ids, in lists that an SQL statement can hold."""
    for at in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[at : at + _KEYS_AT_ONCE]
