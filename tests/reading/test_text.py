"""Plain text and Markdown: encodings, line ends, control characters, headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import DamagedDocument
from ingest.reading.encoding import plausibility
from ingest.reading.registry import read

SIMPLIFIED = "　　一是压实校园安全责任，开学前完成隐患排查，逐项销号，不留死角。"
TRADITIONAL = "　　一、辦理校園安全檢查，開學前完成改善，並將結果送處備查。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert read(SIMPLIFIED.encode(encoding), "计划.txt").text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "cp950", "big5hkscs"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert read(TRADITIONAL.encode(encoding), "計畫.txt").text == TRADITIONAL


@pytest.mark.parametrize("byte_order", ["little", "big"])
def test_utf16_is_read_by_its_bom(byte_order: str) -> None:
    encoding, bom = ("utf-16-le", b"\xff\xfe") if byte_order == "little" else ("utf-16-be", b"\xfe\xff")
    assert read(bom + SIMPLIFIED.encode(encoding), "a.txt").text == SIMPLIFIED


@pytest.mark.parametrize("length", [8, 12, 20, 30])
@pytest.mark.parametrize(("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950"), (TRADITIONAL, "gbk")])
def test_short_texts_are_told_apart(text: str, encoding: str, length: int) -> None:
    for start in range(2, len(text) - length):
        window = text[start : start + length].strip()
        assert read(window.encode(encoding), "a.txt").text == window


# Other people's pages, beside the repository where there are any; no sentence of them is kept in it.
REAL_PAGES = sorted((Path(__file__).parents[3] / "shared" / "corpus-real").glob("0*.txt"))


@pytest.mark.skipif(not REAL_PAGES, reason="no real pages beside the repository")
@pytest.mark.parametrize("encoding", ["gb18030", "cp950"])
def test_windows_of_real_pages_are_told_apart(encoding: str) -> None:
    for path in REAL_PAGES:
        text = path.read_text(encoding="utf-8")
        for start in range(0, len(text) - 30, 211):
            window = "".join(line for line in text[start : start + 30] if not line.isspace())
            try:
                data = window.encode(encoding)
            except UnicodeEncodeError:
                continue
            assert not window or plausibility(window) < 0.5 or read(data, "a.txt").text == window


def test_line_ends_become_one_kind_and_blank_lines_one_at_most() -> None:
    extract = read("\r\n甲\r\n乙\r丙\n \t\n\n　\n　　丁 \r\n\r\n".encode(), "a.txt")
    assert extract.text == "甲\n乙\n丙\n\n　　丁 "


def test_stray_control_characters_go_with_a_warning() -> None:
    extract = read(("安全工作计划\x07内容。" * 40).replace("\x07", "", 39).encode(), "a.txt")
    assert "\x07" not in extract.text
    assert extract.text.count("安全工作计划内容。") == 40
    assert "1 个" in extract.warnings[0]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50, "计划".encode("utf-16-le") * 3 + b"\x00\x00"]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(DamagedDocument, match=r"文字|二进制"):
        read(data, "a.txt")


def test_a_file_cut_inside_a_character_loses_only_that_one() -> None:
    data = (SIMPLIFIED * 10).encode()[:-1]
    extract = read(data, "a.txt")
    assert extract.text == (SIMPLIFIED * 10)[:-1] + "\ufffd"
    assert "1 处" in extract.warnings[0]


def test_unknown_encoding_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(DamagedDocument, match="UTF-8"):
        read("Привет, это план работы школы".encode("cp1251"), "a.txt")


def test_markdown_keeps_its_marks_and_tells_its_headings() -> None:
    text = "# 工作计划\n\n## 一、安全\n正文 # 不是标题\n```\n# 代码\n```\n#标签\n### （一）演练\n"
    extract = read(text.encode(), "a.md")
    assert extract.text == text.rstrip("\n")
    lines = [(extract.text[offset:].split("\n")[0], level) for offset, level in extract.headings]
    assert lines == [("# 工作计划", 1), ("## 一、安全", 2), ("### （一）演练", 3)]
    assert extract.media_type == "text/markdown"
