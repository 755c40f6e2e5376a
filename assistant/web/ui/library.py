"""The library: upload with progress, what became of each file, the sources there are, deleting one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.pipeline import Assistant
from assistant.web.ui.context import notice
from assistant.web.ui.shelf import Result, results_view, shelf_view, size
from assistant.web.ui.strings import Words
from assistant.web.ui.views import plain_view
from ingest.errors import QicaoError
from ingest.library import Library
from ingest.reading.registry import supported_suffixes

_PAGE = 50
_NAMES = "(files) => [files, JSON.stringify((files ?? []).map((file) => file.orig_name ?? ''))]"
"""Gradio cuts some characters out of a file's name on disk; the browser still knows the name as it was."""


def library_tab(assistant: Assistant, words: Words, upload_limit: int, page: gr.Blocks) -> None:
    """Put the library into the tab that is open; ``page`` fills its list on load. ``upload_limit`` is in bytes."""
    library = assistant.library
    suffixes = "、".join(supported_suffixes())
    files = gr.File(
        label=words("library.upload", suffixes=suffixes), file_count="multiple", height=150, elem_id="qc-upload"
    )
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
    files.upload(
        add, [files, names], [files, results], js=_NAMES, api_visibility="private", show_progress_on=files
    ).then(**listed)
    shelf.click(delete, None, results, **quiet).then(**listed)
    name.change(lambda: _PAGE, None, limit, **quiet).then(**listed)
    more.click(lambda shown: shown + _PAGE, limit, limit, **quiet).then(**listed)
    page.load(**listed)


def take_in(
    library: Library, paths: list[str], names: list[str], words: Words, upload_limit: int, progress: Callable[..., Any]
) -> list[Result]:
    """Take in each file and say what became of it; the uploaded copy is deleted whatever happens.

    Args:
        library: where to.
        paths: of the uploaded copies.
        names: of the files as their owner knows them, in the same order; a missing one is taken from the path.
        words: the catalogue.
        upload_limit: in bytes.
        progress: told (share done, ``desc=``) as passages are embedded.
    """
    results = []
    for at, path in enumerate(paths):
        name = Path(names[at]).name if at < len(names) and names[at] else Path(path).name
        place = {"at": at + 1, "of": len(paths), "name": name}
        progress(at / len(paths), desc=words("library.reading", **place))

        def tell(done: int, total: int, at: int = at, place: dict[str, Any] = place) -> None:
            share = (at + done / total) / len(paths)
            progress(share, desc=words("library.progress", done=done, total=total, **place))

        results.append(_take_in(library, Path(path), name, words, upload_limit, tell))
    return results


def _take_in(
    library: Library, path: Path, name: str, words: Words, upload_limit: int, tell: Callable[[int, int], None]
) -> Result:
    try:
        if path.stat().st_size > upload_limit:
            limits = {"size": size(path.stat().st_size), "limit": size(upload_limit)}
            return Result(name, "failed", words("library.too_large", **limits))
        added = library.add(path.read_bytes(), name, tell)
    except QicaoError as error:
        return Result(name, "failed", error.detail)
    except OSError:
        return Result(name, "failed", words("library.unreadable"))
    finally:
        path.unlink(missing_ok=True)
    if not added.created:
        return Result(name, "same", words("library.known"))
    message = words("library.added", precedents=added.precedents, passages=added.passages)
    return Result(name, "ok", message, added.source.warnings)


def _names(named: str) -> list[str]:
    """Read what the browser says the files are called; nothing of it is trusted but the names themselves."""
    try:
        names = json.loads(named or "[]")
    except ValueError:
        return []
    return [each if isinstance(each, str) else "" for each in names] if isinstance(names, list) else []
