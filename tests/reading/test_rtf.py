"""Rich text: code pages, Unicode escapes, lists, tables, what is hidden, and files that are not what they should be."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import DamagedDocument, NoTextFound, SourceTooLarge
from ingest.reading.registry import read
from tests.reading.make_fixtures import escaped

FIXTURES = Path(__file__).parent / "fixtures"
SONG = r"\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset136 PMingLiU;}}"


def text_of(content: str | bytes, head: str = r"\ansi\ansicpg936" + SONG) -> str:
    inside = content.encode("ascii") if isinstance(content, str) else content
    return read(b"{\\rtf1" + head.encode() + inside + b"}", "a.rtf").text


def test_as_libreoffice_writes_it() -> None:
    extract = read((FIXTURES / "plan.rtf").read_bytes(), "plan.rtf")
    assert extract.text.split("\n") == [
        "清河镇2031年校园安全工作计划",
        "一、工作目标",
        "全年组织应急演练四次，覆盖全部班级。",
        "二、主要任务",
        "1.排查隐患",
        "2.开展培训",
        "3.检查食堂",
        "· 保持联系",
        "（一）演练安排",
        "月份\t工作\t负责人",
        "三月\t防火演练\t安全办",
        "四月\t防溺水教育\t教务处",
        "检查结果每月通报一次。",
    ]
    found = [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings]
    assert found[1:] == [("一、工作目标", 1), ("二、主要任务", 1), ("（一）演练安排", 2)]


def test_as_wordpad_writes_it() -> None:
    extract = read((FIXTURES / "wordpad.rtf").read_bytes(), "wordpad.rtf")
    assert extract.text == "青柘区2031年防溺水工作方案\n一、工作目标\n全年开展防溺水教育4次，做到“六不”。"
    assert extract.warnings == ()


@pytest.mark.parametrize(
    "content",
    [
        escaped("加强校园安全"),
        b"\\f1 " + escaped("加强校园安全"),
        "加强校园安全".encode("gbk"),
        b"\\f2 " + escaped("加強", "big5") + b"\\f0 " + escaped("校园安全"),
        rb"\loch\af1\hich\af1\dbch\af0 " + escaped("加强校园安全"),
        rb"\uc2\u21152\'bc\'d3\u24378\'c7\'bf" + escaped("校园安全"),
        rb"{\uc0\u21152}{\u24378 ?}" + escaped("校园安全"),
    ],
)
def test_chinese_in_whatever_way_it_is_written(content: bytes) -> None:
    text = text_of(content)
    assert text.replace("強", "强") == "加强校园安全"


def test_second_bytes_that_are_ascii_and_escapes_over_a_line_end() -> None:
    assert text_of(rb"\'81A\'81\'5c" + b"\\'bc\r\n\\'d3") == "丄乗加"


def test_signs_outside_the_basic_plane_and_sick_numbers() -> None:
    assert text_of(r"a\u-10179?\u-8704?b") == "a😀b"
    assert text_of(r"a\u9999999999 ?\uc\u-99999 ?b\u55357 ?") == "ab\ufffd"


def test_hidden_deleted_and_destinations() -> None:
    assert (
        text_of(r"A{\v no}{\deleted no}\v no\v0 B{\header no\par}{\*\unknown no}{\pict 00ff}{\*\bkmkstart no}C")
        == "ABC"
    )
    assert text_of(r"{\info{\upr{\title x}{\*\ud{\title no}}}}{\upr{no}{\*\ud{yes}}}") == "yes"
    assert text_of(r'{\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt link}}{\pict\bin5 }}}}} }!') == "link!"


def test_notes_and_text_boxes_stand_after_their_paragraph() -> None:
    content = r"A{\footnote\pard\plain note}B{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}{\shprslt no}}C{\footnote\ftnalt end}\par D\par"
    assert text_of(content) == "ABC\n[1] note\nbox\n[i] end\nD"


def test_notes_as_libreoffice_writes_them() -> None:
    citation, start = r"{{\super \dbch \chftn{\*\footnote%s \chftn\pard\plain \s0\ltrpar{", "\n }{\\dbch\n"
    foot, end, close = citation % "" + start, citation % r"\ftnalt" + start, "}\n}}\n}"
    content = (
        f"{{Study{foot}three meetings{close} plan{end}source{close}{{\n{{\\*\\atnid }}{{\\*\\atnauthor x}}\\chatn"
        "{\\*\\annotation{\\*\\atndate 0}{\\rtlch no}}}.}\n\\par "
        f"\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell \\pard\\intbl b{foot}in a cell{close}\\cell\\row\\pard\\pard last"
    )
    extract = read(b"{\\rtf1{\\*\\ftnsep\\chftnsep}" + content.encode() + b"}", "a.rtf")
    assert extract.text.split("\n") == [
        "Study plan.", "[1] three meetings", "[i] source", "a\tb", "[2] in a cell", "last",
    ]  # fmt: skip
    assert extract.warnings == ()


def test_lists_and_outline_levels() -> None:
    content = r"\pard{\listtext\pard\plain\f1 1.\tab}one\par{\pntext\f1\'b7\tab}two\par\pard\outlinelevel1 head\par\pard body\par"
    extract = read(b"{\\rtf1 " + content.encode() + b"}", "a.rtf")
    assert extract.text == "1.one\n· two\nhead\nbody"
    assert extract.headings == ((12, 2),)


def test_a_table_of_contents_is_noise() -> None:
    content = (
        rb"{\rtf1{\stylesheet{\s5 toc 1;}{\s6\sbasedon7 mine;}{\s7 heading 3;}}\pard\s5 A\tab 1\par\pard\s6 B\par}"
    )
    extract = read(content, "a.rtf")
    assert [span.of(extract.text) for span in extract.noise] == ["A 1"]
    assert extract.headings == ((4, 3),)


def test_tables() -> None:
    row = r"\trowd\cellx1\cellx2 \pard\intbl a\par b\cell c\cell\row"
    assert text_of(row + r"\pard after\par") == "a b\tc\nafter"
    assert text_of(r"\trowd\cellx1\pard\intbl one\par two\cell\row\pard after") == "one\ntwo\nafter"


def test_cut_short_and_empty() -> None:
    whole = (FIXTURES / "wordpad.rtf").read_bytes()
    extract = read(whole[:-40], "a.rtf")
    assert "不完整" in extract.warnings[0]
    with pytest.raises(NoTextFound):
        read(rb"{\rtf1\ansi\par}", "a.rtf")


def test_hostile_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DamagedDocument, match="结构异常"):
        read(b"{\\rtf1" + b"{" * 100_000, "a.rtf")
    began = time.monotonic()
    read(b"{\\rtf1 a" + b"{\\shptxt" * 4000 + b"\\u20013\\bin99999999", "a.rtf")
    assert time.monotonic() - began < 5
    monkeypatch.setattr("ingest.reading.rtf.rtf._MOST", 1000)
    with pytest.raises(SourceTooLarge):
        read(b"{\\rtf1 " + b"{}" * 1000 + b"}", "a.rtf")


def test_rich_text_named_doc() -> None:
    assert read((FIXTURES / "wordpad.rtf").read_bytes(), "a.doc").text.startswith("青柘区2031年")


PIECES = r"{ } \par \row \cell \intbl \pard \u20013? \'bc \v \v0 \shptxt \footnote \ftnalt \listtext \stylesheet \fonttbl \* \s3 \upr \ud \bin3 a 中"
SOUP = st.lists(st.sampled_from(PIECES.split()), max_size=60)


@settings(deadline=None, max_examples=200)
@given(SOUP)
def test_any_soup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        extract = read(b"{\\rtf1 " + " ".join(pieces).encode("gbk"), "a.rtf")
    except NoTextFound:
        return
    lines = extract.text.split("\n")
    assert all(line.strip() for line in lines)
    extract.text.encode("utf-8")
    assert all(at == 0 or extract.text[at - 1] == "\n" for at, _ in extract.headings)
