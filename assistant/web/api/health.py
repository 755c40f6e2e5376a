"""``/healthz`` and ``/readyz``, for whatever watches the server."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from assistant.web.problems import answer, documented, problem
from assistant.web.services import LibraryOf, ReadinessOf

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = Field(description="Always ok.", examples=["ok"])


class Ready(BaseModel):
    """The library is loaded, and its indexes equal its records."""

    status: Literal["ready"] = Field(description="Always ready.", examples=["ready"])
    sources: int = Field(description="Files in the library.", examples=[15])
    precedents: int = Field(description="Plans and summaries in them.", examples=[31])
    other_versions: int = Field(
        description="Of the precedents, those that are a further version of a text counted already.", examples=[2]
    )
    passages: int = Field(description="Passages that can be found.", examples=[560])


@router.get("/healthz")
async def healthz() -> Health:
    """Tell that the process answers; looks at nothing else."""
    return Health(status="ok")


@router.get("/readyz", response_model=Ready, responses=documented(503))
def readyz(library: LibraryOf, readiness: ReadinessOf) -> Ready | Response:
    """Tell whether the library can be searched."""
    counts = library.counts()
    differences = readiness.differences(counts["passages"])
    if differences:
        said = "；".join(differences[:3])
        return answer(problem(503, "not_ready", "尚未就绪", f"索引与记录不一致：{said}请运行 qicao rebuild 重建索引。"))
    return Ready(
        status="ready",
        sources=counts["sources"],
        precedents=counts["precedents"],
        other_versions=counts["other_versions"],
        passages=counts["passages"],
    )
