"""Word document → extracted text: body paragraphs, tables and text boxes in order, numbering as Word shows it."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.document import Extract, Span
from ingest.reading.lines import join, words
from ingest.reading.numbering import Numbering
from ingest.reading.package import Package
from ingest.reading.run import Inline, inline_of
from ingest.reading.styles import Styles
from ingest.reading.wordml import Element, local, w

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRAPPERS = words("sdt sdtContent customXml ins moveTo smartTag body")
_MAX_CELL_LINES = 3
_Line = tuple[str, int | None]
_CONTENTS = 0
"""Stands for a heading level on a line of the table of contents."""


def read_docx(data: bytes, name: str) -> Extract:
    """Read .docx: a paragraph numbered 一、 that says 安全 → text ``"一、安全"``.

    Left out: tracked deletions, hidden text, headers, footers, notes, comments, pictures.

    Raises:
        DamagedDocument: cut short, not a Word document, or a zip bomb.
        EncryptedDocument: the zip has a password.
        SourceTooLarge: more than 200 MB when unpacked.
    """
    package = Package(data, name)
    root = package.document()
    styles = Styles(package.related("styles"))
    body = _Body(styles, Numbering(package.related("numbering"), styles))
    text, marks = join(line for child in root for line in body.lines(child))
    return Extract(
        text=text,
        media_type=_MEDIA_TYPE,
        warnings=tuple(body.warnings),
        noise=tuple(_line_at(text, offset) for offset, level in marks if level == _CONTENTS),
        headings=tuple((offset, level) for offset, level in marks if level != _CONTENTS),
    )


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(offset, end if end >= 0 else len(text))


class _Body:
    """The block level of one document. XML nests 256 deep at most (libxml2), so calling itself is safe."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.warnings: list[str] = []

    def lines(self, block: Element) -> Iterator[_Line]:
        """Yield the lines of a block element with their heading levels."""
        kind = local(block)
        if kind == "p":
            yield from self._paragraph(block)
        elif kind == "tbl":
            for row in _descend(block, "tr"):
                yield from self._row(row)
        elif kind in _WRAPPERS:
            for child in block:
                yield from self.lines(child)
        elif kind == "AlternateContent":
            for child in _chosen(block):
                yield from self.lines(child)
        elif kind == "altChunk":
            self.warnings.append("文档里嵌入了另一个文件（altChunk），其中的文字没有读取。")

    def _paragraph(self, paragraph: Element) -> Iterator[_Line]:
        inline = inline_of(paragraph)
        deleted = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None
        if not deleted or inline.text.strip():
            mark = self._numbering.mark(paragraph)
            yield from self._marked(mark, inline, paragraph)
        for box in inline.boxes:
            for child in box:
                yield from self.lines(child)

    def _marked(self, mark: str, inline: Inline, paragraph: Element) -> Iterator[_Line]:
        level = _CONTENTS if self._styles.is_contents(paragraph) else self._styles.heading_level(paragraph)
        for part in inline.text.split("\n"):
            stripped = part.rstrip()
            if not stripped.strip():
                continue
            # An indent typed before the text stays; after a mark it would part the two.
            yield (_joined(mark, stripped.lstrip()) if mark else stripped), level
            mark, level = "", (level if level == _CONTENTS else None)

    def _row(self, row: Element) -> Iterator[_Line]:
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            return
        cells = [[line for child in cell for line in self.lines(child)] for cell in _descend(row, "tc")]
        if len(cells) == 1 or any(len(cell) > _MAX_CELL_LINES for cell in cells):
            # A frame around running text, not a row of data.
            for cell in cells:
                yield from cell
            return
        texts = (" ".join(line.replace("\t", " ").strip() for line, _ in cell) for cell in cells)
        yield "\t".join(texts).rstrip(), None


def _joined(mark: str, text: str) -> str:
    """Set a mark before its text, apart where they would read as one number: ``1.``, ``2024年`` → ``1. 2024年``."""
    return f"{mark} {text}" if mark[-1] in ".．" and text[0].isdigit() else mark + text


def _descend(parent: Element, kind: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, those in content controls and insertions too."""
    for child in parent:
        if local(child) == kind:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _descend(child, kind)


def _chosen(alternate: Element) -> Iterator[Element]:
    """Yield what stands in the first branch that is not empty: the same content is there once for each Word version."""
    for branch in alternate:
        if local(branch) in ("Choice", "Fallback") and len(branch):
            yield from branch
            return
