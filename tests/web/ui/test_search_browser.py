"""The search in a real browser: marks and places, chips dropped by the keyboard, ways out of an empty result."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assistant.pipeline import Assistant
from assistant.plan import Hit
from tests.web.ui.browsing import MARKS

pytestmark = MARKS
FIELD = "#qc-query :is(textarea, input)"


def _search(page: Page, text: str, kind: str, year_to: str = "") -> None:
    page.get_by_role("tab", name="检索").click()
    page.fill(FIELD, text)
    page.locator(".qc-query").get_by_label(kind, exact=True).check()
    page.locator(".qc-query").get_by_label("到", exact=True).fill(year_to)
    page.click("#qc-search")


def test_a_search_says_why_and_its_filters_can_be_dropped(page: Page) -> None:
    _search(page, "防溺水巡查", "计划", "2023")
    expect(page.locator(".qc-filters li")).to_have_text(["文种：计划×", "年份：2023年及以前×"])
    expect(page.locator(".qc-hit .qc-word").first).to_be_visible()
    expect(page.locator(".qc-places").first).to_contain_text("语义第")
    page.locator(".qc-widened summary").click()
    expect(page.locator(".qc-widened li").first).to_contain_text("→")
    page.locator(".qc-drop").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qc-filters li")).to_have_text(["文种：计划×"])
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(".qc-query").get_by_label("到", exact=True)).to_have_value("")
    expect(page.locator(".qc-hit", has_text="枫浦区教育局2024年工作计划").first).to_be_visible()
    page.locator(".qc-link:visible").first.click()
    expect(page.locator(".qc-text .qc-word").first).to_be_visible()


def test_an_empty_result_offers_the_filter_to_drop(page: Page) -> None:
    _search(page, "校园安全隐患排查", "总结")
    button = page.locator(".qc-none .qc-button")
    expect(button).to_contain_text("去掉“文种：总结”")
    button.click()
    expect(page.locator(".qc-hit").first).to_be_visible()
    expect(page.locator(".qc-none:visible")).to_have_count(0)
    expect(page.locator(".qc-query").get_by_label("不限", exact=True)).to_be_checked()


def test_a_word_of_the_library_can_be_searched_for_alone(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, find = "消防引力波", Assistant.search

    def search(self: Assistant, query: str, **wanted: Any) -> list[Hit]:
        return [] if query == asked else find(self, query, **wanted)

    monkeypatch.setattr(Assistant, "search", search)  # whether a library answers is not for the page to say
    _search(page, asked, "计划")
    page.locator(".qc-none [data-word=消防]").click()
    expect(page.locator(".qc-hit").first).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("消防")
    expect(page.locator(".qc-filters li")).to_have_count(0)
