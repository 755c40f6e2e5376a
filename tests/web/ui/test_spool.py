"""Uploads of the page: they lie in the library's folder, and none stays there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from assistant.web.ui import spool
from assistant.web.ui.page import mount_page
from assistant.web.ui.strings import Words
from assistant.web.ui.upload import take_in
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.serving import BASE

LIMIT_MB = 1
HOUR = 3600
FORM = {"Content-Type": "multipart/form-data; boundary=x"}
HEAD = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
UPLOAD = "/gradio_api/upload"

pytestmark = pytest.mark.filterwarnings("ignore")  # of Gradio's own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "uploads"


@pytest.fixture
def client(tmp_path: Path, folder: Path) -> Iterator[TestClient]:
    folder.mkdir(parents=True)
    (folder / "of-a-server-that-was-killed").write_bytes(b"a")
    with Library(tmp_path / "data", HashingEncoder()) as library:
        assistant = Assistant(library)
        settings = Settings(data_dir=tmp_path / "data", upload_limit_mb=LIMIT_MB)
        app = mount_page(create_app(assistant, settings), assistant, settings.upload_limit)
        with TestClient(app, base_url=BASE, raise_server_exceptions=False) as made:
            yield made


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_an_upload_lies_in_the_librarys_folder_until_the_server_stops(client: TestClient, folder: Path) -> None:
    assert files_in(folder) == []
    for page in ("", "/en"):
        (path,) = client.post(f"{page}{UPLOAD}", files={"files": (f"计划{len(page)}.txt", b"abc")}).json()
        assert Path(path).is_relative_to(folder)
        assert Path(path).read_bytes() == b"abc"
    client.__exit__()
    assert list(folder.iterdir()) == []
    client.__enter__()


def test_one_that_is_refused_leaves_nothing_and_one_beside_it_stays(client: TestClient, folder: Path) -> None:
    sent = [("a.exe", b"MZ\0"), ("b.exe", b"MZ\0"), ("c.exe", b"MZ\0\0")]
    first, second, third = (Path(client.post(UPLOAD, files={"files": each}).json()[0]) for each in sent)
    library = client.app.state.services.assistant.library
    found = take_in(library, [str(first), str(third)], [], Words("zh"), LIMIT_MB << 20, lambda *_, **__: None)
    assert [each.kind for each in found] == ["failed", "failed"]
    assert [*folder.rglob("*")] == [second.parent, second]


def test_a_copy_that_lies_elsewhere_leaves_its_folder(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_bytes(b"a")
    spool.discard(tmp_path / "papers" / "a.txt")
    assert [*tmp_path.iterdir()] == [tmp_path / "papers"]


@pytest.mark.parametrize("announced", [True, False])
def test_one_that_is_too_large_says_both_limits_and_leaves_nothing(
    client: TestClient, folder: Path, announced: bool
) -> None:
    body = HEAD + bytes(5 << 20)
    answer = client.post(UPLOAD, content=body if announced else iter([HEAD, *[bytes(1 << 20)] * 5]), headers=FORM)
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("单个文件不能超过 1 MB；一次上传合计不能超过 4 MB。")
    assert files_in(folder) == []


def test_only_what_is_old_is_swept(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_bytes(b"a")
    folder = tmp_path / "uploads"
    for name in ("old", "new"):
        (folder / name).mkdir(parents=True)
        (folder / name / "计划.txt").write_bytes(b"a")
    (folder / "link").symlink_to(outside)
    os.utime(folder / "old", (time.time() - 2 * HOUR,) * 2)
    spool.sweep(folder, older_than=HOUR)
    assert sorted(each.name for each in folder.iterdir()) == ["link", "new"]
    spool.sweep(folder, older_than=0)
    assert list(folder.iterdir()) == []
    assert (outside / "kept.txt").exists()
    spool.sweep(tmp_path / "nowhere", older_than=0)
