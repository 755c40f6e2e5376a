"""Shapes that several resources share. The names are those of the REST contract."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.document import AgencyLevel, DocType, Filters

Wanted = Literal["plan", "summary"]
Year = Annotated[int, Field(ge=1900, le=2100)]


class Request(BaseModel):
    """A body that a caller sends: fields that are not known are refused."""

    model_config = ConfigDict(extra="forbid")


class SourceRef(BaseModel):
    """A source, named."""

    id: str = Field(description="Id of the source.", examples=["0f3a9c27b1d4"])
    name: str = Field(description="File name as filed.", examples=["2023年工作总结.docx"])


class PrecedentRef(BaseModel):
    """A precedent, named."""

    id: str = Field(description="Id of the precedent.", examples=["0f3a9c27b1d4.0-5200"])
    title: str = Field(description="Its title.", examples=["2023年教育工作总结"])


class PrecedentBrief(PrecedentRef):
    """A precedent and what it is."""

    doc_type: DocType = Field(
        description="Plan, summary, or mixed where one document holds both.", examples=["summary"]
    )
    year: tuple[int, int] | None = Field(
        description="First and last year that it is for; null when unknown.", examples=[[2023, 2023]]
    )
    agency_level: AgencyLevel = Field(description="Whose document it is.", examples=["county"])


class FiltersIn(Request):
    """Which passages may be found; what is left out allows all."""

    doc_type: Wanted | None = Field(
        default=None, description="Only passages of plans, or of summaries.", examples=["plan"]
    )
    year_from: Year | None = Field(default=None, description="Earliest year, inclusive.", examples=[2019])
    year_to: Year | None = Field(default=None, description="Latest year, inclusive.", examples=[2024])
    agency_level: AgencyLevel | None = Field(
        default=None, description="Only documents of this level.", examples=["county"]
    )
    source_ids: list[str] = Field(default=[], max_length=500, description="Only these sources.", examples=[[]])
    exclude_source_ids: list[str] = Field(
        default=[], max_length=500, description="None of these sources.", examples=[[]]
    )

    def to_filters(self) -> Filters:
        """Return the same as the library understands it."""
        values = self.model_dump()
        return Filters(**values | {name: tuple(values[name]) for name in ("source_ids", "exclude_source_ids")})
