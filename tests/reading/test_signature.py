"""What bytes are, whatever their name says."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from ingest.errors import QicaoError
from ingest.reading.registry import read
from ingest.reading.signature import PICTURES, describe, is_pdf, is_picture, is_text

NOISE = random.Random(7).randbytes(2000).replace(b"\0", b"\1")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"MZ" + NOISE[:300], "可执行程序"),
        (b"MZ\x90\0\3\0\0\0", "可执行程序"),
        (b"MZP\0\2\0\0\0", "可执行程序"),
        (NOISE[:300], "二进制数据"),
        (b"abc\0def", "二进制数据"),
        ("MZ是某单位的简称。".encode(), "纯文本"),
        ("一、安全\r\n\t检查\f二、教学\x1a".encode("gb18030"), "纯文本"),
        ("\x13PAGE\x15一、安全".encode(), "纯文本"),
        ("安全".encode("iso2022_jp"), "纯文本"),
        ("一、安全\n".encode("utf-16"), "纯文本"),
    ],
)
def test_programs_and_other_bytes_are_told_from_text(data: bytes, kind: str) -> None:
    assert describe(data) == kind
    assert is_text(data) == (kind == "纯文本")


@pytest.mark.parametrize("name", ["a.exe", "a.txt", "a.docx"])
def test_a_program_is_not_advised_to_be_called_a_text(name: str) -> None:
    with pytest.raises(QicaoError) as caught:
        read(b"MZ" + NOISE[:300], name)
    assert "内容" in caught.value.detail and "可执行程序" in caught.value.detail
    assert not re.search("改为 .txt", caught.value.detail)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), ".png"),
        (b"\xff\xd8\xff\xe0" + bytes(40), ".jpg"),
        (b"II*\0" + bytes(40), ".tif"),
        (b"BM" + bytes(40), ".bmp"),
        (b"RIFF\x28\0\0\0WEBP", ".webp"),
    ],
)
def test_each_picture_has_a_suffix_of_its_own(data: bytes, suffix: str) -> None:
    assert is_picture(data)
    assert PICTURES[describe(data)] == suffix


def test_an_archive_that_holds_a_pdf_as_it_is_is_no_pdf() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("2019/计划.pdf", b"%PDF-1.7\n...")
    assert not is_pdf(made.getvalue())
    assert is_pdf(b"\xef\xbb\xbf  %PDF-1.4\n")
