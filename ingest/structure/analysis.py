"""Extract → precedents with sections, passages, noise: the whole of structure/ in one call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ingest.document import DocType, Extract, Passage, Precedent, Section, Span, span_id
from ingest.structure import agency, doctype
from ingest.structure.dating import date
from ingest.structure.lines import merge, without
from ingest.structure.noise import find_noise
from ingest.structure.outline import find_sections
from ingest.structure.passages import cut
from ingest.structure.precedents import Part, split
from ingest.structure.script import fold


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
        says = doctype.of_title(part.title.of(flat))
        begins = doctype.of_body(says, part.body.of(flat))
        sections = find_sections(text, flat, part.body, furniture, hints, source_id, begins)
        whole = doctype.of_precedent(says, begins, {each.doc_type for each in sections})
        precedent = _precedent(text, flat, part, sections, whole, source_id, name)
        precedents.append(precedent)
        passages += cut(text, precedent, part.body, furniture, begins)
    outside = without(Span(0, len(text)), tuple(Span(each.start, each.end) for each in precedents))
    return Analysis(tuple(precedents), tuple(passages), merge([*furniture, *outside]))


def _precedent(
    text: str, flat: str, part: Part, sections: tuple[Section, ...], doc_type: DocType, source_id: str, name: str
) -> Precedent:
    year, evidence = date(text, flat, part.title, part.body, own_title=not part.of_anthology)
    start, end = part.title.start, part.body.end
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
