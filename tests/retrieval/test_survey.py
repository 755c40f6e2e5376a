"""Brief → what the library has on its section."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.pipeline import Assistant
from assistant.plan import Brief
from assistant.retrieval.survey import survey
from ingest.document import Filters
from ingest.library import Library

BRIEF = Brief("2026年枫浦区教育局工作计划", "校园安全管理", requirements="按隐患排查、应急演练、防溺水分条写")


def test_the_section_and_each_aspect_are_searched_for(filled: Library) -> None:
    found = survey(filled, BRIEF)
    assert [each.name for each in found.angles] == ["校园安全管理", "隐患排查", "应急演练", "防溺水"]
    assert found.searched == ("校园安全管理", "校园安全管理 隐患排查", "校园安全管理 应急演练", "校园安全管理 防溺水")
    ids = [hit.passage.id for hit in found.hits]
    assert len(ids) == len(set(ids)) > 0
    for angle in found.angles:
        assert set(angle.scores) <= set(ids)
        assert max(angle.scores.values()) == 1.0
        assert np.linalg.norm(angle.query) == pytest.approx(1.0, abs=1e-3)


def test_a_plan_draws_on_plans_and_a_summary_on_summaries(filled: Library) -> None:
    assert {hit.passage.doc_type for hit in survey(filled, BRIEF).hits} == {"plan"}
    assert {hit.passage.doc_type for hit in survey(filled, replace(BRIEF, doc_type="summary")).hits} == {"summary"}


def test_the_writers_filters_hold(filled: Library) -> None:
    years = replace(BRIEF, filters=Filters(year_from=2023, year_to=2023))
    assert {hit.passage.year and hit.passage.year[0] for hit in survey(filled, years).hits} == {2023}
    turned = replace(BRIEF, filters=Filters(doc_type="summary"))
    assert {hit.passage.doc_type for hit in survey(filled, turned).hits} == {"summary"}


def test_an_uncovered_section_gives_nothing_but_what_was_looked_for(filled: Library) -> None:
    found = survey(filled, replace(BRIEF, section="远洋渔业补贴", requirements=""))
    assert (found.hits, found.angles, found.searched) == ((), (), ("远洋渔业补贴",))


@pytest.mark.slow
@pytest.mark.parametrize("section", ["无偿献血与采供血管理", "远洋渔业补贴发放", "地铁线路规划与施工"])
def test_the_sample_corpus_does_not_cover(corpus_assistant: Assistant, section: str) -> None:
    assert survey(corpus_assistant.library, replace(BRIEF, section=section)).hits == ()


@pytest.mark.slow
@pytest.mark.parametrize("section", ["校园安全管理", "防溺水与学生安全教育", "教师队伍建设", "校园食品安全与食堂管理"])
def test_the_sample_corpus_covers(corpus_assistant: Assistant, section: str) -> None:
    found = survey(corpus_assistant.library, replace(BRIEF, section=section))
    assert len({hit.passage.precedent_id for hit in found.hits}) >= 3
