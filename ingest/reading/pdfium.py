"""The one place that calls pdfium: a PDF's pages as visual lines."""

from __future__ import annotations

import ctypes
import math
import threading
from collections import Counter
from typing import Any

from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading.filename import quoted
from ingest.reading.glyphs import Glyph, Line, visual_lines

_LOCK = threading.Lock()
"""pdfium is not thread-safe; every call to it is made under this lock."""
_MAX_PAGES = 2000
_ERROR_PASSWORD, _ERROR_SECURITY = 4, 5
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h."""
_DROPPED = frozenset("\ufffe\uffff\u00ad\ufeff\u0002\x00\r\n")
"""Line breaks that pdfium infers, what it puts for hyphens it takes away, and characters without a shape."""


def read_pages(data: bytes, name: str) -> list[list[Line]]:
    """Return the visual lines of every page; ``name`` is for messages. Holds the lock and closes all it opens.

    Raises:
        DamagedDocument: pdfium cannot open it.
        EncryptedDocument: a password is needed to open it.
        SourceTooLarge: more than 2,000 pages.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with _LOCK, pypdfium2.PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                raise SourceTooLarge(f"{quoted(name)}有 {len(document)} 页，超过上限 {_MAX_PAGES} 页；请拆成几个文件。")
            return [_page(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_ERROR_PASSWORD, _ERROR_SECURITY):
            raise EncryptedDocument(f"{quoted(name)}设有打开密码；请取消密码后重新导出，再上传。") from error
        raise DamagedDocument(f"{quoted(name)}无法作为 PDF 打开，文件已损坏；请从原文件重新导出。") from error


def _page(document: Any, index: int) -> list[Line]:  # noqa: ANN401 - pypdfium2 has no types
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            glyphs, turn = _glyphs(textpage)
        finally:
            textpage.close()
        left, bottom, right, top = page.get_mediabox()
    finally:
        page.close()
    # pdfium hands lines that are upside down over from their end.
    written = reversed(glyphs) if turn == 2 else glyphs
    upright = [_upright(glyph, turn, left, bottom, right, top) for glyph in written]
    size = (right - left, top - bottom)
    return visual_lines(upright, index, (size[1], size[0]) if turn % 2 else size)


def _glyphs(textpage: Any) -> tuple[list[Glyph], int]:  # noqa: ANN401 - pypdfium2 has no types
    """Return the glyphs as written, and the quarter turns counter-clockwise that most of them stand at."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    box, found, turns = pdfium.FS_RECTF(), [], Counter[int]()
    for at in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        char = chr(code) if code <= 0x10FFFF else "\ufffd"
        # Spaces that pdfium only infers are inferred again from the gaps, with Chinese in mind.
        if char in _DROPPED or pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        if pdfium.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)):
            found.append(Glyph(char, box.left, box.bottom, box.right, box.top))
            turns[-round(math.degrees(pdfium.FPDFText_GetCharAngle(textpage, at)) / 90) % 4] += 1
    return found, turns.most_common(1)[0][0] if turns else 0


def _upright(glyph: Glyph, turn: int, left: float, bottom: float, right: float, top: float) -> Glyph:
    """Place a glyph as if its page were held so that text runs to the right.

    ``turn`` counts quarter turns counter-clockwise: a landscape table is often text that runs up a portrait page. The
    other arguments are the edges of the page, in points.
    """
    boxes = (
        (glyph.left - left, glyph.bottom - bottom, glyph.right - left, glyph.top - bottom),
        (glyph.bottom - bottom, right - glyph.right, glyph.top - bottom, right - glyph.left),
        (right - glyph.right, top - glyph.top, right - glyph.left, top - glyph.bottom),
        (top - glyph.top, glyph.left - left, top - glyph.bottom, glyph.right - left),
    )
    return Glyph(glyph.char, *boxes[turn])
