"""A zip archive → its files, in the order of the archive; unpacked one at a time, when asked for."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib

from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading import signature
from ingest.reading.containers.members import MOST_FILES, Entry, clean, is_junk
from ingest.reading.encoding import plausibility
from ingest.reading.filename import quoted

_HEADER = b"PK\x01\x02"
_MOST_HEADERS = 200_000
"""Of files in the archive and in archives in it; the package's list of so many takes about 100 MB."""
_ENCRYPTED = 0x1
_UTF8 = 0x800
_STEP = 1 << 16
_SMALL_STEP = 1 << 12
"""Bytes at a time from a method that unpacks whatever it is given in one go (bzip2: up to 20,000 times as much)."""
_STEADY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCODINGS = ("gb18030", "cp950", "big5hkscs")
_MIN_SCORE = 0.2
_FOREIGN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, ValueError, LookupError,
            OverflowError, OSError, EOFError)  # fmt: skip
"""What the package raises where an archive is damaged or packed in a way that it does not know."""


def entries(data: bytes, name: str) -> list[Entry]:
    """List the files of an archive, without folders and junk.

    Raises:
        DamagedDocument: no zip, or cut short.
        EncryptedDocument: every file in it needs a password.
        SourceTooLarge: its list alone is too long.
    """
    if data.count(_HEADER) > _MOST_HEADERS:
        raise SourceTooLarge(f"{quoted(name)}里的文件远超 {MOST_FILES:,} 个的上限，没有打开；请分成几个压缩包再上传。")
    found = signature.describe(data)
    if found not in ("ZIP 压缩包", "不完整的压缩文件"):
        raise DamagedDocument(f"{quoted(name)}的文件名是 .zip，内容却是{found}；请改正扩展名后重新上传。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FOREIGN as error:
        raise DamagedDocument(f"{quoted(name)}不是完好的压缩包，文件可能不完整；请重新压缩后上传。") from error
    files = [each for each in archive.infolist() if not _is_link(each)]
    named = [(path, each) for path, each in zip(_paths(files), files, strict=True) if not path.endswith(("/", "\\"))]
    kept = [(clean(path), each) for path, each in named if clean(path) and not is_junk(clean(path))]
    if kept and all(each.flag_bits & _ENCRYPTED for _, each in kept):
        raise EncryptedDocument(f"{quoted(name)}设有解压密码；请取消密码，重新压缩后上传。")
    return [_entry(archive, path, each) for path, each in kept]


def _entry(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo) -> Entry:
    def read() -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedDocument(f"{quoted(path)}设有解压密码；请取消密码，重新压缩后上传。")
        # Never the whole at once: the package would unpack all there is, and then cut it to the announced size.
        step = _STEP if info.compress_type in _STEADY else _SMALL_STEP
        try:
            with archive.open(info) as handle:
                return b"".join(iter(lambda: handle.read(step), b""))
        except _FOREIGN as error:
            raise DamagedDocument(
                f"{quoted(path)}无法解压，压缩包里的这个文件已损坏，或用了不支持的压缩方法；请从原文件重新压缩。"
            ) from error

    return Entry(path, info.file_size, read)


def _paths(files: list[zipfile.ZipInfo]) -> list[str]:
    """Return the files' paths: UTF-8 where they say so, else all in the likeliest encoding of their raw bytes.

    Raw bytes come as code page 437 out of the package. Windows writes those of its own code page (GBK, Big5), macOS
    UTF-8, neither says which.
    """
    raw = [_raw(each) for each in files]
    encoding = _encoding_of(b"\n".join(filter(None, raw)))
    return [
        each.orig_filename if own is None else own.decode(encoding, "replace")
        for each, own in zip(files, raw, strict=True)
    ]


def _raw(info: zipfile.ZipInfo) -> bytes | None:
    return None if info.flag_bits & _UTF8 else info.orig_filename.encode("cp437")


def _encoding_of(names: bytes) -> str:
    if names.isascii() or _fits(names, "utf-8"):
        return "utf-8"
    shown = re.sub(rb"[\x00-\x1f]", b" ", names)
    best = max(_ENCODINGS, key=lambda encoding: plausibility(shown.decode(encoding, "replace")))
    return best if plausibility(shown.decode(best, "replace")) >= _MIN_SCORE else "cp437"


def _fits(names: bytes, encoding: str) -> bool:
    try:
        names.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
