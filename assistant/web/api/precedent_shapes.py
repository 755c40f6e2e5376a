"""Shapes of precedents: what was found in a source, and what a person puts right."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.web.api.shapes import PrecedentRef, Request, SourceRef
from assistant.web.correction import FIRST_YEAR, LAST_YEAR, LONGEST_TITLE
from ingest.document import AgencyLevel, DocType

_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _left_out(schema: dict[str, Any]) -> None:
    """Say of a field that it may be left out, rather than that it has some value then."""
    schema.pop("default", None)


class CorrectionIn(Request):
    """What is right; fields left out stay as they are."""

    model_config = ConfigDict(str_strip_whitespace=True)

    title: str = Field(
        default="",
        min_length=1,
        max_length=LONGEST_TITLE,
        description="Its title.",
        examples=["2023年教育工作总结"],
        json_schema_extra=_left_out,
    )
    doc_type: DocType = Field(
        default="mixed",
        description="Plan or summary, of all its sections; mixed leaves each section what it was recognised to be.",
        examples=["summary"],
        json_schema_extra=_left_out,
    )
    agency_level: AgencyLevel = Field(
        default="unknown", description="Whose document it is.", examples=["county"], json_schema_extra=_left_out
    )
    year: tuple[_Year, _Year] | None = Field(
        default=None,
        description="First and last year that it is for, at most five apart; null when unknown.",
        examples=[[2023, 2023]],
        json_schema_extra=_left_out,
    )


class EvidenceOut(BaseModel):
    """The words that a dating rests on."""

    start: int = Field(description="First code point of the extracted text.", examples=[0])
    end: int = Field(description="One past the last.", examples=[5])
    quote: str = Field(description="Exactly the text from start to end.", examples=["2023年"])


class SectionOut(BaseModel):
    """A heading and all that stands under it."""

    id: str = Field(description="Id of the section.", examples=["0f3a9c27b1d4.40-900"])
    level: int = Field(description="1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 5 for 一是.", examples=[1])
    numbering: str = Field(description="The mark as filed; may be empty.", examples=["一、"])
    title: str = Field(description="The heading without its mark.", examples=["校园安全"])
    doc_type: DocType = Field(description="Whether this section plans or sums up.", examples=["plan"])
    start: int = Field(description="First code point, the mark's.", examples=[40])
    end: int = Field(description="One past the last, sub-sections included.", examples=[900])


class VersionOut(BaseModel):
    """Another precedent of the same text: filed twice, in the other script, masked, or slightly cut."""

    source: SourceRef = Field(description="The file it stands in.")
    precedent_id: str = Field(description="Id of the precedent.", examples=["5d0e31b2c4a7.0-5188"])
    title: str = Field(description="Its title.", examples=["某区20xx年教育工作总结"])


class PrecedentOut(PrecedentRef):
    """A plan or summary found in a source."""

    doc_type: DocType = Field(
        description="Plan, summary, or mixed where one document holds both.", examples=["summary"]
    )
    agency_level: AgencyLevel = Field(description="Whose document it is.", examples=["county"])
    year: tuple[int, int] | None = Field(
        description="First and last year that it is for; null when unknown.", examples=[[2023, 2023]]
    )
    year_evidence: EvidenceOut | None = Field(
        description="The words that the year rests on; null when it is unknown, or put right by a person."
    )
    start: int = Field(description="First code point.", examples=[0])
    end: int = Field(description="One past the last.", examples=[5200])
    sections: list[SectionOut] = Field(description="Its headings in order.")
    corrected: list[str] = Field(description="Fields that a person has put right.", examples=[["year"]])
    versions: list[VersionOut] = Field(description="Other versions of the same text, itself left out.")


class SpanOut(BaseModel):
    """A stretch of a source's extracted text."""

    start: int = Field(description="First code point.", examples=[0])
    end: int = Field(description="One past the last.", examples=[186])
