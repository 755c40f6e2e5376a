"""``/search``: passages that answer a query."""

from __future__ import annotations

import time

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.export.results import results_to_json
from assistant.web.api.shapes import FiltersIn, PrecedentBrief, Request, SourceRef
from assistant.web.services import AssistantOf
from ingest.document import DocType

router = APIRouter(tags=["search"])


class SearchIn(Request):
    """What to search for."""

    query: str = Field(
        max_length=2000, description="A topic, a question or a few words.", examples=["校园安全隐患排查"]
    )
    top_k: int = Field(default=10, ge=1, le=100, description="Most passages to return.", examples=[10])
    filters: FiltersIn = Field(default_factory=FiltersIn, description="Which passages may be found.")


class Elsewhere(BaseModel):
    """Where nearly the same words stand too."""

    source: SourceRef = Field(description="The other source, or the same one.")
    start: int = Field(description="First code point of its extracted text.", examples=[812])
    end: int = Field(description="One past the last.", examples=[1004])


class Stretch(BaseModel):
    """A stretch of a source's extracted text."""

    start: int = Field(description="First code point.", examples=[130])
    end: int = Field(description="One past the last.", examples=[152])


class PrecedentFound(PrecedentBrief):
    """A precedent, what it is, and how often its text is there."""

    versions: int = Field(ge=1, description="How many versions of the same text the library holds.", examples=[3])


class PassageOut(BaseModel):
    """A passage that answers the query."""

    id: str = Field(description="Id of the passage.", examples=["0f3a9c27b1d4.120-310"])
    text: str = Field(
        description="Exactly the extracted text from start to end.", examples=["开展校园安全隐患大排查。"]
    )
    score: float = Field(ge=0, le=1, description="How well it answers, 0 to 1.", examples=[0.83])
    source: SourceRef = Field(description="The file it stands in.")
    precedent: PrecedentFound = Field(description="The plan or summary it stands in.")
    doc_type: DocType = Field(description="Whether this passage plans or sums up.", examples=["plan"])
    heading_path: list[str] = Field(
        description="Headings above it, outermost first.", examples=[["一、校园安全", "（一）隐患排查"]]
    )
    start: int = Field(description="First code point of the source's extracted text.", examples=[120])
    end: int = Field(description="One past the last.", examples=[310])
    pages: list[int] = Field(
        description="Pages that it stands on, from 1; empty for a format without pages.", examples=[[3, 4]]
    )
    confidence: float | None = Field(
        ge=0,
        le=1,
        description="How sure the character recognition is of its least sure page; null for text filed as text.",
        examples=[0.97],
    )
    nearest: Stretch = Field(description="Its sentence nearest to the query, to be marked.")
    also_in: list[Elsewhere] = Field(description="Near-duplicates, folded into this passage.")
    matched: list[str] = Field(
        description="Words of the query that stand in it, normalised.", examples=[["安全", "隐患"]]
    )
    added: list[str] = Field(
        description="Words of the terms in `expanded` that stand in it, normalised.", examples=[["大检查"]]
    )
    places: dict[str, int] = Field(
        description="Its place, from 1, in each leg of the search: dense (meaning of the passage), sentence (of its nearest "
        "sentence), lexical (words). A leg that did not meet it is left out.",
        examples=[{"dense": 3, "sentence": 1, "lexical": 12}],
    )


class Expanded(BaseModel):
    """An expression of the query, and what was searched for beside it."""

    said: str = Field(description="The expression, in Simplified characters.", examples=["下河"])
    terms: list[str] = Field(description="Official terms for it.", examples=[["溺水", "防溺水"]])


class SearchOut(BaseModel):
    """What was found; few or no passages when the library does not cover the query."""

    query: str = Field(description="As asked.", examples=["校园安全隐患排查"])
    expanded: list[Expanded] = Field(
        description="What the lexicon added to the query.", examples=[[{"said": "下河", "terms": ["溺水"]}]]
    )
    passages: list[PassageOut] = Field(description="Best first.")
    took_ms: int = Field(description="Time taken, in milliseconds.", examples=[24])


@router.post("/search", response_model=SearchOut)
def search(wanted: SearchIn, assistant: AssistantOf) -> object:
    """Find passages of past plans and summaries."""
    begun = time.perf_counter()
    hits = assistant.search(wanted.query, top_k=wanted.top_k, filters=wanted.filters.to_filters())
    took_ms = round((time.perf_counter() - begun) * 1000)
    return results_to_json(wanted.query, assistant.lexicon.expand(wanted.query), hits, assistant.library, took_ms)
