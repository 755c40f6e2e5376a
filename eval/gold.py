"""Gold sets: JSON lines, one query or one drafting request each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.plan import Brief
from ingest.document import Filters


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the quotes that answer it; none for one that nothing answers."""

    id: str
    text: str
    kind: str
    filters: Filters
    quotes: tuple[str, ...]
    sources: frozenset[str] = frozenset()
    """Names of the files that the quotes stand in."""


@dataclass(frozen=True, slots=True)
class Request:
    """A brief, what a good outline covers, and what must not leak into it from the precedents."""

    id: str
    brief: Brief
    must_cover: tuple[str, ...]
    must_not_leak: tuple[str, ...]
    abstain: bool
    """True where the sources hold nothing on the section."""


def read_queries(path: Path) -> list[Query]:
    """Read a retrieval gold file."""
    return [
        Query(
            row["id"],
            row["query"],
            row["kind"],
            Filters(**row["filters"]),
            tuple(each["quote"] for each in row["gold"]),
            frozenset(each["source"] for each in row["gold"]),
        )
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def read_requests(path: Path) -> list[Request]:
    """Read a drafting gold file."""
    return [
        Request(
            row["id"],
            Brief(row["title"], row["section"], row["doc_type"], requirements=row["requirements"]),
            tuple(row["must_cover"]),
            tuple(row["must_not_leak"]),
            row.get("abstain", False),
        )
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]
