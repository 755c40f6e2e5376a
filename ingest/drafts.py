"""Drafts in the records: bodies of JSON, by id, status and time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Engine

from ingest import rows
from ingest.errors import NotFound
from ingest.rows import Json


class Drafts:
    """The drafts that are kept beside the library. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        """Take the records' database."""
        self._engine = engine

    def save(self, draft_id: str, created_at: str, status: str, body: Json) -> None:
        """Keep a draft, in place of the one with the same id."""
        with self._engine.begin() as connection:
            connection.execute(rows.drafts.delete().filter_by(id=draft_id))
            connection.execute(
                rows.drafts.insert().values(id=draft_id, created_at=created_at, status=status, body=body)
            )

    def find(self, draft_id: str) -> Json:
        """Return a draft's body. Raises NotFound."""
        with self._engine.connect() as connection:
            body: Json | None = connection.scalar(sa.select(rows.drafts.c.body).filter_by(id=draft_id))
        if body is None:
            raise NotFound("draft", draft_id)
        return body

    def all(self, *, status: str | None = None, limit: int = 100, before: str = "") -> list[Json]:
        """Return drafts' bodies, newest first, those made before ``before`` (an ISO time) if given."""
        query = sa.select(rows.drafts.c.body).order_by(rows.drafts.c.created_at.desc(), rows.drafts.c.id).limit(limit)
        if status:
            query = query.filter_by(status=status)
        if before:
            query = query.where(rows.drafts.c.created_at < before)
        with self._engine.connect() as connection:
            return list(connection.scalars(query))
