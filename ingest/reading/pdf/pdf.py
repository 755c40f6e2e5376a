"""PDF → extracted text: pages in order, scanned ones recognised."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Extract
from ingest.errors import DamagedDocument
from ingest.reading.filename import quoted
from ingest.reading.pages.extract import PageLines, extract_of
from ingest.reading.pdf.pdfium import read_pages
from ingest.reading.pdf.scanned import scans_of
from ingest.reading.progress import Progress
from ingest.reading.scans.ocr import require
from ingest.reading.scans.scan import warnings_of


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> Extract:
    """Read .pdf: two visual lines ``一、加强`` and ``管理`` of one paragraph → text ``"一、加强管理"``.

    Scanned pages are recognised, and ``progress`` is told of each.

    Raises:
        DamagedDocument: cut short, or not to be opened.
        EncryptedDocument: a password is needed to open it.
        OcrMissing: a scan, and character recognition is not installed.
        NoTextFound: blank, pictures without words, or fonts that do not say which characters they show.
        SourceTooLarge: more than 2,000 pages, or a picture of more than 100 million pixels.
    """
    if b"%%EOF" not in data[-2048:].rstrip(b"\x00"):
        raise DamagedDocument(f"{quoted(name)}不完整：缺少 PDF 的结尾，可能没有传完；请重新导出或重新上传。")
    filed = read_pages(data, name)
    scans = scans_of(data, filed, name, progress)
    if scans.unread and not any(filed):
        require(name)
    pages = [PageLines(lines, unread=index in scans.unread) for index, lines in enumerate(filed)]
    for index, scan in scans.read.items():
        pages[index] = PageLines(scan.lines, scan.confidence)
    extract = extract_of(pages, name)
    read = ((index + 1, scan) for index, scan in scans.read.items())
    return replace(extract, warnings=extract.warnings + warnings_of(read, extract.pages))
