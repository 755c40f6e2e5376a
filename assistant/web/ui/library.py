"""The library: upload with progress, what became of each file, the sources there are, deleting one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.pipeline import Assistant
from assistant.web.limits import form_limit, megabytes
from assistant.web.ui.context import notice
from assistant.web.ui.html import element, escape
from assistant.web.ui.shelf import results_view, shelf_view
from assistant.web.ui.strings import Words
from assistant.web.ui.upload import take_in
from assistant.web.ui.views import plain_view
from ingest.errors import QicaoError
from ingest.reading.registry import supported_suffixes

_PAGE = 50
_NAMES = "(files) => [files, JSON.stringify((files ?? []).map((file) => file.orig_name ?? ''))]"
"""Gradio cuts some characters out of a file's name on disk; the browser still knows the name as it was."""


def library_tab(
    assistant: Assistant, words: Words, upload_limit: int, page: gr.Blocks, corrected: Callable[..., Any]
) -> None:
    """Put the library into the tab that is open.

    Args:
        assistant: whose library.
        words: the catalogue.
        upload_limit: in bytes.
        page: fills the list on load.
        corrected: the event after which the list is filled anew: something in it was put right.
    """
    library = assistant.library
    files = gr.File(label=words("library.upload"), file_count="multiple", height=150, elem_id="qc-upload")
    formats = words("library.formats", suffixes=" ".join(supported_suffixes()))
    limits = words("library.limits", one=megabytes(upload_limit), all=megabytes(form_limit(upload_limit)))
    plain_view("".join(element("p", escape(each), class_="qc-meta") for each in (limits, formats)))
    names = gr.Textbox(visible=False)
    results = plain_view("")
    with gr.Row(elem_classes="qc-find"):
        name = gr.Textbox(
            placeholder=words("library.find"), show_label=False, label=words("library.find"), max_length=100
        )
    limit = gr.State(_PAGE)
    shelf = plain_view("")
    more = gr.Button(words("library.more"), size="sm", visible=False)

    def fill(text: str | None, shown: int) -> tuple[Any, Any]:
        html, has_more = shelf_view(library, (text or "").strip(), shown, words)
        return html, gr.update(visible=has_more)

    def add(paths: list[str] | None, named: str, progress: gr.Progress = gr.Progress()) -> tuple[None, str]:  # noqa: B008
        return None, results_view(take_in(library, paths or [], _names(named), words, upload_limit, progress), words)

    def delete(event: gr.EventData) -> str:
        try:
            source = library.store.source(str(event._data.get("id", "")))
            library.remove(source.id)
        except QicaoError as error:
            return notice(error.detail)
        return notice(words("library.deleted", name=source.name))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    listed = {"fn": fill, "inputs": [name, limit], "outputs": [shelf, more], **quiet}
    taken = files.upload(
        add, [files, names], [files, results], js=_NAMES, api_visibility="private", show_progress_on=files
    )
    taken.failure(lambda: (None, notice(words("app.failed"))), None, [files, results], **quiet)
    taken.then(**listed)
    deleted = shelf.click(delete, None, results, **quiet)
    deleted.failure(lambda: notice(words("app.failed")), None, results, **quiet)
    deleted.then(**listed)
    name.change(lambda: _PAGE, None, limit, **quiet).then(**listed)
    more.click(lambda shown: shown + _PAGE, limit, limit, **quiet).then(**listed)
    page.load(**listed)
    corrected(**listed)


def _names(named: str) -> list[str]:
    """Read what the browser says the files are called; nothing of it is trusted but the names themselves."""
    try:
        names = json.loads(named or "[]")
    except ValueError:
        return []
    return [each if isinstance(each, str) else "" for each in names] if isinstance(names, list) else []
