"""The level of the agency that a precedent is of."""

from __future__ import annotations

import pytest

from ingest.structure.agency import level_of


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("青岚省教育厅2023年工作要点", "province"),
        ("青岚自治区教育厅2023年工作要点", "province"),
        ("望川市教育局2023年工作计划", "city"),
        ("望川市人民政府2023年工作要点", "city"),
        ("月桥区教育局2023年工作计划", "county"),
        ("青浦湾县教育体育局2023年工作计划", "county"),
        ("望川市月桥区教育局2023年工作计划", "county"),
        ("青浦湾县应急管理局2023年工作计划", "county"),
        ("月桥区卫生健康局2023年工作总结", "county"),
        ("乌兰旗教育局2023年工作计划", "county"),
        ("松涛县政府教育处112学年度工作计划", "county"),
        ("月桥区实验小学2023年工作计划", "school"),
        ("青浦湾县第一中学2023年工作总结", "school"),
        ("月桥区机关幼儿园2023年工作计划", "school"),
        ("青浦湾县二中2023年工作计划", "school"),
        ("月桥区教育局安全科2023年工作计划", "office"),
        ("月桥区教育局安全科2023年学校安全工作计划", "office"),
        ("青浦湾县教育局教研室2023年工作要点", "office"),
        ("月桥区教育局办公室2023年工作总结", "office"),
        ("县教育局各科室工作计划 篇1", "office"),
        ("月桥区教育局2023年学校安全工作计划", "county"),
        ("年度工作计划", "unknown"),
    ],
)
def test_the_title_tells(title: str, level: str) -> None:
    assert level_of(title, "") == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("全县学校都要落实。县委高度重视。我县把教育摆在首位。", "county"),
        ("全市学校都要落实。市委高度重视。", "city"),
        ("全省学校都要落实，我省教育水平不断提高。", "province"),
        ("我校教师队伍稳定，我校将继续努力。", "school"),
        ("全县学校都要落实。", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_body_tells_where_the_title_does_not(body: str, level: str) -> None:
    assert level_of("年度工作计划", body) == level
