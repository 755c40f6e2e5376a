"""The page in a real browser, from a real server: draft, cite, upload, delete; and no request to another host."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FilePayload, Page

from ingest.library import Library
from tests.web.ui.browsing import MARKS
from tests.web.ui.texts import UPLOADED

pytestmark = MARKS


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
