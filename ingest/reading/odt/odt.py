"""OpenDocument text (.odt) → extracted text: paragraphs, lists with their numbers, tables, notes and text boxes.

From ``content.xml`` by lxml: odfdo 3.27 and odfpy 1.4 give no list numbers, and odfdo one line for each table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Extract, Span
from ingest.reading.archive import Archive
from ingest.reading.lines import join
from ingest.reading.odt.lists import Element, Lists, q, whole
from ingest.reading.word.numerals import numeral

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_CONTENTS = 0
"""Stands for a heading level on a line of the table of contents."""
_MAX_CELL_LINES = 3
_MAX_SPACES = 100
_MAX_COLUMNS = 512
_SPACE = re.compile(r"[ \t\r\n]+")
_INDEXES = tuple(q("text", f"{kind}") for kind in ("table-of-content", "alphabetical-index", "illustration-index"))
_WRAPPERS = (*(q("text", name) for name in ("section", "index-body", "index-title")), *_INDEXES, q("office", "text"))
_LEFT_OUT = frozenset(
    (q("office", "annotation"), q("text", "ruby-text"), q("text", "tracked-changes"), q("svg-compatible", "title"),
     q("svg-compatible", "desc"), q("text", "hidden-paragraph"), q("text", "hidden-text"), q("office", "event-listeners"))
)  # fmt: skip
_Line = tuple[str, int | None]


def read_odt(data: bytes, name: str) -> Extract:
    """Read .odt: the second item of a numbered list that says 安全 → text ``"2.安全"``.

    A text box or a note is read after the paragraph it hangs on, a note as ``[1] …``, as the reader of .docx does.
    Left out: tracked deletions, hidden text, headers, footers, comments, pictures.

    Raises:
        DamagedDocument: cut short, no OpenDocument text, or a zip bomb.
        EncryptedDocument: a password is needed.
        SourceTooLarge: more than 200 MB when unpacked.
    """
    archive = Archive(data, name)
    if b"encryption-data" in (archive.content("META-INF/manifest.xml") or b""):
        raise archive.encrypted()
    content, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    body = None if content is None else content.find(f"{q('office', 'body')}/{q('office', 'text')}")
    if body is None:
        raise archive.damaged("缺少正文部件")
    text, marks = join(_Body([root for root in (content, styles) if root is not None]).lines(body))
    ends = ((at, text.find("\n", at)) for at, level in marks if level == _CONTENTS)
    return Extract(
        text=text,
        media_type=_MEDIA_TYPE,
        noise=tuple(Span(at, end if end >= 0 else len(text)) for at, end in ends),
        headings=tuple((at, level) for at, level in marks if level != _CONTENTS),
    )


@dataclass(slots=True)
class _Inline:
    """The text of a paragraph, and what hangs on it: (mark, element) of each note and text box."""

    parts: list[str] = field(default_factory=list)
    hung: list[tuple[str, Element]] = field(default_factory=list)


class _Body:
    """The block level of one document. XML nests 256 deep at most (libxml2), so calling itself is safe."""

    def __init__(self, roots: list[Element]) -> None:
        self._lists = Lists(roots)
        self._styles = {each.get(q("style", "name")): each for root in roots for each in root.iter(q("style", "style"))}
        self._notes = {"footnote": 0, "endnote": 0}

    def lines(self, parent: Element) -> Iterator[_Line]:
        """Yield the lines of everything that stands in ``parent``, with their heading levels."""
        for block in parent:
            if block.tag in (q("text", "p"), q("text", "h")):
                yield from self._paragraph(block)
            elif block.tag == q("text", "list"):
                yield from self._list(block, "", 0)
            elif block.tag == q("table", "table"):
                below: dict[int, int] = {}
                for row in block.iter(q("table", "table-row")):
                    if next(row.iterancestors(q("table", "table"))) is block:
                        yield from self._row(row, below)
            elif block.tag in _INDEXES:
                yield from ((text, _CONTENTS) for text, _ in self._inside(block))
            elif block.tag in _WRAPPERS and block.get(q("text", "display")) != "none":
                yield from self.lines(block)
            elif block.tag in (q("drawing", "frame"), q("drawing", "custom-shape"), q("drawing", "g")):
                yield from self._boxes(block)

    def _inside(self, index: Element) -> Iterator[_Line]:
        for part in index.iter(q("text", "index-body")):
            yield from self.lines(part)

    def _boxes(self, frame: Element) -> Iterator[_Line]:
        inline = _Inline()
        self._read(frame, inline)
        for mark, element in inline.hung:
            yield from _marked(mark, self.lines(element))

    def _list(self, element: Element, style: str, level: int) -> Iterator[_Line]:
        style = element.get(q("text", "style-name")) or style
        goes_on = element.get(q("text", "continue-numbering")) == "true" or element.get(q("text", "continue-list"))
        if level == 0 and not goes_on:
            self._lists.begin(style)
        for item in element:
            numbered = item.tag == q("text", "list-item")
            for block in item:
                if block.tag == q("text", "list"):
                    yield from self._list(block, style, level + 1)
                elif block.tag in (q("text", "p"), q("text", "h")):
                    start = item.get(q("text", "start-value"))
                    yield from self._paragraph(block, self._lists.mark(style, level, start) if numbered else "")
                    numbered = False

    def _paragraph(self, element: Element, mark: str = "") -> Iterator[_Line]:
        inline, level = _Inline(), None
        self._read(element, inline)
        text = "".join(inline.parts)
        if element.tag == q("text", "h"):
            outline = element.get(q("text", "outline-level")) or "1"
            level = min(int(outline), 9) if outline.isascii() and outline.isdigit() and int(outline) else 1
            if not mark and text.strip() and element.get(q("text", "is-list-header")) != "true":
                mark = self._lists.mark("", level - 1, element.get(q("text", "start-value")))
        elif self._is_title(element):
            level = 1
        for part in filter(str.strip, text.split("\n")):
            yield (_joined(mark, part.strip()) if mark else part.rstrip()), level
            mark, level = "", None
        for note, hung in inline.hung:
            yield from _marked(note, self.lines(hung))

    def _is_title(self, element: Element) -> bool:
        name = element.get(q("text", "style-name"))
        style = self._styles.get(name)
        return "Title" in (name, None if style is None else style.get(q("style", "parent-style-name")))

    def _row(self, row: Element, below: dict[int, int]) -> Iterator[_Line]:
        """Yield a row; ``below`` says of each column how many rows a cell merged downwards still covers from there.

        Such a cell stays empty in the rows below it, so that their columns do not shift; one merged sideways is one.
        """
        cells: list[list[_Line]] = []
        column = 0
        for cell in row:
            if cell.tag == q("table", "table-cell"):
                cells.append(list(self.lines(cell)))
                below[column] = whole(cell.get(q("table", "number-rows-spanned")), 1) - 1
            elif cell.tag == q("table", "covered-table-cell"):
                for covered in range(column, column + min(_repeated(cell), _MAX_COLUMNS)):
                    if below.get(covered, 0) > 0:
                        below[covered] -= 1
                        cells.append([])
            else:
                continue
            column += _repeated(cell)
        if len(cells) == 1 or any(len(cell) > _MAX_CELL_LINES for cell in cells):
            # A frame around running text, not a row of data.
            for cell in cells:
                yield from cell
            return
        yield "\t".join(" ".join(text.strip() for text, _ in cell) for cell in cells).rstrip(), None

    def _read(self, element: Element, inline: _Inline) -> None:
        inline.parts.append(_SPACE.sub(" ", element.text or ""))
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or self._is_hidden(child):
                pass
            elif child.tag == q("text", "s"):
                count = child.get(q("text", "c")) or "1"
                inline.parts.append(" " * min(int(count) if count.isascii() and count.isdigit() else 1, _MAX_SPACES))
            elif child.tag == q("text", "tab"):
                inline.parts.append(" ")
            elif child.tag == q("text", "line-break"):
                inline.parts.append("\n")
            elif child.tag == q("text", "note"):
                inline.hung.append((self._note(child), child.find(q("text", "note-body"))))
            elif child.tag in (q("drawing", "text-box"), q("drawing", "custom-shape")):
                inline.hung.append(("", child))
            else:
                self._read(child, inline)
            inline.parts.append(_SPACE.sub(" ", child.tail or ""))

    def _note(self, note: Element) -> str:
        kind = "endnote" if note.get(q("text", "note-class")) == "endnote" else "footnote"
        self._notes[kind] += 1
        return f"[{numeral(self._notes[kind], 'decimal' if kind == 'footnote' else 'lowerRoman')}] "

    def _is_hidden(self, span: Element) -> bool:
        style = self._styles.get(span.get(q("text", "style-name"))) if span.tag == q("text", "span") else None
        properties = None if style is None else style.find(q("style", "text-properties"))
        return properties is not None and properties.get(q("text", "display")) == "none"


def _marked(mark: str, lines: Iterator[_Line]) -> Iterator[_Line]:
    for text, level in lines:
        yield mark + text.lstrip() if mark else text, level
        mark = ""


def _repeated(cell: Element) -> int:
    return whole(cell.get(q("table", "number-columns-repeated")), 1)


def _joined(mark: str, text: str) -> str:
    """Set a mark before its text, apart where they would read as one number: ``1.``, ``2024年`` → ``1. 2024年``."""
    return f"{mark} {text}" if mark[-1] in ".．" and text[0].isdigit() else mark + text
