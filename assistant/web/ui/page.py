"""The page: three tabs in one language, and how it is put on a server.

Gradio itself writes nothing for the reader: its footer is off, its words are put in the page's language (offline.py and
gradio_words.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import gradio as gr
from fastapi import FastAPI

from assistant.pipeline import Assistant
from assistant.web.limits import MEBIBYTE
from assistant.web.ui import spool
from assistant.web.ui.desk import desk_tab
from assistant.web.ui.gradio_words import script
from assistant.web.ui.html import element, escape
from assistant.web.ui.library import library_tab
from assistant.web.ui.offline import Offline
from assistant.web.ui.reader import reader_view
from assistant.web.ui.search import search_tab
from assistant.web.ui.strings import Language, Words
from assistant.web.ui.theme import STYLES, theme

UPLOAD_LIMIT = 100 * MEBIBYTE
LANGUAGES: Mapping[str, Language] = {"/en": "en", "/": "zh"}
"""Where each language's page is mounted; the one at the root comes last, or it would take the others' requests."""


def build_page(assistant: Assistant, language: Language = "zh", upload_limit: int = UPLOAD_LIMIT) -> gr.Blocks:
    """Return the page. ``upload_limit`` is in bytes.

    Theme and style go to the mount in Gradio 6, so put it on a server with ``mount_page``.
    """
    words = Words(language)
    page = gr.Blocks(title=words("app.title"), analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(_banner(words), apply_default_css=False, js_on_load=None, elem_classes="qc-view")
        reader = reader_view(assistant.library, words)
        with gr.Tabs(elem_classes="qc-tabs"):
            with gr.Tab(words("tab.desk"), id="desk"):
                desk_tab(assistant, words, page)
            with gr.Tab(words("tab.search"), id="search"):
                search_tab(assistant, words)
            with gr.Tab(words("tab.library"), id="library"):
                library_tab(assistant, words, upload_limit, page, reader.click)
    return page


def mount_page(app: FastAPI, assistant: Assistant, upload_limit: int = UPLOAD_LIMIT) -> FastAPI:
    """Mount the page on ``app`` in each language, after every other route, and keep it from reaching another host.

    Not to be called while an event loop is running.
    """

    async def mount() -> None:
        for path, language in LANGUAGES.items():
            gr.mount_gradio_app(
                app, build_page(assistant, language, upload_limit), path=path, footer_links=[], run_history=False,
                show_error=False, theme=theme(), css_paths=STYLES, ssr_mode=False, enable_monitoring=False, pwa=False,
                mcp_server=False,
            )  # fmt: skip

    # No max_file_size: the browser's own refusal names no remedy, and is gone after some seconds. What is too large is
    # told by take_in, like any other file that can not be read.
    # Outside of a running loop, Gradio opens one for each of its locks (some thirty) and never closes them.
    spool.install(app, assistant.library.folder / "uploads")
    asyncio.run(mount())
    scripts: dict[str, str] = {language: script(language, upload_limit) for language in LANGUAGES.values()}
    app.add_middleware(Offline, pages=LANGUAGES, scripts=scripts)
    return app


def _banner(words: Words) -> str:
    other = "./en/" if words.language == "zh" else "../"
    tag = "en" if words.language == "zh" else "zh-CN"
    name = element("h1", escape(words("app.title")))
    switch = element("a", escape(words("app.switch")), href=other, hreflang=tag, lang=tag, class_="qc-switch")
    return element("header", name + element("p", escape(words("app.tagline"))) + switch, class_="qc-banner")
