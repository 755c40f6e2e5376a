"""Workbooks: rows with their headers, values as shown, merged cells, titles, and files that are not what they should be."""

from __future__ import annotations

import datetime
import io
import time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Extract
from ingest.errors import DamagedDocument, EncryptedDocument, NoTextFound, SourceTooLarge
from ingest.reading.registry import read
from ingest.reading.sheets import sheet
from ingest.reading.sheets.shown import shown
from ingest.reading.sheets.table import Grid, lines
from ingest.reading.sheets.workbook import ENCRYPTED
from tests.reading.builders import rezipped

FIXTURES = Path(__file__).parent / "fixtures"
LINES = [
    "第一学期",
    "清河镇中心小学2031年工作安排表",
    "制表：教务处",
    "月份：三月；日期：3月5日；工作内容：开学检查 食堂卫生；责任科室：总务处；完成率：95%",
    "月份：三月；日期：2031年3月20日；工作内容：防火演练；责任科室：安全办；完成率：3",
    "第二阶段",
    "月份：四月；工作内容：植树；完成率：1,234,567.89",
    "备注：以上时间可以调整。",
    "人员",
    "姓名：张明；学校：一小；第一学期·三月：3；第一学期·四月：4.5；备注：好",
    "说明",
    "各校要高度重视。",
    "按时上报。",
]


def calendar() -> bytes:
    """A term calendar as offices keep it: a title across, a month over its rows, a list of people, remarks."""
    book = openpyxl.Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "第一学期"
    for row in (
        ["清河镇中心小学2031年工作安排表"],
        ["制表：教务处"],
        ["月份", "日期", "工作\n内容", "责任　科室", "完成率"],
        ["三月", datetime.date(2031, 3, 5), "开学检查\n食堂卫生", "总务处", 0.95],
        [None, datetime.date(2031, 3, 20), "防火演练", "安全办", 3.0],
        ["第二阶段"],
        ["四月", None, "植树", None, 1234567.891],
        ["备注：以上时间可以调整。"],
    ):
        first.append(row)
    for area in ("A1:E1", "A4:A5", "A6:E6"):
        first.merge_cells(area)
    for at, number_format in (("B4", 'm"月"d"日"'), ("B5", "yyyy-mm-dd"), ("E4", "0%"), ("E7", "#,##0.00")):
        first[at].number_format = number_format
    people = book.create_sheet("人员")
    for row in (
        ["姓名", "学校", "第一学期", None, "备注"],
        [None, None, "三月", "四月"],
        ["张明", "一小", 3, 4.5, "好"],
    ):
        people.append(row)
    for area in ("C1:D1", "A1:A2", "B1:B2", "E1:E2"):
        people.merge_cells(area)
    hidden = book.create_sheet("下拉选项")
    hidden.append(["甲"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Sheet4")
    remarks = book.create_sheet("说明")
    remarks.append(["各校要高度重视。"])
    remarks.append(["按时上报。"])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*content: list[object], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    for row in content:
        page.append(row)
    return saved(book)


def headings(extract: Extract) -> list[tuple[str, int]]:
    return [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings]


@pytest.mark.parametrize("name", ["a.xlsx", "calendar.xls", "a.et"])
def test_a_calendar(name: str) -> None:
    extract = read(calendar() if name == "a.xlsx" else (FIXTURES / "calendar.xls").read_bytes(), name)
    assert extract.text.split("\n") == LINES
    assert headings(extract) == [
        ("第一学期", 1),
        ("清河镇中心小学2031年工作安排表", 2),
        ("第二阶段", 3),
        ("人员", 1),
        ("说明", 1),
    ]
    assert extract.warnings == ("隐藏的工作表没有读取：下拉选项。",)


def test_one_sheet_without_a_name_has_no_heading_for_it() -> None:
    extract = read(rows(["序号", "工作任务"], [1, "排查隐患"], [2, "开展培训"]), "a.xlsx")
    assert extract.text == "序号：1；工作任务：排查隐患\n序号：2；工作任务：开展培训"
    assert extract.headings == ()
    assert read(rows(["各校要重视。"], title="要求"), "a.xlsx").text == "要求\n各校要重视。"


def test_a_form_has_no_header() -> None:
    extract = read(rows(["单位名称", "清河镇中心小学"], ["负责人", "张明"], ["学生人数", 820]), "a.xlsx")
    assert extract.text == "单位名称\t清河镇中心小学\n负责人\t张明\n学生人数\t820"


def test_a_header_is_known_by_the_numbers_below_it() -> None:
    extract = read(rows(["年级", "男", "女"], ["一年级", 20, 21], ["二年级", 19, 23]), "a.xlsx")
    assert extract.text == "年级：一年级；男：20；女：21\n年级：二年级；男：19；女：23"


def test_a_header_printed_again_and_cells_without_a_header() -> None:
    extract = read(rows(["月份", "工作"], ["三月", "植树", "改期"], ["月份", "工作"], ["四月", "演练"]), "a.xlsx")
    assert extract.text == "月份：三月；工作：植树；改期\n月份：四月；工作：演练"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.955, "0.0%", "95.5%"),
        (1234.5, "#,##0.00_ ", "1,234.50"),
        (-2.5, "0.00_);[Red]\\(0.00\\)", "-2.50"),
        (12, '0"人"', "12人"),
        (7, "000", "007"),
        (1.5, "0.##", "1.5"),
        (2.0, "0.##", "2"),
        (1.5e20, "0.00E+00", "1.5e+20"),
        (float("nan"), "0", ""),
        (True, "General", "是"),
        (datetime.datetime(2031, 3, 5), 'm"月"d"日";@', "3月5日"),
        (datetime.datetime(2031, 3, 1), 'yyyy"年"m"月"', "2031年3月"),
        (datetime.datetime(2031, 3, 5), "mm-dd-yy", "2031年3月5日"),
        (datetime.datetime(2031, 3, 5), "[$-804]aaaa", "星期三"),
        (datetime.datetime(2031, 3, 5, 8, 30), "yyyy/m/d h:mm", "2031年3月5日 8:30"),
        (datetime.time(14, 5), "h:mm", "14:05"),
        (datetime.timedelta(hours=30), "[h]:mm", "30:00"),
        ("文字", "0", "文字"),
    ],
)
def test_values_as_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_date_formats_that_excel_uses_by_number_alone() -> None:
    data = rezipped(
        calendar(),
        lambda name, content: content.replace(b'numFmtId="164"', b'numFmtId="31"') if "styles" in name else content,
    )
    assert "日期：2031年3月20日；" in read(data, "a.xlsx").text


def test_a_page_or_a_text_named_xls() -> None:
    page = "<html><table><tr><td>月份</td><td>工作</td></tr></table></html>".encode()
    assert read(page, "导出.xls").text == "月份\t工作"
    assert read("月份\t工作".encode("gb18030"), "导出.xls").text == "月份\t工作"
    assert "月份：三月" in read(calendar(), "a.xls").text


def test_a_sheet_that_says_it_is_a_million_rows_long() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page["A1"], page["XFD1048576"] = "甲", "乙"
    with pytest.raises(SourceTooLarge, match="100,000"):
        read(saved(book), "a.xlsx")


def test_damaged_empty_and_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    good = calendar()
    broken = rezipped(good, lambda name, content: content[:-40] if "sheet1" in name else content)
    for data in (good[:2000], broken, (FIXTURES / "calendar.xls").read_bytes()[:3000]):
        with pytest.raises(DamagedDocument):
            read(data, "a.xls")
    with pytest.raises(NoTextFound):
        read(rows([]), "a.xlsx")
    big = rezipped(good, lambda name, content: content + bytes(60 * 2**20) if "sheet1" in name else content)
    with pytest.raises(SourceTooLarge, match="MB"):
        read(big, "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet.sandbox, "run", lambda *_, **__: ENCRYPTED)
    with pytest.raises(EncryptedDocument, match="密码"):
        read(calendar(), "a.xlsx")


def test_merges_that_cover_each_other_end() -> None:
    cells = [(0, 0, "月份"), (0, 1, "工作"), (1, 0, "三月"), *((row, 1, "植树") for row in range(1, 2000))]
    began = time.monotonic()
    found = list(lines(Grid.of(cells, [(1, 0, 1_048_575, 0)] * 10_000), 1))
    assert found[-1] == ("月份：三月；工作：植树", None) and len(found) == 1999
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "form",
    [
        ["填报单位：办公室", "", "填报日期：2031年3月5日"],
        ["单位：办公室", "日期：3月5日"],
        ["", "", "单位：万元"],
        ["填报单位：办公室", "填报人：张明", "日期：3月5日", "单位：万元"],
        ["单位（盖章）", "", "联系电话"],
        ["单位（盖章）：", "", "联系电话："],
        ["填报单位：", "办公室", "填报日期：", "3月5日"],
        ["填报单位", "办公室", "填报日期", "3月5日"],
        ["填报单位：", "办公室", "填报日期：", "3月5日", "联系电话：", "0000"],
    ],
)
def test_the_line_of_a_form_is_no_header(form: list[str]) -> None:
    rows = [
        ["2031年工作安排表"],
        form,
        ["序号", "工作内容", "完成时间", "责任科室"],
        ["1", "防汛检查", "3月", "安全科"],
        ["填表人：张明", "", "审核人：李华"],
    ]
    grid = Grid.of((at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row))
    assert [line for line, _ in lines(grid, 1)] == [
        "2031年工作安排表",
        "\t".join(text for text in form if text),
        "序号：1；工作内容：防汛检查；完成时间：3月；责任科室：安全科",
        "填表人：张明\t审核人：李华",
    ]


@pytest.mark.parametrize(
    ("header", "row", "line"),
    [
        (["月份：", "工作："], ["三月", "植树"], "月份：三月；工作：植树"),
        (["序号", "工作：", "时间："], ["1", "植树", "三月"], "序号：1；工作：植树；时间：三月"),
        (["项目", "经费（单位：万元）"], ["防汛", "3"], "项目：防汛；经费（单位：万元）：3"),
        (["单位", "联系电话"], ["一小", "办公室"], "单位：一小；联系电话：办公室"),
        (["工作", "责任单位"], ["安全工作会议", "各部门"], "工作：安全工作会议；责任单位：各部门"),
    ],
)
def test_a_header_with_the_signs_of_a_form(header: list[str], row: list[str], line: str) -> None:
    grid = Grid.of((at, column, text) for at, cells in enumerate([header, row]) for column, text in enumerate(cells))
    assert list(lines(grid, 1)) == [(line, None)]


def test_a_header_of_two_rows_all_merged() -> None:
    rows = [["第一学期", "", "第二学期"], ["月份", "工作", "月份", "工作"], ["三月", "植树", "九月", "防汛"]]
    cells = ((at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row))
    assert [line for line, _ in lines(Grid.of(cells, [(0, 0, 0, 1), (0, 2, 0, 3)]), 1)] == [
        "第一学期·月份：三月；第一学期·工作：植树；第二学期·月份：九月；第二学期·工作：防汛"
    ]


@pytest.mark.parametrize(
    "places", [["填报单位：办公室", "", "", "填报日期：3月"], ["单位（盖章）", "", "", "联系电话"]]
)
def test_the_line_of_a_form_is_no_header_where_it_is_merged(places: list[str]) -> None:
    rows = [["2031年工作安排表"], places, ["序号", "工作内容", "完成时间", "责任科室"], ["1", "植树", "3月", "总务处"]]
    cells = ((at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row))
    assert [line for line, _ in lines(Grid.of(cells, [(0, 0, 0, 3), (1, 0, 1, 2)]), 1)][1:] == [
        f"{places[0]}\t{places[3]}",
        "序号：1；工作内容：植树；完成时间：3月；责任科室：总务处",
    ]
