"""The words of drafting: Brief, Outline, Item, Citation, Slot, Topic, Finding, Draft.

All are frozen. Offsets of citations count code points of the source's extracted text, offsets of slots those of the
item's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.document import AgencyLevel, DocType, Filters, Passage

SlotKind = Literal["place", "person", "organization", "year", "date", "figure", "amount", "document", "other"]
Severity = Literal["error", "warning", "info"]
FindingCode = Literal[
    "unsupported",
    "foreign_specific",
    "outdated_policy",
    "thin_evidence",
    "missing_topic",
    "single_source",
    "no_precedent",
    "conflict",
]
Status = Literal["draft", "in_review", "approved", "returned"]


@dataclass(frozen=True, slots=True)
class Brief:
    """What the writer asks for."""

    title: str
    """Of the whole document, e.g. ``2026年枫浦区教育局工作计划``."""
    section: str
    """The section to draft, e.g. ``校园安全管理``."""
    doc_type: Literal["plan", "summary"] = "plan"
    organization: str = ""
    year: int | None = None
    requirements: str = ""
    max_items: int = 8
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query."""

    passage: Passage
    score: float
    """0 to 1."""
    nearest: tuple[int, int]
    """Where its sentence nearest to the query stands in the source, [start, end)."""
    source_name: str
    precedent_title: str
    precedent_type: DocType = "mixed"
    also_in: tuple[Passage, ...] = ()
    """Near-duplicates of it, in other sources or other places."""
    matched: tuple[str, ...] = ()
    """Words of the query that stand in it, normalised."""
    added: tuple[str, ...] = ()
    """Words that the lexicon added to the query and that stand in it."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Leg of the search (dense, sentence, lexical) → its place there, from 1; without those that did not meet it."""
    confidence: float = 1.0
    """How likely it is that the library answers the query at all, 0 to 1; the same for all hits of a search."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Item → exact span of a source: ``quote == source.text[start:end]``, always."""

    passage_id: str
    source_id: str
    source_name: str
    precedent_id: str
    precedent_title: str
    start: int
    end: int
    quote: str
    support: float
    """How much of the item the quote says, 0 to 1."""
    doc_type: DocType = "mixed"
    """Of the precedent."""
    year: tuple[int, int] | None = None
    agency_level: AgencyLevel = "unknown"
    page: int | None = None
    """Where the quote begins, from 1; None for a format without pages."""


@dataclass(frozen=True, slots=True)
class Slot:
    """【…】 in an item's text: a fact that the writer must supply."""

    id: str
    kind: SlotKind
    placeholder: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the outline."""

    id: str
    heading: str
    """Its sub-topic."""
    text: str
    slots: tuple[Slot, ...] = ()
    citations: tuple[Citation, ...] = ()
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A sub-topic of the section, and how many independent precedents hold it."""

    name: str
    precedents: int
    covered: bool
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What verification has to say on an item, or on the draft when ``item_id`` is None."""

    code: FindingCode
    severity: Severity
    message: str
    item_id: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A section outline in which every line cites the exact words it stands on."""

    id: str
    created_at: str
    """UTC, ISO 8601, microseconds."""
    status: Status
    engine: str
    brief: Brief
    outline: tuple[Item, ...]
    topics: tuple[Topic, ...]
    findings: tuple[Finding, ...]
    took_ms: int
    searched: tuple[str, ...] = ()
    """What was looked for, told to the writer when nothing was found."""

    @property
    def abstained(self) -> bool:
        """True when the library does not cover the section: there is no outline."""
        return not self.outline

    def items(self) -> Iterator[Item]:
        """Yield every item, parents before their children."""
        waiting = list(reversed(self.outline))
        while waiting:
            item = waiting.pop()
            yield item
            waiting += reversed(item.children)
