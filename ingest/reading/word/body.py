"""The block level of a Word document: paragraphs, tables, text boxes and notes as lines, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.reading.lines import words
from ingest.reading.word.notes import Notes
from ingest.reading.word.numbering import Numbering
from ingest.reading.word.run import Inline, InlineReader, is_placeholder
from ingest.reading.word.styles import Styles
from ingest.reading.word.table import cells_of, is_covered, rows_of
from ingest.reading.word.wordml import Element, is_on, local, value, w

CONTENTS = 0
"""Stands for a heading level on a line of the table of contents."""
_WRAPPERS = words("body sdtContent customXml ins moveTo smartTag")
_MAX_CELL_LINES = 3
_LONGEST_HEADING = 60
_LEFT_OUT = {
    "altChunk": "文档里嵌入了另一个文件（altChunk），其中的文字没有读取。",
    "subDoc": "这是主控文档，其中的子文档没有读取；请把子文档分别上传。",
}


class Line(NamedTuple):
    """A line of the text."""

    text: str
    level: int | None = None
    """Of a heading, from 1; ``CONTENTS`` on a line of the table of contents."""
    aside: bool = False
    """Of a text box or a note: it stands after the line that it hangs on, so after a row of a table."""


@dataclass(slots=True)
class _Carried:
    """A paragraph whose end is deleted: it goes on in the next one."""

    inline: Inline
    paragraph: Element


class Body:
    """The blocks of one document. XML nests 256 deep at most (libxml2), so calling itself is safe."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._inlines = InlineReader(styles)
        self._carried: _Carried | None = None
        self._in_contents = False
        self.warnings: list[str] = []

    def story(self, blocks: Iterable[Element]) -> Iterator[Line]:
        """Yield the lines of a run of blocks that no paragraph goes on from: a body, a cell, a text box, a note."""
        for block in blocks:
            yield from self._lines(block)
        yield from self._released()

    def _lines(self, block: Element) -> Iterator[Line]:
        kind = local(block)
        if kind in ("p", "oMathPara", "oMath"):
            yield from self._paragraph(block)
        elif kind == "tbl":
            yield from self._released()
            for row in rows_of(block):
                yield from self._row(row)
        elif kind == "sdt":
            yield from self._control(block)
        elif kind in _WRAPPERS:
            for child in block:
                yield from self._lines(child)
        elif kind == "AlternateContent":
            for child in _chosen(block):
                yield from self._lines(child)
        elif kind in _LEFT_OUT and _LEFT_OUT[kind] not in self.warnings:
            self.warnings.append(_LEFT_OUT[kind])

    def _control(self, control: Element) -> Iterator[Line]:
        if is_placeholder(control):
            return
        outer = self._in_contents
        gallery = value(control, "sdtPr", "docPartObj", "docPartGallery")
        self._in_contents = outer or gallery == "Table of Contents"
        for child in control:
            yield from self._lines(child)
        self._in_contents = outer

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        inline = self._inlines.read(paragraph)
        before, self._carried = self._carried, None
        if before:
            before.inline.add(inline)
            inline = before.inline
        if _goes_on(paragraph):
            # The mark that is left decides on style and numbering (ECMA-376-1, 17.13.5.15).
            self._carried = _Carried(inline, paragraph) if inline else None
            return
        yield from self._shown(inline, paragraph)

    def _released(self) -> Iterator[Line]:
        carried, self._carried = self._carried, None
        if carried:
            yield from self._shown(carried.inline, carried.paragraph)

    def _shown(self, inline: Inline, paragraph: Element) -> Iterator[Line]:
        # A paragraph that is hidden with its mark is not there, so its list does not count it.
        if inline or not is_on(paragraph, "pPr", "rPr", "vanish"):
            yield from self._marked(self._numbering.mark(paragraph), inline.text, paragraph)
        for reference in inline.notes:
            taken = self._notes.take(reference)
            if taken:
                mark, note = taken
                for line in self.story(note):
                    yield Line(mark + line.text.lstrip(), aside=True)
                    mark = ""
        for box in inline.boxes:
            for line in self.story(box):
                yield line._replace(aside=True)

    def _marked(self, mark: str, text: str, paragraph: Element) -> Iterator[Line]:
        contents = self._in_contents or self._styles.is_contents(paragraph)
        level = CONTENTS if contents else self._styles.heading_level(paragraph)
        for part in _parts(text, heading=bool(level)):
            stripped = part.rstrip()
            if not stripped.strip():
                continue
            # An indent typed before the text stays; after a mark it would part the two.
            yield Line(_joined(mark, stripped.lstrip()) if mark else stripped, level)
            mark, level = "", (level if level == CONTENTS else None)

    def _row(self, row: Element) -> Iterator[Line]:
        cells = [[] if is_covered(cell) else list(self.story(cell)) for cell in cells_of(row)]
        if len(cells) == 1 or any(sum(not line.aside for line in cell) > _MAX_CELL_LINES for cell in cells):
            # A frame around running text, not a row of data.
            for cell in cells:
                yield from cell
            return
        texts = (" ".join(line.text.replace("\t", " ").strip() for line in cell if not line.aside) for cell in cells)
        yield Line("\t".join(texts).rstrip())
        for cell in cells:
            yield from (line for line in cell if line.aside)


def _goes_on(paragraph: Element) -> bool:
    """Tell a paragraph whose mark was deleted or moved away, and a drop cap, which begins the paragraph after it."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return False
    frame = properties.find(w("framePr"))
    if frame is not None and frame.get(w("dropCap")) in ("drop", "margin"):
        return True
    return any(properties.find(f"{w('rPr')}/{w(kind)}") is not None for kind in ("del", "moveFrom"))


def _parts(text: str, heading: bool) -> list[str]:
    """Part a paragraph at its line breaks; a heading that was only broken to look well is one line."""
    parts = text.split("\n")
    if not heading or len(parts) == 1:
        return parts
    shown = [part.strip() for part in parts if part.strip()]
    whole = shown[0] if shown else ""
    for part in shown[1:]:
        whole += (" " if whole[-1].isascii() and part[0].isascii() else "") + part
    return [whole] if len(whole) <= _LONGEST_HEADING and not any(sign in whole for sign in "。；！？") else parts


def _joined(mark: str, text: str) -> str:
    """Set a mark before its text, apart where they would read as one number: ``1.``, ``2024年`` → ``1. 2024年``."""
    return f"{mark} {text}" if mark[-1] in ".．" and text[0].isdigit() else mark + text


def _chosen(alternate: Element) -> Iterator[Element]:
    """Yield what stands in the first branch that is not empty: the same content is there once for each Word version."""
    for branch in alternate:
        if local(branch) in ("Choice", "Fallback") and len(branch):
            yield from branch
            return
