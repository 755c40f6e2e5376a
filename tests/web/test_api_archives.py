"""An archive or a mail brings many sources: what is taken in, what is skipped, and how the job tells of both."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from ingest.library import Added, Library
from tests.reading.builders import archive
from tests.web.serving import PLAN, SECOND_PLAN, SUMMARY, assert_problem, upload

SOURCES = "/api/v1/sources"
MANY = archive(
    ("安全科/计划.txt", PLAN.encode()),
    ("安全科/总结.txt", SUMMARY.encode()),
    ("~$计划.txt", b"0"),
    ("录像.mp4", b"0"),
    ("坏.docx", b"no zip"),
    ("里.zip", archive(("月桥.txt", SECOND_PLAN.encode()), ("又一份.txt", PLAN.encode()))),
)


def send(client: TestClient, data: bytes, name: str, wait: int = 60, key: str = "") -> Response:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{SOURCES}?wait={wait}", files={"file": (name, data)}, headers=headers)


def test_an_archive_brings_many(client: TestClient) -> None:
    response = send(client, MANY, "2019年.zip")
    body = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"/api/v1/jobs/{body['job']['id']}"
    assert (body["id"], body["name"], body["bytes"]) == (None, "2019年.zip", len(MANY))
    assert (body["status"], body["created"], len(body["sha256"])) == ("indexed", True, 64)
    assert [each["name"] for each in body["sources"]] == [
        "2019年.zip/安全科/计划.txt",
        "2019年.zip/安全科/总结.txt",
        "2019年.zip/里.zip/月桥.txt",
    ]
    assert body["sources"] == client.get(SOURCES).json()["items"]
    assert [(each["name"], each["problem"]["code"]) for each in body["skipped"]] == [
        ("2019年.zip/录像.mp4", "unsupported_media_type"),
        ("2019年.zip/坏.docx", "damaged_document"),
    ]
    job = body["job"]
    assert (job["state"], job["error"], job["source_id"]) == ("succeeded", None, None)
    assert job["progress"] == {"done": 6, "total": 6, "unit": "files"}
    assert job["source_ids"] == [each["id"] for each in body["sources"]]
    assert job["skipped"] == body["skipped"]
    assert client.get(response.headers["location"]).json() == job


def test_an_archive_again_brings_nothing_new(client: TestClient) -> None:
    first = send(client, MANY, "2019年.zip").json()
    again = send(client, MANY, "改名.zip")
    assert again.status_code == 200
    assert again.json()["created"] is False
    assert again.json()["sources"] == first["sources"]
    more = archive(("计划.txt", PLAN.encode()), ("新.txt", (PLAN + "四、附则\n本计划自印发之日起施行。").encode()))
    assert send(client, more, "再来.zip").status_code == 201
    assert client.get("/readyz").json()["sources"] == 4


def test_one_key_brings_an_archive_once(client: TestClient) -> None:
    first, again = (send(client, MANY, "一.zip", key="k") for _ in range(2))
    assert first.json()["job"]["id"] == again.json()["job"]["id"]
    assert_problem(send(client, archive(("a.txt", PLAN.encode())), "二.zip", key="k"), 422, "idempotency_key_reused")


def test_a_mail_brings_its_body_and_attachments(client: TestClient) -> None:
    data = (
        b"From: a@b.cn\r\nSubject: =?GBK?B?zajWqg==?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + PLAN.encode("gbk")
    )
    data += b'\r\n--x\r\nContent-Type: text/plain; charset=gbk; name="a.txt"\r\n\r\n' + SUMMARY.encode("gbk")
    body = send(client, data + b"\r\n--x--\r\n", "通知.eml").json()
    assert [each["name"] for each in body["sources"]] == ["通知.eml/正文.txt", "通知.eml/a.txt"]
    assert body["skipped"] == []
    text = client.get(f"{SOURCES}/{body['sources'][0]['id']}/text").text
    assert text.startswith("通知\n\n枫浦区教育局2023年工作计划")


def test_the_files_of_an_archive_can_be_found_and_had_and_removed(client: TestClient) -> None:
    source = send(client, MANY, "2019年.zip").json()["sources"][1]
    found = client.post("/api/v1/search", json={"query": "食堂食品安全 陪餐"}).json()["passages"]
    assert found[0]["source"] == {"id": source["id"], "name": "2019年.zip/安全科/总结.txt"}
    file = client.get(f"{SOURCES}/{source['id']}/file")
    assert file.content == SUMMARY.encode()
    assert file.headers["content-disposition"].endswith("filename*=UTF-8''%E6%80%BB%E7%BB%93.txt")
    assert client.get(f"{SOURCES}?q=安全科/总结").json()["items"] == [source]
    assert client.delete(f"{SOURCES}/{source['id']}").status_code == 204


@pytest.mark.parametrize(
    ("name", "data", "status", "code", "says"),
    [
        ("空.zip", b"", 422, "no_text_found", "空文件"),
        ("空的.zip", archive(), 422, "no_text_found", "没有文件"),
        ("假.zip", b"no zip", 422, "damaged_document", "纯文本"),
        ("都坏.zip", archive(("坏.docx", b"0"), ("a.mp4", b"0")), 422, "no_text_found", "“坏.docx”的文件名是 .docx"),
        ("假.eml", b"no mail", 422, "damaged_document", "不是邮件"),
        ("空信.eml", b"Subject: a\n\nb", 422, "no_text_found", "没有附件"),
        ("炸弹.zip", archive(("a.txt", bytes(70 << 20))), 413, "source_too_large", "压缩炸弹"),
    ],
)
def test_an_archive_that_brings_nothing(
    client: TestClient, name: str, data: bytes, status: int, code: str, says: str
) -> None:
    assert_problem(send(client, data, name), status, code, name, says)
    assert client.get("/readyz").json()["sources"] == 0


def test_first_reasons_only(client: TestClient) -> None:
    response = send(client, archive(*((f"坏{at}.docx", b"0") for at in range(9))), "都坏.zip")
    assert_problem(response, 422, "no_text_found", "9 个文件", "坏0.docx", "坏2.docx", "……")
    assert "坏3.docx" not in response.json()["detail"]


def test_without_a_wait_the_job_tells_of_every_file(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go, add = threading.Event(), Library.add

    def slow(*args: Any) -> Added:
        args[3](1, 9, "passages")
        go.wait(10)
        return add(*args)

    monkeypatch.setattr(Library, "add", slow)
    response = send(client, MANY, "2019年.zip", wait=0)
    assert response.status_code == 202
    job_id = response.json()["job"]["id"]
    seen = [client.get(f"/api/v1/jobs/{job_id}").json() for _ in range(3) if not time.sleep(0.05)]
    assert seen[-1]["state"] == "running"
    assert seen[-1]["progress"] == {"done": 0, "total": 5, "unit": "files"}
    assert (seen[-1]["source_ids"], seen[-1]["skipped"]) == ([], [])
    go.set()
    for _ in range(1000):
        job = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] == "succeeded":
            break
        time.sleep(0.01)
    assert (len(job["source_ids"]), len(job["skipped"])) == (3, 2)


def test_a_file_of_its_own_is_told_as_before(client: TestClient) -> None:
    body = upload(client, PLAN, "计划.txt")
    assert "sources" not in body and "skipped" not in body


def test_the_contract_names_both_answers(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    answers = document["paths"][SOURCES]["post"]["responses"]
    for status in ("200", "201"):
        schema = answers[status]["content"]["application/json"]["schema"]
        assert {each["$ref"].rpartition("/")[2] for each in schema["anyOf"]} == {"UploadedOut", "ArchiveOut"}
    assert {"source_ids", "skipped"} <= set(document["components"]["schemas"]["JobOut"]["properties"])
