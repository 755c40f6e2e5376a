"""``/sources``: what is in the library, and files out; uploads.py has files in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from assistant.web.api.source_shapes import SourceOut, SourcePage
from assistant.web.attachment import attachment
from assistant.web.problems import documented
from assistant.web.services import LibraryOf
from ingest.document import Source
from ingest.errors import InvalidRequest
from ingest.library import Added, Library

router = APIRouter(prefix="/sources", tags=["sources"])
SourceId = Annotated[str, Path(description="Id of the source.", examples=["0f3a9c27b1d4"])]


def _content(media_type: str) -> dict[str, object]:
    return {media_type: {"schema": {"type": "string"}}}


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
    items = [source_out(counted(library, source)) for _, source in page]
    return SourcePage(items=items, next_cursor=str(page[-1][0]) if len(found) > limit else None)


@router.get("/{source_id}", responses=documented(404))
def get_source(source_id: SourceId, library: LibraryOf) -> SourceOut:
    """Return one source."""
    return source_out(counted(library, library.store.source(source_id)))


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
    return Response(
        library.store.file(source_id), headers=attachment(source.name.rpartition("/")[2]), media_type=source.media_type
    )


def counted(library: Library, source: Source) -> Added:
    """Return a source that is in the library as taking it in again would."""
    counts = library.store.counts(source.id)
    return Added(source, False, counts["precedents"], counts["passages"])


def source_out(added: Added) -> SourceOut:
    """Return a source as it is told."""
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
