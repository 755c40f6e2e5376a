"""The records' database: a SQLite file, opened, checked, migrated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from ingest import rows
from ingest.errors import LibraryDamaged

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def open_or_make(path: Path) -> Engine:
    """Open the file at ``path``, made and migrated as needed. Raises LibraryDamaged."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            _migrate(connection)
            if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
                raise sa.exc.DatabaseError("quick_check", None, ValueError(path.name))
    except sa.exc.DatabaseError as error:
        raise _damaged(path) from error
    return engine


def open_read_only(path: Path) -> Engine:
    """Open a file that is there, to read from it alone. Raises LibraryDamaged."""
    engine = sa.create_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            connection.execute(sa.select(rows.library)).one()
    except sa.exc.DatabaseError as error:
        raise _damaged(path) from error
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own type)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _damaged(path: Path) -> LibraryDamaged:
    return LibraryDamaged(f"记录文件 {path.name} 已损坏，无法打开；请用最近的备份恢复数据目录。")
