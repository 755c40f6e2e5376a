"""The records' schema, version by version (Alembic)."""
