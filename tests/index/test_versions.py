"""The same text filed twice is known again; different plans on the same matters are not taken for it."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.index.versions import PERMUTATIONS, Versions, signature
from ingest.structure.duplicates import wording

PLAN = "".join(
    f"第{at}项，{office}每月对{place}开展一次隐患排查，发现问题{days}日内整改到位，并于{month}月底前报送情况。"
    for at, (office, place, days, month) in enumerate(
        [("安全科", "食堂", 3, 4), ("基教科", "宿舍", 5, 6), ("督导室", "校车", 7, 9), ("电教站", "机房", 2, 11)]
    )
)
OTHER = "".join(
    f"{term}抓好{what}，组织{who}参加培训，{how}，年底前完成{goal}。"
    for term, what, who, how, goal in [
        ("上半年", "师德建设", "班主任", "签订承诺书", "考核"),
        ("下半年", "校本教研", "学科组长", "互相听课评课", "论文评选"),
        ("暑期", "课程改革", "骨干教师", "到外地跟岗学习", "成果汇编"),
    ]
)


def known(**texts: str) -> Versions:
    versions = Versions()
    for name, text in texts.items():
        versions.add(name, signature(wording(text)))
    return versions


def test_a_signature_is_that_of_the_wording_alone() -> None:
    one = signature(wording(PLAN))
    assert (one.shape, one.dtype) == ((PERMUTATIONS,), np.uint32)
    assert (one == signature(wording(PLAN.replace("，", " , ")))).all()
    assert (one != signature(wording(OTHER))).any()


@pytest.mark.parametrize(
    "filed_again",
    [
        pytest.param(PLAN, id="equal"),
        pytest.param("【范文】\n" + PLAN.replace("安全科", "xx科"), id="masked"),
        pytest.param(PLAN.replace("开展一次", "开展"), id="small losses"),
        pytest.param(
            PLAN.replace("项", "項").replace("对", "對").replace("开", "開").replace("隐", "隱").replace("发现", "發現")
            .replace("问题", "問題").replace("内", "內").replace("报", "報").replace("于", "於").replace("并", "並"),
            id="Traditional script",
        ),
    ],
)  # fmt: skip
def test_the_same_text_filed_again_is_a_version(filed_again: str) -> None:
    versions = known(a=PLAN, b=OTHER, c=filed_again)
    assert versions.of("c") == versions.of("a") == ["a", "c"]
    assert versions.of("b") == ["b"]


def test_what_was_removed_is_no_version_any_more() -> None:
    versions = known(a=PLAN, b=PLAN, c=PLAN)
    versions.remove("a")
    versions.remove("never there")
    assert versions.of("b") == ["b", "c"]
    assert versions.of("a") == ["a"]
    assert len(versions) == 2


def test_one_without_a_signature_stands_alone() -> None:
    versions = known(a=PLAN)
    versions.add("old", np.zeros(0, np.uint32))
    assert versions.of("old") == ["old"]
    assert versions.of("a") == ["a"]


def test_last_years_plan_copied_for_this_year_is_another_plan() -> None:
    versions = Versions()
    own = signature(wording(PLAN))
    for name, years in (("a", (2020, 2020)), ("b", (2021, 2021)), ("c", None), ("d", (2020, 2021))):
        versions.add(name, own, years)
    assert versions.of("a") == ["a", "c", "d"]
    assert versions.of("c") == ["a", "b", "c", "d"]
    versions.date("b", (2020, 2020))
    assert versions.of("a") == ["a", "b", "c", "d"]


def test_further_versions_are_counted() -> None:
    versions = known(first=PLAN, second=PLAN.replace("安全科", "某科室"), third=PLAN, other=OTHER)
    assert versions.others() == 2
    versions.remove("second")
    assert versions.others() == 1
    versions.date("first", (2023, 2023))
    versions.date("third", (2024, 2024))
    assert versions.others() == 0
    versions.add("fourth", signature(wording(OTHER)))
    assert versions.others() == 1
