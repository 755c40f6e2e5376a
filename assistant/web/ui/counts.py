"""How much is in the library, in the same words wherever it is told."""

from __future__ import annotations

from assistant.web.ui.strings import Words
from ingest.library import Library


def counts_told(library: Library, words: Words) -> str:
    """Return a line: ``"37 个文件 · 41 篇先例（其中 2 篇为同一文稿的其他版本） · 604 个段落"``."""
    counts = library.counts()
    others = counts.pop("other_versions")
    versions = words("library.versions", n=f"{others:,}") if others else ""
    return words("library.counts", versions=versions, **{key: f"{n:,}" for key, n in counts.items()})
