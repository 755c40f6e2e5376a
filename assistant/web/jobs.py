"""Taking files in, one after another, beside the requests that brought them.

Jobs are kept in memory: a restart forgets them, and with them the files that were still waiting (a file that is already
in the library stays). What a job says of itself is read off its future, so that no failure can leave it hanging.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal, cast

from ingest.batch import Batch, gather
from ingest.errors import NotFound, QicaoError, RequestError
from ingest.library import Added, Library
from ingest.reading.containers.members import LARGEST
from ingest.reading.containers.unpack import is_container

_log = logging.getLogger(__name__)
_KEPT = 200
State = Literal["queued", "running", "succeeded", "failed"]
Unit = Literal["pages", "passages", "files"]


class Busy(RequestError):
    """More files are waiting than the server will hold."""

    code, status, title = "busy", 503, "系统繁忙"


class KeyReused(RequestError):
    """An ``Idempotency-Key`` that was another file's."""

    code, status, title = "idempotency_key_reused", 422, "幂等键已用过"


@dataclass(slots=True)
class Job:
    """One file, or one container of files, on its way into the library."""

    id: str
    name: str
    bytes: int
    future: Future[Added | Batch] = field(repr=False)
    done: int = 0
    total: int = 0
    """0 until known."""
    unit: Unit = "passages"
    """What is counted: scanned pages while they are recognised, then passages and their sentences; of a container,
    its files."""

    @property
    def state(self) -> State:
        """Where it stands."""
        if not self.future.done():
            return "running" if self.future.running() else "queued"
        return "failed" if self.error else "succeeded"

    @property
    def error(self) -> BaseException | None:
        """What it failed of; None while it has not."""
        if self.future.cancelled():
            return Busy("服务器正在关闭，这个文件没有收下；请稍后重新上传。")
        return self.future.exception() if self.future.done() else None

    @property
    def added(self) -> Added | None:
        """What a file brought; None until it has succeeded."""
        result = self.future.result() if self.state == "succeeded" else None
        return result if isinstance(result, Added) else None

    @property
    def batch(self) -> Batch | None:
        """What a container brought; None until it has succeeded."""
        result = self.future.result() if self.state == "succeeded" else None
        return result if isinstance(result, Batch) else None


class Jobs:
    """One worker thread, a queue before it, and the jobs it has had."""

    def __init__(self, library: Library, *, waiting_limit: int, largest: int = LARGEST) -> None:
        """Take files into ``library``.

        Args:
            library: where to.
            waiting_limit: most bytes of files that are held and not yet in it.
            largest: most bytes of one file in a container.
        """
        self._library, self._waiting_limit, self._largest = library, waiting_limit, largest
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ingest")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting = 0
        self._closing = False
        self._keys: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def submit(self, data: bytes, name: str, key: str = "") -> Job:
        """Queue a file; the same file under the same ``key`` once only, whatever became of it.

        Raises:
            Busy: too much is waiting already; a file alone is always let in.
            KeyReused: the key was another file's.
        """
        digest = hashlib.sha256(data).hexdigest()
        with self._lock:
            if key and (known := self._keys.get(key)):
                if known[0] != digest:
                    raise KeyReused("这个 Idempotency-Key 已用于另一个文件；请为每个文件使用不同的键。")
                if known[1] in self._jobs:
                    return self._jobs[known[1]]
            if self._waiting and self._waiting + len(data) > self._waiting_limit:
                raise Busy("正在处理的文件已经很多，这个文件没有收下；请过几分钟重新上传。")
            self._waiting += len(data)
            job = Job(secrets.token_hex(8), name, len(data), Future())
            self._jobs[job.id] = job
            if key:
                self._keys[key] = digest, job.id
                while len(self._keys) > _KEPT:
                    self._keys.popitem(last=False)
            self._forget_old()
            job.future = self._worker.submit(self._take_in, data, job)
        job.future.add_done_callback(lambda future: self._finished(future, job))
        return job

    def get(self, job_id: str) -> Job:
        """Return a job. Raises NotFound."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None:
            raise NotFound("job", job_id)
        return job

    async def wait(self, job: Job, seconds: float) -> None:
        """Wait until a job is done, ``seconds`` at most. A caller that goes away does not stop the job."""
        if seconds > 0:
            waiting = asyncio.wrap_future(job.future)
            # Looked at whenever it ends, or the loop would log that nobody did: the job itself tells of its failure.
            waiting.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            await asyncio.wait({waiting}, timeout=seconds)

    def close(self) -> None:
        """Give up the file that is being taken in, of which nothing is kept, and those that wait.

        Of a container, the files before that one stay.
        """
        self._closing = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _take_in(self, data: bytes, job: Job) -> Added | Batch:
        def progress(done: int, total: int, unit: str) -> None:
            if self._closing:
                raise Busy("服务正在停止，这个文件没有收下；请在重新启动后再上传。")
            job.done, job.total, job.unit = done, total, cast(Unit, unit)

        if is_container(job.name):
            return gather(self._library, data, job.name, progress, largest=self._largest)
        return self._library.add(data, job.name, progress)

    def _finished(self, future: Future[Added | Batch], job: Job) -> None:
        with self._lock:
            self._waiting -= job.bytes
        error = None if future.cancelled() else future.exception()
        if error and not isinstance(error, QicaoError):
            _log.error("unforeseen error while taking in a file", exc_info=error)

    def _forget_old(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.future.done()]
        for key in finished[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[key]
