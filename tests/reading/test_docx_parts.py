"""Word documents: what hangs on a paragraph, what is hidden in one, and what only looks like text."""

from __future__ import annotations

import pytest

from ingest.reading.registry import read
from tests.reading.builders import docx_with, rezipped, run

BREAK = "<w:r><w:br/></w:r>"


def text_of(xml: str) -> str:
    return read(docx_with(xml), "a.docx").text


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def field(code: str, result: str | None) -> str:
    parts = ['<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>"]
    if result is not None:
        parts += ['<w:fldChar w:fldCharType="separate"/>', f"<w:t>{result}</w:t>"]
    return "".join(f"<w:r>{part}</w:r>" for part in [*parts, '<w:fldChar w:fldCharType="end"/>'])


def note_part(kind: str, notes: dict[int, str]) -> str:
    inside = "".join(f'<w:{kind} w:id="{each}">{xml}</w:{kind}>' for each, xml in notes.items())
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p>{run("分隔线")}</w:p></w:{kind}>'
    return f'<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{separator}{inside}</w:{kind}s>'


def with_notes(xml: str, footnotes: dict[int, str], endnotes: dict[int, str] | None = None) -> str:
    """Return the text of a document whose body begins with ``xml`` and that has these notes, by id."""
    parts = {"footnotes": note_part("footnote", footnotes), "endnotes": note_part("endnote", endnotes or {})}
    relationships = "".join(
        f'<Relationship Id="rN{kind}" Target="{kind}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for kind in parts
    )

    def change(name: str, content: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return content.replace(b"</Relationships>", f"{relationships}</Relationships>".encode())
        return content

    more = {f"word/{kind}.xml": content.encode() for kind, content in parts.items()}
    return read(rezipped(docx_with(xml), change, more), "a.docx").text


def reference(kind: str, note: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note}" {more}/></w:r>'


def test_a_note_is_a_line_of_its_own_after_the_paragraph() -> None:
    xml = paragraph(run("推进双减"), reference("footnote", 2), run("落地。")) + paragraph(
        run("守牢底线"), reference("footnote", 3), reference("endnote", 2), run("。")
    )
    notes = {2: paragraph(run(" 减轻两种负担。")) + paragraph(run("续。")), 3: paragraph(run("安全底线。"))}
    assert with_notes(xml, notes, {2: paragraph(run("文末。"))}).split("\n") == [
        "推进双减落地。",
        "[1] 减轻两种负担。",
        "续。",
        "守牢底线。",
        "[2] 安全底线。",
        "[i] 文末。",
    ]


def test_a_note_with_a_typed_mark_and_one_that_nothing_refers_to() -> None:
    mark = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    notes = {2: paragraph(run("* 口径见附件。")), 3: paragraph(run("多余"))}
    assert with_notes(paragraph(run("共三百人"), mark, run("。")), notes) == "共三百人。\n* 口径见附件。"


def test_notes_that_refer_to_each_other_end() -> None:
    notes = {2: paragraph(run("甲"), reference("footnote", 3)), 3: paragraph(run("乙"), reference("footnote", 2))}
    assert with_notes(paragraph(run("正文"), *[reference("footnote", 2)] * 50), notes) == "正文\n[1] 甲\n[2] 乙"


def test_a_note_in_a_table_stands_after_its_row() -> None:
    cells = f"<w:tc>{paragraph(run('三月'), reference('footnote', 2))}</w:tc><w:tc>{paragraph(run('检查'))}</w:tc>"
    row = f"<w:tr>{cells}</w:tr>"
    assert with_notes(f"<w:tbl>{row}{row}</w:tbl>", {2: paragraph(run("注。"))}) == "三月\t检查\n[1] 注。\n三月\t检查"


def test_a_text_box_comes_after_the_whole_paragraph_it_is_anchored_in() -> None:
    box = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
    drawn = f"<w:r><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></w:r>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    assert text_of(paragraph(run("前"), drawn, run("后"))) == "前后\n框内"
    assert text_of(paragraph(run("前"), old, run("后"))) == "前后\n框内"
    shape = "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>图中字</a:t></a:r></a:p></a:txBody></w:drawing></w:r>"
    assert text_of(paragraph(run("前"), shape, run("后"))) == "前后\n图中字"


def test_a_text_box_in_a_table_stands_after_its_row() -> None:
    box = (
        f"<w:r><w:drawing><wps:txbx><w:txbxContent>{paragraph(run('框'))}</w:txbxContent></wps:txbx></w:drawing></w:r>"
    )
    row = f"<w:tr><w:tc>{paragraph(run('甲'), box)}</w:tc><w:tc>{paragraph(run('乙'))}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{row}</w:tbl>") == "甲\t乙\n框"


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_a_deleted_paragraph_mark_joins_two_paragraphs(kind: str) -> None:
    mark = f'<w:rPr><w:{kind} w:id="1"/></w:rPr>'
    assert text_of(paragraph(run("守牢"), properties=mark) + paragraph(run("底线"))) == "守牢底线"
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('表'), properties=mark)}</w:tc></w:tr></w:tbl>"
    assert text_of(paragraph(run("前"), properties=mark) + table + paragraph(run("后"))) == "前\n表\n后"


def test_moved_text_is_read_where_it_was_moved_to() -> None:
    moved = f'<w:moveTo w:id="1">{run("移来")}</w:moveTo>'
    gone = f'<w:moveFrom w:id="2">{run("移来")}</w:moveFrom>'
    inserted = f'<w:pPr><w:rPr><w:ins w:id="3"/></w:rPr></w:pPr><w:ins w:id="4">{run("新段")}</w:ins>'
    assert (
        text_of(paragraph(run("一"), gone) + paragraph(moved, run("二")) + f"<w:p>{inserted}</w:p>")
        == "一\n移来二\n新段"
    )


def test_deleted_rows_and_cells_are_left_out() -> None:
    def row(text: str, row_properties: str = "", cell_properties: str = "") -> str:
        cell = f"<w:tc><w:tcPr>{cell_properties}</w:tcPr>{paragraph(run(text + '甲'))}</w:tc>"
        return f"<w:tr><w:trPr>{row_properties}</w:trPr>{cell}<w:tc>{paragraph(run(text + '乙'))}</w:tc></w:tr>"

    rows = (
        row("一") + row("二", '<w:del w:id="1"/>') + row("三", "<w:hidden/>") + row("四", "", '<w:cellDel w:id="2"/>')
    )
    assert text_of(f"<w:tbl>{rows}</w:tbl>") == "一甲\t一乙\n四乙"


def test_what_a_merged_cell_covers_is_not_read() -> None:
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(run(text))}</w:tc>"

    first = cell("安全", '<w:vMerge w:val="restart"/>') + cell("演练", "")
    second = cell("旧字", "<w:vMerge/>") + cell("检查", "")
    assert text_of(f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>") == "安全\t演练\n\t检查"


def test_field_codes_are_not_read_and_their_results_are() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{field("MERGEFIELD 校名", "代码里的字")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("结果")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(paragraph(nested, run("后"))) == "结果后"
    open_ended = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert text_of(paragraph(open_ended) + paragraph(run("正文"))) == "正文"


def test_fields_that_show_a_sign_without_a_result() -> None:
    assert text_of(paragraph(field(r"eq \o\ac(○,3)", None), run("检查"))) == "③检查"
    assert text_of(paragraph(field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(shu),曙)", None), run("光"))) == "曙光"
    assert text_of(paragraph(field("PAGE", None), run("页"))) == "页"


def test_content_controls_custom_xml_smart_tags_and_links() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>"
    tags = f"<w:smartTag>{run('标记')}</w:smartTag><w:customXml>{run('自定义')}</w:customXml>"
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    assert text_of(paragraph(control, prompt, tags, link)) == "控件标记自定义链接"
    block = f"<w:customXml>{paragraph(run('块'))}</w:customXml>"
    assert text_of(block + prompt.replace(run("单击此处输入"), paragraph(run("单击")))) == "块"


def test_a_generated_table_of_contents_is_noise_whatever_its_styles() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph(run('一、安全'), '<w:r><w:tab/></w:r>', run('1'))}</w:sdtContent></w:sdt>"
    )
    extract = read(docx_with(control + paragraph(run("一、安全"))), "a.docx")
    assert [span.of(extract.text) for span in extract.noise] == ["一、安全 1"]


def test_ruby_is_read_without_its_reading() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('shǔ')}</w:rt><w:rubyBase>{run('曙')}</w:rubyBase></w:ruby>"
    assert text_of(paragraph(f"<w:r>{ruby}</w:r>", run("光"))) == "曙光"


def test_a_line_break_in_a_heading_only_makes_it_look_well() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    extract = read(docx_with(paragraph(run("月桥区教育局"), BREAK, run("2031年计划"), properties=level)), "a.docx")
    assert (extract.text, extract.headings) == ("月桥区教育局2031年计划", ((0, 1),))
    run_in = read(docx_with(paragraph(run("一、安全"), BREAK, run("全年检查三次。"), properties=level)), "a.docx")
    assert (run_in.text, run_in.headings) == ("一、安全\n全年检查三次。", ((0, 1),))
    assert text_of(paragraph(run("正文"), BREAK, run("另行"))) == "正文\n另行"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F06C", "●"),
        ("Wingdings", "F082", "②"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F061", "α"),
        ("宋体", "2605", "★"),
        ("Wingdings", "F024", ""),
        ("Wingdings", "nonsense", ""),
    ],
)
def test_symbols_of_picture_fonts(font: str, code: str, shown: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert text_of(paragraph(run("甲"), sign, run("乙"))) == f"甲{shown}乙"


def test_a_letter_of_a_picture_font_typed_as_text() -> None:
    typed = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fc</w:t></w:r>'
    assert text_of(paragraph(typed, run("已办"))) == "√已办"


def test_hidden_text_is_left_out_whether_the_run_or_a_style_hides_it() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="HidToo"><w:basedOn w:val="Hid"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="HidPara"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏一</w:t></w:r>"
    by_style = '<w:r><w:rPr><w:rStyle w:val="HidToo"/></w:rPr><w:t>藏二</w:t></w:r>'
    shown = '<w:r><w:rPr><w:rStyle w:val="Hid"/><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
    body = paragraph(hidden, by_style, shown) + paragraph(run("藏三"), properties='<w:pStyle w:val="HidPara"/>')
    data = rezipped(
        docx_with(body),
        lambda name, content: (
            content.replace(b"</w:styles>", styles.encode()) if name == "word/styles.xml" else content
        ),
    )
    assert read(data, "a.docx").text == "可见"


def test_formulas_keep_their_text() -> None:
    def part(tag: str, *inside: str) -> str:
        return f"<m:{tag}>{''.join(inside)}</m:{tag}>"

    def letter(text: str) -> str:
        return part("r", part("t", text))

    fraction = part("f", part("num", letter("3")), part("den", letter("4")))
    power = part("sSup", part("e", letter("x")), part("sup", letter("2")))
    fenced = part("d", part("e", letter("a+b")))
    assert text_of(
        paragraph(run("占"), part("oMath", fraction), run("，"), part("oMath", power, letter("="), fenced))
    ) == ("占3/4，x^2=(a+b)")
    assert text_of(part("oMathPara", part("oMath", fraction))) == "3/4"


def test_a_drop_cap_begins_its_paragraph() -> None:
    cap = paragraph(run("春"), properties='<w:framePr w:dropCap="drop"/>')
    assert text_of(cap + paragraph(run("季开学以来，各校平稳。"))) == "春季开学以来，各校平稳。"


def test_what_is_embedded_is_left_out_with_one_warning() -> None:
    extract = read(docx_with(paragraph(run("正文")) + '<w:altChunk r:id="rId9"/>' * 3), "a.docx")
    assert extract.text == "正文"
    assert len(extract.warnings) == 1
    assert "altChunk" in extract.warnings[0]


def test_text_may_run_in_any_direction() -> None:
    vertical = '<w:tcPr><w:textDirection w:val="tbRlV"/></w:tcPr>'
    cells = f"<w:tc>{vertical}{paragraph(run('竖排'))}</w:tc><w:tc>{paragraph(run('横排'))}</w:tc>"
    assert text_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == "竖排\t横排"


@pytest.mark.parametrize("tag", ["sdt><w:sdtContent", "smartTag", "customXml"])
def test_deep_nesting_is_read_or_refused(tag: str) -> None:
    first = tag.split(">")[0]
    closing = "</w:sdtContent></w:sdt>" if first == "sdt" else f"</w:{first}>"
    depth = 80
    assert text_of(f"<w:{tag}>" * depth + paragraph(run("深")) + closing * depth) == "深"


def test_deeply_nested_tables_are_read() -> None:
    depth = 60
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert text_of(opened * depth + paragraph(run("深")) + closed * depth) == "深"
