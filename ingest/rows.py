"""Rows: what the records look like in SQL, and the dataclasses that they stand for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Row

from ingest.document import Evidence, Passage, Precedent, Section, Source

Json = dict[str, Any]
Vector = NDArray[np.float16]
_metadata = sa.MetaData()


def _table(name: str, *columns: str) -> sa.Table:
    typed: dict[str, Any] = {
        "heading_path": sa.JSON,
        "year_evidence": sa.JSON,
        "sections": sa.JSON,
        "warnings": sa.JSON,
        "noise": sa.JSON,
        "body": sa.JSON,
        "vector": sa.LargeBinary,
        "data": sa.LargeBinary,
        "text": sa.Text,
    }
    whole = ("key", "number", "bytes", "start", "end", "year_first", "year_last", "version", "generation")
    made = [
        sa.Column(column, typed.get(column, sa.Integer if column in whole else sa.String), primary_key=column == "key")
        for column in columns
    ]
    return sa.Table(name, _metadata, *made)


library = _table("library", "version", "generation", "encoder")
sources = _table(
    "sources", "number", "id", "name", "sha256", "media_type", "bytes", "text", "created_at", "warnings", "noise"
)
files = _table("files", "source_id", "data")
precedents = _table(
    "precedents",
    "id",
    "source_id",
    "title",
    "doc_type",
    "agency_level",
    "year_first",
    "year_last",
    "year_evidence",
    "start",
    "end",
    "sections",
)
passages = _table(
    "passages", "key", "id", "source_id", "precedent_id", "start", "end", "heading_path", "doc_type", "vector"
)
sentences = _table("sentences", "key", "passage_id", "start", "end", "vector")
drafts = _table("drafts", "id", "created_at", "status", "body")


def to_source(row: Row[Any]) -> Source:
    """Return the source that a row of ``sources`` stands for."""
    return Source(
        row.id, row.name, row.sha256, row.media_type, row.bytes, row.text, row.created_at, tuple(row.warnings)
    )


def precedent_row(precedent: Precedent) -> Json:
    """Return the columns of a precedent."""
    row = asdict(precedent)
    years = row.pop("year") or (None, None)
    return row | {"year_first": years[0], "year_last": years[1]}


def to_precedent(row: Row[Any]) -> Precedent:
    """Return the precedent that a row of ``precedents`` stands for."""
    sections = tuple(Section(**each | {"heading_path": tuple(each["heading_path"])}) for each in row.sections)
    evidence = Evidence(**row.year_evidence) if row.year_evidence else None
    return Precedent(
        row.id,
        row.source_id,
        row.title,
        row.doc_type,
        row.agency_level,
        _years(row),
        evidence,
        row.start,
        row.end,
        sections,
    )


def passage_row(passage: Passage, vector: Vector) -> Json:
    """Return the columns of a passage with its vector, shape [d]."""
    kept = ("id", "source_id", "precedent_id", "start", "end", "doc_type")
    return {name: getattr(passage, name) for name in kept} | {
        "heading_path": list(passage.heading_path),
        "vector": vector.tobytes(),
    }


def to_passage(row: Row[Any]) -> Passage:
    """Return the passage that a row of ``passages``, joined with its words and precedent, stands for."""
    return Passage(
        row.id,
        row.source_id,
        row.precedent_id,
        row.text,
        row.start,
        row.end,
        tuple(row.heading_path),
        row.doc_type,
        _years(row),
        row.agency_level,
    )


def _years(row: Row[Any]) -> tuple[int, int] | None:
    return None if row.year_first is None else (row.year_first, row.year_last)
