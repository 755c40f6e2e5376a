"""A sentence → a line: taken away from, never added to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.statements import LONGEST, SHORTEST, clean, gather, voiced
from assistant.retrieval.search import find
from ingest.index.encoder import HashingEncoder
from ingest.library import Library


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("2、加强应急演练,每月组织一次;", "加强应急演练，每月组织一次。"),
        ("（一）加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("一是加强应急演练，每月组织一次；", "加强应急演练，每月组织一次。"),
        ("一是要加强应急演练，每月组织一次；", "加强应急演练，每月组织一次。"),
        ("二要加强应急演练，每月组织一次；", "加强应急演练，每月组织一次。"),
        ("第三，加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("——加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("①加强应急演练，每月组织一次；", "加强应急演练，每月组织一次。"),
        ("1.加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("## 加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("- 加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("同时，加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("此外，加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("要加强应急演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("　　加强应急 演练，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("加强**应急演练**，每月组织一次。", "加强应急演练，每月组织一次。"),
        ("加强应急演练(每月一次),落实值班责任制度;", "加强应急演练，落实值班责任制度。"),
        ("落實校園安全責任,每月組織演練。", "落实校园安全责任，每月组织演练。"),
        ("投入1,250元用于改造学校食堂。", "投入1,250元用于改造学校食堂。"),
        ("加强应急演练：每月组织一次应急疏散演练。", "每月组织一次应急疏散演练。"),
        ("在*所小学、*所初中开展集团办学试点。", "在*所小学、*所初中开展集团办学试点。"),
        ("拟招聘教师**名，培训骨干教师**人次。", "拟招聘教师**名，培训骨干教师**人次。"),
        ("**县教育局每月组织一次演练。", "**县教育局每月组织一次演练。"),
        ("完成全区幼儿看护点年检和分类认定。组织开展。", "完成全区幼儿看护点年检和分类认定。"),
        ("（一）校园安全", None),
        ("加强演练。", None),
        ("你校是否每月组织应急演练？", None),
        ("现将有关事项安排部署如下：", None),
        ("落实“一岗双责制度，每月组织演练。", None),
        ("按照《校园安全管理办法要求组织演练。", None),
        ("其中寄宿制学校每月组织两次演练。", None),
        ("目前各校已经建立应急演练制度。", None),
        ("责任单位\t安全科\t每月组织一次演练", None),
        ("责任单位：安全科、基础教育科、各学校", None),
        ("", None),
        ("。", None),
    ],
)
def test_clean(quote: str, line: str | None) -> None:
    assert clean(quote) == line


def test_a_long_sentence_is_shortened_by_whole_clauses() -> None:
    clauses = ["每月组织一次校园安全隐患排查", "对消防设施和用电线路逐一登记造册", "明确整改责任人和完成时限", "整改不到位的学校不得开学", "整改结果向家长公布",
               "接受全社会监督", "重大隐患由局领导挂牌督办", "一般隐患两周内整改完毕"]  # fmt: skip
    line = clean("，".join(clauses) + "。")
    assert line is not None
    assert len(line) <= LONGEST + 1
    assert "，".join(clauses).startswith(line.removesuffix("。"))
    assert line.removesuffix("。").split("，")[-1] in clauses


@given(st.text(alphabet="加强校园安全隐患排查要二一、（）“”，。；:,.1２ \n同时每月xX*", max_size=140))
def test_a_line_is_of_the_right_length_and_balanced(quote: str) -> None:
    line = clean(quote)
    if line is not None:
        assert SHORTEST < len(line) <= LONGEST + 1
        assert line.endswith("。") and line.count("“") == line.count("”") and line.count("（") == line.count("）")


def test_a_setting_whose_end_is_cut_off_goes_with_it() -> None:
    kept = "遵循节俭安全实用够用的原则，统筹安排各类学校食堂宿舍和运动场改造项目资金"
    frame = (
        "从改善薄弱学校基本办学条件，满足师生教育教学和日常生活的基本需要以及今后五年城区和农村学位持续增长的需要出发"
    )
    line = clean(f"{kept}，{frame}，精心编制规划。")
    assert line == f"{kept}。"


def test_statements_quote_their_source(filled: Library) -> None:
    hits = find(filled, "校园安全隐患排查与应急演练")
    found = gather(filled, hits, frozenset(), finished=False)
    assert found
    assert len({each.line for each in found}) == len(found)
    for each in found:
        assert each.quote == filled.store.text(each.hit.passage.source_id, each.start, each.end)
        assert voiced(each.quote, each.hit.passage.year, finished=False) == each.line


def test_a_plan_does_not_tell_what_was_done(filled: Library) -> None:
    hits = find(filled, "校园安全隐患整改和演练")
    summary = {each.line for each in gather(filled, hits, frozenset(), finished=True)}
    plan = {each.line for each in gather(filled, hits, frozenset(), finished=False)}
    assert any("先后开展" in line for line in summary)
    assert not any("先后开展" in line for line in plan)
    assert plan <= summary


def test_a_heading_goes_with_the_measure_that_it_opens(tmp_path: Path) -> None:
    text = "某县教育局2021年工作计划\n一、校园安全\n（一）狠抓校园安全隐患排查整治工作。每月组织一次校园消防设施检查，整改结果及时公开。\n"
    with Library(tmp_path, HashingEncoder()) as library:
        library.add(text.encode(), "计划.txt")
        lines = [each.line for each in gather(library, find(library, "校园安全隐患排查"), frozenset(), finished=False)]
    assert "狠抓校园安全隐患排查整治工作。每月组织一次校园消防设施检查，整改结果及时公开。" in lines
