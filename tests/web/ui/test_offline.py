"""The page that the server sends: nothing in it points to another host, and a policy forbids the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.web.ui.offline import POLICY
from assistant.web.ui.page import mount_page
from ingest.index.encoder import HashingEncoder
from ingest.library import Library

_ADDRESS = re.compile(r"(?:src|href|content)=\"?(?:https?:)?//[^\"\s>]+")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as library:
        app = FastAPI()

        @app.get("/hello")
        def hello() -> str:
            return "hi"

        yield TestClient(mount_page(app, Assistant(library)), base_url="http://127.0.0.1:8000")


@pytest.mark.parametrize(("path", "tag"), [("/", "zh-CN"), ("/en/", "en")])
def test_the_page_names_no_other_host_and_speaks_one_language(client: TestClient, path: str, tag: str) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code == 200
    assert _ADDRESS.findall(page.text) == []
    assert f'lang="{tag}"' in page.text
    assert f"get:()=>'{tag}'" in page.text
    assert "fonts.googleapis" not in page.text
    assert int(page.headers["content-length"]) == len(page.content)


@pytest.mark.parametrize("path", ["/", "/en/", "/hello", "/theme.css", "/nowhere"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    assert client.get(path).headers["content-security-policy"] == POLICY


def test_the_theme_fetches_no_font(client: TestClient) -> None:
    theme = client.get("/theme.css").text
    assert "@font-face" not in theme
    assert "@import" not in theme


def test_the_files_of_the_page_are_part_of_the_package() -> None:
    folder = Path(mount_page.__code__.co_filename).parent
    assert {"bridge.js", "reader.js", "style.css", "reader.css"} <= {path.name for path in folder.iterdir()}
    for sheet in folder.glob("*.css"):
        assert "//" not in re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
