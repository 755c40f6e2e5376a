"""Footnotes and endnotes of a Word document, each with the mark that Word shows."""

from __future__ import annotations

from ingest.reading.word.numerals import numeral
from ingest.reading.word.run import NoteReference
from ingest.reading.word.wordml import Element, number, value, w

_KINDS = ("footnote", "endnote")
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_AUXILIARY = ("separator", "continuationSeparator", "continuationNotice")


class Notes:
    """The notes of one document, handed out once each, in the order that the text refers to them."""

    def __init__(self, parts: dict[str, Element], settings: Element) -> None:
        """``parts`` are ``w:footnotes`` and ``w:endnotes`` by kind, ``settings`` is ``w:settings``; any may be ``None``."""
        self._notes = {
            (kind, note.get(w("id"))): note
            for kind in _KINDS
            if parts.get(kind) is not None
            for note in parts[kind].findall(w(kind))
            if note.get(w("type")) not in _AUXILIARY
        }
        self._formats = {kind: value(settings, f"{kind}Pr", "numFmt") or _FORMATS[kind] for kind in _KINDS}
        self._counts = {kind: (number(settings, f"{kind}Pr", "numStart") or 1) - 1 for kind in _KINDS}

    def take(self, reference: NoteReference) -> tuple[str, Element] | None:
        """Return (mark, element) of a note and count it: the first footnote → ``("[1] ", <w:footnote>)``.

        A note is read where it is first referred to, so that notes that refer to each other end.
        """
        kind = reference.kind
        note = self._notes.pop((kind, reference.id), None)
        if note is None:
            return None
        if reference.own_mark:
            return "", note
        self._counts[kind] += 1
        return f"[{numeral(self._counts[kind], self._formats[kind])}] ", note
