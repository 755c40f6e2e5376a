"""A passage in its context: what stands around it, the quote marked, page furniture dimmed → safe HTML.

The browser asks with a reference that it was given in the page; it is checked here as if a stranger had written it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.web.ui.frame import frame
from assistant.web.ui.html import Paint, element, escape, painted
from assistant.web.ui.marks import opener, page_mark, pages_mark, unsure_mark, versions_mark
from assistant.web.ui.strings import Words
from ingest.document import Passage, page_at
from ingest.errors import InvalidRequest, QicaoError
from ingest.library import Library
from ingest.structure.script import fold

AROUND = 400
"""Characters shown before and after the passage."""
_MOST_WORDS = 50
_LONGEST_ID = 100
_ADDED = "+"
"""Stands before a word that was added to the query; no normalised word begins with it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Which passage to show, and what in it to mark."""

    passage_id: str
    quote: tuple[int, int] | None = None
    """Offsets into the source's text."""
    words: tuple[str, ...] = ()
    """Normalised words of the query to mark in the passage."""
    added: tuple[str, ...] = ()
    """Those that were searched for beside them."""

    @classmethod
    def read(cls, payload: object) -> Reference | None:
        """Check what the browser sent; None when it is not of this form.

        ``{"passage": "0f3a….10-42", "quote": "12-20", "words": "安全 隐患 +排查"}``; quote and words, which
        ``marked_words`` writes, may be left out.
        """
        fields = payload if isinstance(payload, Mapping) else {}
        passage, quote, words = (fields.get(name) or "" for name in ("passage", "quote", "words"))
        if not all(isinstance(each, str) for each in (passage, quote, words)) or not 0 < len(passage) <= _LONGEST_ID:
            return None
        span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", quote, re.ASCII)
        if quote and not span:
            return None
        given = words.split()[:_MOST_WORDS]
        own = tuple(each for each in given if not each.startswith(_ADDED))
        added = tuple(each[1:] for each in given if each.startswith(_ADDED) and each != _ADDED)
        return cls(passage, (int(span[1]), int(span[2])) if span else None, own, added)


def show(library: Library, payload: object, words: Words) -> str:
    """Return the HTML of the passage that ``payload`` names, or of the reason why it cannot be shown."""
    reference = Reference.read(payload)
    if reference is None:
        return notice(words("context.bad_reference"))
    try:
        return _pane(library, reference, words)
    except QicaoError as error:
        return notice(error.detail)


def notice(text: str) -> str:
    """Return a message as a box: ``text`` is escaped."""
    return element("p", escape(text), class_="qc-notice", role="alert")


def marked_words(own: Sequence[str], added: Sequence[str]) -> str:
    """Return the words to mark as ``Reference.read`` takes them: ``["安全"], ["排查"]`` → ``"安全 +排查"``."""
    return " ".join([*own, *(_ADDED + each for each in added)])


def word_paints(text: str, words: Sequence[str], start: int, end: int, *, added: Sequence[str] = ()) -> list[Paint]:
    """Return where normalised ``words`` and ``added`` ones stand in ``text[start:end]``, in either script, long ones first."""
    every = {**dict.fromkeys(added, "qc-added"), **dict.fromkeys(words, "qc-word")}
    if not every:
        return []
    pattern = "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))
    found = re.finditer(pattern, fold(text[start:end]), re.IGNORECASE)
    return [
        Paint(start + each.start(), start + each.end(), "mark", every.get(each[0].lower(), "qc-word")) for each in found
    ]


def years(year: tuple[int, int] | None, words: Words) -> str:
    """Return a precedent's years: ``(2024, 2024)`` → ``"2024年"``."""
    if year is None:
        return words("desk.year.unknown")
    first, last = year
    return words("desk.year", year=first) if first == last else words("desk.years", first=first, last=last)


def _pane(library: Library, reference: Reference, words: Words) -> str:
    store = library.store
    passage = store.passage(reference.passage_id)
    source = store.source(passage.source_id)
    start, end = reference.quote or (passage.start, passage.end)
    if not 0 <= start < end <= len(source.text):
        raise InvalidRequest(words("context.bad_reference"))
    first = max(0, min(start, passage.start) - AROUND)
    last = min(len(source.text), max(end, passage.end) + AROUND)
    paints = [frame(source.text, passage.start, passage.end, "qc-passage")]
    if reference.quote:  # before what may cross it, so that it stands in one piece
        paints.append(Paint(start, end, "mark", "qc-quote"))
    paints += [Paint(a, b, "span", "qc-furniture") for a, b in store.noise(source.id)]
    paints += word_paints(source.text, reference.words, passage.start, passage.end, added=reference.added)
    before = "…" if first else words("context.whole_start")
    after = "…" if last < len(source.text) else words("context.whole_end")
    body = (
        element("span", escape(before), class_="qc-edge")
        + painted(source.text, paints, start=first, end=last)
        + element("span", escape(after), class_="qc-edge")
    )
    text = element("div", body, class_="qc-text", tabindex="0")
    return _head(library, passage, source.name, reference.quote, words) + text


def _head(library: Library, passage: Passage, source_name: str, quote: tuple[int, int] | None, words: Words) -> str:
    precedent = library.store.precedent(passage.precedent_id)
    start, end = quote or (passage.start, passage.end)
    page = page_mark(page_at(passage.pages, start), words) if quote else pages_mark(passage.pages, words)
    where = words("context.range", start=f"{start + 1:,}", end=f"{end:,}")
    badges = [words(f"type.{passage.doc_type}"), years(precedent.year, words), words(f"level.{precedent.agency_level}")]
    shown = "".join(element("span", escape(each), class_="qc-badge") for each in badges if each)
    path = " › ".join(passage.heading_path)
    place = " · ".join(each for each in (source_name, page, where) if each)
    rows = [(words("context.path"), path), (words("context.source"), place)]
    listed = "".join(element("dt", escape(name)) + element("dd", escape(value)) for name, value in rows if value)
    label = words("context.close")
    close = element("button", "×", type="button", class_="qc-close", data_hide=True, aria_label=label, title=label)
    title = element("h3", escape(precedent.title or source_name))
    whole = opener(
        escape(words("reader.open")), words, precedent=precedent.id, quote=(start, end), class_="qc-button qc-whole"
    )
    badges_line = element("div", shown + whole, class_="qc-badges")
    marks = unsure_mark(passage.confidence, words) + versions_mark(library, precedent.id, words)
    content = close + title + badges_line + element("dl", listed) + marks
    return element("header", content, class_="qc-source")
