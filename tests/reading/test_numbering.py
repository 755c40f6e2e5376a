"""Automatic numbering of Word documents, as Word shows it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.reading.numerals import numeral
from ingest.reading.registry import read
from tests.reading.builders import Level, number, numbered, saved

CHINESE: list[Level] = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def lines(data: bytes) -> list[str]:
    return read(data, "a.docx").text.split("\n")


@pytest.mark.parametrize(
    ("number_format", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 2, "②"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 99, "99"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("taiwaneseCountingThousand", 20, "二十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("none", 5, ""),
        ("somethingNew", 5, "5"),
        ("upperRoman", 0, "0"),
    ],
)
def test_numerals(number_format: str, count: int, shown: str) -> None:
    assert numeral(count, number_format) == shown


def test_levels_count_and_restart_under_a_higher_one() -> None:
    data = numbered(
        CHINESE,
        [
            (1, 0, "党建"),
            (1, 1, "学习"),
            (1, 2, "读书"),
            (1, 2, "交流"),
            (1, 1, "作风"),
            (1, 2, "调研"),
            (1, 0, "安全"),
            (1, 1, "演练"),
        ],
    )
    assert lines(data) == [
        "一、党建",
        "（一）学习",
        "1.读书",
        "2.交流",
        "（二）作风",
        "1.调研",
        "二、安全",
        "（一）演练",
    ]


def test_marks_of_several_levels_and_a_level_not_used_yet() -> None:
    assert lines(
        numbered([("decimal", "%1"), ("decimal", "%1.%2")], [(1, 1, "甲"), (1, 0, "乙"), (1, 1, "2031年")])
    ) == [
        "1.1 甲",
        "1 乙",
        "1.1 2031年",
    ]


def test_a_mark_and_a_number_do_not_run_together() -> None:
    assert lines(numbered([("decimal", "%1.")], [(1, 0, "2031年目标")])) == ["1. 2031年目标"]


def test_instances_of_one_list_go_on_counting_and_an_override_starts_afresh_once() -> None:
    paragraphs = [(1, 0, "甲"), (2, 0, "乙"), (2, 0, "丙")]
    assert lines(numbered([("decimal", "%1、")], paragraphs)) == ["1、甲", "2、乙", "3、丙"]
    afresh = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert lines(numbered([("decimal", "%1、")], paragraphs, extra=afresh)) == ["1、甲", "5、乙", "6、丙"]


def test_a_level_that_never_restarts() -> None:
    paragraphs = [(1, 0, "甲"), (1, 1, "乙"), (1, 0, "丙"), (1, 1, "丁")]
    levels = [("decimal", "%1、"), ("decimal", "(%2)")]
    assert lines(numbered(levels, paragraphs, more='<w:lvlRestart w:val="0"/>'))[-1] == "(2)丁"


def test_arabic_only_levels() -> None:
    levels = [("chineseCounting", "第%1章"), ("decimal", "%1.%2")]
    assert lines(numbered(levels, [(1, 0, "甲"), (1, 1, "乙")], more="<w:isLgl/>"))[1] == "1.1 乙"


def test_bullets_and_paragraphs_without_numbering() -> None:
    data = numbered([("bullet", "\uf0b7")], [(1, 0, "甲"), (0, 0, "乙"), (9, 0, "没有这个编号")])
    assert lines(data) == ["· 甲", "乙", "没有这个编号"]


def test_numbering_by_style_at_the_level_that_names_the_style() -> None:
    document = docx.Document(io.BytesIO(numbered(CHINESE, [])))
    root = document.part.numbering_part.element
    for level, style in zip(root.iter(qn("w:lvl")), ("Heading1", "Heading2"), strict=False):
        level.insert(2, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style}"/>'))
    for style in ("Heading 1", "Heading 2"):
        number(document.styles[style].element.get_or_add_pPr(), 1, None)
    for text, level in (("党建", 1), ("学习", 2), ("作风", 2), ("安全", 1), ("演练", 2)):
        document.add_heading(text, level)
    off = document.add_heading("附则", 1)
    number(off._p.get_or_add_pPr(), 0, 0)
    extract = read(saved(document), "a.docx")
    assert extract.text.split("\n") == ["一、党建", "（一）学习", "（二）作风", "二、安全", "（一）演练", "附则"]
    assert [level for _, level in extract.headings] == [1, 2, 2, 1, 2, 1]


def test_a_list_that_lives_in_a_numbering_style() -> None:
    document = docx.Document(io.BytesIO(numbered(CHINESE, [])))
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Plan"><w:name w:val="Plan"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
    )
    root = document.part.numbering_part.element
    link = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="8"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
    root.insert(0, parse_xml(link))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="8"/></w:num>'))
    number(document.add_paragraph("甲")._p.get_or_add_pPr(), 3, 0)
    assert lines(saved(document)) == ["一、甲"]
