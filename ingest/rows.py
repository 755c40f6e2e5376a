"""Rows: what the records look like in SQL, and the dataclasses that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Row

from ingest.document import Evidence, Page, Passage, Precedent, Section, Source

Json = dict[str, Any]
Vector = NDArray[np.float16]
CORRECTABLE = ("title", "doc_type", "agency_level", "year")
"""Fields of a precedent that a person may put right."""
_metadata = sa.MetaData()


def _table(name: str, *columns: str) -> sa.Table:
    typed: dict[str, Any] = {
        "heading_path": sa.JSON,
        "year_evidence": sa.JSON,
        "sections": sa.JSON,
        "warnings": sa.JSON,
        "noise": sa.JSON,
        "pages": sa.JSON,
        "found": sa.JSON,
        "signature": sa.LargeBinary,
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
    "found",
    "signature",
)
passages = _table(
    "passages", "key", "id", "source_id", "precedent_id", "start", "end", "heading_path", "doc_type", "pages", "vector"
)
sentences = _table("sentences", "key", "passage_id", "start", "end", "vector")
drafts = _table("drafts", "id", "created_at", "status", "body")


def to_source(row: Row[Any]) -> Source:
    """Return the source that a row of ``sources`` stands for."""
    return Source(
        row.id, row.name, row.sha256, row.media_type, row.bytes, row.text, row.created_at, tuple(row.warnings)
    )


def precedent_row(precedent: Precedent, signature: NDArray[np.uint32]) -> Json:
    """Return the columns of a precedent."""
    row = asdict(precedent)
    del row["corrected"]
    return row | _year_columns(row.pop("year")) | {"found": {}, "signature": signature.tobytes()}


def to_precedent(row: Row[Any]) -> Precedent:
    """Return the precedent that a row of ``precedents`` stands for."""
    corrected = tuple(field for field in CORRECTABLE if {"year": "year_first"}.get(field, field) in row.found)
    sections = [each | {"heading_path": tuple(each["heading_path"])} for each in row.sections]
    if "doc_type" in corrected and row.doc_type != "mixed":
        sections = [each | {"doc_type": row.doc_type} for each in sections]
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
        tuple(Section(**each) for each in sections),
        corrected,
    )


def corrected(
    row: Row[Any], changes: Mapping[str, Any], passage_types: Mapping[str, str]
) -> tuple[Json, Json, dict[str, str]]:
    """Return what changes when a person puts metadata right.

    Args:
        row: of ``precedents``.
        changes: field → what is right; none puts back what was found.
        passage_types: passage id → doc type as it stands.

    Returns:
        The precedent's columns, what was found at first in all that a person ever changed, and passage id → doc type.
    """
    if not changes:
        columns = {name: value for name, value in row.found.items() if name != "passages"}
        return columns, {}, row.found.get("passages", {})
    columns = {name: value for name, value in changes.items() if name != "year"}
    columns |= _year_columns(changes["year"]) | {"year_evidence": None} if "year" in changes else {}
    stands = {name: getattr(row, name) for name in columns}
    if "doc_type" not in columns:
        return columns, stands | dict(row.found), {}
    found = stands | {"passages": dict(passage_types)} | dict(row.found)
    if columns["doc_type"] == "mixed":  # then each section is what it was found to be
        return columns, found, found["passages"]
    return columns, found, dict.fromkeys(passage_types, columns["doc_type"])


def _year_columns(year: tuple[int, int] | None) -> Json:
    first, last = year or (None, None)
    return {"year_first": first, "year_last": last}


def passage_row(passage: Passage, vector: Vector) -> Json:
    """Return the columns of a passage with its vector, shape [d]."""
    kept = ("id", "source_id", "precedent_id", "start", "end", "doc_type")
    return {name: getattr(passage, name) for name in kept} | {
        "heading_path": list(passage.heading_path),
        "pages": [astuple(page) for page in passage.pages],
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
        tuple(Page(*page) for page in row.pages),
    )


def _years(row: Row[Any]) -> tuple[int, int] | None:
    """Return the first and last year of a row, None when unknown."""
    return None if row.year_first is None else (row.year_first, row.year_last)
