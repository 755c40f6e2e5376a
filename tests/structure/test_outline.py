"""Marks of headings, and the tree they make."""

from __future__ import annotations

import pytest

from ingest.document import Extract, Section
from ingest.structure.analysis import analyse
from ingest.structure.marks import mark_at, read_marks
from ingest.structure.script import fold

TITLE = "月桥区教育局2023年工作计划\n"
LONG = "各校要明确专人负责，把各项措施落到每个班级、每名学生，每月底向区教育局书面报告一次进展。"


def sections(text: str, headings: tuple[tuple[int, int], ...] = ()) -> tuple[Section, ...]:
    found = analyse("a1", "某.txt", Extract(text, "text/plain", headings=headings))
    assert len(found.precedents) == 1
    return found.precedents[0].sections


@pytest.mark.parametrize(
    ("line", "level", "numbering", "title"),
    [
        ("壹、总体要求", 0, "壹、", "总体要求"),
        ("第二部分 主要措施", 0, "第二部分", "主要措施"),
        ("一、校园安全", 1, "一、", "校园安全"),
        ("十二、经费保障", 1, "十二、", "经费保障"),
        ("（一）隐患排查", 2, "（一）", "隐患排查"),
        ("(三)隐患排查", 2, "(三)", "隐患排查"),
        ("（十一）、隐患排查", 2, "（十一）、", "隐患排查"),
        ("1.隐患排查", 3, "1.", "隐患排查"),
        ("2、隐患排查", 3, "2、", "隐患排查"),
        ("3．隐患排查", 3, "3．", "隐患排查"),
        ("（1）隐患排查", 4, "（1）", "隐患排查"),
        ("①隐患排查", 4, "①", "隐患排查"),
        ("一是隐患排查要全面", 5, "一是", "隐患排查要全面"),
        ("二要压实责任", 5, "二要", "压实责任"),
        ("第一，摸清底数", 5, "第一，", "摸清底数"),
        ("——开展家访", 5, "——", "开展家访"),
        ("　　（二）隐患排查", 2, "（二）", "隐患排查"),
    ],
)
def test_a_mark_opens_a_section_of_its_level(line: str, level: int, numbering: str, title: str) -> None:
    found = sections(f"{TITLE}{line}\n{LONG}\n")
    assert [(each.level, each.numbering, each.title) for each in found] == [(level, numbering, title)]


@pytest.mark.parametrize(
    "line",
    [
        "二、三等奖以上60余人次，均由学校统一报送。",
        "1.5公里以外的学生可以乘坐校车，由家长提出申请。",
        "三月以来，各校做了大量准备。",
        "2023年是学校建设的关键一年，任务很重。",
        "（略）",
    ],
)
def test_a_line_that_only_looks_like_a_mark_is_no_heading(line: str) -> None:
    assert sections(f"{TITLE}一、成绩\n{line}\n")[1:] == ()


def test_the_title_of_a_run_in_heading_is_its_first_sentence() -> None:
    found = sections(f"{TITLE}（一）排查安全隐患。{LONG}\n")
    assert found[0].title == "排查安全隐患"
    assert found[0].heading_path == ("（一）排查安全隐患",)


def test_a_long_heading_is_cut_at_a_clause() -> None:
    found = sections(f"{TITLE}1、加强值班值守，{LONG * 2}\n")
    assert found[0].title == "加强值班值守"


def test_levels_nest_and_paths_name_the_way_down() -> None:
    text = f"{TITLE}一、安全\n（一）排查\n1.登记\n{LONG}\n2.整改\n{LONG}\n（二）演练\n{LONG}\n二、队伍\n{LONG}\n"
    found = sections(text)
    assert [each.heading_path for each in found] == [
        ("一、安全",),
        ("一、安全", "（一）排查"),
        ("一、安全", "（一）排查", "1.登记"),
        ("一、安全", "（一）排查", "2.整改"),
        ("一、安全", "（二）演练"),
        ("二、队伍",),
    ]
    first, second = found[0], found[5]
    assert text[first.start : first.end].endswith(f"（二）演练\n{LONG}\n")
    assert text[second.start : second.end].startswith("二、队伍\n")


def test_a_document_may_skip_levels_and_repeat_numbers() -> None:
    found = sections(f"{TITLE}一、安全\n1.排查\n{LONG}\n1.演练\n{LONG}\n三、队伍\n（1）培训\n{LONG}\n")
    assert [(each.level, each.heading_path[0]) for each in found] == [
        (1, "一、安全"), (3, "一、安全"), (3, "一、安全"), (1, "三、队伍"), (4, "三、队伍"),
    ]  # fmt: skip


def test_points_inside_a_paragraph_are_sections_but_not_in_paths() -> None:
    text = f"{TITLE}（一）家校共育。一是开好家长会，每学期两次；二是办好家长学校，每月一课。第三，落实家访。\n"
    found = sections(text)
    assert [each.numbering for each in found] == ["（一）", "一是", "二是", "第三，"]
    assert {each.heading_path for each in found} == {("（一）家校共育",)}
    assert text[found[1].start : found[1].end] == "一是开好家长会，每学期两次；"


def test_months_of_a_calendar_are_sections() -> None:
    found = sections(
        f"{TITLE}一、工作月历\n一月份\n召开部署会，印发要点。\n2月：\n检查开学准备工作。\n十二月份工作\n开展年度考核。\n"
    )
    assert [each.title for each in found] == ["工作月历", "一月份", "2月", "十二月份工作"]
    assert found[2].heading_path == ("一、工作月历", "2月")


def test_a_bare_line_above_a_paragraph_is_a_heading() -> None:
    found = sections(f"{TITLE}校园安全\n{LONG}\n教师队伍\n{LONG}\n")
    assert [(each.level, each.numbering, each.title) for each in found] == [(2, "", "校园安全"), (2, "", "教师队伍")]


def test_a_bare_line_that_turns_the_document_is_an_outermost_heading() -> None:
    found = sections(f"月桥区教育局2023年工作总结\n一、安全工作\n{LONG}\n下一步工作打算\n{LONG}\n")
    assert [(each.level, each.title, each.doc_type) for each in found] == [
        (1, "安全工作", "summary"), (1, "下一步工作打算", "plan"),
    ]  # fmt: skip


def test_a_bare_short_line_before_another_short_line_is_no_heading() -> None:
    assert sections(f"{TITLE}校园安全\n月桥区教育局\n") == ()


def test_an_appendix_is_an_outermost_section() -> None:
    found = sections(f"{TITLE}一、安全\n{LONG}\n附件：月桥区学校安全责任分工表\n{LONG}\n")
    assert [(each.level, each.heading_path) for each in found][1] == (1, ("附件：月桥区学校安全责任分工表",))


def test_markdown_headings_are_headings() -> None:
    found = sections(f"# 月桥区教育局2023年工作计划\n\n## 一、安全\n\n### 隐患排查\n\n{LONG}\n\n## 队伍\n\n{LONG}\n")
    assert [(each.level, each.numbering, each.title) for each in found] == [
        (1, "一、", "安全"), (2, "", "隐患排查"), (1, "", "队伍"),
    ]  # fmt: skip


def test_a_heading_of_the_format_keeps_its_level_where_it_bears_no_mark() -> None:
    text = f"{TITLE}校园\n{LONG}\n（一）排查\n{LONG}\n"
    found = sections(text, ((text.index("校园"), 1), (text.index("（一）"), 5)))
    assert [(each.level, each.title) for each in found] == [(1, "校园"), (2, "排查")]


def test_traditional_marks_and_headings_are_quoted_as_filed() -> None:
    found = sections(
        "松濤縣政府教育處112學年度工作計畫\n一、校園安全\n（一）落實防災演練。各國小每學期辦理複合型防災演練，並訂定緊急疏散路線。\n"
    )
    assert [each.heading_path for each in found] == [("一、校園安全",), ("一、校園安全", "（一）落實防災演練")]


@pytest.mark.parametrize("row", read_marks(), ids=lambda row: row["style"])
def test_each_mark_of_the_table_finds_its_example(row: dict[str, str]) -> None:
    found = mark_at(fold(row["example"]), 0, len(row["example"]))
    assert found is not None
    assert (found.order, found.level) == (int(row["order"]), int(row["level"]))


def depths(text: str) -> list[tuple[int, str]]:
    """Return (depth from 1, mark or title) of each section, by its span alone."""
    found, open_ = list[tuple[int, str]](), list[int]()
    for each in sections(TITLE + text):
        open_ = [end for end in open_ if end > each.start]
        open_.append(each.end)
        found.append((len(open_), each.numbering or each.title))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章 安全\n第一节 排查\n1.1 登记\n1.2 整改\n第二节 演练\n第二章 队伍\n2.1 培训\n", "第一章1 第一节2 1.13 1.23 第二节2 第二章1 2.12"),
        ("上篇 今年工作\n（一）安全\n1）排查\n2）整改\n下篇 明年打算\n（一）队伍\n", "上篇1 （一）2 1）3 2）3 下篇1 （一）2"),
        ("1、安全\n（一）排查\n（二）整改\n2、队伍\n（一）培训\n", "1、1 （一）2 （二）2 2、1 （一）2"),
        ("1.抓安全\n2.抓队伍\n一、安全\n1.排查\n二、队伍\n", "1.1 2.1 一、1 1.2 二、1"),
        ("（一）安全\n1.排查\n2.整改\n（二）队伍\n3.培训\n", "（一）1 1.2 2.2 （二）1 3.2"),
        ("一、安全\n（1）排查\n①登记\n②整改\n（2）演练\n二、队伍\n", "一、1 （1）2 ①3 ②3 （2）2 二、1"),
        ("● 安全\n1.排查\n2.整改\n● 队伍\n1.培训\n", "●1 1.2 2.2 ●1 1.2"),
        ("一. 安全\nA. 排查\nB. 整改\na.登记\nb.归档\n二. 队伍\n", "一.1 A.2 B.2 a.3 b.3 二.1"),
        ("Ⅰ.安全\nⅡ.队伍\n1）培训\n2）考核\n", "Ⅰ.1 Ⅱ.1 1）2 2）2"),
        ("2022年工作回顾\n一、安全\n二、队伍\n2023年工作安排\n一、安全\n", "2022年工作回顾1 一、2 二、2 2023年工作安排1 一、2"),
        ("做完的事\n（1）排查\n（2）整改\n要做的事\n（1）演练\n", "做完的事1 （1）2 （2）2 要做的事1 （1）2"),
        ("一、周历\n第一周 开学检查\n第二周（3月1日—5日）\n家访。\n第三周至第五周\n听课。\n二、保障\n", "一、1 第一周 开学检查2 第二周（3月1日—5日）2 第三周至第五周2 二、1"),
        ("一、月历\n九月—十月：迎新\n十一月：演练\n寒假：家访\n元月：总结\n", "一、1 九月—十月：迎新2 十一月：演练2 寒假：家访2 元月：总结2"),
        ("一、任务\n一加快建设进度。\n三所学校先行。\n二抓好课堂。\n三年级先试。\n三是盯紧作业。\n四完善监测。\n二、保障\n", "一、1 一2 二2 三是2 四2 二、1"),
        ("第一，安全稳了\n第二，队伍强了\n最后，来年怎么办\n", "第一，1 第二，1 最后，1"),
        (f"招生：把话说在前头\n{LONG}\n专业：跟着产业走\n{LONG}\n", "招生：把话说在前头1 专业：跟着产业走1"),
    ],
)  # fmt: skip
def test_depth_follows_the_order_in_which_marks_appear(text: str, expected: str) -> None:
    assert " ".join(f"{mark}{depth}" for depth, mark in depths(text)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "1.2亿元用于校舍维修。",
        "2.5公里以内的学生步行上学。",
        "A.证照不全的学校限期整改。",
        "第一周就派出五个组。",
        "一、安全\t安全科\t六月",
        "各位老师、同学们：",
        "三所学校列入计划。",
    ],
)
def test_what_stands_alone_is_no_mark(line: str) -> None:
    assert depths(f"一、安全\n{line}\n二、队伍\n") == [(1, "一、"), (1, "二、")]


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("还有差距：一是人手不够；二是经费不足。", ["一是", "二是"]),
        ("也要看到，一是人手不够；二是经费不足。", ["一是", "二是"]),
        ("还有差距：一是人手不够，二是经费不足。", []),
        ("两件事。一要抓安全；二要抓质量。", ["一要", "二要"]),
    ],
)
def test_points_of_one_sentence_are_no_sections(line: str, marks: list[str]) -> None:
    assert [each.numbering for each in sections(f"{TITLE}{line}\n")] == marks


def test_headings_of_the_format_hold_the_numbers_below_them() -> None:
    text = f"{TITLE}今年做法\n一、安全\n{LONG}\n二、队伍\n{LONG}\n来年想法\n一、安全\n{LONG}\n"
    found = sections(text, ((text.index("今年"), 1), (text.index("来年"), 1)))
    assert [each.heading_path[0] for each in found] == ["今年做法"] * 3 + ["来年想法"] * 2


def test_a_subtitle_is_no_heading() -> None:
    assert sections(f"{TITLE}——在全区教育工作会议上的讲话\n{LONG}\n") == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("⒈", "⒉"),
        ("⑴", "⑵"),
        ("①", "②"),
        ("❶", "❷"),
        ("㈠", "㈡"),
        ("（ 一 ）", "（ 二 ）"),
        ("一 、", "二 、"),
        ("1．", "2．"),
        ("( 1 )", "( 2 )"),
    ],
)
def test_signs_of_one_character_and_wide_set_marks_count(first: str, second: str) -> None:
    found = sections(f"{TITLE}{first}校园安全\n每月排查。\n{second}教师队伍\n组织培训。\n")
    assert [(each.numbering, each.title) for each in found] == [(first, "校园安全"), (second, "教师队伍")]


@pytest.mark.parametrize(
    ("first", "second"), [("（一）", "（二）"), ("一、", "二、"), ("第一部分", "第二部分"), ("1．", "2．")]
)
def test_a_mark_alone_in_its_line_has_its_title_below(first: str, second: str) -> None:
    text = f"{TITLE}{first}\n校园安全\n每月排查。\n{second}\n教师队伍\n组织培训。\n"
    found = sections(text)
    assert [(each.numbering, each.title, each.start) for each in found] == [
        (first, "校园安全", text.index(first)),
        (second, "教师队伍", text.index(second)),
    ]


@pytest.mark.parametrize("alone", ["3．", "（五）"])
def test_a_number_alone_that_no_list_waits_for_is_no_heading(alone: str) -> None:
    found = sections(f"{TITLE}一、校园安全\n每月排查。\n{alone}\n组织培训，人人过关。\n")
    assert [each.title for each in found] == ["校园安全"]


@pytest.mark.parametrize("line", ["各乡镇人民政府：", "各县（市、区）教育局，局属各单位：", "县教育局、县财政局："])
def test_who_a_notice_goes_to_is_no_heading(line: str) -> None:
    found = sections(f"{TITLE}{line}\n现将要点印发给你们，请认真贯彻执行，执行情况年底前报送局办公室汇总后通报全县。\n")
    assert found == ()


def test_an_office_above_its_list_is_a_heading() -> None:
    found = sections(f"{TITLE}人事科：\n1.招聘教师。\n2.组织培训。\n办公室：\n1.办文。\n2.办会。\n")
    assert [each.title for each in found if not each.numbering] == ["人事科", "办公室"]


BODY = "1.校舍排查\n县里组织专班逐校查看。\n2.消防排查\n县里会同消防部门逐校查看。\n"


@pytest.mark.parametrize("sentence", ["全年排查隐患120处。", "各校都认真开展了自查。", "隐患整改全部到位。"])
@pytest.mark.parametrize("styled", [False, True])
def test_a_sentence_inside_an_item_is_what_the_item_says(sentence: str, styled: bool) -> None:
    text = (
        f"{TITLE}一、安全工作\n（一）排查\n{sentence}\n{BODY}（二）整改\n{sentence}\n{BODY}（三）问责\n约谈两所学校。\n"
    )
    marks = ("一、", "（一）", "1.", "2.", "（二）", "（三）")
    hints = tuple((text.index(mark), 1 if mark == "一、" else 3 if "." in mark else 2) for mark in marks)
    found = sections(text, hints if styled else ())
    assert "".join(f"{each.numbering}{len(each.heading_path)} " for each in found) == (
        "一、1 （一）2 1.3 2.3 （二）2 1.3 2.3 （三）2 "
    )
    assert text[found[1].start : found[1].end].endswith("逐校查看。\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全年排查隐患120处。", "全年组织演练45场。"),
        ("共排查隐患一百多处。", "先后演练三场。"),
        ("重点抓了以下内容。", "主要做法如下。"),
        ("着力抓了三项工作。", "突出做好两个方面。"),
    ],
)
def test_sentences_that_report_figures_or_lead_in_are_no_headings(first: str, second: str) -> None:
    found = sections(f"{TITLE}一、安全工作\n{first}\n{BODY}{second}\n{BODY}")
    assert [each.numbering for each in found] == ["一、", "1.", "2.", "1.", "2."]


def test_whole_sentences_head_lists_only_beside_their_like() -> None:
    beside = f"一、完成情况\n安全基础进一步夯实。\n{BODY}队伍活力不断增强。\n{BODY}"
    again = f"二、工作思路\n全面启动学校改造。\n{BODY}"
    assert [each.title for each in sections(TITLE + beside + again) if not each.numbering] == [
        "安全基础进一步夯实", "队伍活力不断增强", "全面启动学校改造",
    ]  # fmt: skip
    apart = f"一、安全工作\n安全基础进一步夯实。\n{BODY}"
    assert [each.title for each in sections(TITLE + apart + again) if not each.numbering] == []
