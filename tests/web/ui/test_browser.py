"""The page in a real browser, from a real server: draft, cite, upload, delete; and no request to another host."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import FilePayload, Page, sync_playwright

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from assistant.web.ui.page import mount_page
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN, UPLOADED

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of Gradio's own queue, in the server's thread
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as made:
        for name, text in (("枫浦.txt", PLAN), ("月桥.txt", SECOND_PLAN), ("石溪.txt", HOSTILE)):
            made.add(text.encode(), name)
        yield made


@pytest.fixture(scope="module")
def address(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = Assistant(library)
    app = mount_page(create_app(assistant, Settings(data_dir=tmp_path_factory.mktemp("settings"))), assistant)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A page on a machine whose browser is English; at the end, every request must have gone to 127.0.0.1."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = browser.new_page(locale="en-US")
        requests: list[str] = []
        errors: list[str] = []
        made.on("request", lambda request: requests.append(request.url))
        made.on("pageerror", lambda error: errors.append(str(error)))
        made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        made.add_init_script("window.alert = (what) => console.error(`a script ran: ${what}`)")
        made.goto(address)
        made.wait_for_selector("#qc-submit")
        yield made
        browser.close()
    outside = [
        url
        for url in requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert requests
    assert outside == []
    assert errors == []


def _draft(page: Page, section: str) -> None:
    page.fill("#qc-title :is(textarea, input)", "2026年枫浦区教育局工作计划")
    page.fill("#qc-section :is(textarea, input)", section)
    page.click("#qc-submit")


def test_a_citation_shows_its_exact_words_marked(page: Page, library: Library) -> None:
    _draft(page, "校园安全隐患排查")
    page.wait_for_selector(".qc-cite")
    for cite in page.locator(".qc-cite").all():
        cite.focus()
        page.keyboard.press("Enter")
        passage, quote = cite.get_attribute("data-passage") or "", cite.get_attribute("data-quote") or ""
        start, end = map(int, quote.split("-"))
        words = library.store.source(library.store.passage(passage).source_id).text[start:end]
        page.wait_for_function("words => document.querySelector('.qc-quote')?.textContent === words", arg=words)
        assert page.locator(".qc-quote").count() == 1
        assert cite.get_attribute("aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".qc-quote").count() == 0
    assert not page.locator("footer").is_visible()


def test_the_export_button_leads_to_the_draft(page: Page) -> None:
    _draft(page, "校园安全隐患排查")
    with page.expect_download() as download:
        page.click(".qc-actions a")
    assert "校园安全隐患排查" in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_section_that_nothing_covers_is_said_so(page: Page) -> None:
    _draft(page, "zxqwv")
    page.wait_for_selector(".qc-none")
    assert "没有起草" in page.inner_text(".qc-none")


def test_an_empty_brief_is_answered_in_chinese(page: Page) -> None:
    _draft(page, "")
    page.wait_for_selector(".qc-notice")
    assert "章节" in page.inner_text(".qc-notice")


def test_a_search_shows_its_passages_and_hostile_text_as_text(page: Page) -> None:
    page.get_by_role("tab", name="检索").click()
    page.fill("#qc-query :is(textarea, input)", "消防 用电 逐一排查 隐患")
    page.click("#qc-search")
    page.wait_for_selector(".qc-hit")
    page.locator(".qc-link", has_text="石溪").first.click()
    text = page.locator(".qc-text:visible")
    text.wait_for()
    assert "<script>alert(1)</script>不得出现，消防&用电${1+1}{{this}}😀" in text.inner_text()
    assert page.locator(".qc-text .qc-word").count() > 0


def test_an_upload_is_told_of_and_can_be_deleted(page: Page, library: Library) -> None:
    page.get_by_role("tab", name="资料库").click()
    files: list[FilePayload] = [
        {"name": "《澄岸》$计划.txt", "mimeType": "text/plain", "buffer": UPLOADED.encode()},
        {"name": "坏.docx", "mimeType": "application/octet-stream", "buffer": b"no zip"},
    ]
    page.locator("#qc-upload input[type=file]").set_input_files(files)
    page.wait_for_selector(".qc-results li")
    assert "《澄岸》$计划.txt" in page.inner_text(".qc-results .qc-ok")
    assert "坏.docx" in page.inner_text(".qc-results .qc-failed")
    row = page.locator(".qc-table tr", has_text="《澄岸》$计划.txt")
    row.locator("[data-ask]").click()
    row.locator("dialog .qc-danger").click()
    page.wait_for_selector(".qc-notice:has-text('已删除')")
    row.wait_for(state="detached")
    assert "《澄岸》$计划.txt" not in [source.name for _, source in library.store.sources(limit=10)]
