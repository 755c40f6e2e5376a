"""Web page → extracted text: what a visitor sees, one block a line, page furniture marked but kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Extract, Span
from ingest.errors import DamagedDocument
from ingest.reading.depth import nests_deeper
from ingest.reading.encoding import decode
from ingest.reading.filename import quoted
from ingest.reading.furniture import CERTAIN, is_furniture
from ingest.reading.lines import words
from ingest.reading.writer import LineWriter

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = words(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody tfoot thead tr ul"
)
_HIDDEN = words(
    "head title script style template noscript iframe noframes svg canvas object video audio map rp datalist"
)
_ARTICLES = ("article", "main")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_RUN = re.compile(r"[ \t\r\n\f\xa0]+|\u3000+|[^ \t\r\n\f\xa0\u3000]+")
_MAX_CELL_BLOCKS = 3
_DEEPEST = 5_000
"""Elements inside each other: no page has as many, and what the parser does with them takes less than a second."""


def read_html(data: bytes, name: str) -> Extract:
    r"""Read .html: ``b"<h1>A</h1><p>b<br>c"`` → text ``"A\nb\nc"``, headings ``((0, 1),)``.

    Raises:
        DamagedDocument: the bytes are no text, the encoding cannot be told, or elements nest deeper than those of any page.
    """
    from selectolax.lexbor import LexborHTMLParser

    meta = _META.search(data[:4096])
    decoded = decode(data, name, meta[1].decode("ascii", errors="ignore") if meta else None)
    if nests_deeper(decoded.text, _DEEPEST):
        raise DamagedDocument(
            f"{quoted(name)}的网页标签嵌套超过 {_DEEPEST:,} 层，不像正常的网页；请在浏览器中打开，把正文复制到 Word 文档后上传。"
        )
    root = LexborHTMLParser(decoded.text).root
    page = _Page()
    if root is not None:
        page.walk(root)
    text = page.out.text
    return Extract(
        text=text,
        media_type="text/html",
        warnings=decoded.warnings,
        noise=tuple(_merged(page.noise, text)),
        headings=tuple(page.headings),
    )


class _Page:
    """One walk through a page: the text so far, and the marks on it."""

    def __init__(self) -> None:
        self.out = LineWriter()
        self.noise: list[tuple[Span, bool]] = []
        self.headings: list[tuple[int, int]] = []
        self._row: LexborNode | None = None
        self._cells = 0
        self._verbatim = 0
        self._articles = 0

    def walk(self, root: LexborNode) -> None:
        """Visit every visible node in document order; a loop, as pages nest deeper than Python recurses."""
        stack: list[tuple[LexborNode, int | None]] = [(root, None)]
        while stack:
            node, began = stack.pop()
            tag = node.tag or ""
            if began is not None:
                self._leave(node, tag, began)
            elif tag == "-text":
                self._text(node.text_content or "")
            elif not tag.startswith("-") and not _is_hidden(node, tag):
                stack.append((node, self._enter(node, tag)))
                stack.extend((child, None) for child in reversed(list(node.iter(include_text=True))))

    def _enter(self, node: LexborNode, tag: str) -> int:
        if tag == "tr" and self._row is None:
            self.out.newline()
            if _is_data_row(node):
                self._row, self._cells = node, 0
        elif tag in ("td", "th"):
            self._open_cell()
        elif tag in _BLOCKS:
            self._break()
        self._verbatim += tag == "pre"
        self._articles += tag in _ARTICLES
        return self.out.length

    def _leave(self, node: LexborNode, tag: str, began: int) -> None:
        if self._row is not None and node == self._row:
            self._row = None
        self._verbatim -= tag == "pre"
        self._articles -= tag in _ARTICLES
        if tag in _BLOCKS or (tag in ("td", "th") and self._row is None):
            self._break()
        if self.out.length == began:
            return
        if tag in _HEADINGS:
            # The break before a heading is written with its first character.
            self.headings.append((began + (began > 0), _HEADINGS[tag]))
        if is_furniture(node, tag, self._articles > 0):
            self.noise.append((Span(began, self.out.length), tag in CERTAIN))

    def _open_cell(self) -> None:
        if self._row is None:
            self.out.newline()
            return
        if self._cells:
            self.out.tab()
        self._cells += 1

    def _break(self) -> None:
        if self._row is None:
            self.out.newline()
        else:
            self.out.space()

    def _text(self, text: str) -> None:
        for run in _RUN.findall(text):
            if run[0] == "\u3000":
                self.out.indent(run)
            elif not run.isspace():
                self.out.write(run)
            elif self._verbatim and "\n" in run:
                self._break()
            else:
                self.out.space(from_break="\n" in run)


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in _HIDDEN:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDING.search(attributes.get("style") or "") is not None


def _is_data_row(row: LexborNode) -> bool:
    """Tell a row of data from one that lays out a page: several cells, each of a few short blocks."""
    if row.css_first("table, h1, h2, h3, h4, h5, h6") is not None:
        return False
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(len(cell.css("p, div, br, li")) <= _MAX_CELL_BLOCKS for cell in cells)


def _merged(marked: list[tuple[Span, bool]], text: str) -> Iterator[Span]:
    """Yield the spans in order, trimmed and united where they overlap.

    A doubtful mark on more than half of the text is the template's (a ``<form>`` around all of an ASP.NET page).
    """
    spans = [span for span, certain in marked if certain or (span.end - span.start) * 2 <= len(text)]
    start = end = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= end:
            yield from _trimmed(start, end, text)
            start = span.start
        end = max(end, span.end)
    yield from _trimmed(start, end, text)


def _trimmed(start: int, end: int, text: str) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        yield Span(start, end)
