"""A library with a document on two pages, the second one recognised and not surely."""

from __future__ import annotations

import pytest

from ingest.document import Extract, Page, Source
from ingest.library import Library

UNSURE = 0.72


def add_scanned(library: Library, text: str, name: str, turn: str, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Take ``text`` in as a file whose second page begins with ``turn`` and was recognised with ``UNSURE``."""
    at = text.index(turn)
    pages = (Page(1, 0, at), Page(2, at, len(text), UNSURE))
    with monkeypatch.context() as patched:
        patched.setattr("ingest.library.read", lambda *_: Extract(text, "application/pdf", pages=pages))
        return library.add(text.encode(), name).source
