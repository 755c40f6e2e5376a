"""Shapes of sources, their precedents, and the jobs that take them in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from assistant.web.problems import Problem
from ingest.document import AgencyLevel, DocType


class Progress(BaseModel):
    """How far a job is."""

    done: int = Field(description="Units done.", examples=[32])
    total: int = Field(description="Units in all; 0 until known.", examples=[85])
    unit: str = Field(description="What is counted.", examples=["passages and sentences"])


class JobOut(BaseModel):
    """A file on its way into the library."""

    id: str = Field(description="Id of the job.", examples=["9b1f0c2d3e4a5b6c"])
    state: Literal["queued", "running", "succeeded", "failed"] = Field(
        description="Where it stands.", examples=["running"]
    )
    progress: Progress = Field(description="How far it is.")
    error: Problem | None = Field(description="Why it failed; null unless state is failed.", examples=[None])
    source_id: str | None = Field(
        description="Id of the source; null until state is succeeded.", examples=["0f3a9c27b1d4"]
    )


class SourceOut(BaseModel):
    """A source in the library."""

    id: str = Field(description="Id of the source.", examples=["0f3a9c27b1d4"])
    name: str = Field(description="File name as filed.", examples=["2023年工作总结.docx"])
    sha256: str = Field(description="Digest of the bytes, hexadecimal.", examples=["9f86d081" * 8])
    media_type: str = Field(description="Kind of file.", examples=["application/pdf"])
    bytes: int = Field(description="Size of the file.", examples=[48213])
    characters: int = Field(description="Length of the extracted text, in Unicode code points.", examples=[12034])
    status: Literal["indexed"] = Field(description="Always indexed: what is listed can be found.", examples=["indexed"])
    created_at: str = Field(description="When it was taken in, UTC, ISO 8601.", examples=["2026-01-05T08:30:00+00:00"])
    precedents: int = Field(description="How many plans and summaries were found in it.", examples=[3])
    passages: int = Field(description="How many passages can be found.", examples=[42])
    warnings: list[str] = Field(description="What could not be read, in Chinese.", examples=[["第 3 页没有文字"]])


class UploadedOut(SourceOut):
    """The answer to an upload whose source is in the library."""

    created: bool = Field(description="False when the same bytes were there already.", examples=[True])
    job: JobOut | None = Field(description="The job that took it in; null when there was nothing to do.")


class PendingOut(BaseModel):
    """The answer to an upload that is still being taken in; ask the job for more."""

    id: None = Field(
        default=None, description="Not known yet; the job tells it when it has succeeded.", examples=[None]
    )
    name: str = Field(description="File name as filed.", examples=["2023年工作总结.docx"])
    sha256: str = Field(description="Digest of the bytes, hexadecimal.", examples=["9f86d081" * 8])
    bytes: int = Field(description="Size of the file.", examples=[48213])
    status: Literal["queued", "running"] = Field(description="Where the job stands.", examples=["queued"])
    job: JobOut = Field(description="The job.")


class SourcePage(BaseModel):
    """One page of the list of sources."""

    items: list[SourceOut] = Field(description="Sources in the order they were taken in.")
    next_cursor: str | None = Field(
        description="Give this as cursor for the next page; null on the last.", examples=["50"]
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


class PrecedentOut(BaseModel):
    """A plan or summary found in a source."""

    id: str = Field(description="Id of the precedent.", examples=["0f3a9c27b1d4.0-5200"])
    title: str = Field(description="Its title.", examples=["2023年教育工作总结"])
    doc_type: DocType = Field(
        description="Plan, summary, or mixed where one document holds both.", examples=["summary"]
    )
    agency_level: AgencyLevel = Field(description="Whose document it is.", examples=["county"])
    year: tuple[int, int] | None = Field(
        description="First and last year that it is for; null when unknown.", examples=[[2023, 2023]]
    )
    year_evidence: EvidenceOut | None = Field(description="The words that the year rests on.")
    start: int = Field(description="First code point.", examples=[0])
    end: int = Field(description="One past the last.", examples=[5200])
    sections: list[SectionOut] = Field(description="Its headings in order.")
