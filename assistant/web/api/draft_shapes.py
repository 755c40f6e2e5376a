"""Shapes of drafts. What is answered comes from ``export.json.to_json``; these say and hold its shape."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.plan import Brief, FindingCode, Severity, SlotKind, Status
from assistant.web.api.shapes import FiltersIn, PrecedentBrief, Request, SourceRef, Wanted, Year

_TITLE = "2026年枫浦区教育局工作计划"


class DraftIn(Request):
    """What to draft."""

    model_config = ConfigDict(str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=200, description="Title of the whole document.", examples=[_TITLE])
    section: str = Field(min_length=1, max_length=100, description="The section to draft.", examples=["校园安全管理"])
    doc_type: Wanted = Field(default="plan", description="Plan or summary.", examples=["plan"])
    organization: str = Field(
        default="", max_length=100, description="Whose document it will be.", examples=["枫浦区教育局"]
    )
    year: Year | None = Field(default=None, description="The year that it is for.", examples=[2026])
    requirements: str = Field(
        default="", max_length=4000, description="What it must also say.", examples=["突出防溺水"]
    )
    max_items: int = Field(
        default=8,
        ge=1,
        le=20,
        description="Most items of the outline; each may have up to two further lines as children.",
        examples=[8],
    )
    filters: FiltersIn = Field(default_factory=FiltersIn, description="Which precedents may be used.")
    engine: Literal["builtin", "llm"] = Field(default="builtin", description="Who writes.", examples=["builtin"])

    def to_brief(self) -> Brief:
        """Return the same as the drafter understands it."""
        values = self.model_dump(exclude={"engine", "filters"})
        return Brief(**values, filters=self.filters.to_filters())


class BriefOut(BaseModel):
    """What was asked."""

    title: str = Field(description="Title of the whole document.", examples=[_TITLE])
    section: str = Field(description="The section.", examples=["校园安全管理"])
    doc_type: Wanted = Field(description="Plan or summary.", examples=["plan"])
    organization: str = Field(description="Whose document it will be.", examples=["枫浦区教育局"])
    year: int | None = Field(description="The year that it is for.", examples=[2026])
    requirements: str = Field(description="What it must also say.", examples=["突出防溺水"])
    max_items: int = Field(
        description="Most items of the outline; each may have up to two further lines as children.", examples=[8]
    )
    filters: FiltersIn = Field(description="Which precedents may be used.")


class SlotOut(BaseModel):
    """A fact that the writer must supply."""

    id: str = Field(description="Id of the slot.", examples=["s1"])
    kind: SlotKind = Field(description="What kind of fact.", examples=["amount"])
    placeholder: str = Field(description="What stands in the text for it.", examples=["【金额】"])
    start: int = Field(description="First code point of the item's text.", examples=[4])
    end: int = Field(description="One past the last.", examples=[8])


class CitationOut(BaseModel):
    """The exact words that an item stands on."""

    passage_id: str = Field(description="Id of the passage.", examples=["0f3a9c27b1d4.120-310"])
    source: SourceRef = Field(description="The file.")
    precedent: PrecedentBrief = Field(description="The plan or summary.")
    start: int = Field(description="First code point of the source's extracted text.", examples=[120])
    end: int = Field(description="One past the last.", examples=[140])
    page: int | None = Field(
        default=None, description="Page that it begins on, from 1; null for a format without pages.", examples=[3]
    )
    quote: str = Field(description="Exactly that text.", examples=["开展校园安全隐患大排查。"])
    support: float = Field(ge=0, le=1, description="How much of the item the quote says.", examples=[0.92])


class ItemIn(Request):
    """New words for one line."""

    text: str = Field(
        description="The line; open facts as 【…】.", min_length=1, max_length=2000, examples=["每月排查一次。"]
    )


class ItemOut(BaseModel):
    """One line of the outline."""

    id: str = Field(description="Id of the item.", examples=["i1"])
    heading: str = Field(description="Its sub-topic; may be empty.", examples=["隐患排查"])
    text: str = Field(description="The line, open facts as 【…】.", examples=["投入【金额】开展校园安全隐患大排查。"])
    slots: list[SlotOut] = Field(description="The open facts in it.")
    citations: list[CitationOut] = Field(description="What it stands on.")
    children: list[ItemOut] = Field(description="Lines under it.")


class TopicOut(BaseModel):
    """A sub-topic of the section in past documents."""

    name: str = Field(description="The sub-topic.", examples=["隐患排查"])
    precedents: int = Field(description="How many independent precedents hold it.", examples=[5])
    covered: bool = Field(description="Whether the draft holds it.", examples=[True])
    item_ids: list[str] = Field(description="The items that hold it.", examples=[["i1"]])


class FindingOut(BaseModel):
    """What verification has to say."""

    code: FindingCode = Field(description="What was found.", examples=["thin_evidence"])
    severity: Severity = Field(description="How grave.", examples=["warning"])
    item_id: str | None = Field(description="On which item; null for the whole draft.", examples=["i1"])
    message: str = Field(description="What is wrong and what to do, in Chinese.", examples=["只有一份先例支持这一条。"])
    evidence: str | None = Field(description="The words it rests on.", examples=[None])


class DraftOut(BaseModel):
    """A section outline in which every line cites the exact words it stands on."""

    id: str = Field(description="Id of the draft.", examples=["d3b07384d113"])
    created_at: str = Field(description="UTC, ISO 8601.", examples=["2026-01-05T08:30:00+00:00"])
    status: Status = Field(description="Where it stands in review.", examples=["draft"])
    engine: str = Field(description="Who wrote it.", examples=["builtin"])
    brief: BriefOut = Field(description="What was asked.")
    abstained: bool = Field(
        description="True when the library does not cover the section: no outline.", examples=[False]
    )
    outline: list[ItemOut] = Field(description="The lines, in order.")
    topics: list[TopicOut] = Field(description="What past documents hold on the section.")
    findings: list[FindingOut] = Field(description="What a reviewer should look at.")
    searched: list[str] = Field(description="What was looked for.", examples=[["校园安全管理"]])
    took_ms: int = Field(description="Time taken, in milliseconds.", examples=[180])


class DraftPage(BaseModel):
    """One page of the list of drafts."""

    items: list[DraftOut] = Field(description="Drafts, newest first.")
    next_cursor: str | None = Field(
        description="Give this as cursor for the next page; null on the last.", examples=["2026-01-05T08:30:00+00:00,1"]
    )
