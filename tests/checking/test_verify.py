"""A line stands only if what it cites says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checking.verify import review_whole, verify
from assistant.plan import Brief, Citation, Finding, Item, Topic

SOURCE = "一、安全\n每月组织一次校园安全隐患排查，登记造册。投入645万元改造鹿溪镇中心小学食堂。安排骨干教师结对帮带。"
BRIEF = Brief("2026年枫浦区教育局工作计划", "校园安全管理")
NAMES = frozenset({"鹿溪镇", "鹿溪"})


def text_at(source_id: str, start: int, end: int) -> str:
    assert source_id == "s"
    return SOURCE[start:end]


def cite(quote: str, *, precedent: str = "p") -> Citation:
    start = SOURCE.index(quote)
    return Citation("s.0-9", "s", "某.txt", precedent, "某计划", start, start + len(quote), quote, 0.0)


def item(item_id: str, text: str, *citations: Citation, children: tuple[Item, ...] = ()) -> Item:
    return Item(item_id, "安全", text, (), citations, children)


GOOD = item("i1", "每月组织一次校园安全隐患排查，登记造册。", cite("每月组织一次校园安全隐患排查，登记造册。"))
OTHER = item("i2", "安排骨干教师结对帮带。", cite("安排骨干教师结对帮带。"))


def checked(*outline: Item, brief: Brief = BRIEF) -> tuple[list[str], list[tuple[str, str | None]]]:
    kept, findings = verify(outline, brief, NAMES, text_at)
    return [each.id for each in kept], [(each.code, each.item_id) for each in findings]


def test_a_good_line_is_kept_with_its_support() -> None:
    kept, findings = verify((GOOD,), BRIEF, NAMES, text_at)
    assert findings == []
    assert kept == (replace(GOOD, citations=(replace(GOOD.citations[0], support=1.0),)),)


def test_a_wrong_quote_is_dropped() -> None:
    wrong = replace(GOOD.citations[0], start=GOOD.citations[0].start + 1, end=GOOD.citations[0].end + 1)
    assert checked(replace(GOOD, citations=(wrong,)), OTHER) == (["i2"], [("unsupported", "i1")])


def test_a_quote_that_was_touched_up_is_dropped() -> None:
    touched = replace(GOOD.citations[0], quote=GOOD.citations[0].quote.replace("，", ","))
    assert checked(replace(GOOD, citations=(touched,)))[0] == []


def test_one_wrong_quote_among_good_ones_is_enough() -> None:
    wrong = replace(OTHER.citations[0], start=0, end=3)
    assert checked(replace(GOOD, citations=(*GOOD.citations, wrong)))[0] == []


def test_a_line_that_its_quote_does_not_say_is_dropped() -> None:
    assert checked(item("i1", "食堂每日留样并由校长陪餐。", cite("安排骨干教师结对帮带。"))) == (
        [],
        [("unsupported", "i1")],
    )


def test_a_line_without_citation_is_dropped() -> None:
    assert checked(item("i1", "每月组织一次校园安全隐患排查。")) == ([], [("unsupported", "i1")])


@pytest.mark.parametrize(
    "text", ["投入645万元改造食堂。", "投入改造鹿溪镇食堂。", "改造鹿溪食堂。", "投入改造鹿溪镇中心小学食堂。"]
)
def test_a_fact_of_another_office_is_dropped(text: str) -> None:
    kept, findings = checked(item("i1", text, cite("投入645万元改造鹿溪镇中心小学食堂。")))
    assert kept == []
    assert ("foreign_specific", "i1") in findings


def test_the_same_line_with_slots_is_kept() -> None:
    assert checked(item("i1", "投入【金额】改造【单位】食堂。", cite("投入645万元改造鹿溪镇中心小学食堂。"))) == (
        ["i1"],
        [],
    )


def test_a_fact_that_the_writer_gave_is_kept() -> None:
    brief = replace(BRIEF, requirements="写明投入645万元")
    assert checked(
        item("i1", "投入645万元改造【单位】食堂。", cite("投入645万元改造鹿溪镇中心小学食堂。")), brief=brief
    ) == (["i1"], [])


def test_a_child_takes_the_place_of_a_parent_that_falls() -> None:
    third = replace(OTHER, id="i3")
    kept, findings = verify((replace(GOOD, citations=(), children=(OTHER, third)),), BRIEF, NAMES, text_at)
    assert [each.id for each in kept] == ["i2"]
    assert [each.id for each in kept[0].children] == ["i3"]
    assert [(each.code, each.item_id) for each in findings] == [("unsupported", "i1")]


def test_a_child_that_falls_leaves_its_parent() -> None:
    kept, findings = verify((replace(GOOD, children=(replace(OTHER, citations=()),)),), BRIEF, NAMES, text_at)
    assert [(each.id, each.children) for each in kept] == [("i1", ())]
    assert [(each.code, each.severity, each.item_id) for each in findings] == [("unsupported", "error", "i2")]


def test_children_of_a_promoted_child_stay() -> None:
    nested = replace(OTHER, children=(replace(GOOD, id="i9"),))
    kept, _ = verify((replace(GOOD, citations=(), children=(nested, replace(OTHER, id="i3"))),), BRIEF, NAMES, text_at)
    told = [each.id for item_ in kept for each in (item_, *item_.children)]
    assert sorted(told) == ["i2", "i3", "i9"]


@pytest.mark.parametrize("heading", ["鹿溪", "二中", "投入645万元"])
def test_a_heading_that_holds_a_fact_of_another_office_does_not_stand(heading: str) -> None:
    kept, findings = verify((replace(GOOD, heading=heading), OTHER), BRIEF, NAMES, text_at)
    assert [each.id for each in kept] == ["i2"]
    assert {each.code for each in findings} == {"foreign_specific"}


def test_a_heading_that_the_writer_asked_for_stands() -> None:
    brief = replace(BRIEF, requirements="按鹿溪、消防写")
    assert [each.id for each in verify((replace(GOOD, heading="鹿溪"),), brief, NAMES, text_at)[0]] == ["i1"]


def found(outline: tuple[Item, ...], topics: tuple[Topic, ...] = ()) -> list[Finding]:
    return list(review_whole(outline, topics))


def test_one_source_alone_is_told() -> None:
    assert [each.code for each in found((GOOD, OTHER))] == ["single_source"]
    assert found((GOOD, replace(OTHER, citations=(cite("安排骨干教师结对帮带。", precedent="q"),)))) == []
    child = replace(GOOD, children=(replace(OTHER, citations=(cite("安排骨干教师结对帮带。", precedent="q"),)),))
    assert found((child,)) == []


def test_a_topic_that_many_hold_and_the_draft_lacks_is_told() -> None:
    two = (GOOD, replace(OTHER, citations=(cite("安排骨干教师结对帮带。", precedent="q"),)))
    topics = (
        Topic("消防", 3, covered=False),
        Topic("交通", 2, covered=False),
        Topic("安全", 5, covered=True, item_ids=("i1",)),
    )
    told = found(two, topics)
    assert [(each.code, each.severity) for each in told] == [("missing_topic", "info")]
    assert "消防" in told[0].message


def test_a_topic_that_one_alone_holds_is_thin() -> None:
    two = (GOOD, replace(OTHER, citations=(cite("安排骨干教师结对帮带。", precedent="q"),)))
    told = found(two, (Topic("安全", 1, covered=True, item_ids=("i1", "i2")),))
    assert [(each.code, each.item_id) for each in told] == [("thin_evidence", "i1")]
