from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from ingest.errors import InvalidSetting
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.serving import PLAN, assert_problem


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.1.2.3"]
)
def test_a_loopback_host_is_served(shelf: TestClient, host: str) -> None:
    assert shelf.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "192.168.1.5:8000", "0.0.0.0", "", "[::1", "a b"],
)
def test_any_other_host_is_not(shelf: TestClient, host: str) -> None:
    assert_problem(shelf.get("/api/v1/sources", headers={"Host": host}), 400, "untrusted_host")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "http://[", ""])
def test_a_foreign_page_may_not_change_anything(client: TestClient, origin: str) -> None:
    headers = {"Origin": origin}
    answers = [
        client.post("/api/v1/sources", files={"file": ("计划.txt", PLAN.encode())}, headers=headers),
        client.post("/api/v1/search", json={"query": "安全"}, headers=headers),
        client.delete("/api/v1/sources/x", headers=headers),
    ]
    for response in answers:
        assert_problem(response, 403, "cross_site_request")
    assert client.get("/api/v1/sources").json()["items"] == []


def test_a_page_of_this_server_may(shelf: TestClient) -> None:
    headers = {"Origin": "http://127.0.0.1:8000"}
    assert shelf.post("/api/v1/search", json={"query": "安全"}, headers=headers).status_code == 200


def test_no_other_page_is_let_in_to_read(shelf: TestClient) -> None:
    response = shelf.get("/api/v1/sources", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in response.headers


def test_an_open_host_is_refused(tmp_path: Path) -> None:
    with Library(tmp_path, HashingEncoder()) as library, pytest.raises(InvalidSetting, match="QICAO_HOST"):
        create_app(Assistant(library), Settings(data_dir=tmp_path, host="0.0.0.0"))
