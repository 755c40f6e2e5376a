"""Why a passage came, and which filters were on: the views, from hits and filters made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.plan import Hit
from assistant.retrieval.lexicon.expansion import Expansion
from assistant.web.ui import filters, why
from assistant.web.ui.strings import Words
from ingest.document import Filters, Passage
from tests.web.ui.test_html import read

ZH, EN = Words("zh"), Words("en")
EVIL = "<i>下河</i>"
EXPANSION = Expansion("", (("娃娃", ("学生", "幼儿")), (EVIL, ("溺水", "学生"))))
PASSAGE = Passage("s.0-9", "s", "s.0-9", "防溺水", ("一、安全",), "plan", (2024, 2024), "county", 0, 3)
HIT = Hit(PASSAGE, 0.5, (0, 3), "计划.txt", "计划")


def test_each_term_is_told_once_the_first_of_every_expression_first() -> None:
    assert why.widened_told(EXPANSION, ZH) == "已按“学生”“溺水”“幼儿”一并检索"
    assert why.widened_told(Expansion("", ()), ZH) == ""
    assert why.widened_view(Expansion("", ()), ZH) == ""


def test_no_more_than_eight_terms_are_told_and_how_many_there_are() -> None:
    many = Expansion("", (("下河", tuple(f"词{n}" for n in range(12))),))
    told = why.widened_told(many, ZH)
    assert told.count("“") == 8
    assert "等 12 个说法" in told
    assert "词11" in why.widened_view(many, ZH)


def test_the_line_opens_to_what_each_term_stands_for_as_text() -> None:
    page = why.widened_view(EXPANSION, ZH)
    assert "<i>" not in page
    assert "<i>下河</i> → 溺水、学生" in read(page).text
    assert read(page).tags == ["details", "summary", "ul", "li", "li"]


def test_the_legend_tells_only_of_marks_that_there_are() -> None:
    own, added = replace(HIT, matched=("防",)), replace(HIT, added=("溺水",))
    assert why.legend([HIT], ZH) == ""
    assert read(why.legend([HIT, own], ZH)).text == ZH("search.legend.own")
    assert read(why.legend([added], ZH)).text == ZH("search.legend.added")
    assert read(why.legend([own, added], ZH)).tags.count("mark") == 2


def test_places_are_told_and_a_leg_that_did_not_meet_it() -> None:
    assert read(why.places_view({"sentence": 1, "dense": 3}, ZH)).text == "语义第 3 位 · 句子第 1 位 · 字词未命中"
    assert read(why.places_view({"lexical": 12}, EN)).text == "meaning: no match · sentence: no match · words: no. 12"
    assert why.places_view({"dense": 3}, ZH).count('title="') == 3
    assert why.places_view({}, ZH) == ""


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (Filters(), []),
        (Filters(doc_type="summary"), ["文种：总结×"]),
        (Filters(year_from=2019, year_to=2021), ["年份：2019—2021年×"]),
        (Filters(year_from=2020, year_to=2020), ["年份：2020年×"]),
        (Filters(doc_type="plan", year_from=2019), ["文种：计划×", "年份：2019年起×"]),
        (Filters(year_to=2021), ["年份：2021年及以前×"]),
    ],
)
def test_filters_are_shown_as_chips(on: Filters, told: list[str]) -> None:
    page = filters.filters_view(on, ZH)
    assert read(page.replace("</li>", "</li>\n")).text.split() == told
    assert page.count("aria-label") == len(told) + bool(told)


def test_a_filter_that_is_dropped_leaves_the_others() -> None:
    both = Filters(doc_type="plan", year_from=2019, year_to=2021, source_ids=("a",))
    assert filters.active(both) == ["doc_type", "years"]
    assert filters.without(both, ["years"]) == Filters(doc_type="plan", source_ids=("a",))
    assert filters.without(both, ["doc_type", "years"]) == Filters(source_ids=("a",))
    assert filters.without(both, ["nonsense"]) == both
