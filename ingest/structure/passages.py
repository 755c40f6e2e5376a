"""Section tree → passages: the units of retrieval.

A passage is one unbroken slice of the text that lies inside one section and holds no page furniture. Small neighbouring
sub-sections of the same section share a passage; a long one is cut at sentence ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import DocType, Passage, Precedent, Section, Span, span_id
from ingest.structure.lines import without
from ingest.structure.sentences import SENTENCE

TARGET = 300
"""Characters that a passage aims at."""
MOST = 420
LEAST = 40
STRAY = 2
"""Characters of noise that do not part a sentence in two."""
LIST = 3
"""Level from which the numbered parts of a precedent are items of a list."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slice that belongs together, and the innermost section that holds all of it."""

    start: int
    end: int
    section: Section | None
    merged: bool = False
    """Several items of a list."""

    @property
    def is_list(self) -> bool:
        return self.merged or (self.section is not None and self.section.level >= LIST)

    @property
    def length(self) -> int:
        return self.end - self.start


def cut(text: str, precedent: Precedent, body: Span, furniture: tuple[Span, ...], begins: DocType) -> list[Passage]:
    """Return the passages of one precedent in order; none is empty or longer than ``MOST`` characters.

    Args:
        text: extracted text of the source.
        precedent: with its sections, in order of their start.
        body: where its words stand, title left out.
        furniture: spans to skip, in order.
        begins: doc type of what stands before the first section.
    """
    tops = _children(precedent.sections, body.start, body.end)
    furniture = tuple(
        span for span in furniture if span.end - span.start > STRAY or span.start <= body.start or span.end >= body.end
    )
    passages = []
    for piece in _pack(text, _Piece(body.start, body.end, None), tops, precedent.sections):
        for part in without(Span(piece.start, piece.end), furniture):
            passages += [_passage(text, precedent, piece.section, span, begins) for span in _trimmed(text, part)]
    return passages


def _pack(text: str, whole: _Piece, children: list[Section], below: tuple[Section, ...]) -> Iterator[_Piece]:
    """Yield pieces of at most MOST characters that cover ``whole``, small neighbours joined.

    ``below`` are all sections under ``whole``, ``children`` the outermost of them.
    """
    if whole.length <= MOST and (whole.section or not children):
        yield whole
        return
    if not children:
        yield from _sentences(text, whole)
        return
    own = _Piece(whole.start, children[0].start, whole.section)
    pieces = [own] if own.length else []
    pieces += [_Piece(child.start, child.end, child) for child in children]
    held: _Piece | None = None
    for piece in pieces:
        if held and _share(held, piece, whole):
            held = _Piece(held.start, piece.end, whole.section, merged=True)
            continue
        if held:
            yield from _inner(text, held, whole, below)
        held = piece
    if held:
        yield from _inner(text, held, whole, below)


def _share(held: _Piece, piece: _Piece, whole: _Piece) -> bool:
    """Tell whether two neighbours may be one passage: short enough, and of one section.

    At the top there is no section to hold both: only the items of a plain list (1. 2. 3.) share a passage there.
    """
    if whole.section is None and not (held.is_list and piece.is_list):
        return False
    return held.length + piece.length <= (TARGET if held.length >= LEAST else MOST)


def _inner(text: str, piece: _Piece, whole: _Piece, below: tuple[Section, ...]) -> Iterator[_Piece]:
    if piece.merged or piece.section is whole.section:
        yield from _pack(text, piece, [], ())
    else:
        # Sections nest, so those of a piece stand together; looking through all of them for each piece would be quadratic.
        first = bisect_right(below, piece.start, key=_start)
        inside = below[first : bisect_left(below, piece.end, lo=first, key=_start)]
        yield from _pack(text, piece, _children(inside, piece.start, piece.end), inside)


def _children(sections: tuple[Section, ...], start: int, end: int) -> list[Section]:
    """Return the outermost of the sections within ``[start, end)``."""
    outermost, at = [], start
    for section in sections:
        if section.start >= at and section.end <= end:
            outermost.append(section)
            at = section.end
    return outermost


def _sentences(text: str, whole: _Piece) -> Iterator[_Piece]:
    """Cut at sentence ends into pieces of about equal length; a sentence beyond MOST is cut in the middle."""
    count = -(-whole.length // TARGET)
    aim = whole.length / count
    start = at = whole.start
    for match in SENTENCE.finditer(text, whole.start, whole.end):
        if match.end() - start > MOST and at > start:
            yield _Piece(start, at, whole.section)
            start = at
        while match.end() - start > MOST:
            yield _Piece(start, start + MOST, whole.section)
            start += MOST
        at = match.end()
        if at - start >= aim and whole.end - at >= LEAST:
            yield _Piece(start, at, whole.section)
            start = at
    if at > start:
        yield _Piece(start, at, whole.section)


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end > start:
        yield Span(start, end)


def _passage(text: str, precedent: Precedent, section: Section | None, span: Span, begins: DocType) -> Passage:
    inner = section or _holding(precedent.sections, span)
    return Passage(
        id=span_id(precedent.source_id, span.start, span.end),
        source_id=precedent.source_id,
        precedent_id=precedent.id,
        text=span.of(text),
        start=span.start,
        end=span.end,
        heading_path=section.heading_path if section else (),
        doc_type=inner.doc_type if inner else begins,
        year=precedent.year,
        agency_level=precedent.agency_level,
    )


def _holding(sections: tuple[Section, ...], span: Span) -> Section | None:
    """Return the first section that begins in a span which no single section holds, for its doc type."""
    at = bisect_left(sections, span.start, key=_start)
    return sections[at] if at < len(sections) and sections[at].start < span.end else None


def _start(section: Section) -> int:
    return section.start
