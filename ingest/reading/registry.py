"""The registry of readers: which one reads a file, decided by its bytes and held against its name.

A new format is one file beside this one and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from ingest.document import Extract
from ingest.errors import DamagedDocument, DocumentError, EncryptedDocument, NoTextFound, UnsupportedMediaType
from ingest.reading import signature
from ingest.reading.filename import quoted, suffix_of
from ingest.reading.html import read_html
from ingest.reading.mhtml import read_mhtml
from ingest.reading.odt.odt import read_odt
from ingest.reading.pdf.pdf import read_pdf
from ingest.reading.progress import Progress
from ingest.reading.rtf.rtf import read_rtf
from ingest.reading.scans.image import read_image
from ingest.reading.sheets.delimited import read_delimited
from ingest.reading.sheets.sheet import XLS, XLSX, read_sheet
from ingest.reading.text import read_markdown, read_text
from ingest.reading.word.docx import read_docx
from ingest.reading.word.legacy import read_legacy


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: what it is called, how its bytes are told, who reads it."""

    media_type: str
    suffixes: tuple[str, ...]
    fits: Callable[[bytes], bool]
    read: Callable[..., Extract]
    """Given the bytes, the name and, where ``paged``, who is to be told of each page."""
    any_content: bool = False
    """Office programs open a file of this name whatever is inside, and other programs rely on it: web pages are saved
    as .doc, tables on them as .xls. So what is inside decides here too."""
    paged: bool = False
    """Goes page by page, and may take seconds for each."""


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS = (
    Reader(_WORD, (".docx", ".docm", ".dotx"), signature.is_docx, read_docx),
    Reader(
        "application/msword", (".doc", ".wps", ".dot", ".wpt"), signature.is_old_word, read_legacy, any_content=True
    ),
    Reader("application/pdf", (".pdf",), signature.is_pdf, read_pdf, paged=True),
    Reader(XLSX, (".xlsx", ".xlsm"), signature.is_sheet, read_sheet),
    Reader(XLS, (".xls", ".et"), signature.is_sheet, read_sheet, any_content=True),
    Reader("application/rtf", (".rtf",), signature.is_rtf, read_rtf, any_content=True),
    Reader("application/vnd.oasis.opendocument.text", (".odt",), signature.is_odt, read_odt),
    Reader("text/html", (".html", ".htm"), signature.is_html, read_html),
    Reader("multipart/related", (".mht", ".mhtml"), signature.is_mhtml, read_mhtml),
    Reader("text/plain", (".txt",), signature.is_text, read_text),
    Reader("text/markdown", (".md", ".markdown"), signature.is_text, read_markdown),
    Reader("text/csv", (".csv", ".tsv"), signature.is_text, read_delimited),
    # A picture is read by what it is: chat programs send a PNG as .jpg.
    Reader("image/png", (".png",), signature.is_picture, read_image, paged=True),
    Reader("image/jpeg", (".jpg", ".jpeg"), signature.is_picture, read_image, paged=True),
    Reader("image/tiff", (".tif", ".tiff"), signature.is_picture, read_image, paged=True),
    Reader("image/bmp", (".bmp",), signature.is_picture, read_image, paged=True),
    Reader("image/webp", (".webp",), signature.is_picture, read_image, paged=True),
)
CONTAINERS = (".zip", ".eml")
"""Opened by containers.py; what is in them comes here file by file."""


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes that can be taken in, in the order to show them: ``(".docx", ".pdf", ".html", …, ".zip")``."""
    return (*(suffix for reader in READERS for suffix in reader.suffixes), *CONTAINERS)


def read(data: bytes, name: str, progress: Progress | None = None) -> Extract:
    """Extract the text of a file: ``read("一、安全".encode(), "计划.txt").text`` → ``"一、安全"``.

    Args:
        data: the whole file.
        name: its name, with the suffix; folders before it are ignored.
        progress: told (pages done, pages in all, ``"pages"``) as scanned pages are recognised.

    Raises:
        UnsupportedMediaType: no reader for this suffix or for these bytes.
        DamagedDocument: the bytes are not what the suffix says, or are cut short.
        EncryptedDocument: a password is needed.
        ConverterMissing: a program that this kind of file is read with is not installed.
        OcrMissing: a scan or a photo, and character recognition is not installed.
        NoTextFound: empty, or without any text.
        SourceTooLarge: more inside than this program opens.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoTextFound(f"{quoted(name)}是空文件；请检查后重新上传。")
    reader = _reader_of(data, suffix_of(name)) or _refuse(data, name)
    extract = reader.read(data, name, progress) if reader.paged else reader.read(data, name)
    if not extract.text.strip():
        raise NoTextFound(f"{quoted(name)}可以打开，但里面没有文字；请确认上传的是定稿正文。")
    return extract


def _named(suffix: str) -> Reader | None:
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def _reader_of(data: bytes, suffix: str) -> Reader | None:
    named = _named(suffix)
    if named is None or named.fits(data) or not named.any_content:
        return named if named and named.fits(data) else None
    return next((reader for reader in READERS if reader.fits(data)), None)


def _refuse(data: bytes, name: str) -> NoReturn:
    suffix, found, expected = suffix_of(name), signature.describe(data), _named(suffix_of(name))
    if suffix in CONTAINERS:
        raise UnsupportedMediaType(f"{quoted(name)}里有别的文件，不能当作一份文件来读；请收进里面的文件。")
    if signature.is_encrypted_ole(data):
        raise EncryptedDocument(f"{quoted(name)}设有打开密码；请在 Word 或 WPS 中取消密码，另存为 .docx 后重新上传。")
    readable = next((reader for reader in READERS if reader.fits(data)), None)
    if signature.is_ole(data) and readable is None and expected and expected.any_content:
        raise DamagedDocument(
            f"{quoted(name)}里找不到正文：文件不完整，或是很老的 WPS 格式；"
            f"请用 Word 或 WPS 打开，另存为 {_modern(suffix)} 后重新上传。"
        )
    if signature.is_ole(data) and readable is None:
        raise UnsupportedMediaType(f"{quoted(name)}是{found}，暂不支持；请用 Word 或 WPS 另存为 .docx 后重新上传。")
    raise _mismatch(name, suffix, found, readable) if expected else _unsupported(name, suffix, found, readable)


def _modern(suffix: str) -> str:
    return ".xlsx" if suffix in (".xls", ".et") else ".docx"


def _mismatch(name: str, suffix: str, found: str, readable: Reader | None) -> DocumentError:
    return DamagedDocument(f"{quoted(name)}的文件名是 {suffix}，内容却是{found}；{_advice(readable, found)}")


def _unsupported(name: str, suffix: str, found: str, readable: Reader | None) -> DocumentError:
    called = f"{suffix} 文件（内容是{found}）" if suffix else f"没有扩展名的文件（内容是{found}）"
    return UnsupportedMediaType(
        f"{quoted(name)}：不支持{called}，可以读的有 {'、'.join(supported_suffixes())}；{_advice(readable, found)}"
    )


def _advice(readable: Reader | None, found: str) -> str:
    if readable:
        return f"如果内容无误，请把扩展名改为 {signature.PICTURES.get(found, readable.suffixes[0])} 后重新上传。"
    if found == "ZIP 压缩包":
        return "如果内容无误，请把扩展名改为 .zip 后重新上传。"
    if found.endswith("压缩包"):
        return "请先解压，再上传里面的文件，或重新压缩成 .zip 上传。"
    return "请找到原文件，另存为 .docx 或 .pdf 后重新上传。"
