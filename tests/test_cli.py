from __future__ import annotations

import errno
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import filelock
import httpx
import pytest
from fastapi import FastAPI

from assistant.cli import main
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.reading.builders import archive
from tests.web.serving import PLAN, SECOND_PLAN, SUMMARY

ROOT = Path(__file__).parents[1]
ENGLISH = re.compile(r"usage|options|arguments|positional|show this|error|required|invalid|choose|expected")


class Parts:
    """Puts the parts together over the fake encoder."""

    def assistant(self, settings: Settings) -> Assistant:
        return Assistant(Library(settings.data_dir, HashingEncoder()))

    def web(self, assistant: Assistant, settings: Settings) -> FastAPI:
        return create_app(assistant, settings)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "计划.txt").write_text(PLAN, encoding="utf-8")
    (folder / "deep" / "另一份.txt").write_text(SECOND_PLAN, encoding="utf-8")
    (folder / "deep" / ".hidden" / "秘密.txt").write_text(PLAN, encoding="utf-8")
    (folder / "清单.xyz").write_text("不是文件", encoding="utf-8")
    return folder


def run(data: Path, *argv: str | Path, environ: Mapping[str, str] | None = None) -> int:
    return main([str(each) for each in argv], build=Parts(), environ={"QICAO_DATA_DIR": str(data), **(environ or {})})


def test_ingest_then_search_and_check(data: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "ingest", papers) == 0
    told = capsys.readouterr().out
    assert "✓ papers/计划.txt：1 份先例，" in told
    assert "✓ papers/deep/另一份.txt：" in told
    assert "秘密" not in told
    assert "共 3 个文件：收进 2 个，已在资料库中 0 个，跳过 1 个，失败 0 个。" in told
    assert "  跳过 papers/清单.xyz：不支持 .xyz 的文件。" in told
    assert "资料库现有 2 个文件 · 2 篇先例 · " in told
    assert run(data, "search", "校园安全隐患排查") == 0
    assert "1. [" in capsys.readouterr().out
    assert run(data, "search", "校园安全隐患排查", "--json", "--top-k", "1") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["passages"]) == 1
    assert "隐患" in found["passages"][0]["text"]
    assert found["expanded"] == [{"said": "隐患排查", "terms": found["expanded"][0]["terms"]}]
    for asked in ("下河巡查", "下河量子对撞"):  # found, and not found
        assert run(data, "search", asked) == 0
        assert re.match("已按“溺水”.*一并检索。\n\n", capsys.readouterr().out)
    for command in ("check", "rebuild", "check"):
        assert run(data, command) == 0
    assert "记录与索引一致" in capsys.readouterr().out


def test_ingest_again_says_so(data: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "ingest", papers / "计划.txt") == 0
    assert run(data, "ingest", papers / "计划.txt") == 0
    assert "已在资料库中" in capsys.readouterr().out


def test_a_file_that_fails_is_told_and_the_others_are_taken(
    data: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = papers / "坏.docx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert run(data, "ingest", papers, papers / "没有.txt", papers / "清单.xyz") == 1
    told = capsys.readouterr().out
    assert "✓ papers/计划.txt" in told
    assert "✗ papers/坏.docx：" in told
    assert "✗ 没有.txt：无法读取（没有这个文件或目录）；请检查路径和权限。" in told
    assert "✗ 清单.xyz：" in told
    assert "收进 2 个，已在资料库中 0 个，跳过 1 个，失败 3 个。" in told
    assert "  失败 没有.txt：无法读取" in told


def test_ingest_opens_archives_and_mails(data: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "2019年.zip").write_bytes(
        archive(
            ("安全科/计划.txt", SUMMARY.encode()),
            ("安全科/同.txt", PLAN.encode()),
            ("录像.mp4", b"0"),
            ("坏.pdf", b"0"),
        )
    )
    (papers / "通知.eml").write_bytes(b"From: a\nSubject: a\n\n" + f"附送样本：{SECOND_PLAN}".encode())
    (papers / "~$计划.docx").write_bytes(b"0")
    assert run(data, "ingest", papers) == 1
    told = capsys.readouterr().out
    assert "✓ papers/2019年.zip/安全科/计划.txt：1 份先例，" in told
    assert "✓ papers/通知.eml/正文.txt：1 份先例，" in told
    assert "－ papers/2019年.zip/录像.mp4：“录像.mp4”：不支持 .mp4 文件" in told
    assert "✗ papers/2019年.zip/坏.pdf：“坏.pdf”的文件名是 .pdf" in told
    assert "共 8 个文件：收进 4 个，已在资料库中 1 个，跳过 2 个，失败 1 个。" in told
    assert "  失败 papers/2019年.zip/坏.pdf：" in told
    assert "~$" not in told
    assert run(data, "ingest", papers / "2019年.zip") == 1
    told = capsys.readouterr().out
    assert "✓ 2019年.zip/安全科/同.txt：" in told and "（已在资料库中）" in told
    assert "共 4 个文件：收进 0 个，已在资料库中 2 个，跳过 1 个，失败 1 个。" in told
    (papers / "里.zip").write_bytes(b"PK\x03\x04")
    assert run(data, "ingest", papers / "里.zip") == 1
    assert "✗ 里.zip：“里.zip”不是完好的压缩包" in capsys.readouterr().out


def test_a_folder_is_called_by_its_own_name(
    data: Path, papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(papers)
    assert run(data, "ingest", ".") == 0
    assert "✓ papers/计划.txt" in capsys.readouterr().out


def test_a_file_over_the_limit_is_not_even_read(data: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (papers / "大.txt").open("wb") as handle:
        handle.truncate(3 << 20)
    assert run(data, "ingest", papers / "大.txt", "--upload-limit-mb", "2") == 1
    assert "✗ 大.txt：文件超过 2 MB" in capsys.readouterr().out


def test_draft_as_markdown_and_as_json_in_a_file(
    data: Path, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "ingest", papers) == 0
    capsys.readouterr()
    brief = ("draft", "--title", "2026年云陂区工作计划", "--section", "校园安全管理")
    assert run(data, *brief) == 0
    told = capsys.readouterr().out
    assert told.startswith("# 2026年云陂区工作计划\n\n## 校园安全管理\n")
    assert "[^1]: 《" in told
    target = tmp_path / "草稿.json"
    assert run(data, *brief, "--format", "json", "--year", "2026", "--max-items", "1", "-o", target) == 0
    made = json.loads(target.read_text(encoding="utf-8"))
    assert (made["brief"]["year"], len(made["outline"])) == (2026, 1)
    assert run(data, *brief, "-o", tmp_path / "没有" / "草稿.md") == 1
    assert "无法读写（没有这个文件或目录）" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "environ", "word"),
    [
        (("search", "  "), {}, "检索"),
        (("check",), {"QICAO_PROT": "1"}, "QICAO_PROT"),
        (("serve", "--port", "70000"), {}, "QICAO_PORT"),
        (("serve", "--host", "0.0.0.0"), {}, "密钥"),
        (("serve",), {"QICAO_HOST": "192.168.1.5"}, "QICAO_HOST"),
    ],
)
def test_what_cannot_be_is_told_in_chinese(
    data: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], environ: dict[str, str], word: str
) -> None:
    assert run(data, *argv, environ=environ) == 1
    caught = capsys.readouterr()
    assert word in caught.err
    assert "Traceback" not in caught.err
    assert caught.out == ""


def test_a_library_in_use_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library(data, HashingEncoder()):
        for argv in (("ingest", __file__), ("rebuild",)):
            assert run(data, *argv) == 1
            assert "另一个起草进程" in capsys.readouterr().err


def test_check_works_beside_a_running_server(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library(data, HashingEncoder()) as library:
        library.add("云陂区教育局2023年工作计划\n一、校园安全\n每月排查一次隐患，限期整改。".encode(), "计划.txt")
        assert run(data, "check") == 0
    assert "一致" in capsys.readouterr().out


def test_check_makes_no_file(data: Path, papers: Path) -> None:
    assert run(data, "ingest", papers) == 0
    (stamp,) = data.glob("index/*/stamp.json")
    stamp.unlink()
    (data / "lock").unlink(missing_ok=True)
    assert run(data, "check") == 1
    assert not (data / "lock").exists()


def test_a_check_that_tries_the_lock_does_not_keep_a_server_from_starting(data: Path, papers: Path) -> None:
    assert run(data, "ingest", papers) == 0
    trying = filelock.FileLock(data / "lock", thread_local=False)
    trying.acquire()
    threading.Timer(0.1, trying.release).start()
    assert run(data, "rebuild") == 0


def test_a_difference_is_told(data: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "ingest", papers) == 0
    (stamp,) = data.glob("index/*/stamp.json")
    stamp.unlink()
    capsys.readouterr()
    assert run(data, "check") == 1
    assert "不是同一版本" in capsys.readouterr().out
    assert run(data, "rebuild") == 0
    assert run(data, "check") == 0


BRIEF = ("draft", "--title", "一", "--section", "二")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ((), "缺少 命令"),
        (("nothing",), "命令 没有 'nothing' 这个选择，可选："),
        (("draft", "--title", "一"), "缺少 --section"),
        (("search",), "缺少 检索内容"),
        (("ingest",), "缺少 路径"),
        (("serve", "--por", "1"), "不认识 --por 1"),
        (("search", "安全", "--top-k", "0"), "--top-k 应为 1 到 100 之间的整数"),
        (("search", "安全", "--json=1"), "--json 不带取值"),
        ((*BRIEF, "--year", "x"), "--year 应为整数，不能是 'x'"),
        ((*BRIEF, "--format", "pdf9"), "--format 没有 'pdf9' 这个选择"),
        ((*BRIEF, "--output"), "-o/--output 后面缺少取值"),
    ],
)
def test_wrong_usage(data: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], told: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(data, *argv)
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"参数有误：{told}")
    assert not ENGLISH.search(said)


@pytest.mark.parametrize("command", ["", "serve", "ingest", "search", "draft", "check", "rebuild"])
def test_help_is_in_chinese_and_tells_the_data_folder(
    data: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(data, *filter(None, [command]), "--help")
    assert caught.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：qicao")
    assert f"现为{data}；" in re.sub(r"\s", "", said)
    assert "QICAO_DATA_DIR" in said
    assert not ENGLISH.search(said)


def test_a_taken_port_is_told_before_the_library_is_opened(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(data, "serve", "--port", str(taken.getsockname()[1])) == 1
    said = capsys.readouterr().err
    assert "端口已被占用" in said and "--port" in said
    assert not data.exists()


@pytest.mark.parametrize("lines", [1, 100_000])
def test_output_that_nobody_reads_any_more_ends_quietly(
    data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], lines: int
) -> None:
    def check(*_: object) -> int:
        for _each in range(lines):
            sys.stdout.write("记录与索引一致。\n")
        return 0

    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr("assistant.commands.check", check)
    with os.fdopen(writing, "w", encoding="utf-8") as unread:
        monkeypatch.setattr(sys, "stdout", unread)
        assert run(data, "check") == 1
        monkeypatch.undo()
    assert capfd.readouterr().err == ""


def test_a_pipe_of_another_kind_that_breaks_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(*_: object) -> int:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))

    monkeypatch.setattr("assistant.commands.check", check)
    assert run(data, "check") == 1
    assert capsys.readouterr().err == "文件无法读写（接收的一方已经关闭）；请检查路径、权限和磁盘空间。\n"


def test_indexes_that_do_not_fit_are_told_of_in_chinese(data: Path, papers: Path) -> None:
    assert run(data, "ingest", papers) == 0
    shutil.rmtree(data / "index")
    done = subprocess.run(
        [sys.executable, "-c", LIVE, "search", "隐患排查", "--data-dir", str(data)],
        capture_output=True, encoding="utf-8", check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert "1. [" in done.stdout
    assert done.stderr == "索引与记录不一致，正在由记录重建索引…\n"


@pytest.mark.parametrize(
    ("name", "level", "said"),
    [
        ("ingest.library", logging.WARNING, True),
        ("python_multipart.multipart", logging.WARNING, False),
        ("python_multipart.multipart", logging.ERROR, True),
        ("uvicorn.error", logging.WARNING, False),
        ("uvicorn.error", logging.ERROR, True),
    ],
)
def test_only_our_own_warnings_reach_the_terminal(
    data: Path, capsys: pytest.CaptureFixture[str], name: str, level: int, said: bool
) -> None:
    run(data, "check")
    capsys.readouterr()
    record = logging.getLogger(name).makeRecord(name, level, "", 0, "说的话", (), None)
    if logging.getLogger(name).filter(record):
        assert logging.lastResort
        logging.lastResort.handle(record)
    assert capsys.readouterr().err == ("说的话\n" if said else "")


def test_help_is_fast_and_in_chinese() -> None:
    code = (
        "import sys, time; begun = time.perf_counter(); import app; sys.argv = ['qicao', '--help']\ntry: app.main()\n"
    )
    code += "finally: print(time.perf_counter() - begun, sorted({'torch', 'fastapi', 'numpy'} & set(sys.modules)))"
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environ,
        check=True,
        timeout=30,
    )
    assert time.perf_counter() - begun < 5
    assert "收进资料库" in done.stdout
    seconds, heavy = done.stdout.strip().splitlines()[-1].split(" ", 1)
    assert heavy == "[]"
    assert float(seconds) < 0.5


FORM = {"Content-Type": "multipart/form-data; boundary=x"}
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
LIVE = """
import sys
from assistant.cli import main
from tests.test_cli import Parts
sys.exit(main(sys.argv[1:], build=Parts()))
"""


@pytest.mark.slow
def test_serve_over_a_socket_until_it_is_told_to_stop(data: Path, papers: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with _served(data, told, "--corpus", papers, "--upload-limit-mb", "1") as (server, port):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
            assert client.get("/readyz").json()["sources"] == 2
            for content in (HEAD + bytes(8 << 20), iter([HEAD, *[bytes(1 << 20)] * 8])):
                large = client.post("/api/v1/sources", content=content, headers=FORM)
                assert (large.status_code, large.json()["code"]) == (413, "source_too_large")
            assert client.get("/readyz").json()["sources"] == 2
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
    said = told.read_text(encoding="utf-8")
    for words in ("✓ 计划.txt", f"http://127.0.0.1:{port}", "# 2026年枫浦区教育局工作计划", "起草已停止。"):
        assert words in said
    with Library(data, HashingEncoder()) as library:
        assert library.check() == []


@pytest.mark.slow
def test_a_body_that_is_no_form_is_answered_and_the_terminal_stays_quiet(data: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with _served(data, told) as (_server, port):
        before = told.read_text(encoding="utf-8")
        answer = httpx.post(f"http://127.0.0.1:{port}/api/v1/sources", content=b"no form", headers=FORM)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
        with socket.create_connection(("127.0.0.1", port), timeout=10) as other:
            other.sendall(b"no request\r\n\r\n")
            assert other.recv(100).startswith(b"HTTP/1.1 400")
        assert told.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_an_upload_that_a_stop_cuts_off_is_answered(data: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with _served(data, told) as (server, port), socket.create_connection(("127.0.0.1", port), timeout=10) as upload:
        lines = ["POST /api/v1/sources HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Length: 9999"]
        lines += [f"{name}: {value}" for name, value in FORM.items()]
        upload.sendall("\r\n".join([*lines, "", ""]).encode() + HEAD + b"half of it")
        time.sleep(0.5)  # until the server waits for the rest
        server.send_signal(signal.SIGTERM)
        with upload.makefile("rb") as received:
            answer = received.read().decode()
        assert server.wait(10) == 0
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 503")
    assert "retry-after: " in head.lower()
    assert json.loads(body)["code"] == "busy"
    said = told.read_text(encoding="utf-8")
    assert "Traceback" not in said and "CancelledError" not in said
    with Library(data, HashingEncoder()) as library:
        assert library.store.counts()["sources"] == 0


@contextmanager
def _served(data: Path, told: Path, *more: str | Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Yield a server that answers, and its port; what it says, its log too, goes into ``told``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    argv = ["serve", "--data-dir", data, "--port", port, *more]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with told.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", LIVE, *map(str, argv)], stdout=output, stderr=subprocess.STDOUT, env=environ
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
            _await(client, server)
        yield server, port
    finally:
        server.kill()
        server.wait()


def _await(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            assert client.get("/healthz").status_code == 200
            return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the server never answered")
