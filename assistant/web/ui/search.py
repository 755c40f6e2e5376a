"""Search: a query, a few filters, the passages found; a click shows one in its context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import gradio as gr

from assistant.pipeline import Assistant
from assistant.plan import Hit
from assistant.web.ui.context import notice, word_paints, years
from assistant.web.ui.fields import year_of
from assistant.web.ui.html import element, escape, painted
from assistant.web.ui.marks import pages_mark, unsure_mark, versions_mark
from assistant.web.ui.outline import alone, workspace
from assistant.web.ui.strings import Words
from assistant.web.ui.views import passage_view
from ingest.document import Filters, Passage
from ingest.errors import QicaoError

_TOP = 20
_SNIPPET = 200
_BEFORE = 60
"""Characters of a snippet before the first word that matched."""
_HINT = "context.empty.search"


def search_tab(assistant: Assistant, words: Words) -> None:
    """Put the search into the tab that is open."""
    with gr.Row(elem_classes="qc-query", equal_height=True):
        query = gr.Textbox(
            label=words("search.query"),
            placeholder=words("search.query.hint"),
            scale=5,
            min_width=240,
            max_length=500,
            elem_id="qc-query",
        )
        kinds: list[tuple[str, str | int | float]] = [
            (words(f"type.{each}"), each) for each in ("any", "plan", "summary")
        ]
        doc_type = gr.Radio(
            kinds, value="any", label=words("brief.doc_type"), scale=3, min_width=220, elem_classes="qc-radio"
        )
        year_from = gr.Textbox(label=words("search.year_from"), max_length=4, min_width=70, scale=1)
        year_to = gr.Textbox(label=words("search.year_to"), max_length=4, min_width=70, scale=1)
        submit = gr.Button(words("search.submit"), variant="primary", scale=1, min_width=90, elem_id="qc-search")
    empty = element("div", element("p", escape(words("search.empty"))), class_="qc-welcome")
    view = passage_view(assistant.library, words, alone(empty))

    def search(text: str | None, kind: str, first: str | None, last: str | None) -> str:
        wanted: Literal["plan", "summary"] | None = (
            "plan" if kind == "plan" else "summary" if kind == "summary" else None
        )
        try:
            filters = Filters(doc_type=wanted, year_from=year_of(first, words), year_to=year_of(last, words))
            hits = assistant.search(text or "", top_k=_TOP, filters=filters)
        except QicaoError as error:
            return alone(notice(error.detail))
        if not hits:
            return alone(notice(words("search.none", query=(text or "").strip())))
        return workspace(hits_view(assistant, hits, words), words, _HINT)

    hidden: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private", "concurrency_limit": None}
    found = gr.on([submit.click, query.submit], search, [query, doc_type, year_from, year_to], view, **hidden)
    found.failure(lambda: alone(notice(words("app.failed"))), None, view, **hidden)


def hits_view(assistant: Assistant, hits: Sequence[Hit], words: Words) -> str:
    """Return the list of what was found."""
    count = element("p", escape(words("search.found", n=len(hits))), class_="qc-meta", role="status")
    return count + element("ol", "".join(_hit(assistant, hit, words) for hit in hits), class_="qc-hits")


def _hit(assistant: Assistant, hit: Hit, words: Words) -> str:
    passage = hit.passage
    title = element("span", escape(hit.precedent_title or hit.source_name), class_="qc-hit-title")
    score = element(
        "span",
        escape(words("search.score", score=f"{hit.score:.2f}")),
        class_="qc-score",
        style=f"--score:{max(0.0, min(1.0, hit.score)):.2f}",
    )
    facts = [words(f"type.{passage.doc_type}"), years(passage.year, words), hit.source_name]
    facts += [page] if (page := pages_mark(passage.pages, words)) else []
    path = element("p", escape(" › ".join(passage.heading_path)), class_="qc-path") if passage.heading_path else ""
    head = element("div", _button(passage, hit.matched, title, words) + score, class_="qc-hit-head")
    meta = element("p", escape(" · ".join(facts)), class_="qc-meta")
    snippet = element("p", _snippet(passage.text, hit.matched), class_="qc-snippet")
    marks = unsure_mark(passage.confidence, words) + versions_mark(assistant.library, passage.precedent_id, words)
    return element("li", head + path + snippet + meta + marks + _also(assistant, hit, words), class_="qc-hit")


def _button(passage: Passage, matched: Sequence[str], content: str, words: Words) -> str:
    return element(
        "button",
        content,
        type="button",
        class_="qc-link",
        data_passage=passage.id,
        data_words=" ".join(matched),
        title=words("search.open"),
    )


def _snippet(text: str, matched: Sequence[str]) -> str:
    """Return some 200 characters of ``text`` with the matched words marked, from shortly before the first of them."""
    paints = word_paints(text, matched, 0, len(text))
    first = max(0, paints[0].start - _BEFORE) if paints and len(text) > _SNIPPET else 0
    last = min(len(text), first + _SNIPPET)
    shown = re.sub(r"\s*\n\s*", " ", painted(text, paints, start=first, end=last).strip())
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")


def _also(assistant: Assistant, hit: Hit, words: Words) -> str:
    if not hit.also_in:
        return ""
    store = assistant.library.store
    names = []
    for passage in hit.also_in:
        precedent = store.precedent(passage.precedent_id)
        label = f"{precedent.title or store.source(passage.source_id).name}（{years(precedent.year, words)}）"
        names.append(element("li", _button(passage, hit.matched, escape(label), words)))
    summary = element("summary", escape(words("search.also", n=len(names))))
    return element("details", summary + element("ul", "".join(names)), class_="qc-also")
