"""A real server over a small library, and a page of it in a real browser; a module with its own ``library`` serves that."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from assistant.web.ui.page import mount_page
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.browsing import CHROMIUM, FLAGS
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN


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
