"""The scanned pages of a PDF: which they are, and what character recognition reads on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.reading.pages.glyphs import Line
from ingest.reading.pdf.pdfium import picture_of, picture_shares
from ingest.reading.progress import Progress
from ingest.reading.scans import ocr
from ingest.reading.scans.scan import MOST_PIXELS, Scan, scanned

_FEW = 20
"""Characters: a page number, or what a scanning program signs with, on a page that is otherwise a picture."""
_MOSTLY = 0.5
_ANYTHING = 0.0001
"""Words may be drawn as outlines too, so that there is neither text nor picture."""
_UNREADABLE = 0.3


@dataclass(slots=True)
class Scans:
    """What became of the scanned pages; numbered from 0."""

    read: dict[int, Scan] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    """Left out because character recognition is not installed."""


def scans_of(data: bytes, pages: Sequence[list[Line]], name: str, progress: Progress | None) -> Scans:
    """Recognise the pages that have no text, or next to none on a picture, or characters that nobody can read.

    Args:
        data: the PDF.
        pages: the lines that were filed as text, by page.
        name: of the file, for messages.
        progress: told (done, total, ``"pages"``) of the scanned pages.

    Raises:
        SourceTooLarge: a picture in it has too many pixels.
    """
    scans, wanted = Scans(), _scanned(data, pages, name)
    if not ocr.is_installed():
        scans.unread = wanted
        return scans
    for done, index in enumerate(wanted, 1):
        picture, points = picture_of(data, index, MOST_PIXELS)
        scan = scanned(picture, index, points)
        # Words over a picture may be all there are: then they stay as they were filed.
        if scan.lines and (_is_garbled(pages[index]) or _readable(scan.lines) > 2 * _readable(pages[index])):
            scans.read[index] = scan
        if progress:
            progress(done, len(wanted), "pages")
    return scans


def _scanned(data: bytes, pages: Sequence[list[Line]], name: str) -> list[int]:
    doubtful = [at for at, lines in enumerate(pages) if _readable(lines) < _FEW or _is_garbled(lines)]
    shares = picture_shares(data, doubtful, name) if doubtful else {}
    return [at for at in doubtful if shares[at] >= (_MOSTLY if _stands(pages[at]) else _ANYTHING)]


def _stands(lines: list[Line]) -> bool:
    return _readable(lines) > 0 and not _is_garbled(lines)


def _readable(lines: list[Line]) -> int:
    return sum(char.isalnum() for line in lines for char in line.text)


def _is_garbled(lines: list[Line]) -> bool:
    text = "".join(line.text for line in lines)
    return sum(unicodedata.category(char) in ("Co", "Cn") for char in text) > _UNREADABLE * len(text)
