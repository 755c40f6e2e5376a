"""Shapes of sources, and the jobs that take them in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from assistant.web.problems import Problem


class Progress(BaseModel):
    """How far a job is."""

    done: int = Field(description="Units done.", examples=[32])
    total: int = Field(description="Units in all; 0 until known.", examples=[85])
    unit: Literal["pages", "passages", "files"] = Field(
        description="What is counted: scanned pages while they are recognised, then passages and their sentences; "
        "of an archive or a mail, the files in it, and total grows as archives within it are opened.",
        examples=["passages"],
    )


class SkippedOut(BaseModel):
    """A file of an archive or a mail that was not taken in."""

    name: str = Field(description="Its path, that of the archive in front.", examples=["2019年.zip/安全科/录像.mp4"])
    problem: Problem = Field(description="Why not.")


class JobOut(BaseModel):
    """A file, or an archive of files, on its way into the library."""

    id: str = Field(description="Id of the job.", examples=["9b1f0c2d3e4a5b6c"])
    state: Literal["queued", "running", "succeeded", "failed"] = Field(
        description="Where it stands.", examples=["running"]
    )
    progress: Progress = Field(description="How far it is.")
    error: Problem | None = Field(description="Why it failed; null unless state is failed.", examples=[None])
    source_id: str | None = Field(
        description="Id of the source; null until state is succeeded, and of an archive or a mail.",
        examples=["0f3a9c27b1d4"],
    )
    source_ids: list[str] = Field(
        description="Ids of the sources that it brought, or that were there already; empty until state is succeeded.",
        examples=[["0f3a9c27b1d4", "5d1e0b77c2aa"]],
    )
    skipped: list[SkippedOut] = Field(
        description="Of an archive or a mail, the files that were not taken in.", examples=[[]]
    )


class SourceOut(BaseModel):
    """A source in the library."""

    id: str = Field(description="Id of the source.", examples=["0f3a9c27b1d4"])
    name: str = Field(
        description="File name as filed; of a file from an archive or a mail, its path there.",
        examples=["2023年工作总结.docx"],
    )
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


class ArchiveOut(BaseModel):
    """The answer to an upload of a .zip or a mail (.eml) whose files are in the library."""

    id: None = Field(default=None, description="None of its own; its files are the sources.", examples=[None])
    name: str = Field(description="Name of the archive.", examples=["2019年.zip"])
    sha256: str = Field(description="Digest of its bytes, hexadecimal.", examples=["9f86d081" * 8])
    bytes: int = Field(description="Size of the archive.", examples=[482130])
    status: Literal["indexed"] = Field(description="Always indexed: all of sources can be found.", examples=["indexed"])
    created: bool = Field(description="False when all its files were there already.", examples=[True])
    sources: list[SourceOut] = Field(
        description="The sources, in the archive's order; a name is the path in the archive, the archive's in front, "
        "or the name under which the same bytes were filed first."
    )
    skipped: list[SkippedOut] = Field(description="Files that were not taken in, and why.")
    job: JobOut = Field(description="The job that took it in.")


class PendingOut(BaseModel):
    """The answer to an upload that is still being taken in; ask the job for more."""

    id: None = Field(
        default=None, description="Not known yet; the job tells it, or them, when it has succeeded.", examples=[None]
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
