"""``/drafts``: ask for a draft, find it again, take it away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import StreamingResponse

from assistant.export.json import to_json
from assistant.export.markdown import to_markdown
from assistant.plan import Draft, Status
from assistant.web.api.draft_shapes import DraftIn, DraftOut, DraftPage, ItemIn
from assistant.web.attachment import attachment
from assistant.web.problems import documented
from assistant.web.services import AssistantOf
from ingest.errors import InvalidRequest

router = APIRouter(prefix="/drafts", tags=["drafts"])
DraftId = Annotated[str, Path(description="Id of the draft.", examples=["d3b07384d113"])]
_CURSOR = r"^([0-9T:+.\-]{10,40},[0-9]{1,6})?$"
# Sorts after every time that begins with the same characters, so that "before" it includes the time itself.
_AFTER_ANY = "~"


@router.post(
    "",
    response_model=DraftOut,
    status_code=201,
    responses={201: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
def create_draft(
    wanted: DraftIn,
    assistant: AssistantOf,
    response: Response,
    accept: Annotated[str, Header(description="text/event-stream for events, else JSON.")] = "application/json",
) -> object:
    """Draft a section, verify it and keep it; as server-sent events where these are asked for."""
    if wanted.engine == "llm":
        raise InvalidRequest("engine：本机没有配置语言模型，不能使用 llm；请改用 builtin 或不填。")
    draft = assistant.draft(wanted.to_brief())
    location = {"Location": f"/api/v1/drafts/{draft.id}"}
    if "text/event-stream" in accept:
        return StreamingResponse(_events(draft), 201, location, "text/event-stream")
    response.headers.update(location)
    return to_json(draft)


def _events(draft: Draft) -> Iterator[str]:
    """Yield a draft as events: ``passages`` cited, each ``item``, each ``finding``, and ``done`` with the whole."""
    told = to_json(draft)
    cited = [citation for item in draft.items() for citation in item.citations]
    passages = {each.passage_id: {"id": each.passage_id, "source_id": each.source_id} for each in cited}
    events = [("passages", {"passages": list(passages.values())})]
    events += [("item", item) for item in told["outline"]]
    events += [("finding", finding) for finding in told["findings"]]
    for name, data in [*events, ("done", told)]:
        yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@router.get("", response_model=DraftPage)
def list_drafts(
    assistant: AssistantOf,
    status: Annotated[Status | None, Query(description="Only drafts that stand there.", examples=["draft"])] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Most items on a page.", examples=[50])] = 50,
    cursor: Annotated[
        str,
        Query(pattern=_CURSOR, description="next_cursor of the page before.", examples=["2026-01-05T08:30:00+00:00,1"]),
    ] = "",
) -> object:
    """List drafts, newest first."""
    # Several drafts can be of one second, so a cursor is the last one's time, and how many of that time were shown.
    time, _, count = cursor.partition(",")
    shown = int(count or 0)
    before = time + _AFTER_ANY if time else ""
    found = assistant.list_drafts(status=status, limit=limit + 1 + shown, before=before)[shown:]
    page = found[:limit]
    following = None
    if len(found) > limit:
        last = page[-1].created_at
        of_that_time = sum(draft.created_at == last for draft in page) + (shown if last == time else 0)
        following = f"{last},{of_that_time}"
    return {"items": [to_json(draft) for draft in page], "next_cursor": following}


@router.get("/{draft_id}", response_model=DraftOut, responses=documented(404))
def get_draft(draft_id: DraftId, assistant: AssistantOf) -> object:
    """Return one draft."""
    return to_json(assistant.find_draft(draft_id))


@router.patch("/{draft_id}/items/{item_id}", response_model=DraftOut, responses=documented(404))
def edit_item(
    draft_id: DraftId,
    item_id: Annotated[str, Path(description="Id of the item.", examples=["i1"])],
    wanted: ItemIn,
    assistant: AssistantOf,
) -> object:
    """Put new words in place of a line and verify them; what does not stand is a finding."""
    return to_json(assistant.edit_item(draft_id, item_id, wanted.text))


@router.get(
    "/{draft_id}/export",
    response_class=Response,
    responses=documented(404)
    | {
        200: {
            "content": {
                "text/markdown": {"schema": {"type": "string"}},
                "application/json": {"schema": {"type": "object"}},
            },
            "description": "The draft as a file.",
        }
    },
)
def export_draft(
    draft_id: DraftId,
    assistant: AssistantOf,
    format: Annotated[Literal["md", "json"], Query(description="Kind of file.", examples=["md"])],
) -> Response:
    """Return a draft as a file to be saved."""
    draft = assistant.find_draft(draft_id)
    headers = attachment(f"{draft.brief.title}-{draft.brief.section}.{format}")
    if format == "md":
        return Response(to_markdown(draft).encode(), headers=headers, media_type="text/markdown; charset=utf-8")
    body = json.dumps(to_json(draft), ensure_ascii=False, indent=2)
    return Response(body.encode(), headers=headers, media_type="application/json")
