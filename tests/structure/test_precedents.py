"""A source → its precedents, and the title of each."""

from __future__ import annotations

import pytest

from ingest.document import Extract
from ingest.structure.analysis import Analysis, analyse
from ingest.structure.parts import read_part_shapes
from ingest.structure.precedents import split
from ingest.structure.script import fold

LONG = "各校每月组织一次隐患排查，登记造册，限期整改，整改结果报教育局备案，整改不到位的学校不得开学。\n"
TAIL = "相关文章：\n学校德育工作计划 03-12\n幼儿园保教工作计划 03-10\n"


def analysed(text: str, name: str = "某文件.txt") -> Analysis:
    return analyse("a1", name, Extract(text, "text/plain"))


@pytest.mark.parametrize(
    "titles",
    [
        ("县教育局工作计划 篇1", "县教育局工作计划 篇2", "县教育局工作计划 篇3"),
        ("【篇一】教育局工作计划", "【篇二】教育局工作计划", "【篇三】教育局工作计划"),
        ("教育局工作计划第1篇", "教育局工作计划第2篇", "教育局工作计划第3篇"),
        ("第一篇：教育局工作计划", "第二篇：教研室工作要点", "第三篇：学校工作计划"),
        ("教育局工作计划范文1", "教育局工作计划范文2", "教育局工作计划范文3"),
        ("教育局年度工作计划（1）", "教育局年度工作计划（2）", "教育局年度工作计划（3）"),
        ("縣教育處工作計劃 篇1", "縣教育處工作計劃 篇2", "縣教育處工作計劃 篇3"),
    ],
)
def test_an_anthology_holds_several(titles: tuple[str, ...]) -> None:
    parts = [f"{title}\n一、第{number}份的安全工作\n{LONG}" for number, title in enumerate(titles)]
    text = "教育局工作计划汇编\n下面是几份工作计划，供各单位参考。\n" + "".join(parts) + TAIL
    found = analysed(text)
    assert [each.title for each in found.precedents] == [title.rpartition("篇：")[2] for title in titles]
    assert [text[each.start : each.end].strip() for each in found.precedents] == [each.strip() for each in parts]
    assert "供各单位参考" in "".join(each.of(text) for each in found.noise)
    assert "幼儿园保教" not in "".join(each.text for each in found.passages)


def test_twelve_parts_are_counted_on() -> None:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    found = analysed("".join(f"教育局工作计划 篇{each}\n一、安全\n{LONG}" for each in numerals))
    assert len(found.precedents) == 12


def test_a_part_number_out_of_order_is_no_part() -> None:
    text = f"教育局工作计划 篇1\n一、安全\n{LONG}教育局工作计划 篇3\n二、队伍\n{LONG}"
    assert len(analysed(text).precedents) == 1


def test_the_year_of_a_collection_is_not_that_of_its_parts() -> None:
    text = f"2024年教育局工作计划 篇1\n一、安全\n{LONG}2024年教育局工作计划 篇2\n2019年是关键之年。\n一、安全\n{LONG}"
    assert [each.year for each in analysed(text).precedents] == [None, (2019, 2019)]


@pytest.mark.parametrize(("sign", "after"), [("", ""), ("## ", ""), ("## ", " ##"), ("### **", "**"), ("**", "**")])
@pytest.mark.parametrize("marks", [("第一篇：", "第二篇："), ("篇1：", "篇2："), ("（一）", "（二）")])
def test_a_title_after_a_part_mark_is_the_parts_own_and_so_is_its_year(
    marks: tuple[str, str], sign: str, after: str
) -> None:
    titles = ("月桥区教研室2018年工作要点", "月桥区教育局2017年工作总结")
    text = "".join(f"{sign}{mark}{title}{after}\n{document()}" for mark, title in zip(marks, titles, strict=True))
    assert [(each.title, each.year) for each in analysed(text).precedents] == [
        (titles[0], (2018, 2018)),
        (titles[1], (2017, 2017)),
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("月桥区教育局2023年工作计划\n", "月桥区教育局2023年工作计划"),
        ("# 月桥区教育局2023年工作计划\n", "月桥区教育局2023年工作计划"),
        ("月桥区教育局\n2023年工作计划\n", "月桥区教育局2023年工作计划"),
        ("月桥区教育局\n二〇二三年工作要点\n", "月桥区教育局二〇二三年工作要点"),
        ("月桥教〔2023〕9号\n月桥区教育局2023年工作计划\n", "月桥区教育局2023年工作计划"),
        ("您当前的位置：首页 > 计划总结\n月桥区教育局2023年工作计划\n", "月桥区教育局2023年工作计划"),
        ("月桥区教育局2023年工作计划（讨论稿）\n", "月桥区教育局2023年工作计划（讨论稿）"),
        ("松濤縣政府教育處112學年度工作計劃\n", "松濤縣政府教育處112學年度工作計劃"),
        ("松濤縣政府教育處112學年度施政計畫\n", "松濤縣政府教育處112學年度施政計畫"),
        ("月桥区教育局\n2023年工作汇报\n", "月桥区教育局2023年工作汇报"),
    ],
)
def test_the_title_is_as_filed(head: str, title: str) -> None:
    found = analysed(f"{head}\n一、校园安全\n{LONG}")
    assert [each.title for each in found.precedents] == [title]


def test_a_file_without_a_title_goes_by_its_name() -> None:
    found = analysed(f"一、校园安全\n{LONG}", "安全科材料.docx")
    assert [each.title for each in found.precedents] == ["安全科材料"]


def test_a_menu_entry_above_the_title_is_not_the_title() -> None:
    found = analysed(f"·计划总结\n月桥区教育局2023年工作计划\n一、校园安全\n{LONG}")
    assert [each.title for each in found.precedents] == ["月桥区教育局2023年工作计划"]


def test_a_text_of_nothing_holds_no_precedent() -> None:
    assert analysed("  \n　\n").precedents == ()
    assert analysed("").noise == ()


@pytest.mark.parametrize("row", read_part_shapes(), ids=lambda row: row["example"])
def test_each_shape_of_the_table_parts_an_anthology(row: dict[str, str]) -> None:
    first = row["example"].translate(str.maketrans("123一二三", "111一一一"))
    second = first.translate(str.maketrans("1一", "2二"))
    assert len(split(fold(f"{first}\n{LONG}{second}\n{LONG}"), ())) == 2


def test_parts_of_different_wording_are_counted_together() -> None:
    marks = ["教育局工作计划（教研室篇）", "学校工作总结（篇二）", "局长的讲话（篇三）"]
    assert [each.title for each in analysed("".join(f"{mark}\n{LONG}" for mark in marks)).precedents] == marks


def test_a_table_of_contents_is_not_the_parts() -> None:
    marks = ["教育局工作计划 篇1", "教育局工作计划 篇2"]
    text = "\n".join(marks) + "\n" + "".join(f"{mark}\n{LONG}" for mark in marks)
    assert [each.start for each in analysed(text).precedents] == [text.rindex(mark) for mark in marks]


@pytest.mark.parametrize("own", ["月桥区实验小学2019年工作总结", "月桥区幼儿园这一年"])
def test_a_title_below_the_mark_is_the_better_one(own: str) -> None:
    text = f"第一篇：学校计划\n{own}\n{LONG}第二篇：教研室计划\n{LONG}"
    first, _ = analysed(text).precedents
    assert (first.title, first.start) == (own, 0)
    assert first.year == ((2019, 2019) if "2019" in own else None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("幼儿园班级工作计划（小班）", "幼儿园班级工作计划（大班）"),
        ("安全科2022年工作总结", "人事科2022年工作总结"),
        ("月桥区教育局2023年工作计划", "附件：2022年度幼儿园评估工作报告"),
    ],
)
def test_a_further_title_begins_a_further_precedent(first: str, second: str) -> None:
    text = f"{first}\n一、安全\n{LONG}{second}\n一、安全\n{LONG}"
    assert [each.start for each in analysed(text).precedents] == [0, text.index(second)]


@pytest.mark.parametrize("line", ["附件：2023年安全工作月历", "2023年安全工作安排", "学校安全工作计划"])
def test_a_part_of_a_plan_is_no_further_precedent(line: str) -> None:
    assert len(analysed(f"月桥区教育局2023年工作计划\n一、安全\n{LONG}{line}\n三月\n{LONG}").precedents) == 1


def test_a_title_set_wide_is_a_title() -> None:
    found = analysed(f"月桥之窗\n政 府 工 作 报 告\n各位代表：\n{LONG}")
    assert [(each.title, each.doc_type) for each in found.precedents] == [("政 府 工 作 报 告", "summary")]


def test_a_plan_that_a_notice_sends_out_begins_with_the_notice_and_is_called_by_its_own_title() -> None:
    text = (
        "月桥区教育局2023年工作计划\n发布时间：2023-03-01 来源：办公室\n月教发〔2023〕6号\n关于印发《月桥区教育局2023年工作计划》的通知\n"
        "区属各学校：\n现将计划印发给你们，请结合实际认真抓好落实，执行情况年底前报送局办公室。\n月桥区教育局\n2023年2月27日\n"
        "月桥区教育局2023年工作计划\n一、校园安全\n每月排查一次安全隐患，登记造册，限期整改。\n"
    )
    (found,) = analyse("a1", "某.txt", Extract(text, "text/plain")).precedents
    assert text[found.start :].startswith("月教发")
    assert (found.title, found.year) == ("月桥区教育局2023年工作计划", (2023, 2023))
    assert [each.title for each in found.sections] == ["校园安全"]


def test_two_documents_of_one_office_below_one_another_are_two_though_all_their_lines_are_short() -> None:
    text = (
        "青石小学2021年工作总结\n一、德育工作\n1.开展主题班会12次。\n二、教学工作\n1.教师培训56人次。\n"
        "青石小学2022年工作计划\n一、德育工作\n1.开展志愿服务。\n二、教学工作\n1.落实双减。\n"
    )
    found = analyse("a1", "某.txt", Extract(text, "text/plain"))
    assert [(each.title, each.doc_type) for each in found.precedents] == [
        ("青石小学2021年工作总结", "summary"),
        ("青石小学2022年工作计划", "plan"),
    ]
    assert "主题班会" in "".join(each.text for each in found.passages)


@pytest.mark.parametrize("heading", ["2022年工作计划", "2022年工作安排", "2022年工作计划："])
def test_a_plan_half_is_a_plan_though_a_sentence_stands_before_its_first_number(heading: str) -> None:
    text = (
        "青石县教育局2021年工作总结及2022年工作计划\n　　2021年，在县委领导下，各项工作圆满完成。\n　　一、主要工作\n"
        f"　　召开会议12次。\n　　二、存在问题\n　　学位紧张。\n{heading}\n　　2022年，我局将突出抓好以下工作。\n　　一、抓布局\n　　新建学校3所。\n"
    )
    (found,) = analyse("a1", "某.txt", Extract(text, "text/plain")).precedents
    assert [(each.title, each.doc_type) for each in found.sections] == [
        ("主要工作", "summary"), ("存在问题", "summary"), (heading.rstrip("："), "plan"), ("抓布局", "plan"),
    ]  # fmt: skip


def document(rest: str = "") -> str:
    return f"    {LONG}一、重点工作\n    {LONG}二、保障措施\n    {LONG}{rest}"


@pytest.mark.parametrize("marks", [("（一）", "（二）", "（三）"), ("一、", "二、", "三、"), ("1.", "2.", "3.")])
def test_parts_marked_as_sections_are_parts_where_all_signs_agree(marks: tuple[str, ...]) -> None:
    titles = ["月桥县水利局2018年工作总结", "月桥县水利局2020年工作计划", "县河道管理站上半年工作小结"]
    parts = [f"{mark}{title}\n{document()}" for mark, title in zip(marks, titles, strict=True)]
    text = "水利局工作材料\n" + "".join(parts)
    found = analysed(text).precedents
    assert [(each.title, each.start) for each in found] == [
        (title, text.index(part)) for title, part in zip(titles, parts, strict=True)
    ]
    assert [each.doc_type for each in found] == ["summary", "plan", "summary"]


@pytest.mark.parametrize(
    "text",
    [
        # halves of one report: no office is named
        f"月桥县水利局2021年工作总结和2022年工作计划\n（一）2021年工作总结\n1.防汛\n{LONG}2.供水\n{LONG}"
        f"（二）2022年工作计划\n1.防汛\n{LONG}2.供水\n{LONG}",
        # sections: what is numbered in them stands further in
        f"一、县水利局防汛工作方案\n（一）防汛\n{LONG}（二）供水\n{LONG}二、县水利局抗旱工作方案\n（一）防汛\n{LONG}（二）供水\n{LONG}",
        # something is numbered above
        f"一、总体要求\n{LONG}（一）县水利局工作总结\n{document()}（二）县林业局工作总结\n{document()}",
        # nothing is numbered in the second
        f"（一）县水利局工作总结\n{document()}（二）县林业局工作总结\n{LONG}{LONG}{LONG}{LONG}",
        # one is far longer
        f"（一）县水利局工作总结\n{document(LONG * 60)}（二）县林业局工作总结\n{document()}",
    ],
    ids=["halves", "sections", "above", "unnumbered", "uneven"],
)
def test_parts_marked_as_sections_are_no_parts_where_a_sign_is_missing(text: str) -> None:
    assert len(analysed(text).precedents) == 1


def test_labels_may_change_their_style_half_way() -> None:
    labels = ["第1篇：局办公室工作计划", "篇二：县水利局工作计划", "第3篇：月桥小学工作计划", "范文4 林业局工作计划"]
    text = "工作计划四篇\n" + "".join(f"{label}\n{document()}" for label in labels)
    assert [each.start for each in analysed(text).precedents] == [text.index(label) for label in labels]


@pytest.mark.parametrize(
    "title",
    [
        "白果小学2023年春季学期行事历",
        "县住建局重点工作任务清单",
        "月桥县教育局2021年度工作计划表",
        "隐患整改台账（3月）",
    ],
)
@pytest.mark.parametrize("remark", ["", "填报科室：办公室\n"])
def test_the_title_row_of_a_table_is_the_title(title: str, remark: str) -> None:
    text = f"{title}\n{remark}序号：1；工作内容：排查；时限：3月底\n序号：2；工作内容：培训；时限：6月\n"
    assert [each.title for each in analysed(text).precedents] == [title]


def test_a_table_within_a_document_does_not_title_it() -> None:
    text = f"一、校园安全\n{LONG}附表\n重点工作任务清单\n序号：1；工作内容：排查；时限：3月底\n"
    assert [each.title for each in analysed(text).precedents] == ["某文件"]


def test_a_notice_that_itself_names_the_plan_is_its_title() -> None:
    title = "关于印发《月桥县水利局2019年工作要点》的通知"
    text = f"{title}\n各乡镇人民政府：\n现将要点印发给你们，请认真贯彻执行。\n一、总体要求\n{LONG}二、防汛\n{LONG}"
    (found,) = analysed(text).precedents
    assert (found.title, found.year, found.agency_level) == (title, (2019, 2019), "county")
    assert [each.title for each in found.sections] == ["总体要求", "防汛"]


OWN = ("枫浦区教育局2019年工作总结", "青柘县交通局2020年工作计划", "月桥镇2021年工作总结")
YEARS = [(2019, 2019), (2020, 2020), (2021, 2021)]


@pytest.mark.parametrize(
    "shape",
    [
        "【篇{}】",
        "第{}篇 ",
        "第{}篇　",
        "第{}篇、",
        "【第{}篇】",
        "范文第{}篇 ",
        "【范文{}】",
        "例文{}：",
        "模板{}：",
        "篇{} ",
    ],
)
@pytest.mark.parametrize("numerals", ["一二三", "123"])
def test_the_title_after_a_mark_of_any_shape_is_the_parts_own(shape: str, numerals: str) -> None:
    labels = [shape.format(each) + own for each, own in zip(numerals, OWN, strict=True)]
    found = analysed("教育局工作总结范文\n" + "".join(f"{each}\n一、安全\n{LONG}" for each in labels))
    assert [(each.title, each.year) for each in found.precedents] == list(zip(OWN, YEARS, strict=True))


def test_the_same_words_after_each_mark_are_the_collections() -> None:
    text = "".join(f"【篇{each}】教育局2019年工作计划\n一、安全\n{LONG}" for each in "一二三")
    assert [(each.title[:4], each.year) for each in analysed(text).precedents] == [
        ("【篇一】", None),
        ("【篇二】", None),
        ("【篇三】", None),
    ]


@pytest.mark.parametrize("marks", [("（一）", "（二）", "（三）"), ("一、", "二、", "三、"), ("1.", "2.", "3.")])
@pytest.mark.parametrize("head", ["", "工作总结汇编\n", "教育局工作总结范文3篇\n"])
@pytest.mark.parametrize("titles", [OWN, tuple(f"枫浦区教育局{year}年工作总结" for year in (2019, 2020, 2021))])
def test_full_titles_marked_as_sections_are_parts_without_numbers_inside(
    marks: tuple[str, ...], head: str, titles: tuple[str, ...]
) -> None:
    parts = [f"{mark}{title}\n{LONG}" for mark, title in zip(marks, titles, strict=True)]
    found = analysed(head + "".join(parts))
    assert [(each.title, each.year) for each in found.precedents] == list(zip(titles, YEARS, strict=True))


def test_titles_without_years_are_parts_where_a_title_says_how_many() -> None:
    titles = ("枫浦区教育局工作总结", "青柘县交通局工作计划")
    text = "".join(f"（{each}）{title}\n{LONG}" for each, title in zip("一二", titles, strict=True))
    assert [each.title for each in analysed(f"工作总结2篇\n{text}").precedents] == list(titles)
    assert len(analysed(f"工作总结4篇\n{text}").precedents) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"一、2021年全县教育工作总结\n{LONG}二、2022年全县教育工作计划\n{LONG}",
        f"一、全县2021年教育工作总结\n{LONG}二、全县2022年教育工作计划\n{LONG}",
        f"枫浦区教育局2021年工作总结\n一、枫浦区教育局2021年工作总结\n{LONG}二、枫浦区教育局2022年工作计划\n{LONG}",
        f"档案移交清单\n（一）{OWN[0]}\n（二）{OWN[1]}\n（三）{OWN[2]}\n",
        f"一、总体要求\n{LONG}（一）{OWN[0]}\n{LONG}（二）{OWN[1]}\n{LONG}",
    ],
    ids=["of the county", "the county first", "chapters", "a list", "below a heading"],
)
def test_titles_marked_as_sections_that_are_no_documents_of_their_own(text: str) -> None:
    assert len(analysed(text).precedents) == 1


def test_marks_alone_are_parts_where_they_are_as_many_as_the_title_says() -> None:
    def text(many: str) -> str:
        return f"教育局2019年工作总结范文{many}篇\n" + "".join(f"（{each}）\n一、安全\n{LONG}" for each in "一二三")

    found = analysed(text("3"))
    assert [(each.title, each.year) for each in found.precedents] == [("教育局2019年工作总结范文3篇", None)] * 3
    assert len(analysed(text("三")).precedents) == 3
    assert len(analysed(text("5")).precedents) == 1


def test_the_year_of_one_of_several_titles_is_not_that_of_the_whole() -> None:
    text = f"一、总体要求\n{LONG}（一）{OWN[0]}\n{LONG}（二）{OWN[1]}\n我局2020年完成了各项任务。\n{LONG}"
    assert [each.year for each in analysed(text).precedents] == [None]
    assert [each.year for each in analysed(f"枫浦区教育局2021年工作要点\n{text}").precedents] == [(2021, 2021)]
