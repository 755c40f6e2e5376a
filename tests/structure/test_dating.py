"""The year a precedent is for: told where it says so, unknown where it does not."""

from __future__ import annotations

import pytest

from ingest.document import Extract, Precedent
from ingest.structure.analysis import analyse

BODY = "一、校园安全\n各校每月组织一次隐患排查，登记造册，限期整改，整改结果报区教育局备案。\n"


def precedent(text: str) -> Precedent:
    found = analyse("a1", "某.txt", Extract(text, "text/plain")).precedents
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("title", "year", "quote"),
    [
        ("月桥区教育局2023年工作计划", (2023, 2023), "2023年"),
        ("月桥区教育局2023年度工作计划", (2023, 2023), "2023年"),
        ("月桥区教育局 2023 年工作计划", (2023, 2023), "2023 年"),
        ("月桥区教育局２０２３年工作计划", (2023, 2023), "２０２３年"),
        ("月桥区教育局2024—2025学年度工作计划", (2024, 2025), "2024—2025学年"),
        ("月桥区教育局2024-2025学年工作计划", (2024, 2025), "2024-2025学年"),
        ("月桥区教育局2024至2025学年工作计划", (2024, 2025), "2024至2025学年"),
        ("月桥区教育局二〇一五年工作计划", (2015, 2015), "二〇一五年"),
        ("月桥区教育局二○一五年工作计划", (2015, 2015), "二○一五年"),
        ("月桥区教育局14年工作计划", (2014, 2014), "14年"),
        ("松濤縣政府教育處112學年度工作計劃", (2023, 2024), "112學年度"),
        ("松濤縣政府教育處113年度工作計劃", (2024, 2024), "113年度"),
        ("松濤縣政府教育處112學年度（2023年8月起）工作計劃", (2023, 2024), "112學年度（2023年"),
        ("月桥区教育局2018年工作总结及2019年工作计划", (2018, 2019), "2018年工作总结及2019年"),
    ],
)
def test_the_title_tells_the_year(title: str, year: tuple[int, int], quote: str) -> None:
    text = f"{title}\n{BODY}"
    found = precedent(text)
    assert found.year == year
    assert found.year_evidence is not None
    assert found.year_evidence.quote == quote
    assert text[found.year_evidence.start : found.year_evidence.end] == quote


def test_the_head_of_the_body_tells_the_year_where_the_title_does_not() -> None:
    found = precedent(f"月桥区教育局工作计划\n2022年是推进教育现代化的关键一年。\n{BODY}")
    assert found.year == (2022, 2022)
    assert found.year_evidence is not None and found.year_evidence.quote == "2022年"


@pytest.mark.parametrize(
    "text",
    [
        f"月桥区教育局工作计划\n{BODY}",
        f"教育局20xx年工作计划\n{BODY}",
        f"教育局20XX年工作计划\n2019年是重要的一年。\n{BODY}",
        f"教育局20**年工作计划\n{BODY}",
        f"教育局xxxx年工作计划\n{BODY}",
        f"2021年教育局工作计划\n20xx年，我局将做好下列工作，到20xx年底全部完成。\n{BODY}",
        f"月桥区教育局2016—2020年发展规划\n{BODY}",
        f"月桥区学校食堂工作计划\n餐具消毒温度不低于110度，留样不少于48小时。\n{BODY}",
        f"月桥区教育局工作计划\n{BODY * 5}到2035年基本实现教育现代化。\n",
    ],
)
def test_no_year_rather_than_a_wrong_one(text: str) -> None:
    found = precedent(text)
    assert (found.year, found.year_evidence) == (None, None)
