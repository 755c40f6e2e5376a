"""Extract → precedents with sections, passages, noise: the whole of structure/ in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from ingest.document import DocType, Extract, Passage, Precedent, Section, Span, pages_of, span_id
from ingest.structure import agency, doctype
from ingest.structure.dating import date
from ingest.structure.lines import merge, without
from ingest.structure.noise import find_noise
from ingest.structure.outline import find_sections
from ingest.structure.passages import cut
from ingest.structure.precedents import Part, split
from ingest.structure.script import fold
from ingest.structure.titles import compact


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a source holds. Every character lies in exactly one precedent or is noise."""

    precedents: tuple[Precedent, ...]
    passages: tuple[Passage, ...]
    noise: tuple[Span, ...]


def analyse(source_id: str, name: str, extract: Extract) -> Analysis:
    """Understand one source; ``name`` titles a precedent that has no title of its own."""
    text, flat = extract.text, fold(extract.text)
    furniture = find_noise(flat, extract.noise)
    hints = dict(extract.headings)
    precedents: list[Precedent] = []
    passages: list[Passage] = []
    for part in split(flat, furniture):
        says, begins = _type(flat, part)
        sections = find_sections(text, flat, part.body, furniture, hints, source_id, begins)
        halved = any(each.level == 0 and each.doc_type != begins for each in sections)
        whole = doctype.of_precedent(says, begins, _other(sections, begins, part.body), halved=halved)
        precedent = _precedent(text, flat, part, sections, whole, furniture, source_id, name)
        precedents.append(precedent)
        passages += (
            replace(each, pages=pages_of(extract.pages, Span(each.start, each.end)))
            for each in cut(text, precedent, part.body, furniture, begins)
        )
    outside = without(Span(0, len(text)), tuple(Span(each.start, each.end) for each in precedents))
    return Analysis(tuple(precedents), tuple(passages), merge([*furniture, *outside]))


def _type(flat: str, part: Part) -> tuple[DocType | None, DocType]:
    """Return what a part's title says it is, and what its body begins as."""
    title, label = compact(part.title.of(flat)), part.label.of(flat)
    says = doctype.of_title(title)
    if part.of_anthology:
        return says, doctype.of_body(says, part.body.of(flat), own=False, collection=doctype.of_title(label))
    says = says or doctype.of_title(label)
    return says, doctype.of_body(says, part.body.of(flat))


def _other(sections: tuple[Section, ...], begins: DocType, body: Span) -> float:
    """Return the share of a body that is of the other type than it begins as."""
    if not sections:
        return 0.0
    ends = [*(each.start for each in sections[1:]), body.end]
    other = sum(end - each.start for each, end in zip(sections, ends, strict=True) if each.doc_type != begins)
    return other / max(1, body.end - body.start)


def _precedent(
    text: str,
    flat: str,
    part: Part,
    sections: tuple[Section, ...],
    doc_type: DocType,
    furniture: tuple[Span, ...],
    source_id: str,
    name: str,
) -> Precedent:
    ahead = next((each.start for each in sections if each.doc_type == "plan"), None)
    year, evidence = date(
        text,
        flat,
        part.title,
        part.body,
        own_title=not part.of_anthology,
        doc_type=doc_type,
        furniture=furniture,
        turn=ahead if sections and sections[-1].doc_type == "plan" else None,
    )
    if part.several_years:
        year, evidence = None, None
    start, end = part.start, part.body.end
    return Precedent(
        id=span_id(source_id, start, end),
        source_id=source_id,
        title="".join(part.title.of(text).split("\n")).strip("# 　。") or PurePath(name).stem,
        doc_type=doc_type,
        agency_level=agency.level_of(part.title.of(flat), part.body.of(flat)),
        year=year,
        year_evidence=evidence,
        start=start,
        end=end,
        sections=sections,
    )
