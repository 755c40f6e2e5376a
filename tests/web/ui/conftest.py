"""A real server over a small library, and a page of it in a real browser; a module with its own ``library`` serves that."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.browsing import CHROMIUM, FLAGS, served
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN

expect.set_options(timeout=20_000)  # a machine may be busy; how fast a page is, is measured elsewhere


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as made:
        for name, text in (("枫浦.txt", PLAN), ("月桥.txt", SECOND_PLAN), ("石溪.txt", HOSTILE)):
            made.add(text.encode(), name)
        yield made


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    with served(library) as (_, address):
        yield address


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
