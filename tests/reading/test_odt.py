"""OpenDocument text: lists, tables, headings, what is deleted or hidden, and files that are not what they should be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.document import Extract
from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading.registry import read
from tests.reading.builders import rezipped

FIXTURES = Path(__file__).parent / "fixtures"
PLAN = (FIXTURES / "plan.odt").read_bytes()
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
    )
)  # fmt: skip
LEVELS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2" style:num-suffix="."/>'
    '<text:list-level-style-bullet text:level="4"/></text:list-style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


def odt(body: str, manifest: str = "") -> bytes:
    """Return an .odt of ``body``; list style L counts 一、（1）1.1. and bullets, text style H hides."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{LEVELS}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def extract_of(body: str) -> Extract:
    return read(odt(body), "a.odt")


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def items(*content: str, style: str = ' text:style-name="L"') -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in content)
    return f"<text:list{style}>{inside}</text:list>"


def test_as_libreoffice_writes_it() -> None:
    extract = read(PLAN, "plan.odt")
    assert extract.text == read((FIXTURES / "plan.rtf").read_bytes(), "plan.rtf").text
    found = [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings]
    assert found[1:] == [("一、工作目标", 1), ("二、主要任务", 1), ("（一）演练安排", 2)]


def test_lists_with_their_numbers() -> None:
    inner = items(p("丙"), p("丁") + items(p("戊") + items(p("己"), style=""), style=""), style="")
    body = items(p("甲") + p("又"), p("乙") + inner) + p("间")
    goes_on = '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>庚</text:p></text:list-item></text:list>'
    text = extract_of(body + goes_on + items(p("辛")) + items(p("2031年"), style="")).text
    assert text.split("\n") == [
        "一、甲",
        "又",
        "二、乙",
        "（1）丙",
        "（2）丁",
        "2.1.戊",
        "· 己",
        "间",
        "三、庚",
        "一、辛",
        "2031年",
    ]


def test_an_item_that_starts_at_a_number_and_one_without() -> None:
    body = (
        '<text:list text:style-name="L"><text:list-header><text:p>题</text:p></text:list-header>'
        '<text:list-item text:start-value="5"><text:p>甲</text:p></text:list-item><text:list-item><text:p>乙</text:p></text:list-item></text:list>'
    )
    assert extract_of(body).text == "题\n五、甲\n六、乙"


def test_tables_notes_boxes_and_spaces() -> None:
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("三月", "植树"))
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p></text:note-body></text:note>'
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows></table:table>"
        f"<text:p>正{note}文<text:s text:c='2'/>a<text:tab/>b<text:line-break/>次行<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame></text:p>"
    )
    assert extract_of(body).text == "三月\t植树\n正文  a b\n次行\n[1] 注文\n框"


def test_a_row_under_a_merged_cell_keeps_its_columns() -> None:
    def cell(text: str, merged: str = "") -> str:
        return f"<table:table-cell {merged}>{p(text)}</table:table-cell>"

    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    covered = "<table:covered-table-cell/>"
    block = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    rows = (
        cell("事项", across) + covered + cell("时限"),
        cell("修订教研制度", down) + cell("教研室") + cell("8月"),
        covered + cell("基教科") + cell("9月"),
        cell("装备", f"{down} {across}") + covered + cell("10月", down),
        block + covered,
        cell("总务") + cell("后勤") + cell("11月"),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert extract_of(f"{p('表')}<table:table>{body}</table:table>").text.split("\n") == [
        "表",
        "事项\t时限",
        "修订教研制度\t教研室\t8月",
        "\t基教科\t9月",
        "装备\t10月",
        "总务\t后勤\t11月",
    ]


def test_deleted_hidden_and_comments_are_left_out() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('删')}</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>甲<text:change text:change-id='1'/><text:span text:style-name='H'>隐</text:span>"
        "<office:annotation><text:p>批</text:p></office:annotation>乙"
        "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zi</text:ruby-text></text:ruby></text:p>"
        f"<text:section text:display='none'>{p('隐')}</text:section><text:section>{p('丙')}</text:section>"
    )
    assert extract_of(body).text == "甲乙字\n丙"


def test_a_table_of_contents_is_noise() -> None:
    contents = f"<text:table-of-content><text:table-of-content-source/><text:index-body>{p('一、安全 1')}</text:index-body></text:table-of-content>"
    extract = extract_of(contents + '<text:h text:outline-level="1">一、安全</text:h>')
    assert [span.of(extract.text) for span in extract.noise] == ["一、安全 1"]
    assert extract.headings == ((7, 1),)


def test_damaged_encrypted_and_bombs() -> None:
    for data in (PLAN[:3000], rezipped(PLAN, lambda name, content: None if name == "content.xml" else content)):
        with pytest.raises(DamagedDocument):
            read(data, "a.odt")
    with pytest.raises(DamagedDocument, match="XML"):
        read(odt("<text:p>"), "a.odt")
    with pytest.raises(EncryptedDocument, match="密码"):
        read(odt("", "<encryption-data/>"), "a.odt")
    with pytest.raises(SourceTooLarge, match="MB"):
        read(
            rezipped(PLAN, lambda name, content: content + bytes(60 * 2**20) if name == "styles.xml" else content),
            "a.odt",
        )


def test_deep_nesting_and_entities() -> None:
    with pytest.raises(DamagedDocument):
        read(odt("<text:list><text:list-item>" * 5000 + "</text:list-item></text:list>" * 5000), "a.odt")
    assert "甲" in extract_of("<text:section>" * 200 + p("甲") + "</text:section>" * 200).text
    doctype = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
    data = rezipped(
        odt(p("甲E乙")),
        lambda name, content: doctype + content.replace(b"E", b"&x;&y;") if name == "content.xml" else content,
    )
    assert read(data, "a.odt").text == "甲乙"
