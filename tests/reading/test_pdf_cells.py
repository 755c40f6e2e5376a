"""Tables, torn lines and hanging marks of a PDF: the words of one cell, or of one item, before those of the next."""

from __future__ import annotations

import pytest

from ingest.reading.pages.glyphs import Glyph, Line
from ingest.reading.pages.grid import grids_of
from ingest.reading.pages.paragraphs import paragraphs
from ingest.reading.pages.strokes import Stroke, joined
from ingest.reading.pages.table import with_tables
from ingest.reading.pages.units import first_unit
from ingest.reading.pages.weave import woven
from ingest.reading.registry import read
from tests.reading.builders import Placed, body, pdf

FULL = "推进课程教学改革抓实课堂管理提升教师教研水平完"
FIRST = "\u3000\u3000" + FULL[:-2]
SIZE = (595.0, 842.0)


def text_of(*pages: list[Placed]) -> str:
    return read(pdf(list(pages)), "a.pdf").text


def line(page: int, text: str) -> Line:
    return Line(text, 90, 400, 400, 412, 12, page, SIZE)


def glyphs(left: float, bottom: float, text: str, em: float = 10) -> list[Glyph]:
    return [Glyph(char, left + em * at, bottom, left + em * (at + 1), bottom + em) for at, char in enumerate(text)]


def box(xs: list[float], ys: list[float]) -> tuple[list[Stroke], list[Stroke]]:
    return [Stroke(y, xs[0], xs[-1]) for y in ys], [Stroke(x, ys[0], ys[-1]) for x in xs]


def shown(parts: list[list[Glyph] | Line]) -> list[str]:
    return [part.text if isinstance(part, Line) else "".join(glyph.char for glyph in part) for part in parts]


def test_cells_of_a_ruled_table_are_read_one_after_the_other_however_they_were_written() -> None:
    level, upright = box([90, 150, 300, 400], [600, 640, 680])
    across = [glyphs(95, 660, "一月") + glyphs(155, 660, "检查校舍和食堂完成整"), glyphs(155, 645, "改台账。")]
    rows = [
        glyphs(90, 700, "附表"),
        *across,
        glyphs(305, 660, "安全科"),
        glyphs(95, 610, "二月"),
        glyphs(305, 610, "教研室"),
    ]
    found = with_tables(rows, grids_of(level, upright), 0, SIZE)
    assert shown(found) == ["附表", "一月\t检查校舍和食堂完成整改台账。\t安全科", "二月\t\t教研室"]


def test_a_merged_cell_stands_in_its_first_row() -> None:
    level, upright = box([90, 150, 300], [600, 640, 680])
    level[1] = Stroke(640, 150, 300)
    (grid,) = grids_of(level, upright)
    assert grid.cell_at(100, 610) == grid.cell_at(100, 670) == (1, 0)
    rows = [glyphs(95, 635, "安全"), glyphs(155, 660, "演练"), glyphs(155, 610, "巡查")]
    assert shown(with_tables(rows, [grid], 0, SIZE)) == ["安全\t演练", "\t巡查"]


def test_a_cell_of_running_text_is_a_frame() -> None:
    level, upright = box([90, 150, 300], [560, 650, 680])
    words = ["一、教学", "二、安全", "三、队伍", "四、保障"]
    rows = [glyphs(95, 660, "项目"), glyphs(155, 660, "内容"), glyphs(95, 630, "计划")]
    rows += [glyphs(155, 630 - 15 * at, line) for at, line in enumerate(words)]
    assert shown(with_tables(rows, grids_of(level, upright), 0, SIZE)) == ["项目\t内容", "计划", *words]


def test_a_box_around_text_is_no_table() -> None:
    level, upright = box([80, 500], [500, 700])
    assert grids_of(level, upright) == []


def test_a_drawing_of_many_strokes_is_no_table() -> None:
    places = [3.0 * at for at in range(500)]
    level, upright = box(places, places)
    assert grids_of(level, upright) == []


def test_strokes_that_go_on_are_one() -> None:
    assert joined([Stroke(100, 202, 300), Stroke(101, 90, 200), Stroke(400, 90, 200)]) == [
        Stroke(101, 90, 300),
        Stroke(400, 90, 200),
    ]


def test_a_line_written_font_by_font_is_one() -> None:
    quotes = [Glyph("“", 120, 700, 125, 710), Glyph("”", 155, 700, 160, 710)]
    words = glyphs(100, 700, "今年") + glyphs(125, 700, "十三五") + glyphs(160, 700, "的")
    assert shown(list(woven([quotes, words]))) == ["今年“十三五”的"]


def test_lines_side_by_side_stay_apart() -> None:
    assert len(woven([glyphs(100, 700, "三月"), glyphs(125, 700, "检查")])) == 2


@pytest.mark.parametrize(
    ("text", "unit"), [("99.6%，其余", "99.6%，"), ("（20人）", "（20"), ("师”20名", "师”20"), ("教育", "教"), ("", "")]
)
def test_what_a_line_break_may_not_part(text: str, unit: str) -> None:
    assert first_unit(text) == unit


def test_cells_without_rules_are_joined() -> None:
    table: list[Placed] = [
        (90, 700, 12, "任务"),
        (200, 700, 12, "科室"),
        (320, 700, 12, "时限"),
        (90, 670, 12, "编制发展规"),
        (90, 655, 12, "划初稿"),
        (200, 670, 12, "规划科、办"),
        (200, 655, 12, "公室"),
        (320, 662, 12, "六月底"),
        (90, 625, 12, "清理收费"),
    ]
    assert text_of(table).split("\n") == ["任务\t科室\t时限", "编制发展规划初稿\t规划科、办公室\t六月底", "清理收费"]


def test_an_item_that_hangs_from_its_mark_is_one_paragraph() -> None:
    items: list[Placed] = [
        (90, 700, 16, "1."),
        (138, 700, 16, FULL[3:]),
        (138, 672, 16, "到此。"),
        (90, 644, 16, "2."),
        (138, 644, 16, "巡查。"),
    ]
    assert text_of(items).split("\n") == [f"1.{FULL[3:]}到此。", "2.巡查。"]


@pytest.mark.parametrize("number", ["2.7个百分点", "四、七一等节点", "12、第13条"])
def test_a_sentence_torn_before_a_number_goes_on_where_first_lines_stand_in(number: str) -> None:
    assert text_of(body([FIRST, FULL, number, FIRST, "完。"])).split("\n")[0] == FIRST[2:] + FULL + number


def test_a_line_that_a_long_number_did_not_fit_is_full() -> None:
    assert text_of(body([FULL, FULL[:-3] + "率", "1,234.56%。"])) == FULL + FULL[:-3] + "率1,234.56%。"


def test_paragraphs_set_apart_are_told_by_the_space_between_them() -> None:
    ended = FULL[:-1] + "。"
    lines = [*body([FULL, ended, "接着说。"], top=740), *body(["短。"], top=640), *body([FULL, ended], top=590)]
    lines += body(["另起。"], top=510)
    assert text_of(lines).split("\n") == [FULL + ended + "接着说。", "短。", FULL + ended, "另起。"]


def test_a_title_of_two_lines_about_one_middle_is_one() -> None:
    title = [(90.0, 780.0, 22.0, "试验区教育局学校安全的工作总结和"), (244.0, 750.0, 22.0, "计划")]
    assert (
        text_of([*title, *body([FIRST, FULL, FIRST, "完。"], top=700)]).split("\n")[0]
        == "试验区教育局学校安全的工作总结和计划"
    )


def test_the_rest_of_a_row_on_the_next_page_joins_it() -> None:
    pages = [[line(0, "一月\t检查情")], [line(1, "\t况。"), line(1, "二月\t总结")]]
    assert [each.text for each in paragraphs(pages)] == ["一月\t检查情况。", "二月\t总结"]


def test_an_empty_first_cell_on_the_next_page_is_a_row_of_its_own_where_no_sentence_goes_on() -> None:
    pages = [[line(0, "一月\t检查。")], [line(1, "\t总结。")]]
    assert [each.text for each in paragraphs(pages)] == ["一月\t检查。", "\t总结。"]


def test_a_space_after_a_mark_is_kept() -> None:
    assert text_of([(90, 700, 16, "-"), (112, 700, 16, "预案到位。")]) == "- 预案到位。"
