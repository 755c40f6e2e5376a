"""One precedent's text in full → HTML: passages bounded, headings to scroll to, pages told, page furniture greyed.

The text of the HTML is exactly that of the source; numbers, pages and warnings are drawn by the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.web.ui.frame import frame
from assistant.web.ui.html import Paint, element, painted
from assistant.web.ui.marks import page_mark, unsure
from assistant.web.ui.strings import Words
from ingest.document import Passage, Precedent, Section
from ingest.library import Library

_LONGEST_HEADING = 120


def part_view(
    library: Library, precedents: Sequence[Precedent], at: int, words: Words, quote: tuple[int, int] | None = None
) -> str:
    """Return the text of ``precedents[at]`` and of what stands between it and the next one.

    Args:
        library: where it is recorded.
        precedents: all of one source, in order.
        at: which of them.
        words: the catalogue.
        quote: offsets into the source's text, to be marked.
    """
    own = precedents[at]
    text = library.store.source(own.source_id).text
    start = own.start if at else 0
    end = precedents[at + 1].start if at + 1 < len(precedents) else len(text)
    passages = library.store.passages_in(own.id)
    paints = list(_runs(text, passages, words))
    if quote:
        paints.append(Paint(*quote, "mark", "qc-quote", attributes=_at(quote[0])))
    paints += [_heading(text, each) for each in own.sections]
    if own.year_evidence:
        evidence = own.year_evidence
        paints.append(Paint(evidence.start, evidence.end, "mark", "qc-evidence", attributes=_at(evidence.start)))
    furniture = words("reader.furniture")
    noise = library.store.noise(own.source_id)
    paints += [Paint(first, last, "span", "qc-furniture", furniture) for first, last in noise]
    paints += _pages(text, passages, words)
    paints.append(Paint(own.start, own.start + 1, "span", "qc-begin"))
    return element(
        "div",
        painted(text, paints, start=start, end=end),
        class_="qc-text qc-full",
        tabindex="0",
        role="region",
        aria_label=words("reader.text"),
        data_shown=own.id,
    )


def _runs(text: str, passages: Sequence[Passage], words: Words) -> Iterator[Paint]:
    for number, passage in enumerate(passages, 1):
        warning = unsure(passage.confidence, words)
        facts = [
            ("data-start", str(passage.start)),
            ("data-end", str(passage.end)),
            ("data-number", str(number)),
            ("title", words("reader.passage", n=number) + (f" · {warning}" if warning else "")),
        ]
        yield frame(
            text, passage.start, passage.end, "qc-run", (*facts, *([("data-unsure", warning)] if warning else []))
        )


def _heading(text: str, section: Section) -> Paint:
    """Paint a heading; one that goes on in a sentence ends where its title does."""
    line_end = text.find("\n", section.start)
    end = min(section.end, len(text) if line_end < 0 else line_end, section.start + _LONGEST_HEADING)
    titled = text.find(section.title, section.start, end) if section.title else -1
    end = titled + len(section.title) if titled >= 0 else end
    return Paint(section.start, end, "span", "qc-headline", attributes=_at(section.start))


def _pages(text: str, passages: Sequence[Passage], words: Words) -> Iterator[Paint]:
    """Paint the first character of each page, so that the style sheet can tell the page before it."""
    last = None
    for page in (each for passage in passages for each in passage.pages):
        if page.number == last:
            continue
        last = page.number
        start = next((at for at in range(page.start, page.end) if not text[at].isspace()), page.start)
        yield Paint(start, start + 1, "span", "qc-page", attributes=(("data-page", page_mark(last, words)),))


def _at(offset: int) -> tuple[tuple[str, str], ...]:
    return (("data-at", str(offset)),)
