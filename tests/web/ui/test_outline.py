"""A draft → HTML: everything of it is there, and nothing of it is code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.plan import Brief, Citation, Draft, Finding, Item, Slot, Topic
from assistant.web.ui.outline import circled, draft_view
from assistant.web.ui.strings import Words
from tests.web.ui.test_html import read

ZH = Words("zh")
EVIL = "<img src=x onerror=alert(1)>"
CITATION = Citation("s.0-90", "s", f"计划{EVIL}.txt", "s.0-99", f"先例{EVIL}", 10, 30, "原文", 0.87)
ITEM = Item(
    "a", f"排查{EVIL}", f"每年【数量】次{EVIL}", (Slot("n", "figure", "【数量】", 2, 6),),
    (CITATION, replace(CITATION, start=40, end=60)),
    (Item("b", f"排查{EVIL}", "建立台账。", citations=(CITATION,)),),
)  # fmt: skip
DRAFT = Draft(
    "d1", "2026-01-05T08:00:00+00:00", "draft", "builtin", Brief(f"题{EVIL}", f"章{EVIL}", year=2026), (ITEM,),
    (Topic(f"排查{EVIL}", 5, True, ("a",)), Topic("防溺水", 3, False)),
    (Finding("thin_evidence", "warning", f"只有一份{EVIL}", "b"),
     Finding("missing_topic", "info", "缺防溺水", None, EVIL)),
    120,
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "(51)")]
)
def test_citations_are_numbered_in_circles(number: int, mark: str) -> None:
    assert circled(number) == mark


def test_equal_spans_carry_one_number() -> None:
    page = draft_view(DRAFT, ZH)
    assert [page.count(f">{mark}</button>") for mark in "①②③"] == [2, 1, 0]
    assert page.count('data-passage="s.0-90" data-quote="10-30"') == 2


def test_slots_findings_topics_and_exports_are_shown() -> None:
    page = draft_view(DRAFT, ZH)
    assert ">【数量】</span>" in page
    assert "5 份先例" in page
    assert "未写入提纲" in page
    assert 'href="/api/v1/drafts/d1/export?format=md"' in page
    line = page[page.index('id="item-b"') :]
    assert line.index("只有一份") < line.index("</ul>")


def test_nothing_of_a_draft_is_code() -> None:
    found = read(draft_view(DRAFT, ZH))
    assert "img" not in found.tags
    assert found.text.count(EVIL) >= 6


def test_a_draft_without_an_outline_says_what_was_searched_and_what_to_do() -> None:
    page = draft_view(replace(DRAFT, outline=(), topics=(), searched=("量子采购", EVIL)), ZH)
    found = read(page)
    assert "资料库里没有" in found.text
    assert "量子采购" in found.text
    assert "上传" in found.text
    assert "img" not in found.tags
    assert "data-passage" not in page


def test_a_citation_shows_its_page() -> None:
    item = replace(ITEM, citations=(replace(CITATION, page=3),), children=())
    page = draft_view(replace(DRAFT, outline=(item,)), ZH)
    assert "①<small>第3页</small></button>" in page
    assert "· 第3页 · 支持度 87%" in page
    assert "<small>" not in draft_view(DRAFT, ZH)
