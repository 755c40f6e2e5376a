"""Word documents: order, tables, text boxes, revisions, headings, and packages that are not what they should be."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_BREAK

from ingest.errors import DamagedDocument, NoTextFound, SourceTooLarge
from ingest.reading.registry import read
from tests.reading.builders import docx_of, docx_with, rezipped, saved

GOOD = docx_of("一、加强校园安全", "正文。")


def text_of(xml: str) -> str:
    return read(docx_with(xml), "a.docx").text


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(2, 3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("月份", "工作", "人", "三月", "检查", ""), strict=True
    ):
        cell.text = text
    document.add_paragraph("　　后")
    document.add_paragraph("   ")
    assert read(saved(document), "a.docx").text == "前\n月份\t工作\t人\n三月\t检查\n　　后"


def test_merged_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "竖"
    table.cell(1, 0).text, table.cell(1, 1).text = "甲", "乙"
    assert read(saved(document), "a.docx").text == "横\t竖\n甲\t乙"


def test_nested_tables_are_flattened_and_frames_are_running_text() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "外"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "框一"
    frame.add_paragraph("框二")
    assert read(saved(document), "a.docx").text == "外\t内甲 内乙\n框一\n框二"


def test_line_breaks_tabs_and_signs() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲\t乙")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("丙")
    assert read(saved(document), "a.docx").text == "甲 乙\n丙"
    assert text_of('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r></w:p>') == "☑是"


def test_deletions_left_out_insertions_kept() -> None:
    xml = (
        f'<w:p>{run("检查")}<w:del w:id="1"><w:r><w:delText>两次</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("三次")}</w:ins><w:moveFrom w:id="3">{run("移走")}</w:moveFrom></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr>'
        '<w:del w:id="5"><w:r><w:delText>整段</w:delText></w:r></w:del></w:p>'
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>{run('可见')}</w:p>"
    )
    assert text_of(xml) == "检查三次\n可见"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
    xml = (
        f"<w:p>{run('框外')}<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(xml) == "框外\n框内"


def test_content_controls_links_and_fields() -> None:
    xml = (
        f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt><w:p><w:hyperlink>{run('链接')}</w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert text_of(xml) == "控件\n链接3"


def test_headers_footers_and_comments_are_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    document.add_comment(paragraph.runs, text="批注", author="审")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    assert read(saved(document), "a.docx").text == "正文"


def test_headings_by_style_and_by_outline_level() -> None:
    document = docx.Document()
    document.add_heading("2031年计划", 0)
    document.add_heading("一、安全", 1)
    document.add_paragraph("正文")
    document.add_heading("（一）演练", 2)
    data = rezipped(
        saved(document),
        lambda name, content: (
            content.replace(
                "<w:p><w:r><w:t>正文".encode(), '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>正文'.encode()
            )
            if name == "word/document.xml"
            else content
        ),
    )
    extract = read(data, "a.docx")
    found = [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings]
    assert found == [("2031年计划", 1), ("一、安全", 1), ("正文", 3), ("（一）演练", 2)]


def test_a_table_of_contents_is_noise() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、安全\t1", style="toc 1")
    document.add_paragraph("一、安全")
    extract = read(saved(document), "a.docx")
    assert [span.of(extract.text) for span in extract.noise] == ["一、安全 1"]
    assert extract.headings == ()


def test_a_dangling_picture_does_not_shut_out_the_file() -> None:
    gone = (
        b'<Relationship Id="rId99" Target="NULL" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    data = rezipped(
        GOOD,
        lambda name, content: content.replace(b"</Relationships>", gone) if "document.xml.rels" in name else content,
    )
    assert read(data, "a.docx").text == "一、加强校园安全\n正文。"


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels"]
)
def test_parts_that_are_missing_are_done_without(part: str) -> None:
    data = rezipped(GOOD, lambda name, content: None if name == part else content)
    assert read(data, "a.docx").text == "一、加强校园安全\n正文。"


def test_strict_open_xml_is_read() -> None:
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = rezipped(GOOD, lambda name, content: content.replace(old, new) if name.startswith("word/") else content)
    assert read(data, "a.docx").text == "一、加强校园安全\n正文。"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_cut_short(share: float) -> None:
    with pytest.raises(DamagedDocument, match=r"a\.docx.*另存为"):
        read(GOOD[: int(len(GOOD) * share)], "a.docx")


def test_damaged_inside() -> None:
    at = GOOD.index(b"word/document.xml") + 40
    with pytest.raises(DamagedDocument, match=r"document\.xml"):
        read(GOOD[:at] + bytes(60) + GOOD[at + 60 :], "a.docx")
    cut = rezipped(GOOD, lambda name, content: content[:-30] if name == "word/document.xml" else content)
    with pytest.raises(DamagedDocument, match="XML"):
        read(cut, "a.docx")


def bomb(size: int, name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a", method) as archive, archive.open(name, "w", force_zip64=True) as member:
        for _ in range(size // 2**20):
            member.write(bytes(2**20))
    return out.getvalue()


def test_zip_bombs_are_not_opened() -> None:
    with pytest.raises(DamagedDocument, match="压缩炸弹"):
        read(bomb(20 * 2**20, "word/media/a.bmp"), "a.docx")
    with pytest.raises(SourceTooLarge, match="MB"):
        read(bomb(60 * 2**20, "word/extra.xml"), "a.docx")
    with pytest.raises(SourceTooLarge, match="MB"):
        read(bomb(201 * 2**20, "word/media/a.bmp"), "a.docx")


def test_entities_are_not_expanded() -> None:
    doctype = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    data = rezipped(
        docx_of("起X终"),
        lambda name, content: (
            content.replace(b"<w:document", doctype + b"<w:document", 1).replace(b"X", b"&b;&c;")
            if name == "word/document.xml"
            else content
        ),
    )
    try:
        text = read(data, "a.docx").text
    except DamagedDocument:
        return
    assert "root" not in text
    assert len(text) < 10


def test_a_document_without_words() -> None:
    with pytest.raises(NoTextFound, match="没有文字"):
        read(docx_of(""), "a.docx")
