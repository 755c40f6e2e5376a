"""Plan or summary, as a whole and section by section."""

from __future__ import annotations

import pytest

from ingest.document import Extract
from ingest.structure.analysis import Analysis, analyse
from ingest.structure.doctype import of_body

PLANNED = "下半年将组织两次应急疏散演练，力争覆盖所有学校，进一步提高师生自救能力，确保演练有方案、有记录。\n"
DONE = "全年开展了十二次应急疏散演练，完成了三十七处隐患的整改，取得明显成效，学生自救能力得到提高。\n"


def analysed(text: str) -> Analysis:
    return analyse("a1", "某.txt", Extract(text, "text/plain"))


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("月桥区教育局2023年工作计划", "plan"),
        ("月桥区教育局2023年工作要点", "plan"),
        ("月桥区教育局2023年工作思路", "plan"),
        ("月桥区校园安全整治方案", "plan"),
        ("月桥区教育局2023年工作总结", "summary"),
        ("月桥区教育局2023年工作汇报", "summary"),
        ("松濤縣政府教育處112學年度工作成果總結", "summary"),
        ("松濤縣政府教育處112學年度工作計劃", "plan"),
    ],
)
def test_the_title_tells(title: str, doc_type: str) -> None:
    found = analysed(f"{title}\n一、校园安全\n{PLANNED}二、教师队伍\n{DONE}")
    assert found.precedents[0].doc_type == doc_type
    assert {each.doc_type for each in found.passages} == {doc_type}


@pytest.mark.parametrize(("body", "doc_type"), [(PLANNED, "plan"), (DONE, "summary")])
def test_the_voice_tells_where_the_title_is_silent(body: str, doc_type: str) -> None:
    assert analysed(f"一、校园安全\n{body}").precedents[0].doc_type == doc_type


def test_an_opening_that_sums_up_outranks_the_title() -> None:
    found = analysed(f"月桥区教育局工作计划\n现将全年工作开展情况总结如下：\n一、校园安全\n{DONE}")
    assert found.precedents[0].doc_type == "summary"


def test_a_mixed_document_is_told_apart_by_section() -> None:
    text = (
        f"月桥区教育局2022年工作总结及2023年工作计划\n一、2022年工作完成情况\n（一）校园安全\n{DONE * 4}（二）存在问题\n{DONE * 4}"
        f"二、2023年工作计划\n（一）校园安全\n{PLANNED * 4}（二）教师队伍\n{PLANNED * 4}"
    )
    found = analysed(text)
    assert [each.doc_type for each in found.precedents] == ["mixed"]
    assert [each.doc_type for each in found.precedents[0].sections] == ["summary"] * 3 + ["plan"] * 3
    for passage in found.passages:
        assert passage.doc_type == ("summary" if passage.start < text.index("二、2023年") else "plan")


def test_the_opening_of_a_mixed_document_can_be_found_too() -> None:
    opening = "过去一年，全区学校安全形势平稳，各项任务全面完成，现将有关情况和来年安排报告于后，请予审议。\n" * 10
    found = analysed(
        f"月桥区教育局2022年工作总结及2023年工作计划\n{opening}一、2022年工作完成情况\n{DONE}二、2023年工作计划\n{PLANNED}"
    )
    assert found.passages[0].text.startswith("过去一年")
    assert found.passages[0].doc_type == "summary"


def test_a_summary_that_closes_with_a_look_ahead_is_a_summary() -> None:
    found = analysed(f"月桥区教育局2022年工作总结\n一、校园安全\n{DONE * 8}二、下一步打算\n{PLANNED * 8}")
    assert found.precedents[0].doc_type == "summary"
    assert [each.doc_type for each in found.precedents[0].sections] == ["summary", "plan"]
    assert {each.doc_type for each in found.passages if "力争" in each.text} == {"plan"}


def test_a_sentence_that_looks_back_does_not_turn_a_plan() -> None:
    text = (
        "月桥区教育局2023年工作计划\n一、校园安全\n"
        f"去年开展了十次演练，取得了较好的效果。今年{PLANNED * 4}（一）认真完成整改\n{PLANNED * 4}二、教师队伍\n{PLANNED * 4}"
    )
    found = analysed(text)
    assert {each.doc_type for each in found.precedents[0].sections} == {"plan"}
    assert {each.doc_type for each in found.passages} == {"plan"}


def test_only_an_outermost_heading_turns() -> None:
    found = analysed(
        f"月桥区教育局2023年工作计划\n一、校园安全\n（一）做好上年工作完成情况的复查\n{PLANNED}（二）演练\n{PLANNED}"
    )
    assert {each.doc_type for each in found.precedents[0].sections} == {"plan"}


@pytest.mark.parametrize(
    ("heading", "doc_type"),
    [
        ("明年的盘算", "plan"),
        ("想做的事", "plan"),
        ("下学期想法", "plan"),
        ("开局之年怎么干", "plan"),
        ("后续规划", "plan"),
        ("下半年工作打算", "plan"),
        ("已做的事", "summary"),
        ("今年干了什么", "summary"),
        ("上半年工作情况", "summary"),
    ],
)
def test_plain_words_open_a_half_too(heading: str, doc_type: str) -> None:
    title = "月桥区教育局工作总结" if doc_type == "plan" else "月桥区教育局工作计划"
    assert analysed(f"{title}\n一、{heading}\n{DONE}").precedents[0].sections[0].doc_type == doc_type


def test_the_voice_outranks_the_title_of_a_collection() -> None:
    text = f"学校工作计划(一)\n一、安全\n{PLANNED * 4}学校工作计划(二)\n一、安全\n{DONE * 4}"
    assert [each.doc_type for each in analysed(text).precedents] == ["plan", "summary"]


def test_the_title_of_a_collection_tells_where_nothing_else_does() -> None:
    text = "科室工作总结（精选2篇）\n【篇一】安全科\n● 听课三百节。\n● 送教二十次。\n【篇二】财务科\n● 审核单据五百张。\n● 核减九项。\n"
    assert [each.doc_type for each in analysed(text).precedents] == ["summary", "summary"]


def test_a_report_of_two_halves_is_mixed() -> None:
    text = f"区政府工作报告\n2022年工作回顾\n一、安全\n{DONE * 4}2023年工作安排\n一、安全\n{PLANNED * 4}"
    assert analysed(text).precedents[0].doc_type == "mixed"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "月桥县水利局2021年工作总结\n一、主要工作\n全年完成了12处险工。\n二、有关情况\n（一）存在问题\n人手不足。\n"
            "（二）2022年工作计划\n1.抓防汛\n落实责任。\n（三）党的建设\n完成了换届。\n三、其他工作\n完成了普查。\n",
            "summary summary summary plan plan summary summary",
        ),
        (
            "月桥县水利局2022年工作要点\n一、2021年工作回顾\n完成了12处险工。\n（一）防汛\n无险情。\n二、总体要求\n坚持统筹。\n三、重点任务\n落实责任。\n",
            "summary summary plan plan",
        ),
        (
            "月桥县水利局2022年工作计划\n一、防汛\n（一）上年工作总结\n完成了12处险工。\n（二）措施\n落实责任。\n",
            "plan summary plan",
        ),
        (
            "月桥县水利局2021年工作总结\n一、主要工作\n全年完成了12处险工。\n（一）展望未来教育论坛\n举办了论坛。\n二、问题与打算\n人手不足。\n",
            "summary summary summary",
        ),
        (
            "月桥县水利局2021年工作总结\n一、主要工作\n全年完成了12处险工。\n二、下一步打算\n抓防汛。\n三、加强领导\n落实责任。\n",
            "summary plan plan",
        ),
    ],
    ids=[
        "plan inside a summary",
        "look back in a plan",
        "look back inside a section",
        "no title of its own",
        "to the end",
    ],
)
def test_the_type_of_a_section_is_told_by_its_own_heading(text: str, types: str) -> None:
    (found,) = analyse("a1", "某.txt", Extract(text, "text/plain")).precedents
    assert [each.doc_type for each in found.sections] == types.split()


def test_a_report_of_a_plan_is_a_plan() -> None:
    body = "现将我局2018年工作安排报告如下:\n一、德育工作\n开展主题班会。\n"
    assert of_body("plan", body) == "plan"
    assert of_body(None, body.replace("工作安排", "工作情况") + "完成了培训。") == "summary"


def test_a_column_of_deadlines_is_no_result() -> None:
    assert of_body(None, "任务：开展排查；完成时限：3月。\n" * 7) == "plan"
