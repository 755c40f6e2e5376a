"""PDFs: lines into paragraphs, pages into one text, furniture dropped, and files that cannot be read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import DamagedDocument, EncryptedDocument, NoTextFound
from ingest.reading.pages.radicals import unified
from ingest.reading.registry import read
from tests.reading.builders import Placed, body, pdf

FIXTURES = Path(__file__).parent / "fixtures"
FULL = "推进课程教学改革抓实课堂管理提升教师教研水平完"
"""23 characters: a line of 368 points at 16 points."""
OTHER = "健全家校社协同育人机制守牢安全底线办好人民满意"
FIRST = "\u3000\u3000" + FULL[:-2]


def text_of(*pages: list[Placed]) -> str:
    return read(pdf(list(pages)), "a.pdf").text


def test_full_lines_are_rejoined_and_short_ones_end_a_paragraph() -> None:
    lines = [FIRST, FULL, "善制度。", "\u3000\u3000一、安全工作", FIRST, "收尾。"]
    assert text_of(body(lines)).split("\n") == [FIRST[2:] + FULL + "善制度。", "一、安全工作", FIRST[2:] + "收尾。"]


def test_a_full_line_that_ends_a_sentence_goes_on_only_where_first_lines_are_indented() -> None:
    ended = FULL[:-1] + "。"
    indented = [FIRST, ended, "接着说。", FIRST, "完。"]
    assert text_of(body(indented)).split("\n")[0] == FIRST[2:] + ended + "接着说。"
    assert text_of(body([FULL, ended, "另起一段。"])).split("\n") == [FULL + ended, "另起一段。"]


@pytest.mark.parametrize("mark", ["一、", "（二）", "3.", "4．", "（5）", "①", "第六章"])
def test_a_heading_mark_begins_a_paragraph(mark: str) -> None:
    assert text_of(body([FULL, OTHER, mark + "安全"])).split("\n") == [FULL + OTHER, mark + "安全"]


def test_a_decimal_number_is_no_heading_mark() -> None:
    assert text_of(body([FULL, OTHER, "2.5万人"])) == FULL + OTHER + "2.5万人"


def test_short_lines_that_never_reach_the_far_edge_stay_apart() -> None:
    assert text_of(body(["安全管理", "教学研究科", "后勤"])) == "安全管理\n教学研究科\n后勤"


def test_running_lines_and_page_numbers_go_and_paragraphs_cross_pages() -> None:
    pages = []
    for number, lines in enumerate(([FIRST, FULL], [OTHER, "到此。"], ["\u3000\u3000" + OTHER[2:], "再完。"]), 1):
        head: Placed = (90, 800, 9, "试验区教育局文件")
        foot: Placed = (270, 40, 12, ["— 1 —", "第2页 共3页", "3/3"][number - 1])
        pages.append([foot, head, *body(lines)])
    assert text_of(*pages).split("\n") == [FIRST[2:] + FULL + OTHER + "到此。", OTHER[2:] + "再完。"]


def test_numbers_inside_the_page_stay() -> None:
    assert text_of(body([FULL, "2031"])) == FULL + "2031"


def test_columns_are_parted_by_tabs_and_words_by_spaces() -> None:
    row: list[Placed] = [
        (90, 700, 12, "三月"),
        (200, 700, 12, "检查"),
        (90, 670, 12, "New plan"),
        (90, 640, 12, "第 5 次"),
    ]
    assert text_of(row) == "三月\t检查\nNew plan\n第5次"


def test_lines_written_out_of_order_are_read_down_the_page() -> None:
    assert text_of(list(reversed(body(["甲在前", "乙在中", "丙在后"])))) == "甲在前\n乙在中\n丙在后"


def test_radicals_become_characters() -> None:
    assert unified("⼀⻓⻅⻔豈〇一") == "一长见门豈〇一"
    assert text_of(body(["⼀、⼯作⻓效"])) == "一、工作长效"


def test_text_that_runs_up_or_down_the_page() -> None:
    lines = read((FIXTURES / "turned.pdf").read_bytes(), "a.pdf").text.split("\n")
    assert lines == ["一、安全管理", "二、教学", "三、安全管理", "四、教学", "五、安全管理", "六、教学"]


def test_a_pdf_of_a_browser() -> None:
    text = read((FIXTURES / "chromium.pdf").read_bytes(), "a.pdf").text
    lines = text.split("\n")
    assert lines[:2] == ["试验区教育局2031年工作计划", "一、长效机制"]
    assert [len(line) > 80 for line in lines] == [False, False, True, False, True, False, False]
    assert "见章见页，风雨无阻，门门有人管，车辆有登记，马上就办，2031年6月底前完成12所学校" in text
    assert "文件" not in text
    assert "— 1 —" not in text


def test_threads_may_read_at_once() -> None:
    data = pdf([body([FIRST, FULL, "完。"])] * 3)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: read(data, "a.pdf").text, range(12)))) == 1


def test_a_password_is_asked_for_only_where_one_is_needed() -> None:
    with pytest.raises(EncryptedDocument, match="密码"):
        read((FIXTURES / "encrypted.pdf").read_bytes(), "a.pdf")
    assert read((FIXTURES / "owner-password.pdf").read_bytes(), "a.pdf").text.startswith("一、")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
def test_cut_short(share: float) -> None:
    data = (FIXTURES / "chromium.pdf").read_bytes()
    with pytest.raises(DamagedDocument, match="不完整"):
        read(data[: int(len(data) * share)], "a.pdf")


def test_broken_inside() -> None:
    with pytest.raises(DamagedDocument, match="损坏"):
        read(b"%PDF-1.7\n" + b"garbage\n" * 40 + b"%%EOF", "a.pdf")


def test_a_scan_has_no_text() -> None:
    with pytest.raises(NoTextFound, match="扫描"):
        text_of([], [])


def test_blank_pages_are_reported() -> None:
    extract = read(pdf([body([FULL]), [], body([OTHER])]), "a.pdf")
    assert "第 2 页" in extract.warnings[0]


def test_private_characters_are_no_text() -> None:
    with pytest.raises(NoTextFound, match="字体"):
        text_of(body(["\ue001\ue002\ue003\ue004"]))
