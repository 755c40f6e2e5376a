from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from assistant.web.api.jobs import job_out
from assistant.web.jobs import Busy, Jobs
from ingest.errors import NotFound
from tests.reading.builders import archive


class _Library:
    """Stands in for a Library whose files take as long as the test wants."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work

    def add(self, data: bytes, name: str, progress: Callable[[int, int, str], None]) -> None:
        progress(1, 4, "pages")
        self.work()


def test_files_wait_their_turn_and_too_many_are_refused() -> None:
    go, begun = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(10)
        raise NotFound("source", "x")

    jobs = Jobs(_Library(work), waiting_limit=10)  # type: ignore[arg-type]
    first, second = jobs.submit(b"12345", "a"), jobs.submit(b"12345", "b")
    assert begun.wait(10)
    assert (first.state, second.state) == ("running", "queued")
    assert job_out(first).progress.model_dump() == {"done": 1, "total": 4, "unit": "pages"}
    with pytest.raises(Busy, match="重新上传"):
        jobs.submit(b"1", "c")
    go.set()
    assert isinstance(first.future.exception(10), NotFound)
    assert isinstance(second.future.exception(10), NotFound)
    assert jobs.get(first.id) is first
    assert job_out(first).state == "failed"
    jobs.submit(b"1" * 11, "alone").future.exception(10)
    jobs.close()


def test_what_nobody_foresaw_ends_a_job_too(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise ZeroDivisionError("secret detail")

    jobs = Jobs(_Library(work), waiting_limit=10)  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        job = jobs.submit(b"1", "a")
        jobs.close()
    told = job_out(job)
    assert told.state == "failed"
    assert told.error is not None
    assert told.error.code == "internal_error"
    assert "secret detail" in caplog.text
    assert "secret" not in told.model_dump_json()


def test_what_waits_at_the_end_is_told_as_not_taken() -> None:
    go, begun = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(10)

    jobs = Jobs(_Library(work), waiting_limit=10)  # type: ignore[arg-type]
    jobs.submit(b"1", "a")
    assert begun.wait(10)
    waiting = jobs.submit(b"1", "b")
    threading.Timer(0.05, go.set).start()
    jobs.close()
    assert job_out(waiting).state == "failed"
    assert isinstance(waiting.error, Busy)


def test_a_stop_ends_an_archive_after_the_file_at_work() -> None:
    begun, go, names = threading.Event(), threading.Event(), []

    class Slow(_Library):
        def add(self, data: bytes, name: str, progress: Callable[[int, int, str], None]) -> None:
            names.append(name)
            begun.set()
            go.wait(10)
            progress(1, 4, "passages")

    jobs = Jobs(Slow(lambda: None), waiting_limit=10)  # type: ignore[arg-type]
    job = jobs.submit(archive(("a.txt", b"1"), ("b.txt", b"2")), "a.zip")
    assert begun.wait(10)
    threading.Timer(0.05, go.set).start()
    jobs.close()
    assert names == ["a.zip/a.txt"]
    assert isinstance(job.error, Busy)
    assert (job_out(job).state, job_out(job).source_ids) == ("failed", [])
