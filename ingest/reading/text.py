"""Plain text and Markdown → extracted text: as filed, marks and indents included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Extract
from ingest.reading.encoding import decode
from ingest.reading.lines import tidy, with_offsets

_ATX = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def read_text(data: bytes, name: str) -> Extract:
    r"""Read .txt: ``"一、安全\r\n　　正文".encode()`` → ``Extract("一、安全\n　　正文", "text/plain")``.

    Raises:
        DamagedDocument: the bytes are no text, or the encoding cannot be told.
    """
    decoded = decode(data, name)
    return Extract(text=tidy(decoded.text), media_type="text/plain", warnings=decoded.warnings)


def read_markdown(data: bytes, name: str) -> Extract:
    r"""Read .md as filed, with the lines that begin with ``#`` as headings: ``b"# A\nb"`` → headings ``((0, 1),)``.

    Raises:
        DamagedDocument: the bytes are no text, or the encoding cannot be told.
    """
    decoded = decode(data, name)
    text = tidy(decoded.text)
    return Extract(text=text, media_type="text/markdown", warnings=decoded.warnings, headings=tuple(_headings(text)))


def _headings(text: str) -> Iterator[tuple[int, int]]:
    fence = ""
    for offset, line in with_offsets(text):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            # A fence closes only with the mark that opened it; what stands inside is code, not headings.
            fence = "" if fence else mark[1]
        elif not fence and (heading := _ATX.match(line)):
            yield offset, len(heading[1])
