"""A source in full, in a real browser: its tree, its pages, a correction and the way back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.paged import add_scanned
from tests.web.ui.browsing import MARKS
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN

pytestmark = MARKS
_ITEM = "（{n}）第{k}轮检查。组织开展校园安全隐患大排查，对消防设施、用电线路、校舍墙体逐一登记造册，明确整改责任人和完成时限。\n"
BIG = "枫浦区教育局2021年工作计划\n\n" + "".join(
    f"{'一二三四五六七八九十'[k % 10]}、重点工作{k}\n"
    + "".join(_ITEM.format(n=n, k=k * 10) for n in "一二三四五六七八九")
    for k in range(320)
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as made:
        with pytest.MonkeyPatch.context() as patch:
            add_scanned(made, PLAN, "枫浦.pdf", "二、教师队伍建设", patch)
        made.add(PLAN.replace("枫浦区", "XX区").encode(), "转载.txt")
        for name, text in (("月桥.txt", SECOND_PLAN), ("石溪.txt", HOSTILE), ("大.txt", BIG)):
            made.add(text.encode(), name)
        yield made


def _open(page: Page, name: str) -> None:
    page.get_by_role("tab", name="资料库").click()
    page.locator(".qc-table [data-open]", has_text=name).click()
    page.wait_for_selector(".qc-reader .qc-full")


def test_a_source_opens_as_its_tree_and_a_section_is_shown(page: Page, library: Library) -> None:
    _open(page, "枫浦.pdf")
    source = next(each for _, each in library.store.sources(limit=9) if each.name == "枫浦.pdf")
    assert page.locator(".qc-full").evaluate("each => each.textContent") == source.text
    assert page.locator(".qc-section").all_inner_texts()[:2] == ["一、校园安全管理", "（一）开展校园安全隐患排查"]
    section = page.get_by_role("button", name="二、教师队伍建设")
    section.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qc-headline.qc-on")).to_have_text(["二、教师队伍建设"])
    expect(section).to_have_attribute("aria-current", "true")
    expect(page.locator(".qc-run.qc-on")).to_have_count(1)
    assert page.locator("[data-page]").evaluate_all("all => all.map((each) => each.dataset.page)") == ["第1页", "第2页"]
    warnings = page.locator("[data-unsure]").evaluate_all("all => all.map((each) => each.dataset.unsure)")
    assert warnings == ["识别文字，把握0.72，请对照原件"]
    page.locator("li:has(> details > summary .qc-section) summary").first.press("Enter")
    expect(page.get_by_role("button", name="（一）开展校园安全隐患排查")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".qc-reader")).to_be_hidden()


def test_a_year_is_put_right_marked_and_put_back(page: Page, library: Library) -> None:
    _open(page, "月桥.txt")
    (before,) = next(
        library.store.precedents(each.id) for _, each in library.store.sources(limit=9) if each.name == "月桥.txt"
    )
    page.get_by_text("更正", exact=True).click()
    page.get_by_label("年份从").last.fill("２０１９")
    page.locator("[name=year_to]").fill("2018")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("form .qc-said")).to_contain_text("2019—2018")
    page.locator("[name=year_to]").fill("2020")
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=year]")).to_have_text("2019—2020年已更正")
    expect(page.locator("[data-field=doc_type]")).to_have_text("计划")
    assert library.store.precedent(before.id).year == (2019, 2020)
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".qc-table tr", has_text="月桥.txt")).to_contain_text("2019—2020年")
    _open(page, "月桥.txt")
    page.get_by_text("更正", exact=True).click()
    page.get_by_role("button", name="恢复为识别结果").click()
    expect(page.locator("[data-field=year]")).to_have_text("2023年")
    assert library.store.precedent(before.id) == before


def test_other_versions_lead_to_one_another_and_back(page: Page) -> None:
    page.get_by_role("tab", name="检索").click()
    page.fill("#qc-query :is(textarea, input)", "师德师风教育 师德考核档案")
    page.click("#qc-search")
    hit = page.locator(".qc-hit", has=page.locator(".qc-versions")).first
    expect(hit.locator(".qc-versions summary")).to_have_text("同一文稿的2个版本")
    hit.locator(".qc-hit-head button").click()
    page.locator(".qc-context .qc-whole").click()
    expect(page.locator(".qc-reader .qc-quote").first).to_be_in_viewport()
    first = page.inner_text(".qc-reader h2")
    page.locator(".qc-card .qc-versions summary").click()
    page.locator(".qc-card .qc-versions [data-open]").click()
    expect(page.locator(".qc-reader h2")).not_to_have_text(first)
    assert {first, page.inner_text(".qc-reader h2")} == {"枫浦.pdf", "转载.txt"}
    page.get_by_role("button", name="返回上一份").click()
    expect(page.locator(".qc-reader h2")).to_have_text(first)


def test_hostile_text_is_text_in_the_reader(page: Page, library: Library) -> None:
    _open(page, "石溪.txt")
    source = next(each for _, each in library.store.sources(limit=9) if each.name == "石溪.txt")
    assert page.locator(".qc-full").evaluate("each => each.textContent") == source.text


def test_half_a_megabyte_opens_in_two_seconds(page: Page) -> None:
    assert len(BIG.encode()) > 500_000
    page.get_by_role("tab", name="资料库").click()
    button = page.locator(".qc-table [data-open]", has_text="大.txt")
    button.wait_for()
    begun = time.monotonic()
    button.click()
    page.wait_for_selector(".qc-reader .qc-run")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert time.monotonic() - begun < 2
    page.locator(".qc-section", has_text="重点工作300").click()
    expect(page.locator(".qc-headline.qc-on")).to_be_in_viewport()
