"""Old Word and WPS documents, by the real LibreOffice and the real antiword; with none of them; and files that are neither."""

from __future__ import annotations

import http.server
import os
import shutil
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import ConverterMissing, DamagedDocument, EncryptedDocument
from ingest.reading import sandbox
from ingest.reading.registry import read
from ingest.reading.word import legacy
from tests.reading.builders import docx_of

FIXTURES = Path(__file__).parent / "fixtures"
DOC = (FIXTURES / "plan.doc").read_bytes()
MHT = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><h1>=B0=B2=C8=AB</h1></html>\r\n--x--\r\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have every temporary file in a folder of the test's own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def with_only(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shutil.which(program)
    assert path, f"install {program}"
    only = folder / "bin"
    only.mkdir()
    (only / program).symlink_to(path)
    monkeypatch.setenv("PATH", str(only))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plan.doc", "plan.wps", "plan.wpt", "plan.dot"])
@pytest.mark.slow
def test_libreoffice_keeps_numbers_and_headings(name: str, folder: Path) -> None:
    assert shutil.which("soffice"), "install libreoffice-writer-nogui"
    extract = read(DOC, name)
    assert extract.text == read((FIXTURES / "plan.rtf").read_bytes(), "plan.rtf").text
    assert (extract.media_type, extract.warnings) == ("application/msword", ())
    assert ("（一）演练安排", 2) in [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("program", ["antiword", "catdoc"])
def test_words_alone_where_there_is_no_libreoffice(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_only(program, folder, monkeypatch)
    extract = read(DOC, "plan.doc")
    lines = extract.text.split("\n")
    assert "全年组织应急演练四次，覆盖全部班级。" in lines
    assert "三月\t防火演练\t安全办" in lines
    assert "标题层级可能缺失" in extract.warnings[0]
    assert "修订中已删除的文字和隐藏文字可能混入，请安装 LibreOffice 后重新上传" in extract.warnings[0]
    assert [path.name for path in folder.iterdir()] == ["bin"]


def test_none_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(legacy, "_FOLDERS", ())
    with pytest.raises(ConverterMissing, match=r"“plan\.doc”.*安装 LibreOffice.*另存为 \.docx") as caught:
        read(DOC, "plan.doc")
    assert (caught.value.code, caught.value.status) == ("converter_missing", 422)


@pytest.mark.slow
def test_several_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = {extract.text for extract in pool.map(lambda at: read(DOC, f"{at}.doc"), range(4))}
    assert len(texts) == 1


@pytest.mark.slow
def test_nothing_that_a_document_links_to_is_fetched() -> None:
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(self.client_address)

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        data = (FIXTURES / "linking.doc").read_bytes().replace(b"11111", f"{server.server_port:05}".encode())
        wide = data.replace("11111".encode("utf-16-le"), f"{server.server_port:05}".encode("utf-16-le"))
        assert wide != (FIXTURES / "linking.doc").read_bytes()
        assert read(wide, "a.doc").text == "图在网上"
        server.shutdown()
    assert asked == []


def test_a_password() -> None:
    at = DOC.index(b"\xec\xa5")
    locked = DOC[: at + 11] + bytes([DOC[at + 11] | 1]) + DOC[at + 12 :]
    with pytest.raises(EncryptedDocument, match="密码"):
        read(locked, "a.doc")


@pytest.mark.slow
def test_damaged(folder: Path) -> None:
    for data in (DOC[:1500], DOC[:512] + bytes(1000) + "WordDocument".encode("utf-16-le")):
        with pytest.raises(DamagedDocument):
            read(data, "a.doc")
    assert list(folder.iterdir()) == []


def test_what_is_really_inside_decides() -> None:
    assert read(docx_of("一、安全"), "a.doc").text == "一、安全"
    assert read("<html><body><p>正文</p></body></html>".encode(), "a.doc").text == "正文"
    assert read(MHT, "a.doc").text == "安全"
    assert read(MHT, "a.mht").headings == ((0, 1),)
    assert read("一、安全".encode("gb18030"), "a.wps").text == "一、安全"


def test_a_web_archive_without_a_page() -> None:
    with pytest.raises(DamagedDocument, match="没有网页"):
        read(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc", "a.mht")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    began = time.monotonic()
    script = f"sleep 60 & echo $! > {tmp_path}/child; wait"
    assert sandbox.run(["/bin/sh", "-c", script], tmp_path, seconds=0.5, memory_mb=500) is None
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child is still running")


@pytest.mark.skipif(sys.platform != "linux", reason="needs ulimit -v")
def test_a_program_that_eats_memory_fails(tmp_path: Path) -> None:
    status = sandbox.run([sys.executable, "-c", "bytearray(10**9)"], tmp_path, seconds=20, memory_mb=500)
    assert status == 1
