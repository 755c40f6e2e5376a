"""Automatic numbering of Word documents, as Word shows it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.reading.registry import read
from ingest.reading.word.numerals import numeral
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


def test_marks_of_several_levels_and_a_level_passed_over_counts() -> None:
    """As Word (Microsoft KB Q110380) and LibreOffice show it."""
    assert lines(
        numbered([("decimal", "%1"), ("decimal", "%1.%2")], [(1, 1, "甲"), (1, 0, "乙"), (1, 1, "2031年")])
    ) == [
        "1.1 甲",
        "2 乙",
        "2.1 2031年",
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
    assert lines(numbered(levels, [(1, 0, "甲")], more="<w:isLgl/>")) == ["第1章 甲"]


def test_a_start_override_holds_again_under_a_higher_level() -> None:
    """ECMA-376-1, 17.9.27: when the level begins, and whenever it is restarted."""
    override = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    paragraphs = [(2, 0, "甲"), (2, 1, "乙"), (2, 1, "丙"), (2, 0, "丁"), (2, 1, "戊")]
    assert lines(numbered(CHINESE, paragraphs, extra=override)) == [
        "一、甲",
        "（五）乙",
        "（六）丙",
        "二、丁",
        "（五）戊",
    ]


def test_a_level_that_restarts_only_under_the_first() -> None:
    paragraphs = [(1, 0, "甲"), (1, 1, "乙"), (1, 2, "丙"), (1, 1, "丁"), (1, 2, "戊"), (1, 0, "己"), (1, 2, "庚")]
    shown = lines(numbered(CHINESE, paragraphs, more='<w:lvlRestart w:val="1"/>'))
    assert [line for line in shown if line[0].isdigit()] == ["1.丙", "2.戊", "1.庚"]


def test_an_instance_may_replace_a_level() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    extra = f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>'
    assert lines(numbered([("decimal", "%1、")], [(1, 0, "甲"), (2, 0, "乙")], extra=extra)) == ["1、甲", "② 乙"]


def test_a_custom_format_with_a_pattern_of_digits() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:lvlText w:val="%1."/></w:lvl>'
    )
    extra = f'<w:lvlOverride w:ilvl="0">{custom}</w:lvlOverride>'
    assert lines(numbered([("decimal", "%1、")], [(2, 0, "甲"), (2, 0, "乙")], extra=extra)) == ["001.甲", "002.乙"]


def marked(mark: str, run: str = "") -> str:
    """Return a ``w:pPr`` whose paragraph mark has ``mark``, numbered 1 at the first level."""
    return f'<w:p {nsdecls("w")}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{run}</w:p>'


@pytest.mark.parametrize("mark", ['<w:del w:id="1"/>', '<w:moveFrom w:id="1"/>', "<w:vanish/>"])
def test_paragraphs_that_are_not_shown_are_not_counted(mark: str) -> None:
    document = docx.Document(io.BytesIO(numbered(CHINESE, [(1, 0, "甲"), (1, 0, "乙")])))
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    document.paragraphs[0]._p.addnext(parse_xml(marked(mark, hidden)))
    assert lines(saved(document)) == ["一、甲", "二、乙"]


def test_an_empty_paragraph_is_counted_as_word_counts_it() -> None:
    assert lines(numbered(CHINESE, [(1, 0, "甲"), (1, 0, ""), (1, 0, "乙")])) == ["一、甲", "三、乙"]


def test_joined_paragraphs_count_once() -> None:
    document = docx.Document(io.BytesIO(numbered(CHINESE, [(1, 0, "守牢底线"), (1, 0, "乙")])))
    document.paragraphs[0]._p.addprevious(parse_xml(marked('<w:del w:id="1"/>', "<w:r><w:t>坚决</w:t></w:r>")))
    assert lines(saved(document)) == ["一、坚决守牢底线", "二、乙"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("●", "", "●"),
        ("\uf06c", "Wingdings", "●"),
        ("\uf0d8", "Wingdings", "➢"),
        ("o", "Courier New", "·"),
        ("", "", "·"),
    ],
)
def test_the_sign_of_a_list_without_numbers(sign: str, font: str, shown: str) -> None:
    document = docx.Document(io.BytesIO(numbered([("bullet", sign)], [(1, 0, "甲")])))
    if font:
        level = next(document.part.numbering_part.element.iter(qn("w:lvl")))
        level.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{font}"/></w:rPr>'))
    assert lines(saved(document)) == [f"{shown} 甲"]


def style(style_id: str, properties: str, based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{style_id}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def styled(styles: list[str], paragraphs: list[tuple[str, str]]) -> list[str]:
    """Return the lines of a document with list 1 and these styles; paragraphs are (style id, text)."""
    document = docx.Document(io.BytesIO(numbered(CHINESE, [])))
    for each in styles:
        document.styles.element.append(parse_xml(each))
    for style_id, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style_id}"/>'))
    return lines(saved(document))


def test_a_style_takes_the_list_of_its_base_and_may_change_the_level() -> None:
    styles = [
        style("Item", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        style("Heir", "", "Item"),
        style("Deeper", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "Heir"),
        style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', "Item"),
    ]
    paragraphs = [("Item", "甲"), ("Deeper", "乙"), ("Heir", "丙"), ("Plain", "丁"), ("Deeper", "戊")]
    assert styled(styles, paragraphs) == ["一、甲", "（一）乙", "二、丙", "丁", "（一）戊"]


def test_rings_of_styles_and_of_lists_end() -> None:
    ring = [style("A", "", "B"), style("B", "", "A"), style("C", "", "C")]
    assert styled(ring, [("A", "甲"), ("C", "乙"), ("没有", "丙")]) == ["甲", "乙", "丙"]
    document = docx.Document(io.BytesIO(numbered(CHINESE, [])))
    link = (
        f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Loop"><w:name w:val="Loop"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    document.styles.element.append(parse_xml(link))
    root = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="8"><w:numStyleLink w:val="Loop"/></w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="8"/></w:num>'))
    number(document.add_paragraph("甲")._p.get_or_add_pPr(), 3, 0)
    assert lines(saved(document)) == ["甲"]


def test_a_mark_cannot_swell_the_text() -> None:
    shown = lines(numbered([("lowerRoman", "长" * 5000 + "%1" * 5000)], [(1, 0, "甲")] * 20))
    assert max(map(len, shown)) < 70


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
