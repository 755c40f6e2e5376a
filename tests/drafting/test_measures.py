"""A line of a plan says what is to be done; what leads in to it goes."""

from __future__ import annotations

import pytest

from assistant.drafting.measures import as_measure, in_own_voice, is_bare, opens_with_verb, tells_of_trouble
from assistant.drafting.statements import voiced


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("今年，我们要重点抓好五件事，推行“一岗双责”，每月排查隐患。", "推行“一岗双责”，每月排查隐患。"),
        ("在此基础上，建立全区统一的资源管理系统。", "建立全区统一的资源管理系统。"),
        ("举办开放课堂，二是组织教师到农村小学送教。", "举办开放课堂，组织教师到农村小学送教。"),
        ("资金的使用思路是结合布局调整，集中新建几所寄宿制小学。", "结合布局调整，集中新建几所寄宿制小学。"),
        ("制定考评细则，逐校考核，各校在严格落实的前提下，结合学校实际。", "制定考评细则，逐校考核。"),
        ("县教体局将对各校责任落实情况进行检查。", "对各校责任落实情况进行检查。"),
        ("健全责任制，初中辍学率控制在1%以内。", "健全责任制，初中辍学率控制在1%以内。"),
        ("各校每月组织一次应急演练。", "各校每月组织一次应急演练。"),
        ("将校园划分为若干安全网格，一格一员。", "将校园划分为若干安全网格，一格一员。"),
        ("不发生较大以上事故。", None),
        ("确保全年不出现重大安全事故。", None),
        ("小学巩固率达到99%以上，初中巩固率达到95%以上。", None),
        ("局党委研究确定，全年工作按照“一二三”思路展开。", None),
        ("我们将着重抓好五件事。", None),
        ("今年是三年行动计划的第二年。", None),
        ("办好食堂，是学校后勤的重要任务，是一项民心工程。", None),
        ("全年工作总的要求是：以质量为中心，以安全为保障。", None),
        ("建设项目包括，教学楼一栋、运动场一个。", None),
        ("不断提高办学水平。", None),
    ],
)
def test_as_measure(line: str, measure: str | None) -> None:
    assert as_measure(line) == measure


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("2019年，我局将会同县公安局巡查。", "会同公安局巡查。"),
        ("20xx年预计招聘音乐教师。", "预计招聘音乐教师。"),
        ("2019年底前完成整改。", "2019年底前完成整改。"),
        ("对民办园减免房租，我们发放纾困补助。", "对民办园减免房租，发放纾困补助。"),
    ],
)
def test_in_own_voice(line: str, own: str) -> None:
    assert in_own_voice(line) == own


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("消防设施还存在漏洞。", True),
        ("骨干教师不足，班主任后继乏人。", True),
        ("重防疫、轻其他的倾向在部分学校存在。", True),
        ("针对薄弱环节逐校整改。", False),
        ("有的放矢开展培训。", False),
    ],
)
def test_tells_of_trouble(line: str, trouble: bool) -> None:
    assert tells_of_trouble(line) is trouble


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("狠抓校园安全隐患排查与整改。", True),
        ("抓好义务教育阶段控辍工作。", True),
        ("每月开展一次应急演练。", False),
        ("抓好控辍工作，落实双线责任。", False),
    ],
)
def test_is_bare(line: str, bare: bool) -> None:
    assert is_bare(line) is bare


@pytest.mark.parametrize(
    ("line", "opens"),
    [("落实值班制度。", True), ("认真落实值班制度。", True), ("制度要落实到位。", False), ("", False)],
)
def test_a_line_that_begins_with_its_action(line: str, opens: bool) -> None:
    assert opens_with_verb(line) is opens


def test_a_plan_does_not_look_back_at_a_year_before_its_own() -> None:
    quote = "2019年10月，全市电视电话会议部署信息化工作，各校组织收看。"
    assert voiced(quote, (2021, 2021), finished=False) is None
    assert voiced(quote, (2019, 2019), finished=False) is not None


def test_a_row_of_a_table_is_no_line() -> None:
    assert voiced("|实验室建设|实验开出率不低于95%|装备站|10月|", None, finished=False) is None


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("推进安全管理，以优异成绩迎接党的二十大。", "推进安全管理。"),
        ("以迎接建党一百周年为契机，开展红色教育活动。", "开展红色教育活动。"),
        ("开展庆祝建党100周年系列活动。", None),
        ("党的二十大将胜利召开，三年规划也到了交账的时候。", None),
        ("全国教育信息化会议上把教育信息化作为国家战略开始推动。", None),
        ("学习贯彻党的二十大精神，开展宣讲。", "学习贯彻党的二十大精神，开展宣讲。"),
        ("召开全县安全工作会议，提出整改要求。", "召开全县安全工作会议，提出整改要求。"),
    ],
)
def test_what_happens_elsewhere_or_in_one_year_alone_is_no_measure(line: str, measure: str | None) -> None:
    assert as_measure(line) == measure
