"""Query → hits."""

from __future__ import annotations

import pytest

from assistant.retrieval.search import WEIGHTS, covers, find, fused
from ingest.document import Filters, Passage, Sentence
from ingest.errors import EmptyQuery
from ingest.library import Candidate, Library

QUERY = "校园安全隐患排查"


def names(library: Library, query: str = QUERY, **asked: object) -> list[str]:
    return [hit.source_name for hit in find(library, query, **asked)]  # type: ignore[arg-type]


def test_hits_are_slices_with_their_provenance(filled: Library) -> None:
    hits = find(filled, QUERY)
    assert "隐患排查" in hits[0].passage.text
    for hit in hits:
        source = filled.store.source(hit.passage.source_id)
        assert hit.passage.text == source.text[hit.passage.start : hit.passage.end]
        assert hit.passage.start <= hit.nearest[0] < hit.nearest[1] <= hit.passage.end
        assert hit.source_name == source.name
        assert hit.precedent_title == filled.store.precedent(hit.passage.precedent_id).title
        assert 0 <= hit.score <= 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_words_that_met_are_told(filled: Library) -> None:
    hit = find(filled, QUERY)[0]
    assert {"校园", "安全", "隐患", "排查"} <= set(hit.matched)


def test_near_duplicates_are_folded(filled: Library) -> None:
    hits = find(filled, QUERY)
    first = next(hit for hit in hits if hit.source_name in ("月桥计划.txt", "转载计划.txt"))
    assert [filled.store.source(each.source_id).name for each in first.also_in if "排查安全隐患" in each.text] == [
        ({"月桥计划.txt", "转载计划.txt"} - {first.source_name}).pop()
    ]
    shown = [hit.passage.id for hit in hits] + [each.id for hit in hits for each in hit.also_in]
    assert len(shown) == len(set(shown))


def test_no_more_than_asked_for(filled: Library) -> None:
    assert len(find(filled, QUERY, top_k=1)) == 1


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(doc_type="summary"), {"青浦湾总结.txt"}),
        (Filters(year_to=2022), {"青浦湾总结.txt"}),
        (Filters(year_from=2023, year_to=2023, doc_type="plan"), {"月桥计划.txt", "松濤計畫.txt"}),
        (Filters(agency_level="school"), set()),
    ],
)
def test_filters_hold_for_hits_and_what_is_folded(filled: Library, filters: Filters, allowed: set[str]) -> None:
    hits = find(filled, QUERY, filters=filters)
    told = {hit.source_name for hit in hits} | {
        filled.store.source(each.source_id).name for hit in hits for each in hit.also_in
    }
    assert told <= allowed
    assert bool(told) == bool(allowed)


def test_sources_can_be_chosen_and_left_out(filled: Library) -> None:
    ids = {source.name: source.id for _, source in filled.store.sources(limit=9)}
    assert set(names(filled, filters=Filters(source_ids=(ids["青浦湾总结.txt"],)))) == {"青浦湾总结.txt"}
    left_out = Filters(exclude_source_ids=(ids["月桥计划.txt"], ids["转载计划.txt"]))
    assert not {"月桥计划.txt", "转载计划.txt"} & set(names(filled, filters=left_out))


@pytest.mark.parametrize(
    ("query", "name"),
    [("營養午餐食材查驗", "松濤計畫.txt"), ("营养餐食材查验", "松濤計畫.txt"), ("骨幹教師結對幫帶", "月桥计划.txt")],
)
def test_either_script_finds_either(filled: Library, query: str, name: str) -> None:
    hits = find(filled, query)
    holders = {hits[0].source_name} | {filled.store.source(each.source_id).name for each in hits[0].also_in}
    assert name in holders


@pytest.mark.parametrize("query", ["", "  \n", "。。？", "——"])
def test_a_query_without_words_is_refused(filled: Library, query: str) -> None:
    with pytest.raises(EmptyQuery):
        find(filled, query)


def test_a_query_of_empty_words_alone_is_searched_for_as_it_is(filled: Library) -> None:
    find(filled, "怎么进行工作")


@pytest.mark.parametrize("query", ["天文台望远镜采购", "远洋渔业补贴发放"])
def test_what_is_not_covered_is_not_answered(filled: Library, query: str) -> None:
    assert find(filled, query) == []
    assert not covers(filled, query)


def test_an_empty_library_answers_nothing(library: Library) -> None:
    assert find(library, QUERY) == []
    assert not covers(library, QUERY)


def test_a_section_that_is_covered(filled: Library) -> None:
    assert covers(filled, "校园安全隐患排查")
    assert covers(filled, "食堂食品安全", Filters(doc_type="summary"))
    assert not covers(filled, "", None)
    assert not covers(filled, "校园安全隐患排查", Filters(agency_level="school"))


def candidate(key: int, dense: float, sentence: float, lexical: float) -> Candidate:
    passage = Passage(str(key), "s", "p", "文", 0, 1, (), "plan")
    return Candidate(key, passage, dense, sentence, Sentence(str(key), 0, 1), lexical)


def test_legs_are_scaled_before_they_are_summed() -> None:
    low, high = candidate(1, 0.80, 0.70, 0.0), candidate(2, 0.90, 0.90, 12.0)
    between = candidate(3, 0.85, 0.80, 6.0)
    assert fused([low, high, between]) == pytest.approx([0.0, 1.0, 0.5])
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_candidates_that_are_all_alike_are_scored_alike() -> None:
    assert len(set(fused([candidate(1, 0.8, 0.8, 0.0), candidate(2, 0.8, 0.8, 0.0)]))) == 1
