from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from ingest.library import Added, Library
from tests.web.serving import PLAN, SUMMARY, assert_problem, upload

SOURCES = "/api/v1/sources"
FIXTURES = Path(__file__).parents[1] / "reading" / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def assert_nothing_left(client: TestClient) -> None:
    assert client.get(SOURCES).json() == {"items": [], "next_cursor": None}
    assert client.get("/readyz").json() == {
        "status": "ready", "sources": 0, "precedents": 0, "other_versions": 0, "passages": 0,
    }  # fmt: skip


def test_upload_tells_what_was_found_and_where(client: TestClient) -> None:
    response = client.post(f"{SOURCES}?wait=60", files={"file": ("枫浦区计划.txt", PLAN.encode())})
    body = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"{SOURCES}/{body['id']}"
    assert body["name"] == "枫浦区计划.txt"
    assert (body["media_type"], body["bytes"], body["status"]) == ("text/plain", len(PLAN.encode()), "indexed")
    assert body["created"] is True
    assert body["precedents"] == 1
    assert body["passages"] >= 3
    assert body["warnings"] == []
    assert body["job"]["state"] == "succeeded"
    assert body["job"]["source_id"] == body["id"]
    assert (body["job"]["source_ids"], body["job"]["skipped"]) == ([body["id"]], [])
    assert body["job"]["progress"]["done"] == body["job"]["progress"]["total"] >= body["passages"]
    listed = client.get(SOURCES).json()["items"]
    assert listed == [client.get(f"{SOURCES}/{body['id']}").json()]
    assert listed[0].items() <= body.items()


def test_the_same_bytes_are_there_already(client: TestClient) -> None:
    first = upload(client, PLAN, "一.txt")
    response = client.post(SOURCES, files={"file": ("二.txt", PLAN.encode())})
    assert response.status_code == 200
    assert response.json() | {"created": False, "job": None} == response.json()
    assert (response.json()["id"], response.json()["name"]) == (first["id"], "一.txt")
    assert response.json()["passages"] == first["passages"]


def test_without_a_wait_a_job_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go, add = threading.Event(), Library.add

    def slow(*args: Any) -> Added:
        go.wait(10)
        return add(*args)

    monkeypatch.setattr(Library, "add", slow)
    response = client.post(SOURCES, files={"file": ("计划.txt", PLAN.encode())})
    assert response.status_code == 202
    body = response.json()
    assert response.headers["location"] == f"/api/v1/jobs/{body['job']['id']}"
    assert body["id"] is None
    assert body["status"] in ("queued", "running")
    go.set()
    job = _finished(client, body["job"]["id"])
    assert (job["state"], job["error"]) == ("succeeded", None)
    assert client.get(f"{SOURCES}/{job['source_id']}").json()["name"] == "计划.txt"


def test_a_job_tells_why_it_failed(client: TestClient) -> None:
    job_id = client.app.state.services.jobs.submit(PNG, "照片.docx").id  # type: ignore[attr-defined]
    job = _finished(client, job_id)
    assert job["state"] == "failed"
    assert job["source_id"] is None
    assert job["error"]["code"] == "damaged_document"
    assert "照片.docx" in job["error"]["detail"]
    assert_nothing_left(client)


def _finished(client: TestClient, job_id: str) -> dict[str, Any]:
    for _ in range(1000):
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] in ("succeeded", "failed"):
            return job
        time.sleep(0.01)
    pytest.fail("the job never finished")


def test_an_unknown_job(client: TestClient) -> None:
    assert_problem(client.get("/api/v1/jobs/nope"), 404, "unknown_job", "nope")


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("照片.docx", PNG, 422, "damaged_document"),
        ("空.docx", b"", 422, "no_text_found"),
        ("空.txt", b"", 422, "no_text_found"),
        ("空白.txt", b" \n\n \t ", 422, "no_text_found"),
        ("加密.docx", (FIXTURES / "encrypted.docx").read_bytes(), 422, "encrypted_document"),
        ("加密.pdf", (FIXTURES / "encrypted.pdf").read_bytes(), 422, "encrypted_document"),
        ("半截.pdf", (FIXTURES / "chromium.pdf").read_bytes()[:2000], 422, "damaged_document"),
        ("表格.xyz", b"\x00\x01\x02", 415, "unsupported_media_type"),
        ("许多.zip", b"PK\x03\x04" + bytes(40), 422, "damaged_document"),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing(
    client: TestClient, name: str, data: bytes, status: int, code: str
) -> None:
    response = client.post(f"{SOURCES}?wait=60", files={"file": (name, data)})
    assert_problem(response, status, code, name)
    assert_nothing_left(client)


class TestTooLarge:
    """A limit of 100 MB, and 300 MB that are sent or announced."""

    def test_announced(self, client: TestClient) -> None:
        headers = {"Content-Length": str(300 << 20), "Content-Type": "multipart/form-data; boundary=x"}
        response = client.post(SOURCES, content=iter([b"--x"]), headers=headers)
        assert_problem(response, 413, "source_too_large", "单个文件不能超过 100 MB。")
        assert_nothing_left(client)

    @pytest.mark.slow
    def test_streamed_without_a_length(self, client: TestClient) -> None:
        sent = 0

        def form() -> Iterator[bytes]:
            nonlocal sent
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
            for _ in range(300):
                sent += 1
                yield b"a" * (1 << 20)

        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        response = client.post(SOURCES, content=form(), headers=headers)
        assert_problem(response, 413, "source_too_large", "单个文件不能超过 100 MB。")
        assert_nothing_left(client)

    def test_streamed_with_a_length_that_lies(self, client: TestClient) -> None:
        headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "10"}
        part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
        response = client.post(SOURCES, content=iter([part, *[b"a" * (1 << 20)] * 300]), headers=headers)
        assert_problem(response, 413, "source_too_large", "单个文件不能超过 100 MB。")
        assert_nothing_left(client)

    def test_a_body_that_is_no_upload(self, client: TestClient) -> None:
        response = client.post("/api/v1/search", json={"query": "a" * (5 << 20)})
        assert_problem(response, 413, "source_too_large", "请求内容不能超过 4 MB")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/计划.txt", "计划.txt"),
        ("C:\\Users\\某\\计划.txt", "计划.txt"),
        ("<b>计\x07划</b> & '二'.txt", "b> & '二'.txt"),
        ("长" * 400 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_odd_names_are_made_plain(client: TestClient, sent: str, kept: str) -> None:
    assert upload(client, PLAN, sent)["name"] == kept


@pytest.mark.parametrize("files", [{}, {"other": ("a.txt", b"a")}])
def test_an_upload_without_a_file(client: TestClient, files: dict[str, tuple[str, bytes]]) -> None:
    response = client.post(SOURCES, files=files)
    assert_problem(response, 422, "invalid_request", "file")


@pytest.mark.parametrize("second", ["file", "other"])
def test_an_upload_of_several_files(client: TestClient, second: str) -> None:
    files = [("file", ("一.txt", PLAN.encode())), (second, ("二.txt", SUMMARY.encode()))]
    response = client.post(f"{SOURCES}?wait=60", files=files)
    assert_problem(response, 422, "invalid_request", "2 个", "zip", "逐个")
    assert_nothing_left(client)


def test_a_form_that_is_cut_short(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post(SOURCES, content=b"--x\r\nContent-Disposition: form-", headers=headers)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert_nothing_left(client)


def test_any_stretch_of_the_text_is_exact(shelf: TestClient) -> None:
    source = shelf.get(SOURCES).json()["items"][0]
    text = shelf.get(f"{SOURCES}/{source['id']}/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(text.text) == source["characters"]
    for start, end in [(0, 0), (0, 5), (7, 40), (source["characters"], source["characters"])]:
        assert shelf.get(f"{SOURCES}/{source['id']}/text?start={start}&end={end}").text == text.text[start:end]
    assert shelf.get(f"{SOURCES}/{source['id']}/text?start=9").text == text.text[9:]


@pytest.mark.parametrize("query", ["start=5&end=4", "end=999999", "start=-1", "start=x", "start=1&end=" + "9" * 5000])
def test_a_stretch_that_is_none(shelf: TestClient, query: str) -> None:
    source = shelf.get(SOURCES).json()["items"][0]
    assert_problem(shelf.get(f"{SOURCES}/{source['id']}/text?{query}"), 422, "invalid_request")


def test_the_file_comes_back_as_filed(shelf: TestClient) -> None:
    source = shelf.get(SOURCES).json()["items"][0]
    response = shelf.get(f"{SOURCES}/{source['id']}/file")
    assert response.content == PLAN.encode()
    assert response.headers["x-content-type-options"] == "nosniff"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''%E6%9E%AB" in disposition


def test_precedents_carry_their_sections(shelf: TestClient) -> None:
    source = shelf.get(SOURCES).json()["items"][0]
    (precedent,) = shelf.get(f"{SOURCES}/{source['id']}/precedents").json()
    text = shelf.get(f"{SOURCES}/{source['id']}/text").text
    assert (precedent["doc_type"], precedent["year"]) == ("plan", [2023, 2023])
    evidence = precedent["year_evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert [section["title"] for section in precedent["sections"] if section["level"] == 1] == [
        "校园安全管理",
        "教师队伍建设",
        "家校协同育人",
    ]
    for section in precedent["sections"]:
        assert text[section["start"] :].startswith(section["numbering"])


def test_a_removed_source_is_gone(client: TestClient) -> None:
    source = upload(client, PLAN, "计划.txt")
    path = f"{SOURCES}/{source['id']}"
    response = client.delete(path)
    assert (response.status_code, response.content) == (204, b"")
    for gone in ("", "/text", "/file", "/precedents"):
        assert_problem(client.get(path + gone), 404, "unknown_source", str(source["id"]))
    assert_problem(client.delete(path), 404, "unknown_source")
    assert client.post("/api/v1/search", json={"query": "校园安全隐患排查"}).json()["passages"] == []
    assert_nothing_left(client)


def test_pages_of_the_list_hold_every_source_once(client: TestClient) -> None:
    ids = [upload(client, f"{PLAN}\n第{number}号文件附注", f"计划{number}.txt")["id"] for number in range(5)]
    seen: list[str] = []
    query = "?limit=2"
    for _ in range(3):
        page = client.get(SOURCES + query).json()
        seen += [item["id"] for item in page["items"]]
        query = f"?limit=2&cursor={page['next_cursor']}"
    assert seen == ids
    assert page["next_cursor"] is None
    assert [item["name"] for item in client.get(f"{SOURCES}?q=划3").json()["items"]] == ["计划3.txt"]
    assert client.get(f"{SOURCES}?q=%25").json()["items"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=-1", "q=" + "a" * 201])
def test_a_senseless_page(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{SOURCES}?{query}"), 422, "invalid_request", query.split("=")[0])


def test_waits_out_of_range(client: TestClient) -> None:
    response = client.post(f"{SOURCES}?wait=61", files={"file": ("总结.txt", SUMMARY.encode())})
    assert_problem(response, 422, "invalid_request", "wait")


@pytest.mark.parametrize("odd", ["..%2F..%2Fetc%2Fpasswd", "%00", "' OR 1=1 --", "a" * 3000, "%F0%9F%98%80"])
def test_odd_ids_are_unknown(client: TestClient, odd: str) -> None:
    response = client.get(f"{SOURCES}/{odd}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_key_brings_one_file_once(client: TestClient) -> None:
    def send(text: str, key: str) -> Response:
        files = {"file": ("计划.txt", text.encode(), "text/plain")}
        return client.post("/api/v1/sources", files=files, headers={"Idempotency-Key": key})

    plan = "云陂区教育局2024年工作计划\n一、校园安全\n每月排查一次校园安全隐患，登记造册，限期整改。\n"
    first, again = send(plan, "k1"), send(plan, "k1")
    ids = {(each.json().get("job") or {}).get("id") for each in (first, again) if each.status_code in (201, 202)}
    assert len(ids) == 1
    other = send(plan + "二、其他\n做好档案管理工作，及时归档。\n", "k1")
    assert_problem(other, 422, "idempotency_key_reused")
