"""The desk: the brief on the left, the outline with its citations, the passage that a citation stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.pipeline import Assistant
from assistant.plan import Brief, Draft
from assistant.web.ui.context import notice
from assistant.web.ui.fields import year_of
from assistant.web.ui.html import element, escape
from assistant.web.ui.outline import alone, busy, draft_view, welcome
from assistant.web.ui.strings import EXAMPLES, Words
from assistant.web.ui.views import passage_view
from ingest.errors import QicaoError

_RECENT = 20
_ITEMS = (3, 20, 8)
"""Fewest, most and usual number of items."""
_AT_ONCE = 4
"""Drafts that may run side by side."""


def desk_tab(assistant: Assistant, words: Words, page: gr.Blocks) -> None:
    """Put the desk into the tab that is open; ``page`` fills the list of drafts on load."""
    with gr.Row(elem_classes="qc-desk", equal_height=False):
        with gr.Column(scale=3, min_width=264, elem_classes="qc-brief"):
            gr.HTML(element("h2", escape(words("brief.heading"))), apply_default_css=False, elem_classes="qc-view")
            fields, submit = _form(words)
            recent = gr.Dropdown(label=words("brief.recent"), choices=[], value=None, elem_classes="qc-recent")
        with gr.Column(scale=9, min_width=320):
            view = passage_view(assistant.library, words, welcome(words))

    def draft(*values: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  (what Gradio's fields hold)
        yield busy(words), gr.skip()
        try:
            made = assistant.draft(_brief(words, *values))
        except QicaoError as error:
            yield alone(notice(error.detail)), gr.skip()
        else:
            yield draft_view(made, words), _choices(assistant, words)

    def reopen(draft_id: str | None) -> Any:  # noqa: ANN401  (HTML, or Gradio's word for no change)
        if not draft_id:
            return gr.skip()
        try:
            return draft_view(assistant.find_draft(draft_id), words)
        except QicaoError as error:
            return alone(notice(error.detail))

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drafted = gr.on(
        [submit.click, fields[0].submit, fields[1].submit],
        draft,
        fields,
        [view, recent],
        concurrency_limit=_AT_ONCE,
        trigger_mode="once",
        **hidden,
    )
    reopened = recent.input(reopen, recent, view, **hidden)
    for event in (drafted, reopened):
        event.failure(lambda: alone(notice(words("app.failed"))), None, view, **hidden)
    page.load(lambda: _choices(assistant, words), None, recent, **hidden)


def _form(words: Words) -> tuple[list[Any], gr.Button]:
    title = gr.Textbox(
        label=words("brief.title"), placeholder=words("brief.title.hint"), max_length=200, elem_id="qc-title"
    )
    section = gr.Textbox(
        label=words("brief.section"), placeholder=words("brief.section.hint"), max_length=100, elem_id="qc-section"
    )
    kinds: list[tuple[str, str | int | float]] = [(words(f"type.{each}"), each) for each in ("plan", "summary")]
    doc_type = gr.Radio(kinds, value="plan", label=words("brief.doc_type"), elem_classes="qc-radio")
    with gr.Row(elem_classes="qc-pair"):
        organization = gr.Textbox(
            label=words("brief.organization"),
            placeholder=words("brief.organization.hint"),
            max_length=100,
            min_width=120,
            scale=2,
        )
        year = gr.Textbox(label=words("brief.year"), max_length=4, min_width=80, scale=1)
    requirements = gr.Textbox(
        label=words("brief.requirements"),
        placeholder=words("brief.requirements.hint"),
        lines=2,
        max_lines=6,
        max_length=2000,
    )
    fewest, most, usual = _ITEMS
    max_items = gr.Slider(fewest, most, value=usual, step=1, label=words("brief.max_items"), buttons=[])
    submit = gr.Button(words("brief.submit"), variant="primary", elem_id="qc-submit")
    fields = [title, section, doc_type, organization, year, requirements, max_items]
    with gr.Row(elem_classes="qc-examples"):
        gr.HTML(element("h4", escape(words("brief.examples"))), apply_default_css=False, elem_classes="qc-view")
        for name, *values in EXAMPLES:
            button = gr.Button(name, size="sm", variant="secondary", min_width=80)
            button.click(
                _filler(values),
                None,
                [title, section, doc_type, year, requirements],
                queue=False,
                show_progress="hidden",
                api_visibility="private",
            )
    return fields, submit


def _filler(values: list[Any]) -> Any:  # noqa: ANN401  (a function of no argument, for Gradio)
    return lambda: tuple(values)


def _brief(words: Words, *values: Any) -> Brief:  # noqa: ANN401  (what Gradio's fields hold)
    """Make a brief of the fields, in the form's order; what is wrong with most is the assistant's to say."""
    title, section, doc_type, organization, year, requirements, max_items = values
    return Brief(
        title=(title or "").strip(),
        section=(section or "").strip(),
        doc_type="summary" if doc_type == "summary" else "plan",
        organization=(organization or "").strip(),
        year=year_of(year, words),
        requirements=(requirements or "").strip(),
        max_items=int(max_items),
    )


def _choices(assistant: Assistant, words: Words) -> Any:  # noqa: ANN401  (Gradio's update)
    drafts = assistant.list_drafts(limit=_RECENT)
    return gr.update(choices=[(_label(each, words), each.id) for each in drafts])


def _label(draft: Draft, words: Words) -> str:
    year = words("desk.year", year=draft.brief.year) if draft.brief.year else ""
    made = datetime.fromisoformat(draft.created_at).astimezone().strftime("%m-%d %H:%M")
    return " · ".join(each for each in (draft.brief.section, year, words(f"type.{draft.brief.doc_type}"), made) if each)
