"""Requirements → the aspects that the writer asked for."""

from __future__ import annotations

import pytest

from assistant.retrieval.aspects import aspects


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("按责任落实、隐患整改、周边治理分条起草，每条写清做法", ("责任落实", "隐患整改", "周边治理")),
        ("按宣传教育、家校联动、水域巡查、假期管控、应急处置分条起草，每条写清做法和责任主体；不编造数据。",
         ("宣传教育", "家校联动", "水域巡查", "假期管控", "应急处置")),
        ("分作业管理、课后服务、校外培训治理三块写，每块含措施。", ("作业管理", "课后服务", "校外培训治理")),
        ("围绕队伍、课程、测评筛查、预警转介、家校社协同起草，突出早发现", ("队伍", "课程", "测评筛查", "预警转介", "家校社协同")),
        ("按“排查、登记、整改”三个环节写", ("排查", "登记", "整改")),
        ("语言简练；包括招聘、轮岗、培训", ("招聘", "轮岗", "培训")),
        ("先写总体成绩，再分教研下沉、集体备课、质量监测、课堂改革四点；分数用占位符", ("教研下沉", "集体备课", "质量监测", "课堂改革")),
        ("", ()),
        ("语言简练。", ()),
        ("写清责任主体和完成时限", ()),
        ("按宣传、整改分条写", ()),
        ("不出现人名、地名", ()),
    ],
)  # fmt: skip
def test_aspects(requirements: str, expected: tuple[str, ...]) -> None:
    assert aspects(requirements) == expected


def test_what_must_not_stand_in_the_draft_is_no_aspect() -> None:
    assert aspects("不照抄学校名、人名、地名、金额") == ()
    assert aspects("赛事名、基地名和收成数字不照搬") == ()
