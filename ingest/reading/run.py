"""The inline level of a Word paragraph: its runs as a reader sees them, and the text boxes hung on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.reading.lines import words
from ingest.reading.wordml import Element, is_on, local, w

_SKIPPED = words("pPr rPr del moveFrom delText instrText rt rubyPr sdtPr sdtEndPr footnoteReference endnoteReference")
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = dict(zip(("A3", "A8", "6F", "FE", "52", "FC", "FD", "6C", "6E", "B7"), "□□□☑☑√☒●■·", strict=True))
"""What forms use from Wingdings, by the last byte of its private code point."""


@dataclass(slots=True)
class Inline:
    r"""The text of a paragraph, line breaks as ``\n``, and its text boxes (``w:txbxContent``)."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The parts as one string."""
        return "".join(self.parts)


def inline_of(paragraph: Element) -> Inline:
    """Read a ``w:p``: insertions kept, deletions and hidden text left out, field results without their codes."""
    inline = Inline()
    _read(paragraph, inline)
    return inline


def _read(element: Element, inline: Inline) -> None:
    for child in element:
        kind = local(child)
        if kind == "t":
            inline.parts.append((child.text or "").replace("\t", " ").replace("\n", " "))
        elif kind in _SIGNS:
            inline.parts.append(_SIGNS[kind])
        elif kind == "sym":
            inline.parts.append(_SYMBOLS.get(str(child.get(w("char"), ""))[-2:].upper(), ""))
        elif kind == "txbxContent":
            inline.boxes.append(child)
        elif kind == "AlternateContent":
            _read_alternate(child, inline)
        elif kind not in _SKIPPED and not (kind == "r" and is_on(child, "rPr", "vanish")):
            _read(child, inline)


def _read_alternate(alternate: Element, inline: Inline) -> None:
    """Read the first branch that holds anything: a text box is there twice, for new Word and for old."""
    for branch in alternate:
        found = Inline()
        if local(branch) in ("Choice", "Fallback"):
            _read(branch, found)
        if found.parts or found.boxes:
            inline.parts += found.parts
            inline.boxes += found.boxes
            return
