"""What is shown of a passage wherever it is shown: its page, how sure its recognition is, other versions of its text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.versions import other_versions
from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words
from ingest.document import Page
from ingest.library import Library

SURE = 0.9
"""From here on, recognised text is shown without a word; below, one is to look at the original."""


def page_mark(page: int | None, words: Words) -> str:
    """Return a page for people, empty where it is not known: ``3`` → ``"第3页"``."""
    return "" if page is None else words("mark.page", n=page)


def pages_mark(pages: Sequence[Page], words: Words) -> str:
    """Return the pages that a passage stands on, for people: ``"第3页"``, ``"第3—4页"`` or nothing."""
    if not pages:
        return ""
    first, last = pages[0].number, pages[-1].number
    return page_mark(first, words) if first == last else words("mark.pages", first=first, last=last)


def unsure(confidence: float | None, words: Words) -> str:
    """Return the warning, plain text, that recognised characters may be wrong; empty where that is not to be feared."""
    if confidence is None or confidence >= SURE:
        return ""
    return words("mark.unsure", share=f"{int(confidence * 100) / 100:.2f}")  # never rounded up to what is sure


def unsure_mark(confidence: float | None, words: Words) -> str:
    """Return the warning as HTML; empty where none is needed."""
    text = unsure(confidence, words)
    return element("p", escape(text), class_="qc-unsure") if text else ""


def versions_mark(library: Library, precedent_id: str, words: Words) -> str:
    """Return how many versions of a precedent's text there are, with links to the others; nothing when it is alone."""
    others = other_versions(library, precedent_id)
    if not others:
        return ""
    links = []
    for each in others:
        title = words("mark.version", title=each.title or each.source_name, source=each.source_name)
        links.append(element("li", opener(escape(title), words, precedent=each.precedent_id)))
    summary = element("summary", escape(words("mark.versions", n=len(others) + 1)))
    listed = element("ul", "".join(links), aria_label=words("mark.versions.others"))
    return element("details", summary + listed, class_="qc-also qc-versions")


def opener(
    content: str,
    words: Words,
    *,
    source: str | None = None,
    precedent: str | None = None,
    quote: tuple[int, int] | None = None,
    class_: str = "qc-link",
) -> str:
    """Return a button of ``content`` (HTML) that opens a source, or one of its precedents, in full.

    ``quote``, offsets into the source's text, is what to mark there.
    """
    return element(
        "button",
        content,
        type="button",
        class_=class_,
        data_open=True,
        data_source=source,
        data_precedent=precedent,
        data_quote=f"{quote[0]}-{quote[1]}" if quote else None,
        title=words("reader.open"),
    )
