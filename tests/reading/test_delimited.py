"""Tables as text: encodings, delimiters, and files that are none."""

from __future__ import annotations

import pytest

from ingest.errors import SourceTooLarge
from ingest.reading.registry import read

ROWS = '月份,工作内容,责任科室\r\n三月,"检查食堂\r\n检查宿舍",总务处\r\n四月,防火演练,\r\n'
LINES = "月份：三月；工作内容：检查食堂 检查宿舍；责任科室：总务处\n月份：四月；工作内容：防火演练"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    assert read(ROWS.replace(",", delimiter).encode(encoding), "a.csv").text == LINES


def test_big5() -> None:
    data = "月份,工作內容,負責人\n三月,校園安全檢查,王老師\n四月,學生健康教育,李老師\n".encode("big5")
    assert read(data, "a.tsv").text.startswith("月份：三月；工作內容：校園安全檢查；負責人：王老師\n")


def test_a_title_above_the_header() -> None:
    extract = read("2031年工作安排,,\n月份,工作,地点\n三月,植树,操场\n".encode(), "a.csv")
    assert extract.text == "2031年工作安排\n月份：三月；工作：植树；地点：操场"
    assert extract.headings == ((0, 1),)


def test_a_month_that_stands_once_over_its_rows() -> None:
    text = read(
        "月份,任务,责任科室\n一月,期末检查,督导室\n,寒假安排,教务处\n二月,开学准备,\n,,总务处\n".encode(), "a.csv"
    ).text
    assert text.split("\n") == [
        "月份：一月；任务：期末检查；责任科室：督导室",
        "月份：一月；任务：寒假安排；责任科室：教务处",
        "月份：二月；任务：开学准备",
        "月份：二月；责任科室：总务处",
    ]


@pytest.mark.parametrize(
    ("table", "last"),
    [
        ("类别,周次,工作\n教学,第一周,备课\n,,听课", "类别：教学；周次：第一周；工作：听课"),
        ("类别,周次,工作\n教学,第一周,备课\n,第二周,听课", "类别：教学；周次：第二周；工作：听课"),
        ("类别,周次,工作\n教学,第一周,备课\n后勤,,采购\n,,保洁", "类别：后勤；工作：保洁"),
        ("时间,工作,地点\n2031年3月,植树,操场\n4-5月,防汛,河边\n,巡查,河边", "时间：4-5月；工作：巡查；地点：河边"),
        ("时间,工作,地点\n3月5日,植树,操场\n,巡查,河边", "工作：巡查；地点：河边"),
        ("姓名,工作,地点\n张明,植树,操场\n,巡查,河边", "工作：巡查；地点：河边"),
        ("序号,月份,工作\n1,三月,植树\n2,,巡查", "序号：2；工作：巡查"),
        ("月份,工作,人数\n三月,植树,30\n,合计,30", "工作：合计；人数：30"),
        ("月份,工作,地点\n三月,植树,操场\n\n,巡查,河边", "工作：巡查；地点：河边"),
        ("月份,工作,地点\n三月,植树,操场\n长期工作,,\n,巡查,河边", "工作：巡查；地点：河边"),
        ("月份,工作,地点\n三月,植树,操场\n月份,工作,地点\n,巡查,河边", "工作：巡查；地点：河边"),
    ],
)
def test_what_a_row_takes_from_above(table: str, last: str) -> None:
    assert read(table.encode(), "a.csv").text.split("\n")[-1] == last


def test_lines_without_columns_are_read_as_they_are() -> None:
    assert read("一、加强安全\n二、抓好教学\n".encode(), "a.csv").text == "一、加强安全\n二、抓好教学"


def test_a_quote_that_nothing_closes() -> None:
    assert "三月" in read(('月份,工作\n三月,"' + "植树," * 50_000).encode(), "a.csv").text


def test_too_many_cells() -> None:
    with pytest.raises(SourceTooLarge, match="100,000"):
        read(b"1,2,3,4,5,6\n" * 20_000, "a.csv")
