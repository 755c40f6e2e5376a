"""The reader: a source in full beside its tree, over whatever page it was opened from.

The browser asks with ids that it was given in the page; they are checked here as if a stranger had written them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.web.ui import metadata
from assistant.web.ui.context import notice
from assistant.web.ui.fulltext import part_view
from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words
from assistant.web.ui.tree import tree_view
from ingest.document import Precedent, Source
from ingest.errors import NotFound, QicaoError
from ingest.library import Library

_SCRIPT = Path(__file__).with_name("reader.js").read_text(encoding="utf-8")
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """What to open: a source, or one of its precedents, and what in it to mark."""

    source_id: str = ""
    precedent_id: str = ""
    quote: tuple[int, int] | None = None
    """Offsets into the source's text."""

    @classmethod
    def read(cls, payload: object) -> Opening | None:
        """Check what the browser sent; None when it is not of this form.

        ``{"source": "0f3a…"}``, ``{"precedent": "0f3a….0-900", "quote": "12-20"}``.
        """
        sent = payload if isinstance(payload, Mapping) else {}
        source, precedent, quote = (sent.get(name) or "" for name in ("source", "precedent", "quote"))
        if not all(isinstance(each, str) and len(each) <= _LONGEST_ID for each in (source, precedent, quote)):
            return None
        span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", quote, re.ASCII)
        if not (source or precedent) or (quote and not span):
            return None
        return cls(source, precedent, (int(span[1]), int(span[2])) if span else None)


def reader_view(library: Library, words: Words) -> gr.HTML:
    """Return the component, empty as yet: its script opens what any view's ``[data-open]`` button names.

    Its ``click`` is triggered when the reader is closed after something was put right.
    """

    def whole(payload: object) -> str:
        return open_view(library, payload, words)

    def part(payload: object) -> str:
        return open_view(library, payload, words, whole=False)

    def correct(payload: object) -> dict[str, str]:
        return metadata.save(library, payload, words)

    def restore(payload: object) -> dict[str, str]:
        return metadata.put_back(library, payload, words)

    dialog = element(
        "dialog", "", class_="qc-reader", aria_label=words("reader.name"), data_failed=words("app.unreachable"),
        data_busy=words("reader.busy"),
    )  # fmt: skip
    return gr.HTML(
        dialog,
        js_on_load=_SCRIPT,
        server_functions=[whole, part, correct, restore],
        apply_default_css=False,
        elem_classes="qc-view",
    )


def open_view(library: Library, payload: object, words: Words, *, whole: bool = True) -> str:
    """Return the HTML of what ``payload`` names, or of the reason why it cannot be shown.

    Args:
        library: where it is.
        payload: as ``Opening.read`` takes it.
        words: the catalogue.
        whole: with head and tree; else the text of one precedent alone.
    """
    opening = Opening.read(payload)
    if opening is None:
        return _refusal(words("reader.bad_request"), words)
    try:
        source_id = opening.source_id or library.store.precedent(opening.precedent_id).source_id
        precedents = library.store.precedents(source_id)
        at = _place(precedents, opening.precedent_id)
        text = part_view(library, precedents, at, words, opening.quote)
        if not whole:
            return text
        tree = element(
            "nav", tree_view(library, precedents, at, words), class_="qc-tree", aria_label=words("reader.tree")
        )
        body = element("div", tree + text, class_="qc-reader-body")
        return _head(library.store.source(source_id), len(precedents), words) + body
    except QicaoError as error:
        return _refusal(error.detail, words)


def _place(precedents: list[Precedent], precedent_id: str) -> int:
    if not precedent_id:
        return 0
    for place, each in enumerate(precedents):
        if each.id == precedent_id:
            return place
    raise NotFound("precedent", precedent_id)


def _head(source: Source, precedents: int, words: Words) -> str:
    counts = words("reader.counts", precedents=precedents, characters=f"{len(source.text):,}")
    warnings = "".join(element("small", escape(each), class_="qc-unsure") for each in source.warnings)
    title = element("h2", escape(source.name)) + element("p", escape(counts), class_="qc-meta") + warnings
    return element("header", element("div", title) + _buttons(words), class_="qc-reader-head")


def _refusal(text: str, words: Words) -> str:
    return element("header", notice(text) + _buttons(words), class_="qc-reader-head")


def _buttons(words: Words) -> str:
    back = element(
        "button", escape(words("reader.back")), type="button", class_="qc-button", data_back=True, hidden=True
    )
    close = element("button", escape(words("reader.close")), type="button", class_="qc-button", data_shut=True)
    return element("div", back + close, class_="qc-actions")
