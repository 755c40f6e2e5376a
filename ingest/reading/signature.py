"""The signature of a file: what its first bytes, and the members of a zip, say that it is, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import partial

PICTURES = {"PNG 图片": ".png", "JPEG 图片": ".jpg", "TIFF 图片": ".tif", "BMP 图片": ".bmp", "WebP 图片": ".webp"}
"""Pictures that a page may have been scanned to, as ``describe`` calls them → the usual suffix of each."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x7fELF", "可执行程序"),
    (b"ID3", "MP3 音频"),
    (b"SQLite format 3\x00", "数据库文件"),
)
_MAGIC_AT = (
    (0, b"BM", 6, b"\x00\x00\x00\x00", "BMP 图片"),
    (0, b"RIFF", 8, b"WEBP", "WebP 图片"),
    (0, b"RIFF", 8, b"WAVE", "WAV 音频"),
    (4, b"ftyp", 4, b"ftyp", "视频或 HEIC 图片"),
)
_ZIPS = (
    ("word/document.xml", "Word 文档（.docx）"),
    ("xl/workbook.xml", "Excel 表格（.xlsx）"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿（.pptx）"),
    ("OFD.xml", "OFD 版式文件"),
    ("META-INF/manifest.xml", "OpenDocument 文档（.odt 等）"),
    ("META-INF/container.xml", "EPUB 电子书"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLES = (
    ("WordDocument", "老版 Word 文档（.doc）"),
    ("Workbook", "老版 Excel 表格（.xls）"),
    ("PowerPoint Document", "老版 PowerPoint 演示文稿（.ppt）"),
)
_HTML_START = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(r"<(!doctype|[a-z][a-z0-9]*)[\s>/]", re.IGNORECASE)
_HEAD = 4096
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x19\x1c-\x1f]")
"""Control characters of no text: not tab and line ends, not the ends of file of DOS (1A), not the escapes of ISO 2022 (1B)."""
_MOST_CONTROLS = 0.02
"""Of the characters of a text, in which old programs left some; of random bytes they are a tenth."""
_FIB = b"\xec\xa5"
_FIB_VERSIONS = range(0x65, 0x120)
_FIB_ENCRYPTED = 0x0100
_WORD_XML = re.compile(r"\s*<\?xml.{0,300}?<\?mso-application[^>]*Word\.Document", re.DOTALL)


def describe(data: bytes) -> str:
    """Return what the bytes are, in Chinese: ``b"%PDF-1.7 …"`` → ``"PDF 文件"``."""
    fixed = next((label for magic, label in _MAGIC if data.startswith(magic)), None) or next(
        (what for a, one, b, two, what in _MAGIC_AT if data.startswith(one, a) and data.startswith(two, b)), None
    )
    if fixed:
        return fixed
    if is_pdf(data):
        return "PDF 文件"
    if is_ole(data):
        return "加密的 Office 文档" if is_encrypted_ole(data) else _describe_ole(data)
    if is_zip(data):
        return _describe_zip(data)
    if _is_binary(_head(data)):
        return "可执行程序" if data.startswith(b"MZ") else "二进制数据"
    if is_mhtml(data):
        return "单一文件网页（.mht）"
    if _WORD_XML.match(_head(data)):
        return "Word 2003 XML 文档"
    return "网页（HTML）" if is_html_document(data) else "纯文本"


def is_pdf(data: bytes) -> bool:
    """Tell a PDF: the mark may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1).

    A zip archive may hold one that is stored as it is, so its own mark comes before.
    """
    return not is_zip(data) and re.search(rb"%PDF-[12]\.\d", data[:1024]) is not None


def is_picture(data: bytes) -> bool:
    """Tell a picture that a page may have been scanned to: PNG, JPEG, TIFF, BMP or WebP."""
    return describe(data) in PICTURES


def is_zip(data: bytes) -> bool:
    """Tell a zip archive, cut short or not, by the mark of its first member."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_ole(data: bytes) -> bool:
    """Tell an OLE compound file: .doc, .xls, .wps, or an encrypted .docx."""
    return data.startswith(_OLE_MAGIC)


def is_encrypted_ole(data: bytes) -> bool:
    """Tell an Office document behind a password: an OLE file with a stream EncryptedPackage (MS-OFFCRYPTO 1.3.2)."""
    return is_ole(data) and _stream("EncryptedPackage") in data


def is_docx(data: bytes) -> bool:
    """Tell a .docx, or a zip so damaged that it could be one."""
    return _is_zip_of(data, "word/")


def is_rtf(data: bytes) -> bool:
    """Tell rich text by its first group."""
    return data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{\\rtf")


def is_mhtml(data: bytes) -> bool:
    """Tell a web archive by the header lines that it begins with (RFC 2557)."""
    head = data[:_HEAD].lower()
    return b"mime-version:" in head and b"content-type:" in head and re.match(rb"\s*[a-z-]+:\s", head) is not None


def is_odt(data: bytes) -> bool:
    """Tell an OpenDocument text, or a zip so damaged that it could be one."""
    return _is_zip_of(data, "content.xml") and not _is_other_odf(data)


def is_sheet(data: bytes) -> bool:
    """Tell a workbook: .xlsx, .xls or .et, or a zip so damaged that it could be one."""
    return (
        _is_zip_of(data, "xl/workbook.xml")
        if is_zip(data)
        else is_ole(data) and (_stream("Workbook") in data or _stream("Book\x00") in data)
    )


def is_old_word(data: bytes) -> bool:
    """Tell a document of Word 97–2003 or WPS, which write the same: an OLE file with a stream WordDocument."""
    return is_ole(data) and _stream("WordDocument") in data


def is_encrypted_word(data: bytes) -> bool:
    """Tell an old Word document behind a password by the flag fEncrypted of its FIB (MS-DOC 2.5.2), if it is there."""
    at = data.find(_FIB) if is_ole(data) else -1
    while at >= 0:
        # Streams begin on a sector, the smallest of which has 64 bytes.
        if at % 64 == 0 and int.from_bytes(data[at + 2 : at + 4], "little") in _FIB_VERSIONS:
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & _FIB_ENCRYPTED)
        at = data.find(_FIB, at + 1)
    return False


def is_html_document(data: bytes) -> bool:
    """Tell a whole web page by how it begins: ``b"<!DOCTYPE html><p>"`` → ``True``, ``b"# A <b>"`` → ``False``."""
    return _HTML_START.match(_head(data)) is not None


def is_html(data: bytes) -> bool:
    """Tell bytes that can be read as a web page, a fragment included: text with at least one tag in its first part."""
    return _is_character_data(data) and _TAG.search(_head(data, 64 * 1024)) is not None


def is_text(data: bytes) -> bool:
    """Tell bytes that can be read as plain text: no other format's signature, and no whole web page."""
    return _is_character_data(data) and not is_html_document(data)


def _is_character_data(data: bytes) -> bool:
    return describe(data) in ("纯文本", "网页（HTML）")


def _head(data: bytes, length: int = _HEAD) -> str:
    """Return the first bytes as characters, well enough to find ASCII marks: by the BOM, else as Latin-1."""
    head = data[:length]
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return head.decode("utf-32", errors="ignore")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_binary(head: str) -> bool:
    """Tell bytes of no text: with a NUL, or with more control characters than stray ones."""
    return "\x00" in head or len(_CONTROLS.findall(head)) > max(2, _MOST_CONTROLS * len(head))


def _members(data: bytes) -> set[str] | None:
    """Return the names in a zip's directory; ``None`` when the directory cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        return None


def _is_zip_of(data: bytes, beginning: str) -> bool:
    members = _members(data) if is_zip(data) else set()
    return members is None or any(member.startswith(beginning) for member in members)


def _is_other_odf(data: bytes) -> bool:
    """Tell an OpenDocument file that is no text by the type that stands uncompressed at its beginning."""
    kind = re.search(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)", data[:200])
    return kind is not None and kind[1] != b"text"


def _describe_zip(data: bytes) -> str:
    members = _members(data)
    if members is None:
        return "不完整的压缩文件"
    return next((label for member, label in _ZIPS if member in members), "ZIP 压缩包")


def _describe_ole(data: bytes) -> str:
    return next((label for stream, label in _OLES if _stream(stream) in data), "老版 Office 或 WPS 文档")


_stream = partial(str.encode, encoding="utf-16-le")
