"""The one place that calls pdfium: a PDF's pages as visual lines."""

from __future__ import annotations

import ctypes
import math
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading.filename import quoted
from ingest.reading.pages.glyphs import Glyph, Line, rows_of, upright
from ingest.reading.pages.layout import Sheet, laid_out
from ingest.reading.pages.strokes import Stroke
from ingest.reading.scans.ocr import Picture

_LOCK = threading.Lock()
"""pdfium is not thread-safe; every call to it is made under this lock."""
_MAX_PAGES = 2000
_ERROR_PASSWORD, _ERROR_SECURITY = 4, 5
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h."""
_ASKEW = 0.06
"""Of a quarter turn, 5°: what stands more aslant is a watermark or a stamp."""
_MOST_DRAWN = 5000
_MOST_EDGES = 20_000
_THIN = 0.5
_DOTS = 200
"""Per inch: a character of 10.5 points is 29 pixels high then; recognition wants 48, but gains little by more."""
_MOST_UNPACKED = 100_000_000
"""Pixels of a picture in a page."""
_DROPPED = frozenset("\ufffe\uffff\u00ad\ufeff\u0002\x00\r\n")
"""Line breaks that pdfium infers, what it puts for hyphens it takes away, and characters without a shape."""


def read_pages(data: bytes, name: str) -> list[list[Line]]:
    """Return the visual lines of every page; ``name`` is for messages. Holds the lock and closes all it opens.

    Raises:
        DamagedDocument: pdfium cannot open it.
        EncryptedDocument: a password is needed to open it.
        SourceTooLarge: more than 2,000 pages.
    """
    import pypdfium2

    try:
        with _LOCK, pypdfium2.PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                raise SourceTooLarge(f"{quoted(name)}有 {len(document)} 页，超过上限 {_MAX_PAGES} 页；请拆成几个文件。")
            sheets = [_sheet(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_ERROR_PASSWORD, _ERROR_SECURITY):
            raise EncryptedDocument(f"{quoted(name)}设有打开密码；请取消密码后重新导出，再上传。") from error
        raise DamagedDocument(f"{quoted(name)}无法作为 PDF 打开，文件已损坏；请从原文件重新导出。") from error
    return laid_out(sheets)


def picture_shares(data: bytes, pages: Sequence[int], name: str) -> dict[int, float]:
    """Return page from 0 → the share of it that pictures cover; next to nothing, not 0, where other things are drawn.

    Raises:
        SourceTooLarge: a picture has more than 100 million pixels.
    """
    import pypdfium2

    with _LOCK, pypdfium2.PdfDocument(data) as document:
        return {index: _picture_share(document[index], name) for index in pages}


def _picture_share(page: Any, name: str) -> float:  # noqa: ANN401 - pypdfium2 has no types
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        share = 0.0
        width, height = page.get_size()
        for drawn in page.get_objects(max_depth=3):
            if drawn.type != pdfium.FPDF_PAGEOBJ_IMAGE:
                share = max(share, 0.001)
                continue
            with suppress(pypdfium2.PdfiumError):
                left, bottom, right, top = map(float, drawn.get_bounds())
                share += (right - left) * (top - bottom) / (width * height)
            if math.prod(drawn.get_px_size()) > _MOST_UNPACKED:
                raise SourceTooLarge(f"{quoted(name)}里有像素过大的图片；请以 200～300 dpi 重新扫描后再上传。")
        return share
    finally:
        page.close()


def picture_of(data: bytes, index: int, most_pixels: int) -> tuple[Picture, float]:
    """Return a picture of a page, from 0, in blue, green, red, and how many points a pixel of it has."""
    import pypdfium2

    with _LOCK, pypdfium2.PdfDocument(data) as document:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = min(_DOTS / 72, (most_pixels / (width * height)) ** 0.5)
            bitmap = page.render(scale=scale)
            picture = np.array(bitmap.to_numpy()[:, :, :3], np.uint8)
            bitmap.close()
        finally:
            page.close()
    return picture, 1 / scale


def _sheet(document: Any, index: int) -> Sheet:  # noqa: ANN401 - pypdfium2 has no types
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            glyphs, turn = _glyphs(textpage)
        finally:
            textpage.close()
        strokes = _strokes(page)
        left, bottom, right, top = page.get_mediabox()
    finally:
        page.close()
    # pdfium hands lines that are upside down over from their end.
    written = reversed(glyphs) if turn == 2 else glyphs
    level = [upright(glyph, turn, left, bottom, right, top) for glyph in written]
    edges = [upright(stroke, turn, left, bottom, right, top) for stroke in strokes]
    size = (right - left, top - bottom)
    return Sheet(
        rows=rows_of(level),
        level=[Stroke(edge.top, edge.left, edge.right) for edge in edges if edge.top - edge.bottom < _THIN],
        upright=[Stroke(edge.left, edge.bottom, edge.top) for edge in edges if edge.right - edge.left < _THIN],
        index=index,
        size=(size[1], size[0]) if turn % 2 else size,
    )


def _strokes(page: Any) -> list[Glyph]:  # noqa: ANN401 - pypdfium2 has no types
    """Return the straight lines and the edges of drawn boxes, as glyphs without a character: what parts cells."""
    import pypdfium2.raw as pdfium

    found: list[Glyph] = []
    for at in range(min(_MOST_DRAWN, pdfium.FPDFPage_CountObjects(page))):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            found += _edges(drawn)
        if len(found) > _MOST_EDGES:
            break
    return found


def _edges(path: Any) -> Iterator[Glyph]:  # noqa: ANN401 - pypdfium2 has no types
    """Yield the straight parts of a path, on the page; a whole table may be one path."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    begun = last = (0.0, 0.0)
    for at in range(min(_MOST_DRAWN, pdfium.FPDFPath_CountSegments(path))):
        part = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(part, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(part)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _edge(last, point)
        if pdfium.FPDFPathSegment_GetClose(part):
            yield _edge(point, begun)
        last = point


def _edge(one: tuple[float, float], two: tuple[float, float]) -> Glyph:
    return Glyph("", min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))


def _glyphs(textpage: Any) -> tuple[list[Glyph], int]:  # noqa: ANN401 - pypdfium2 has no types
    """Return the glyphs as written, and the quarter turns counter-clockwise that most of them stand at."""
    import pypdfium2.raw as pdfium

    box, found, turns = pdfium.FS_RECTF(), [], Counter[int]()
    fonts: dict[int, str] = {}
    for at in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        char = chr(code) if code <= 0x10FFFF else "\ufffd"
        # Spaces that pdfium only infers are inferred again from the gaps, with Chinese in mind.
        if char in _DROPPED or pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        quarters = _quarters(textpage, at)
        if abs(quarters - round(quarters)) > _ASKEW:
            continue
        if pdfium.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)):
            found.append(Glyph(char, box.left, box.bottom, box.right, box.top, _font(textpage, at, fonts)))
            turns[-round(quarters) % 4] += 1
    return found, turns.most_common(1)[0][0] if turns else 0


def _quarters(textpage: Any, at: int) -> float:  # noqa: ANN401 - pypdfium2 has no types
    """Return how many quarters of a turn, clockwise, a glyph's base line stands at."""
    import pypdfium2.raw as pdfium

    quarters = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, at)) / 90
    if abs(quarters - round(quarters)) > _ASKEW:
        # That angle is of the glyph's upright, which an italic slants; the base line is what the matrix says.
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(textpage, at, ctypes.byref(matrix)):
            quarters = -math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    return quarters


def _font(textpage: Any, at: int, names: dict[int, str]) -> str:  # noqa: ANN401 - pypdfium2 has no types
    """Return the name of a glyph's font, without what marks a subset: ``"ABCDEF+SimHei"`` → ``"SimHei"``."""
    import pypdfium2.raw as pdfium

    drawn = pdfium.FPDFText_GetTextObject(textpage, at)
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if not font:
        return ""
    address = ctypes.addressof(font.contents)
    if address not in names:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        names[address] = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    return names[address]
