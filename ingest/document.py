"""The words of the library: Source, Page, Precedent, Section, Passage.

All are frozen. All offsets are half-open ``[start, end)`` counts of Unicode code points into the extracted text of one
source, so ``text[start:end]`` is always the exact wording that was filed.

An id names a span for good: ``{source_id}.{start}-{end}``. A source id is random and never given again, its text never
changes, so the id of a passage can never come to mean other words.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from ingest.errors import InvalidRequest

DocType = Literal["plan", "summary", "mixed"]
AgencyLevel = Literal["province", "city", "county", "school", "office", "unknown"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of extracted text, ``[start, end)`` in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words: ``Span(1, 3).of("一二三四")`` → ``"二三"``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page of a paged file, ``[start, end)`` of the extracted text."""

    number: int
    """From 1, as a reader counts them."""
    start: int
    end: int
    confidence: float | None = None
    """How sure the character recognition is, 0 to 1; None for text that was filed as text."""


@dataclass(frozen=True, slots=True)
class Extract:
    r"""What a reader makes of a file's bytes: the text, and what the format itself says about it.

    Lines end in ``\n``; a line is a paragraph, a heading, a list item or a table row (cells parted by tabs).
    """

    text: str
    media_type: str
    warnings: tuple[str, ...] = ()
    """What had to be left out, in Chinese, one sentence each."""
    noise: tuple[Span, ...] = ()
    """Spans that the format marks as page furniture (``<nav>``, ``<footer>``, …)."""
    headings: tuple[tuple[int, int], ...] = ()
    """(offset of a line, level from 1) of each line that the format marks as a heading."""
    pages: tuple[Page, ...] = ()
    """In order; empty for a format without pages. A paragraph that runs over a page end is split at the seam."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was filed, and the text that a reader extracted from it."""

    id: str
    name: str
    sha256: str
    media_type: str
    bytes: int
    text: str
    created_at: str
    """UTC, ISO 8601, seconds."""
    warnings: tuple[str, ...] = ()
    """What the reader had to leave out, in Chinese."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a dating rests on."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, sub-sections included."""

    id: str
    level: int
    """How much of a heading it is: 0 for 第一章 and the halves of a document, 1 for 一、, 2 for （一）, months and headings without a
    mark, 3 for 1. and 1.1, 4 for （1） and A., 5 for 一是 and ——. From 3 it is an item of a list, from 5 a point of a paragraph.
    Always greater than that of the section around it (a （一） inside 1. has 4), but what a document skips is not renumbered:
    depth is told by the spans, which nest."""
    numbering: str
    """The mark as filed, e.g. ``（一）``; empty for a heading without one."""
    title: str
    doc_type: DocType
    start: int
    """Where the heading's mark begins."""
    end: int
    heading_path: tuple[str, ...] = ()
    """Headings from the outermost to this one, marks included."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One plan or summary found in a source."""

    id: str
    source_id: str
    title: str
    doc_type: DocType
    agency_level: AgencyLevel
    year: tuple[int, int] | None
    """First and last year that it is for; equal when one year, None when unknown."""
    year_evidence: Evidence | None
    start: int
    end: int
    sections: tuple[Section, ...] = field(default=(), repr=False)
    corrected: tuple[str, ...] = ()
    """Names of the fields that a person has put right."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The retrieval unit: a run of text inside one section."""

    id: str
    source_id: str
    precedent_id: str
    text: str
    """Exactly ``source.text[start:end]``."""
    start: int
    end: int
    heading_path: tuple[str, ...]
    doc_type: DocType
    year: tuple[int, int] | None = None
    agency_level: AgencyLevel = "unknown"
    pages: tuple[Page, ...] = ()
    """The pages that it stands on, each cut to it; empty for a format without pages."""

    @property
    def confidence(self) -> float | None:
        """How sure the character recognition is of its least sure page, 0 to 1; None for text filed as text."""
        return min((page.confidence for page in self.pages if page.confidence is not None), default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The finest unit that is embedded: one sentence of a passage."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; an empty field allows all. Raises InvalidRequest for years the wrong way round."""

    doc_type: Literal["plan", "summary"] | None = None
    year_from: int | None = None
    year_to: int | None = None
    agency_level: AgencyLevel | None = None
    source_ids: tuple[str, ...] = ()
    exclude_source_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a span of years that no document can be of: its empty answer would read as "the library has none"."""
        if self.year_from is not None and self.year_to is not None and self.year_from > self.year_to:
            raise InvalidRequest(
                f"起始年份 {self.year_from}（year_from）晚于截止年份 {self.year_to}（year_to）；请对调或改正后重试。"
            )


def page_at(pages: tuple[Page, ...], offset: int) -> int | None:
    """Return the number of the page that ``offset`` stands on, None where that is not known.

    ``page_at((Page(1, 0, 9), Page(2, 9, 30)), 9)`` → ``2``.
    """
    return next((page.number for page in pages if page.start <= offset < page.end), None)


def pages_of(pages: tuple[Page, ...], span: Span) -> tuple[Page, ...]:
    """Return the pages that ``span`` stands on, each cut to it; ``pages`` are in order."""
    first = bisect_right(pages, span.start, key=lambda page: page.end)
    touched = takewhile(lambda page: page.start < span.end, pages[first:])
    return tuple(replace(page, start=max(page.start, span.start), end=min(page.end, span.end)) for page in touched)


def new_source_id() -> str:
    """Return 12 random hexadecimal digits: 48 bits, unique over libraries that may be merged one day."""
    return secrets.token_hex(6)


def span_id(source_id: str, start: int, end: int) -> str:
    """Return the id of a span: ``span_id("0f3a…", 10, 42)`` → ``"0f3a….10-42"``."""
    return f"{source_id}.{start}-{end}"
