"""One text, filed several times: the other precedents that are versions of it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import NotFound
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Version:
    """Another precedent of the same text."""

    precedent_id: str
    title: str
    source_id: str
    source_name: str


def other_versions(library: Library, precedent_id: str) -> list[Version]:
    """Return the other versions of a precedent's text, itself left out, the first to be taken in first."""
    found = []
    for each in library.versions(precedent_id):
        if each == precedent_id:
            continue
        try:
            precedent, label = library.store.precedent(each), library.store.label(each)
        except NotFound:  # removed since
            continue
        found.append(Version(each, precedent.title, precedent.source_id, label.source_name))
    return found
