"""Take the pictures of the page that the READMEs show: ``python -m eval.picture``, about two minutes.

The app is started as an office starts it, over a library of the sample corpus that is gone afterwards, and Debian's
Chromium is driven through it with Playwright, which only the tests need otherwise.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from eval.serving import ROOT, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = ROOT / "docs" / "images"
LARGEST = 400 * 1024
"""Bytes that a picture may have at most."""
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_WINDOW = (1280, 800)
_BRIEF = {
    "文稿标题": "2026年枫浦区教育局工作计划",
    "要起草的章节": "校园安全管理",
    "单位": "枫浦区教育局",
    "年份": "2026",
}
_QUERY = "校园安全隐患排查"


def main() -> int:
    """Write ``draft.png`` and ``search.png``; 1 when one of them is too large to be kept."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as app:
        taken = take(app.address, IMAGES)
    for path in taken:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB\n")
    return int(any(path.stat().st_size > LARGEST for path in taken))


def take(address: str, folder: Path) -> list[Path]:
    """Take the pictures from the app that answers at ``address`` and return where in ``folder`` they lie."""
    from playwright.sync_api import sync_playwright

    width, height = _WINDOW
    taken = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        for name, show in (("draft.png", _draft), ("search.png", _search)):
            page = browser.new_page(
                viewport={"width": width, "height": height},
                locale="zh-CN",
                color_scheme="light",
                reduced_motion="reduce",
            )
            page.goto(address)
            page.wait_for_selector("#qc-submit")
            show(page)
            page.mouse.move(0, height - 1)  # nothing is pointed at
            page.evaluate("document.activeElement.blur()")
            page.screenshot(path=folder / name)
            taken.append(folder / name)
            page.close()
        browser.close()
    return taken


def _draft(page: Page) -> None:
    """Draft a section, and open the words that its first line stands on."""
    for label, value in _BRIEF.items():
        page.get_by_label(label, exact=True).locator("visible=true").fill(value)
    page.click("#qc-submit")
    page.wait_for_selector(".qc-cite")
    page.locator(".qc-cite").first.click()
    page.wait_for_selector(".qc-quote")


def _search(page: Page) -> None:
    """Search, and open the first passage found."""
    page.get_by_role("tab", name="检索").click()
    page.fill("#qc-query :is(textarea, input)", _QUERY)
    page.click("#qc-search")
    page.wait_for_selector(".qc-hit")
    page.locator(".qc-link").first.click()
    page.wait_for_selector(".qc-text:visible")


if __name__ == "__main__":
    sys.exit(main())
