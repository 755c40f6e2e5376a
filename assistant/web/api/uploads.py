"""``POST /sources``: a file in, or an archive of files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile as FormFile

from assistant.web.api.jobs import job_out, skipped_out
from assistant.web.api.source_shapes import ArchiveOut, PendingOut, SourceOut, UploadedOut
from assistant.web.api.sources import counted, source_out
from assistant.web.jobs import Job
from assistant.web.problems import documented
from assistant.web.services import JobsOf, LibraryOf
from ingest.batch import Batch
from ingest.document import Source
from ingest.errors import InvalidRequest, NotFound
from ingest.library import Library

router = APIRouter(prefix="/sources", tags=["sources"])
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 20


async def _one_file(request: Request) -> None:
    """Refuse a form with several files, of which the framework would take the last and say nothing of the others."""
    parts = (await request.form()).multi_items()
    count = sum(name == "file" or isinstance(value, FormFile) for name, value in parts)
    if count > 1:
        raise InvalidRequest(
            f"一次请求只能上传一个文件，这次有 {count} 个，都没有保存；请逐个上传，或打成一个 .zip 压缩包上传。"
        )


@router.post(
    "",
    response_model=UploadedOut | ArchiveOut,
    dependencies=[Depends(_one_file)],
    status_code=201,
    responses=documented(413, 415, 503)
    | {
        200: {
            "model": UploadedOut | ArchiveOut,
            "description": "The same bytes were in the library already, or those of every file in the archive.",
        },
        202: {"model": PendingOut, "description": "Still being taken in; see the job."},
    },
)
async def upload(
    file: UploadFile,
    library: LibraryOf,
    jobs: JobsOf,
    response: Response,
    wait: Annotated[
        int, Query(ge=0, le=60, description="Seconds to wait for the file to be indexed.", examples=[10])
    ] = 0,
    idempotency_key: Annotated[
        str, Header(max_length=200, description="The same file under the same key is taken in once.", examples=["a1b2"])
    ] = "",
) -> Response | UploadedOut | ArchiveOut:
    """Take a file in: 201 when indexed within ``wait`` seconds, 202 with the job when not, 200 when there already.

    A .zip or a mail (.eml) brings the files in it, each a source of its own; what cannot be taken in is told under
    ``skipped`` and keeps nothing else out. Where nothing can be, the answer is the problem ``no_text_found``.
    """
    data, name = await file.read(), _plain_name(file.filename or "")
    digest = await run_in_threadpool(lambda: hashlib.sha256(data).hexdigest())
    known = await run_in_threadpool(library.store.source_of, digest)
    if known:
        response.status_code = 200
        return await run_in_threadpool(_known, library, known)
    job = await run_in_threadpool(jobs.submit, data, name, idempotency_key)
    await jobs.wait(job, wait)
    return await run_in_threadpool(_answer, job, digest, library, response)


def _answer(job: Job, digest: str, library: Library, response: Response) -> Response | UploadedOut | ArchiveOut:
    if job.error:
        raise job.error
    if job.added:
        response.status_code = 201 if job.added.created else 200
        response.headers["Location"] = f"/api/v1/sources/{job.added.source.id}"
        return UploadedOut(**source_out(job.added).model_dump(), created=job.added.created, job=job_out(job))
    if job.batch:
        response.status_code = 201 if job.batch.created else 200
        response.headers["Location"] = f"/api/v1/jobs/{job.id}"
        return _archive(job, job.batch, digest, library)
    status: Literal["queued", "running"] = "running" if job.state == "running" else "queued"
    pending = PendingOut(name=job.name, sha256=digest, bytes=job.bytes, status=status, job=job_out(job))
    headers = {"Location": f"/api/v1/jobs/{job.id}"}
    return Response(pending.model_dump_json(), 202, headers, "application/json")


def _archive(job: Job, batch: Batch, digest: str, library: Library) -> ArchiveOut:
    return ArchiveOut(
        name=job.name,
        sha256=digest,
        bytes=job.bytes,
        status="indexed",
        created=batch.created,
        sources=list(_sources(library, batch)),
        skipped=skipped_out(batch),
        job=job_out(job),
    )


def _sources(library: Library, batch: Batch) -> Iterator[SourceOut]:
    for source_id in batch.source_ids:
        try:
            yield source_out(counted(library, library.store.source(source_id)))
        except NotFound:
            continue  # removed while the others were taken in


def _known(library: Library, source: Source) -> UploadedOut:
    return UploadedOut(**source_out(counted(library, source)).model_dump(), created=False, job=None)


def _plain_name(name: str) -> str:
    """Return a file name without folders and control characters: ``"../../计划.txt"`` → ``"计划.txt"``."""
    base = re.split(r"[\\/]", name)[-1]
    visible = "".join(char for char in base if char.isprintable()).strip()
    if len(visible) <= _LONGEST_NAME:
        return visible
    kept = visible[-_LONGEST_SUFFIX:]  # the format is told by the end of a name
    return visible[: _LONGEST_NAME - len(kept)] + kept
