"""``/sources``: files in, files out."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from assistant.web.api.jobs import job_out
from assistant.web.api.source_shapes import PendingOut, PrecedentOut, SourceOut, SourcePage, UploadedOut
from assistant.web.attachment import attachment
from assistant.web.jobs import Job, Jobs
from assistant.web.problems import documented
from assistant.web.services import JobsOf, LibraryOf
from ingest.document import Source
from ingest.errors import InvalidRequest
from ingest.library import Added, Library

router = APIRouter(prefix="/sources", tags=["sources"])
SourceId = Annotated[str, Path(description="Id of the source.", examples=["0f3a9c27b1d4"])]
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 20


def _content(media_type: str) -> dict[str, object]:
    return {media_type: {"schema": {"type": "string"}}}


@router.post(
    "",
    response_model=UploadedOut,
    status_code=201,
    responses=documented(413, 415, 503)
    | {
        200: {"model": UploadedOut, "description": "The same bytes were in the library already."},
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
) -> Response | UploadedOut:
    """Take a file in: 201 when indexed within ``wait`` seconds, 202 with the job when not, 200 when there already."""
    data, name = await file.read(), _plain_name(file.filename or "")
    digest = await run_in_threadpool(lambda: hashlib.sha256(data).hexdigest())
    known = await run_in_threadpool(library.store.source_of, digest)
    if known:
        response.status_code = 200
        return await run_in_threadpool(_known, library, known)
    job = await run_in_threadpool(jobs.submit, data, name, idempotency_key)
    return await _answer(job, digest, jobs, response, wait)


async def _answer(job: Job, digest: str, jobs: Jobs, response: Response, wait: int) -> Response | UploadedOut:
    await jobs.wait(job, wait)
    if job.error:
        raise job.error
    if job.added:
        response.status_code = 201 if job.added.created else 200
        response.headers["Location"] = f"/api/v1/sources/{job.added.source.id}"
        return UploadedOut(**_told(job.added).model_dump(), created=job.added.created, job=job_out(job))
    status: Literal["queued", "running"] = "running" if job.state == "running" else "queued"
    pending = PendingOut(name=job.name, sha256=digest, bytes=job.bytes, status=status, job=job_out(job))
    headers = {"Location": f"/api/v1/jobs/{job.id}"}
    return Response(pending.model_dump_json(), 202, headers, "application/json")


@router.get("")
def list_sources(
    library: LibraryOf,
    limit: Annotated[int, Query(ge=1, le=200, description="Most items on a page.", examples=[50])] = 50,
    cursor: Annotated[
        str, Query(pattern=r"^[0-9]{0,18}$", description="next_cursor of the page before.", examples=["50"])
    ] = "",
    q: Annotated[str, Query(max_length=200, description="Only names that contain this.", examples=["总结"])] = "",
) -> SourcePage:
    """List sources in the order they were taken in."""
    found = library.store.sources(limit=limit + 1, after=int(cursor or 0), name_contains=q)
    page = found[:limit]
    items = [_told(_counted(library, source)) for _, source in page]
    return SourcePage(items=items, next_cursor=str(page[-1][0]) if len(found) > limit else None)


@router.get("/{source_id}", responses=documented(404))
def get_source(source_id: SourceId, library: LibraryOf) -> SourceOut:
    """Return one source."""
    return _told(_counted(library, library.store.source(source_id)))


@router.delete("/{source_id}", status_code=204, responses=documented(404))
def delete_source(source_id: SourceId, library: LibraryOf) -> None:
    """Remove a source; from this moment nothing of it is found."""
    library.remove(source_id)


@router.get(
    "/{source_id}/text",
    response_class=Response,
    responses=documented(404) | {200: {"content": _content("text/plain"), "description": "The text."}},
)
def get_text(
    source_id: SourceId,
    library: LibraryOf,
    start: Annotated[int, Query(ge=0, description="First code point.", examples=[0])] = 0,
    end: Annotated[
        int | None, Query(ge=0, description="One past the last; without it, to the end.", examples=[200])
    ] = None,
) -> Response:
    """Return the extracted text, or the stretch of it from ``start`` to ``end``, exactly."""
    text = library.store.source(source_id).text
    stop = len(text) if end is None else end
    if not start <= stop <= len(text):
        raise InvalidRequest(f"起止位置 {start}–{stop} 超出范围：全文共 {len(text)} 字，start 不能大于 end；请改正。")
    headers = {"X-Content-Type-Options": "nosniff"}
    return Response(text[start:stop].encode(), headers=headers, media_type="text/plain; charset=utf-8")


@router.get(
    "/{source_id}/file",
    response_class=Response,
    responses=documented(404)
    | {200: {"content": _content("application/octet-stream"), "description": "The file, of its own media type."}},
)
def get_file(source_id: SourceId, library: LibraryOf) -> Response:
    """Return the bytes as filed, to be saved."""
    source = library.store.source(source_id)
    return Response(library.store.file(source_id), headers=attachment(source.name), media_type=source.media_type)


@router.get("/{source_id}/precedents", response_model=list[PrecedentOut], responses=documented(404))
def get_precedents(source_id: SourceId, library: LibraryOf) -> object:
    """Return the plans and summaries found in a source, in order."""
    return [PrecedentOut.model_validate(each, from_attributes=True) for each in library.store.precedents(source_id)]


def _known(library: Library, source: Source) -> UploadedOut:
    return UploadedOut(**_told(_counted(library, source)).model_dump(), created=False, job=None)


def _counted(library: Library, source: Source) -> Added:
    counts = library.store.counts(source.id)
    return Added(source, False, counts["precedents"], counts["passages"])


def _told(added: Added) -> SourceOut:
    source = added.source
    return SourceOut(
        id=source.id,
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        bytes=source.bytes,
        characters=len(source.text),
        status="indexed",
        created_at=source.created_at,
        precedents=added.precedents,
        passages=added.passages,
        warnings=list(source.warnings),
    )


def _plain_name(name: str) -> str:
    """Return a file name without folders and control characters: ``"../../计划.txt"`` → ``"计划.txt"``."""
    base = re.split(r"[\\/]", name)[-1]
    visible = "".join(char for char in base if char.isprintable()).strip()
    if len(visible) <= _LONGEST_NAME:
        return visible
    kept = visible[-_LONGEST_SUFFIX:]  # the format is told by the end of a name
    return visible[: _LONGEST_NAME - len(kept)] + kept
