"""A source's precedents and their sections, nested and foldable → HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.ui.html import element, escape
from assistant.web.ui.metadata import card
from assistant.web.ui.strings import Words
from ingest.document import Precedent, Section
from ingest.library import Library

_UNFOLDED = 40
"""Sections that a tree may have to be shown all at once."""


def tree_view(library: Library, precedents: Sequence[Precedent], at: int, words: Words) -> str:
    """Return the tree of one source; the sections of ``precedents[at]`` are unfolded."""
    alone = len(precedents) == 1
    nodes = [_node(library, each, words, current=number == at, alone=alone) for number, each in enumerate(precedents)]
    return element("ol", "".join(nodes), class_="qc-nodes")


def _node(library: Library, precedent: Precedent, words: Words, *, current: bool, alone: bool) -> str:
    article = element(
        "article",
        card(library, precedent, words),
        class_="qc-card",
        data_card=precedent.id,
        aria_current=_true(current),
    )
    if not precedent.sections:
        return element("li", article)
    summary = element("summary", escape(words("reader.sections", n=len(precedent.sections))), class_="qc-meta")
    unfolded = alone and len(precedent.sections) <= _UNFOLDED
    listed = sections_view(
        precedent.sections, precedent.id, words, unfolded=unfolded, typed=precedent.doc_type == "mixed"
    )
    return element("li", article + element("details", summary + listed, open=current, class_="qc-sections"))


def sections_view(
    sections: Sequence[Section], precedent_id: str, words: Words, *, unfolded: bool = True, typed: bool = False
) -> str:
    """Return sections, which are in order of their start, as nested lists; ``typed`` tells plan or summary of each."""
    html, open_ends = ["<ul>"], list[int]()
    for place, section in enumerate(sections):
        while open_ends and section.start >= open_ends[-1]:
            html.append("</ul></details></li>")
            open_ends.pop()
        button = _button(section, precedent_id, words, typed=typed and not open_ends)
        if place + 1 < len(sections) and sections[place + 1].start < section.end:
            html.append(f"<li><details{' open' if unfolded else ''}>{element('summary', button)}<ul>")
            open_ends.append(section.end)
        else:
            html.append(element("li", button, class_="qc-leaf"))
    html += ["</ul></details></li>"] * len(open_ends)
    return "".join([*html, "</ul>"])


def _button(section: Section, precedent_id: str, words: Words, *, typed: bool) -> str:
    title = section.numbering + section.title
    kind = element("small", escape(words(f"type.{section.doc_type}")), class_="qc-kind") if typed else ""
    return element(
        "button",
        escape(title.strip()) + kind,
        type="button",
        class_="qc-section",
        title=title,
        data_part=precedent_id,
        data_from=str(section.start),
        data_to=str(section.end),
    )


def _true(value: bool) -> str | None:
    return "true" if value else None
