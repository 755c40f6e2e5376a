"""The browser of this machine and a server for it, for the tests that drive one."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from assistant.web.ui.page import mount_page
from ingest.library import Library

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MARKS = [
    pytest.mark.filterwarnings("ignore"),  # of Gradio's own queue, in the server's thread
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@contextmanager
def served(library: Library, *, upload_limit_mb: int = 100) -> Iterator[tuple[uvicorn.Server, str]]:
    """Yield a running server of the page, and its address; to be entered before Playwright, which runs a loop."""
    assistant = Assistant(library)
    settings = Settings(data_dir=library.folder, upload_limit_mb=upload_limit_mb)
    app = mount_page(create_app(assistant, settings), assistant, settings.upload_limit)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield server, f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
