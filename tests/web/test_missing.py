"""What is nowhere, while the page, an application with error answers of its own, takes every path that is no route."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from assistant.web.ui.page import mount_page
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.serving import BASE, assert_problem


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("data")
    with Library(folder, HashingEncoder()) as library:
        app = create_app(Assistant(library), Settings(data_dir=folder))
        yield TestClient(mount_page(app, Assistant(library)), base_url=BASE)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/en/nothing",
        "/nothing.html",
        "/gradio_api/nothing",
        "/assets/nothing.js",
        "/docs/nothing",
        "/api/x",
    ],
)
def test_every_404_is_a_problem(paged: TestClient, path: str) -> None:
    response = paged.get(path)
    assert_problem(response, 404, "not_found", "/openapi.json")
    assert int(response.headers["content-length"]) == len(response.content)


@pytest.mark.parametrize("path", ["/", "/nothing", "/healthz"])
def test_a_method_that_is_none(paged: TestClient, path: str) -> None:
    response = paged.delete(path)
    code = {404: "not_found", 405: "method_not_allowed"}[response.status_code]
    assert_problem(response, response.status_code, code)


def test_problems_that_say_more_are_left_alone(paged: TestClient) -> None:
    assert_problem(paged.get("/api/v1/sources/nope"), 404, "unknown_source", "nope")


@pytest.mark.parametrize("path", ["/", "/en/", "/config", "/theme.css", "/gradio_api/info", "/healthz"])
def test_what_is_there_is_served(paged: TestClient, path: str) -> None:
    response = paged.get(path)
    assert response.status_code == 200
    assert response.content
