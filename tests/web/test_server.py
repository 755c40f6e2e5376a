from __future__ import annotations

import inspect
import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import BaseModel

from assistant.pipeline import Assistant
from assistant.web import readiness
from assistant.web.api import draft_shapes, health, precedent_shapes, search, shapes, source_shapes
from tests.web.serving import PLAN, assert_problem, upload

ROUTES = {
    "/api/v1/sources": {"get", "post"},
    "/api/v1/sources/{source_id}": {"get", "delete"},
    "/api/v1/sources/{source_id}/text": {"get"},
    "/api/v1/sources/{source_id}/file": {"get"},
    "/api/v1/sources/{source_id}/precedents": {"get"},
    "/api/v1/sources/{source_id}/noise": {"get"},
    "/api/v1/precedents/{precedent_id}": {"patch"},
    "/api/v1/precedents/{precedent_id}/corrections": {"delete"},
    "/api/v1/jobs/{job_id}": {"get"},
    "/api/v1/search": {"post"},
    "/api/v1/drafts": {"get", "post"},
    "/api/v1/drafts/{draft_id}": {"get"},
    "/api/v1/drafts/{draft_id}/export": {"get"},
    "/api/v1/drafts/{draft_id}/items/{item_id}": {"patch"},
    "/healthz": {"get"},
    "/readyz": {"get"},
}


def test_the_openapi_document_has_the_routes_and_their_problems(shelf: TestClient) -> None:
    document = shelf.get("/openapi.json").json()
    assert {path: set(verbs) for path, verbs in document["paths"].items()} == ROUTES
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            assert operation["summary"], path
            assert "500" in operation["responses"], (path, verb)
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert set(response["content"]) == {"application/problem+json"}, (path, verb, status)
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert "Problem" in document["components"]["schemas"]


def _models() -> Iterator[type[BaseModel]]:
    for module in (draft_shapes, health, precedent_shapes, search, shapes, source_shapes):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__:
                yield value


@pytest.mark.parametrize("model", list(_models()), ids=lambda model: model.__name__)
def test_every_field_is_described_and_has_an_example(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        nested = "BaseModel" in str(getattr(field.annotation, "__mro__", "")) or "Out" in str(field.annotation)
        nested = nested or any(word in str(field.annotation) for word in ("Ref", "Elsewhere", "Problem", "FiltersIn"))
        assert field.description, name
        assert field.examples is not None or nested, name


def test_no_route_of_the_api_blocks_the_event_loop(shelf: TestClient) -> None:
    routes = {route.name: route.endpoint for route in shelf.app.routes if isinstance(route, APIRoute)}  # type: ignore[attr-defined]
    waiting = {name for name, endpoint in routes.items() if inspect.iscoroutinefunction(endpoint)}
    assert waiting <= {"healthz", "upload", "_unknown", "page"}


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/sources", "/api/", "/nothing"])
def test_an_unknown_path(shelf: TestClient, path: str) -> None:
    assert_problem(shelf.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("verb", "path"), [("PUT", "/api/v1/sources"), ("GET", "/api/v1/search"), ("POST", "/healthz")]
)
def test_an_unknown_method(shelf: TestClient, verb: str, path: str) -> None:
    assert_problem(shelf.request(verb, path), 405, "method_not_allowed")


def test_an_error_that_nobody_foresaw_tells_nothing_of_the_inside(
    shelf: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Assistant, "search", fail)
    with caplog.at_level(logging.ERROR):
        response = shelf.post("/api/v1/search", json={"query": "安全"})
    assert_problem(response, 500, "internal_error")
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


def test_health(shelf: TestClient) -> None:
    assert shelf.get("/healthz").json() == {"status": "ok"}
    ready = shelf.get("/readyz").json()
    assert (ready["status"], ready["sources"], ready["precedents"]) == ("ready", 3, 3)


def test_a_library_that_differs_from_its_records_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = client.app.state.services.assistant.library  # type: ignore[attr-defined]
    with monkeypatch.context() as change:
        change.setattr(type(library), "word_counts", lambda *_: (1, {}))
        change.setattr(type(library), "check", lambda _: ["词语索引有 0 段，记录有 1 段。"])
        response = client.get("/readyz")
        assert_problem(response, 503, "not_ready", "词语索引")
        assert int(response.headers["retry-after"]) > 0
    assert client.get("/readyz").json()["status"] == "ready"
    upload(client, PLAN, "计划.txt")
    assert client.get("/readyz").json()["sources"] == 1


def test_readiness_reads_no_vectors_and_waits_for_no_writer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = client.app.state.services.assistant.library  # type: ignore[attr-defined]
    upload(client, PLAN, "计划.txt")
    monkeypatch.setattr(type(library), "check", lambda _: pytest.fail("looked at the whole library"))
    with _held(library._writing):
        begun = time.perf_counter()
        assert client.get("/readyz").json()["sources"] == 1
        assert time.perf_counter() - begun < 0.5


def test_the_last_verdict_stands_while_a_file_is_being_recorded(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = client.app.state.services.assistant.library  # type: ignore[attr-defined]
    monkeypatch.setattr(readiness, "_PATIENCE", 0.05)
    with monkeypatch.context() as change, _held(library._writing):
        change.setattr(type(library), "word_counts", lambda *_: (1, {}))
        assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/readyz").json()["status"] == "ready"


@contextmanager
def _held(lock: Any) -> Iterator[None]:
    """Hold a lock in another thread: the library's own may be taken again by the thread that has it."""
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            taken.set()
            over.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait(10)
    try:
        yield
    finally:
        over.set()
        holder.join()


def test_the_page_about_the_routes_loads_nothing_from_elsewhere(shelf: TestClient) -> None:
    page = shelf.get("/docs")
    if find_spec("fastapi_swagger") is None:
        assert page.status_code == 404
        return
    addresses = re.findall(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)""", page.text)
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/")
        assert shelf.get(address).status_code == 200
