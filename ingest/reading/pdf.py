"""PDF → extracted text: pages in order, visual lines rejoined into paragraphs, page furniture dropped."""

from __future__ import annotations

import unicodedata

from ingest.document import Extract
from ingest.errors import DamagedDocument, NoTextFound
from ingest.reading.filename import quoted
from ingest.reading.glyphs import Line
from ingest.reading.paragraphs import paragraphs
from ingest.reading.pdfium import read_pages
from ingest.reading.radicals import unified

_MAX_UNREADABLE = 0.3


def read_pdf(data: bytes, name: str) -> Extract:
    """Read .pdf: two visual lines ``一、加强`` and ``管理`` of one paragraph → text ``"一、加强管理"``.

    Raises:
        DamagedDocument: cut short, or not to be opened.
        EncryptedDocument: a password is needed to open it.
        NoTextFound: pictures only (a scan), or fonts that do not say which characters they show.
        SourceTooLarge: more than 2,000 pages.
    """
    if b"%%EOF" not in data[-2048:].rstrip(b"\x00"):
        raise DamagedDocument(f"{quoted(name)}不完整：缺少 PDF 的结尾，可能没有传完；请重新导出或重新上传。")
    pages = read_pages(data, name)
    text = "\n".join(filter(str.strip, (unified(paragraph) for paragraph in paragraphs(pages))))
    _refuse_wordless(text, name)
    return Extract(text=text, media_type="application/pdf", warnings=_warnings(pages))


def _refuse_wordless(text: str, name: str) -> None:
    if not text:
        raise NoTextFound(
            f"{quoted(name)}里没有文字，可能是扫描件；请上传可以选中文字的版本，或先用文字识别（OCR）软件转成 .docx。"
        )
    unreadable = sum(1 for char in text if unicodedata.category(char) in ("Co", "Cn", "Cc") and char not in "\n\t")
    if unreadable > _MAX_UNREADABLE * len(text):
        raise NoTextFound(
            f"{quoted(name)}的字体没有注明对应的文字，读出来是乱码；请从原文件重新导出 PDF，或上传 .docx。"
        )


def _warnings(pages: list[list[Line]]) -> tuple[str, ...]:
    blank = [str(index + 1) for index, page in enumerate(pages) if not page]
    if not blank:
        return ()
    shown = "、".join(blank[:10]) + ("等" if len(blank) > 10 else "")
    return (f"第 {shown} 页没有文字（空白页或扫描图片），没有读取。",)
