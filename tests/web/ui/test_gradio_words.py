"""Gradio's own words, in a real browser of either language: each page speaks its own alone."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator

import pytest
import uvicorn
from playwright.sync_api import FilePayload, Page, sync_playwright

from assistant.web.ui.strings import EXAMPLES, TEXT
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.browsing import CHROMIUM, FLAGS, MARKS, served
from tests.web.ui.texts import PLAN, UPLOADED

pytestmark = MARKS
SHOWN = """() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
    for (let each = walk.currentNode; each; each = walk.nextNode()) {
        if (each.closest("script, style, .qc-view")) continue;
        for (const node of each.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data.trim());
        for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(each.getAttribute(name) ?? "");
    }
    return found.filter((text) => text);
}"""
"""All that stands in the page and is not of our own views, hidden or not."""
NO_WORDS = re.compile(r"[\d.,/]+\s?(?:[KMG]?B|s)\b|\.\w+|Markdown|JSON")
"""Sizes, seconds, endings of files, names of formats."""
ENGLISH, CHINESE = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[一-鿿]")
LIMIT_MB = 1


def foreign(page: Page, alien: re.Pattern[str], known: Collection[str] = ()) -> list[str]:
    texts = (NO_WORDS.sub("", text) for text in page.evaluate(SHOWN) if text not in known)
    return [text for text in texts if alien.search(text)]


def text_file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": data}


@pytest.fixture(scope="module")
def slow_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One that takes a while over each file, so that what is shown meanwhile can be seen."""

    class Slow(Library):
        def add(self, *arguments: object) -> object:  # type: ignore[override]
            time.sleep(2)
            return super().add(*arguments)  # type: ignore[arg-type]

    with Slow(tmp_path_factory.mktemp("slow"), HashingEncoder()) as made:
        Library.add(made, PLAN.encode(), "枫浦.txt")
        yield made


@pytest.fixture
def server(slow_library: Library) -> Iterator[tuple[uvicorn.Server, str]]:
    with served(slow_library, upload_limit_mb=LIMIT_MB) as running:
        yield running


@pytest.fixture(params=["en-US", "zh-CN"])
def tab(request: pytest.FixtureRequest, server: tuple[uvicorn.Server, str]) -> Iterator[Page]:
    """A page of the browser, after the server: see ``served``."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(locale=request.param)
        browser.close()


def test_the_chinese_page_has_no_english(tab: Page, server: tuple[uvicorn.Server, str]) -> None:
    running, address = server
    tab.goto(address)
    tab.wait_for_selector("#qc-submit")
    tab.set_viewport_size({"width": 200, "height": 700})  # too narrow for three tabs
    tab.get_by_role("button", name="更多页面").click()
    assert foreign(tab, ENGLISH) == []
    tab.set_viewport_size({"width": 1280, "height": 700})
    tab.get_by_role("tab", name="资料库").click()
    assert tab.get_by_text("单个文件不能超过 1 MB；一次上传合计不能超过 4 MB。").is_visible()
    chooser = tab.locator("#qc-upload input[type=file]")
    chooser.set_input_files([text_file(f"{at}.txt", b"x" * 900_000) for at in range(5)])
    toast = tab.locator(".toast-body")
    toast.wait_for()
    assert "单个文件不能超过 1 MB；一次上传合计不能超过 4 MB。这次的内容超出了" in toast.inner_text()
    assert "HTTP" not in toast.inner_text()
    assert foreign(tab, ENGLISH) == []
    with tab.expect_file_chooser():  # the mark of the error does not stand in the way of another try
        tab.get_by_role("button", name="点击选择文件，或把文件拖放到此处").click()
    network = tab.context.new_cdp_session(tab)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}
    network.send("Network.emulateNetworkConditions", slow)
    chooser.set_input_files([text_file(f"{at}.txt", b"x" * 400_000) for at in range(2)])
    tab.get_by_text("正在上传 2 个文件").wait_for()
    assert foreign(tab, ENGLISH) == []
    network.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    tab.get_by_text("正在读取").wait_for()
    assert foreign(tab, ENGLISH) == []
    tab.wait_for_selector(".qc-results li")
    chooser.set_input_files([text_file("澄岸.txt", UPLOADED.encode())])
    tab.get_by_text("正在读取").wait_for()
    running.should_exit = True
    tab.get_by_text("与本机服务的连接断开了").wait_for()
    assert foreign(tab, ENGLISH) == []


def test_the_english_page_has_no_chinese(tab: Page, server: tuple[uvicorn.Server, str]) -> None:
    _, address = server
    tab.goto(f"{address}en/")
    tab.wait_for_selector("#qc-submit")
    tab.get_by_role("tab", name="Library").click()
    tab.locator("#qc-upload input[type=file]").set_input_files(
        [text_file(f"{at}.txt", b"x" * 900_000) for at in range(5)]
    )
    toast = tab.locator(".toast-body")
    toast.wait_for()
    assert "One file may have 1 MB at the most; all files of one upload together 4 MB." in toast.inner_text()
    examples = {each for row in EXAMPLES for each in row}  # Chinese in both languages: so are the documents
    examples |= {english for key, (_, english) in TEXT.items() if key.endswith(".hint")}
    assert foreign(tab, CHINESE, examples) == []


def test_what_nobody_foresaw_is_told(
    tab: Page, server: tuple[uvicorn.Server, str], slow_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(slow_library, "add", broken)
    tab.goto(server[1])
    tab.get_by_role("tab", name="资料库").click()
    tab.locator("#qc-upload input[type=file]").set_input_files([text_file("一.txt", b"a")])
    told = tab.locator(".qc-notice:visible")
    told.wait_for()
    assert "出了意料之外的错误" in told.inner_text()
    assert "boom" not in tab.content()
