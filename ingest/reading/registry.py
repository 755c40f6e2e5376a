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
from ingest.reading.docx import read_docx
from ingest.reading.filename import quoted, suffix_of
from ingest.reading.html import read_html
from ingest.reading.pdf import read_pdf
from ingest.reading.text import read_markdown, read_text


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: what it is called, how its bytes are told, who reads it."""

    media_type: str
    suffixes: tuple[str, ...]
    fits: Callable[[bytes], bool]
    read: Callable[[bytes, str], Extract]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS = (
    Reader(_WORD, (".docx",), signature.is_docx, read_docx),
    Reader("application/pdf", (".pdf",), signature.is_pdf, read_pdf),
    Reader("text/html", (".html", ".htm"), signature.is_html, read_html),
    Reader("text/plain", (".txt",), signature.is_text, read_text),
    Reader("text/markdown", (".md", ".markdown"), signature.is_text, read_markdown),
)


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes that can be read, in the order to show them: ``(".docx", ".pdf", ".html", …)``."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def read(data: bytes, name: str) -> Extract:
    """Extract the text of a file: ``read("一、安全".encode(), "计划.txt").text`` → ``"一、安全"``.

    Args:
        data: the whole file.
        name: its name, with the suffix; folders before it are ignored.

    Raises:
        UnsupportedMediaType: no reader for this suffix or for these bytes.
        DamagedDocument: the bytes are not what the suffix says, or are cut short.
        EncryptedDocument: a password is needed.
        NoTextFound: empty, or without any text, as a scan is.
        SourceTooLarge: more inside than this program opens.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoTextFound(f"{quoted(name)}是空文件；请检查后重新上传。")
    reader = next((reader for reader in READERS if suffix_of(name) in reader.suffixes), None)
    if reader is None or not reader.fits(data):
        _refuse(data, name, reader)
    extract = reader.read(data, name)
    if not extract.text.strip():
        raise NoTextFound(f"{quoted(name)}可以打开，但里面没有文字；请确认上传的是定稿正文。")
    return extract


def _refuse(data: bytes, name: str, expected: Reader | None) -> NoReturn:
    suffix, found = suffix_of(name), signature.describe(data)
    if signature.is_encrypted_ole(data):
        raise EncryptedDocument(f"{quoted(name)}设有打开密码；请在 Word 或 WPS 中取消密码，另存为 .docx 后重新上传。")
    if signature.is_ole(data):
        raise UnsupportedMediaType(f"{quoted(name)}是{found}，暂不支持；请用 Word 或 WPS 另存为 .docx 后重新上传。")
    readable = next((reader for reader in READERS if reader.fits(data)), None)
    raise _mismatch(name, suffix, found, readable) if expected else _unsupported(name, suffix, found, readable)


def _mismatch(name: str, suffix: str, found: str, readable: Reader | None) -> DocumentError:
    return DamagedDocument(f"{quoted(name)}的文件名是 {suffix}，内容却是{found}；{_advice(readable)}")


def _unsupported(name: str, suffix: str, found: str, readable: Reader | None) -> DocumentError:
    called = f"{suffix} 文件（内容是{found}）" if suffix else f"没有扩展名的文件（内容是{found}）"
    return UnsupportedMediaType(
        f"{quoted(name)}：不支持{called}，可以读的有 {'、'.join(supported_suffixes())}；{_advice(readable)}"
    )


def _advice(readable: Reader | None) -> str:
    if readable:
        return f"如果内容无误，请把扩展名改为 {readable.suffixes[0]} 后重新上传。"
    return "请找到原文件，另存为 .docx 或 .pdf 后重新上传。"
