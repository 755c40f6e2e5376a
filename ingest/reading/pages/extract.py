"""Pages of visual lines → one text, with the span of each page: filed as text or recognised, all pages alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Extract, Page
from ingest.errors import NoTextFound
from ingest.reading.filename import quoted
from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.paragraphs import Paragraph, paragraphs
from ingest.reading.pages.radicals import unified

_MAX_UNREADABLE = 0.3
_MEDIA_TYPE = "application/pdf"
_NAMED = 10


@dataclass(frozen=True, slots=True)
class PageLines:
    """The visual lines of one page in reading order: filed as text, or recognised on a picture of it.

    This is where character recognition comes in. A page whose ``lines`` are empty has no text; what is recognised on it
    goes through ``ingest.reading.pages.layout.lines_of_boxes`` and stands here with its ``confidence``. From then on,
    ``extract_of`` treats all pages alike, so a paragraph may begin on a page of text and end on a scanned one.
    """

    lines: list[Line]
    confidence: float | None = None
    """Mean confidence of the recognition, 0 to 1; ``None`` for text that was filed as text."""
    unread: bool = False
    """A scanned page, left out because character recognition is not installed."""


def extract_of(pages: Sequence[PageLines], name: str) -> Extract:
    """Make the lines of all pages one text, with the span of each page that has any; ``name`` is for messages.

    Raises:
        NoTextFound: no page has any, or what they have is unreadable.
    """
    found = [paragraph for paragraph in paragraphs([page.lines for page in pages]) if paragraph.text.strip()]
    text = unified("\n".join(paragraph.text for paragraph in found))
    _refuse_wordless(text, name)
    spans = tuple(
        Page(index + 1, start, end, pages[index].confidence) for index, start, end in _page_spans(found, len(text))
    )
    return Extract(text=text, media_type=_MEDIA_TYPE, warnings=_warnings(pages), pages=spans)


def _page_spans(found: list[Paragraph], length: int) -> Iterator[tuple[int, int, int]]:
    """Yield (page from 0, start, end): a paragraph over two pages is parted where the second one's words begin."""
    starts: list[tuple[int, int]] = []
    # Where the words before end: one short of a paragraph that begins the page, for the line break is on neither.
    ends: list[int] = []
    offset = 0
    for paragraph in found:
        for page, at in paragraph.pages:
            if not starts or starts[-1][0] != page:
                starts.append((page, offset + at))
                ends.append(offset + at if at else offset - 1)
        offset += len(paragraph.text) + 1
    for (page, start), end in zip(starts, [*ends[1:], length], strict=True):
        yield page, start, end


def _refuse_wordless(text: str, name: str) -> None:
    if not text:
        raise NoTextFound(
            f"{quoted(name)}里没有文字，扫描的页上也没有认出文字；请上传清晰的扫描件，或可以选中文字的版本。"
        )
    unreadable = sum(1 for char in text if unicodedata.category(char) in ("Co", "Cn", "Cc") and char not in "\n\t")
    if unreadable > _MAX_UNREADABLE * len(text):
        raise NoTextFound(
            f"{quoted(name)}的字体没有注明对应的文字，读出来是乱码；请从原文件重新导出 PDF，或上传 .docx。"
        )


def _warnings(pages: Sequence[PageLines]) -> tuple[str, ...]:
    blank = [number for number, page in enumerate(pages, 1) if not page.lines and not page.unread]
    unread = [number for number, page in enumerate(pages, 1) if page.unread]
    told = []
    if blank:
        told.append(f"第 {listed(blank)} 页没有文字（空白页或图片），没有读取。")
    if unread:
        missing = '本机没有安装文字识别组件（pip install "qicao[ocr]"）'
        told.append(f"第 {listed(unread)} 页是扫描图片，{missing}，没有读取。")
    return tuple(told)


def listed(numbers: Sequence[int]) -> str:
    """Name page numbers, the first ten of them: ``[2, 5]`` → ``"2、5"``."""
    return "、".join(map(str, numbers[:_NAMED])) + ("等" if len(numbers) > _NAMED else "")
