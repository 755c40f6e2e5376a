"""``/precedents``: what was recognised of a source, and putting it right."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from assistant.retrieval.versions import other_versions
from assistant.web.api.precedent_shapes import (
    CorrectionIn,
    EvidenceOut,
    PrecedentOut,
    SectionOut,
    SpanOut,
    VersionOut,
)
from assistant.web.api.shapes import SourceRef
from assistant.web.correction import correct, restore
from assistant.web.problems import documented
from assistant.web.services import LibraryOf
from ingest.document import Precedent
from ingest.library import Library

router = APIRouter(tags=["precedents"])
SourceId = Annotated[str, Path(description="Id of the source.", examples=["0f3a9c27b1d4"])]
PrecedentId = Annotated[str, Path(description="Id of the precedent.", examples=["0f3a9c27b1d4.0-5200"])]


@router.get("/sources/{source_id}/precedents", responses=documented(404))
def get_precedents(source_id: SourceId, library: LibraryOf) -> list[PrecedentOut]:
    """Return the plans and summaries found in a source, in order."""
    return [_told(library, each) for each in library.store.precedents(source_id)]


@router.get("/sources/{source_id}/noise", responses=documented(404))
def get_noise(source_id: SourceId, library: LibraryOf) -> list[SpanOut]:
    """Return the stretches of a source that are page furniture and cannot be found, in order."""
    return [SpanOut(start=start, end=end) for start, end in library.store.noise(source_id)]


@router.patch("/precedents/{precedent_id}", responses=documented(404))
def correct_precedent(precedent_id: PrecedentId, wanted: CorrectionIn, library: LibraryOf) -> PrecedentOut:
    """Put metadata of a precedent right, for good: filters, search and new drafts go by it from this moment."""
    return _told(library, correct(library, precedent_id, wanted.model_dump(exclude_unset=True)))


@router.delete("/precedents/{precedent_id}/corrections", responses=documented(404))
def restore_precedent(precedent_id: PrecedentId, library: LibraryOf) -> PrecedentOut:
    """Take all corrections of a precedent back, and return it as it was recognised."""
    return _told(library, restore(library, precedent_id))


def _told(library: Library, precedent: Precedent) -> PrecedentOut:
    evidence = precedent.year_evidence
    return PrecedentOut(
        id=precedent.id,
        title=precedent.title,
        doc_type=precedent.doc_type,
        agency_level=precedent.agency_level,
        year=precedent.year,
        year_evidence=EvidenceOut.model_validate(evidence, from_attributes=True) if evidence else None,
        start=precedent.start,
        end=precedent.end,
        sections=[SectionOut.model_validate(each, from_attributes=True) for each in precedent.sections],
        corrected=list(precedent.corrected),
        versions=[
            VersionOut(
                source=SourceRef(id=each.source_id, name=each.source_name),
                precedent_id=each.precedent_id,
                title=each.title,
            )
            for each in other_versions(library, precedent.id)
        ],
    )
