"""The commands behind cli.py: each takes the arguments, the settings and the builder, and returns its exit status."""

from __future__ import annotations

import argparse
import json
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from tqdm import tqdm

from assistant import intake
from assistant.export.json import to_json
from assistant.export.markdown import to_markdown
from assistant.export.results import results_to_json
from assistant.oserrors import reason
from assistant.plan import Brief, Hit
from assistant.settings import Settings
from assistant.web.ui.counts import counts_told
from assistant.web.ui.strings import Words
from assistant.web.ui.why import widened_told
from ingest.document import Filters
from ingest.errors import InvalidSetting, LibraryInUse
from ingest.inspection import inspect

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant

_OFFICE = "枫浦区教育局"
_SAMPLE = Brief(f"2026年{_OFFICE}工作计划", "校园安全管理", organization=_OFFICE, year=2026, max_items=3)
_BACKLOG = 128
_INSTANT = 0.3
"""Seconds, after which a ``qicao check`` that was trying the lock has let it go."""


class Builder(Protocol):
    """What puts the parts together; the composition root hands one in."""

    def assistant(self, settings: Settings) -> Assistant:
        """Open the library and return the assistant over it; the caller closes ``assistant.library``."""

    def web(self, assistant: Assistant, settings: Settings) -> FastAPI:
        """Return the REST routes and the page as one app."""


def serve(arguments: argparse.Namespace, settings: Settings, build: Builder) -> int:
    """Answer over HTTP until interrupted; take the sample corpus in first where asked to and the library is empty."""
    settings.require_loopback()
    listening = _listen(settings)  # before the slow part, so that a taken port is told at once
    import uvicorn

    with listening, _opened(settings, build) as assistant:
        _first_time(arguments, settings, assistant)
        app = build.web(assistant, settings)
        if arguments.corpus:
            print("\n以下是用资料库起草的一份样例：\n\n" + to_markdown(assistant.draft(_SAMPLE)), flush=True)
        # Last, where a screen that has scrolled still shows it.
        print(f"资料库（{settings.data_dir}）：{counts_told(assistant.library, Words('zh'))}")
        print(f"起草已启动：{settings.address} （按 Ctrl+C 停止）", flush=True)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2, server_header=False)
        # The server shuts down and then raises the signal again; as an interrupt, it lets the library be closed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    print("起草已停止。")
    return 0


def ingest(arguments: argparse.Namespace, settings: Settings, build: Builder) -> int:
    """Take files in, with a result line each and a summary; 1 when any failed."""
    found = intake.walk(arguments.paths)
    limit, names = settings.upload_limit_mb, found.names
    with _opened(settings, build) as assistant:
        tally = intake.take_in(assistant.library, found.files, limit_mb=limit, say=tqdm.write, names=names)
        counts = counts_told(assistant.library, Words("zh"))
    tally.skip(found.skipped)
    print(tally.summary())
    print(f"资料库现有 {counts}。")
    return int(bool(tally.failed))


def search(arguments: argparse.Namespace, settings: Settings, build: Builder) -> int:
    """Print what answers a query."""
    with _opened(settings, build) as assistant:
        begun = time.perf_counter()
        hits = assistant.search(arguments.query, top_k=arguments.top_k, filters=Filters())
        took_ms = round((time.perf_counter() - begun) * 1000)
        expansion = assistant.lexicon.expand(arguments.query)
        if arguments.json:
            print(_json(results_to_json(arguments.query, expansion, hits, assistant.library, took_ms)))
        else:
            if widened := widened_told(expansion, Words("zh")):
                print(f"{widened}。\n")
            told = "\n\n".join(_told(at, hit) for at, hit in enumerate(hits, start=1))
            counts = counts_told(assistant.library, Words("zh"))
            print(told or f"资料库（{settings.data_dir}：{counts}）里没有相关的内容。")
    return 0


def draft(arguments: argparse.Namespace, settings: Settings, build: Builder) -> int:
    """Draft a section and print it, or write it to a file."""
    brief = Brief(
        title=arguments.title,
        section=arguments.section,
        doc_type=arguments.doc_type,
        organization=arguments.organization,
        year=arguments.year,
        requirements=arguments.requirements,
        max_items=arguments.max_items,
    )
    with _opened(settings, build) as assistant:
        made = assistant.draft(brief)
    text = _json(to_json(made)) + "\n" if arguments.format == "json" else to_markdown(made)
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
        print(f"已写入 {arguments.output}")
    else:
        sys.stdout.write(text)
    return 0


def check(_arguments: argparse.Namespace, settings: Settings, _build: Builder) -> int:
    """Hold the indexes against the records, reading only; 1 on a difference."""
    differences = inspect(settings.data_dir)
    for difference in differences:
        print(difference)
    if not differences:
        print("记录与索引一致。")
    return int(bool(differences))


def rebuild(_arguments: argparse.Namespace, settings: Settings, build: Builder) -> int:
    """Build the indexes anew from the records."""
    with _opened(settings, build) as assistant, intake.bar("重建索引") as progress:
        assistant.library.rebuild(progress)
    print("索引已重建。")
    return 0


@contextmanager
def _opened(settings: Settings, build: Builder) -> Iterator[Assistant]:
    try:
        assistant = build.assistant(settings)
    except LibraryInUse:
        # It may be a check beside us that tries the lock for an instant; a server would still hold it after that.
        time.sleep(_INSTANT)
        assistant = build.assistant(settings)
    with assistant.library:
        yield assistant


def _first_time(arguments: argparse.Namespace, settings: Settings, assistant: Assistant) -> None:
    """Take the corpus in where one is named and the library is empty."""
    if arguments.corpus and not assistant.library.store.counts()["sources"]:
        files = intake.walk([arguments.corpus]).files
        print(f"资料库是空的，先收进 {arguments.corpus} 里的 {len(files)} 个文件。", flush=True)
        intake.take_in(assistant.library, files, limit_mb=settings.upload_limit_mb, say=tqdm.write)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise InvalidSetting(
            f"无法监听 {settings.host}:{settings.port}（{reason(error)}）；请用 --port 另指一个端口，或检查 --host。"
        ) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _told(position: int, hit: Hit) -> str:
    passage = hit.passage
    where = " › ".join((hit.source_name, hit.precedent_title, *passage.heading_path))
    again = f"；另见 {len(hit.also_in)} 处" if hit.also_in else ""
    return f"{position}. [{hit.score:.2f}] {where}（第 {passage.start + 1}–{passage.end} 字{again}）\n{passage.text.strip()}"
