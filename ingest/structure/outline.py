"""Text → section tree.

A section ends where the next one of its depth, or of one further out, begins. A heading that looks ahead makes a plan of what
follows it; inside another section, and where a plan looks back, only of its own section.
"""

from __future__ import annotations

from ingest.document import DocType, Section, Span, span_id
from ingest.structure import doctype
from ingest.structure.headings import Heading, find_headings
from ingest.structure.nesting import nest
from ingest.structure.script import fold

INNERMOST = 5
"""Level from which sections are points of a paragraph, which no path names."""
_TIMES = ("月", "周")


def find_sections(
    text: str,
    flat: str,
    bounds: Span,
    furniture: tuple[Span, ...],
    hints: dict[int, int],
    source_id: str,
    base: DocType,
) -> tuple[Section, ...]:
    """Return the sections within ``bounds`` in order of their start, each with its path and doc type.

    Args:
        text: extracted text; headings are quoted from it.
        flat: the same, folded; equal length.
        bounds: the body of one precedent, its title line left out.
        furniture: spans to skip, in order.
        hints: offset of a line → level, for lines that the format marks as headings.
        source_id: for the sections' ids.
        base: doc type that holds until a heading says otherwise.
    """
    headings = find_headings(text, flat, bounds, furniture, hints)
    nested = nest(headings)
    ends = _ends([depth for depth, _ in nested], [each.start for each in headings], bounds.end)
    sections: list[Section] = []
    path: list[str | None] = []
    doc_type, around = base, list[tuple[int, DocType]]()
    for heading, (depth, level), end in zip(headings, nested, ends, strict=True):
        path = [*path[:depth], heading.numbering + heading.title if level < INNERMOST else None]
        while around and around[-1][0] >= depth:
            doc_type = around.pop()[1]
        turned = _turned(heading, depth, doc_type)
        if turned != doc_type and heading.numbering and (depth > 0 or base == "plan" == doc_type):
            around.append((depth, doc_type))
        doc_type = turned
        sections.append(
            Section(
                span_id(source_id, heading.start, end),
                level,
                heading.numbering,
                heading.title,
                doc_type,
                heading.start,
                end,
                tuple(each for each in path if each is not None),
            )
        )
    return tuple(sections)


def _turned(heading: Heading, depth: int, now: DocType) -> DocType:
    """Return the type from ``heading`` on; a month or a week, whatever is done in it, turns nothing."""
    if heading.style in _TIMES:
        return now
    return doctype.after_heading(fold(heading.title), top=depth == 0 or not heading.numbering, now=now)


def _ends(depths: list[int], starts: list[int], last: int) -> list[int]:
    """Return where each section ends: at the next one of its depth or of one further out."""
    ends, waiting = [last] * len(depths), list[int]()
    for place, depth in enumerate(depths):
        while waiting and depths[waiting[-1]] >= depth:
            ends[waiting.pop()] = starts[place]
        waiting.append(place)
    return ends
