"""The one Gradio component behind every view with passages: HTML of ours, and the bridge that fetches a context."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from assistant.web.ui import context
from assistant.web.ui.strings import Words
from ingest.library import Library

BRIDGE = Path(__file__).with_name("bridge.js").read_text(encoding="utf-8")


def passage_view(library: Library, words: Words, value: str) -> gr.HTML:
    """Return a component that shows ``value`` (HTML) and answers clicks on ``[data-passage]`` in it at once.

    The bridge asks past Gradio's queue, so a citation opens while a draft is being made.
    """

    def passage(payload: object) -> str:
        return context.show(library, payload, words)

    return gr.HTML(
        value, js_on_load=BRIDGE, server_functions=[passage], apply_default_css=False, elem_classes="qc-view"
    )


def plain_view(value: str) -> gr.HTML:
    """Return a component that shows ``value`` (HTML); its ``click`` is what the bridge triggers, with its data."""
    return gr.HTML(value, js_on_load=BRIDGE, apply_default_css=False, elem_classes="qc-view")
