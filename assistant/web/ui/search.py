"""Search: a query, a few filters, the passages found and why; a click shows one in its context."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import gradio as gr

from assistant.pipeline import Assistant
from assistant.web.ui.context import notice
from assistant.web.ui.fields import year_of
from assistant.web.ui.filters import filters_view
from assistant.web.ui.hits import hits_view
from assistant.web.ui.html import element, escape
from assistant.web.ui.nothing import nothing_view
from assistant.web.ui.outline import alone, workspace
from assistant.web.ui.strings import Words
from assistant.web.ui.views import passage_view
from assistant.web.ui.why import widened_view
from ingest.document import Filters
from ingest.errors import QicaoError

_TOP = 20
_HINT = "context.empty.search"
_AGAIN = Path(__file__).with_name("search.js").read_text(encoding="utf-8")
_LONGEST = 500


def search_tab(assistant: Assistant, words: Words) -> None:
    """Put the search into the tab that is open."""
    with gr.Row(elem_classes="qc-query", equal_height=True):
        query = gr.Textbox(
            label=words("search.query"),
            placeholder=words("search.query.hint"),
            scale=5,
            min_width=240,
            max_length=_LONGEST,
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
    asked = gr.HTML("", js_on_load=_AGAIN, apply_default_css=False, elem_classes="qc-view")
    empty = element("div", element("p", escape(words("search.empty"))), class_="qc-welcome")
    view = passage_view(assistant.library, words, alone(empty))

    def search(text: str | None, kind: str, first: str | None, last: str | None) -> tuple[str, str]:
        wanted: Literal["plan", "summary"] | None = (
            "plan" if kind == "plan" else "summary" if kind == "summary" else None
        )
        try:
            filters = Filters(doc_type=wanted, year_from=year_of(first, words), year_to=year_of(last, words))
            return answer(assistant, (text or "").strip(), filters, words)
        except QicaoError as error:
            return "", alone(notice(error.detail))

    def again(
        event: gr.EventData, text: str | None, kind: str, first: str | None, last: str | None
    ) -> tuple[str | None, str, str | None, str | None, str, str]:
        """Search by other words or without a filter, as the button says, and show so in the fields."""
        dropped = str(event._data.get("drop", "")).split()
        text = str(event._data.get("word", ""))[:_LONGEST] or text
        kind = "any" if "doc_type" in dropped else kind
        first, last = ("", "") if "years" in dropped else (first, last)
        return text, kind, first, last, *search(text, kind, first, last)

    hidden: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private", "concurrency_limit": None}
    fields, shown = [query, doc_type, year_from, year_to], [asked, view]
    found = gr.on([submit.click, query.submit], search, fields, shown, **hidden)
    refound = asked.click(again, fields, [*fields, *shown], **hidden)
    for each in (found, refound):
        each.failure(lambda: ("", alone(notice(words("app.failed")))), None, shown, **hidden)


def answer(assistant: Assistant, query: str, filters: Filters, words: Words) -> tuple[str, str]:
    """Return what stands above the passages found, and the passages. Raises EmptyQuery.

    When there are none, why and what to try stands above, and nothing below.
    """
    hits = assistant.search(query, top_k=_TOP, filters=filters)
    expansion = assistant.lexicon.expand(query)
    chips = filters_view(filters, words)
    if not hits:

        def count(wider: Filters) -> int:
            return len(assistant.search(query, top_k=_TOP, filters=wider))

        return chips + alone(nothing_view(assistant.library, query, filters, expansion, count, words)), ""
    return chips + widened_view(expansion, words), workspace(hits_view(assistant.library, hits, words), words, _HINT)
