"""Brief → draft: every line cited, every quote exact, the same each time; and over the sample corpus, good enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.pipeline import Assistant, _covered
from assistant.plan import Brief, Draft, Item, Topic
from assistant.retrieval.words import content_words
from eval.gold import Request, read_queries, read_requests
from eval.metrics import bigram_support, masks, outside_slots
from eval.search import score, table
from ingest.document import Filters
from ingest.errors import InvalidRequest, NotFound
from ingest.library import Library
from tests.conftest import PLAN
from tests.paged import add_scanned

GOLD = Path(__file__).parents[1] / "eval" / "gold"
REQUESTS = read_requests(GOLD / "drafts.jsonl")
UNCOVERED = [each for each in REQUESTS if not each.must_cover]
COVERED = [each for each in REQUESTS if each.must_cover]
BRIEF = Brief("2026年枫浦区教育局工作计划", "校园安全管理", organization="枫浦区教育局", year=2026,
              requirements="按隐患排查、应急演练、防溺水分条写")  # fmt: skip
UNKNOWN = replace(BRIEF, section="远洋渔业补贴", requirements="")


def assert_stands(assistant: Assistant, draft: Draft) -> None:
    """Hold that every line cites, quotes exactly, says what its quotes say, and that its slots are where they say."""
    for item in draft.items():
        assert item.citations
        for citation in item.citations:
            assert (
                assistant.library.store.text(citation.source_id, citation.start, citation.end) == citation.quote != ""
            )
            passage = assistant.library.store.passage(citation.passage_id)
            assert passage.start <= citation.start < citation.end <= passage.end
            assert passage.precedent_id == citation.precedent_id
            assert 0 <= citation.support <= 1
        assert bigram_support(item.text, [each.quote for each in item.citations]) >= 0.6
        assert [item.text[slot.start : slot.end] for slot in item.slots] == [slot.placeholder for slot in item.slots]
        assert masks(outside_slots(item.text)) == []


def test_every_line_of_a_draft_stands(assistant: Assistant) -> None:
    draft = assistant.draft(BRIEF)
    assert not draft.abstained
    assert_stands(assistant, draft)
    assert (draft.status, draft.engine, draft.brief) == ("draft", "builtin", BRIEF)
    ids = [item.id for item in draft.items()]
    assert len(ids) == len(set(ids))


def test_the_aspects_asked_for_head_the_outline(assistant: Assistant) -> None:
    headings = [item.heading for item in assistant.draft(BRIEF).outline]
    assert headings[:3] == ["隐患排查", "应急演练", "防溺水"]


def test_topics_name_the_items_that_hold_them(assistant: Assistant) -> None:
    draft = assistant.draft(BRIEF)
    texts = {item.id: item for item in draft.items()}
    for topic in draft.topics:
        assert topic.covered == bool(topic.item_ids)
        for item_id in topic.item_ids:
            words = [word for word in content_words(topic.name) if len(word) > 1] or [topic.name]
            assert texts[item_id].heading == topic.name or any(word in texts[item_id].text for word in words)


def test_what_stands_under_a_heading_is_of_its_topic() -> None:
    outline = (Item("i1", "消防演练", "每月疏散一次。", children=(Item("i1.1", "消防演练", "讲评要及时。"),)),
               Item("i2", "校车", "路线每年核定。"))  # fmt: skip
    told = _covered([Topic("消防演练", 3, covered=False), Topic("心理", 3, covered=False)], outline)
    assert [(each.covered, each.item_ids) for each in told] == [(True, ("i1", "i1.1")), (False, ())]


def test_no_more_items_than_asked_for(assistant: Assistant) -> None:
    assert len(assistant.draft(replace(BRIEF, max_items=2)).outline) <= 2


def test_the_same_brief_gives_the_same_outline(assistant: Assistant) -> None:
    one, other = assistant.draft(BRIEF), assistant.draft(BRIEF)
    assert (one.outline, one.topics, one.findings) == (other.outline, other.topics, other.findings)
    assert one.id != other.id


def test_the_same_library_opened_anew_gives_the_same_outline(assistant: Assistant) -> None:
    before = assistant.draft(BRIEF)
    assistant.library.rebuild()
    assert assistant.draft(BRIEF).outline == before.outline


def test_a_draft_is_kept(assistant: Assistant) -> None:
    drafts = [assistant.draft(BRIEF), assistant.draft(UNKNOWN)]
    for draft in drafts:
        assert assistant.find_draft(draft.id) == draft
    assert assistant.list_drafts() == drafts[::-1]
    assert assistant.list_drafts(limit=1, before=drafts[1].created_at) == drafts[:1]
    assert assistant.list_drafts(status="approved") == []
    with pytest.raises(NotFound):
        assistant.find_draft("无此草稿")


def test_a_plan_cites_plans_alone_and_a_summary_summaries(assistant: Assistant) -> None:
    for doc_type in ("plan", "summary"):
        draft = assistant.draft(replace(BRIEF, doc_type=doc_type, requirements=""))  # type: ignore[arg-type]
        cited = {each.passage_id for item in draft.items() for each in item.citations}
        assert cited
        assert {assistant.library.store.passage(each).doc_type for each in cited} == {doc_type}


def test_filters_hold_in_a_draft(assistant: Assistant) -> None:
    _, source = assistant.library.store.sources(limit=1)[0]
    draft = assistant.draft(replace(BRIEF, filters=Filters(source_ids=(source.id,))))
    assert {each.source_id for item in draft.items() for each in item.citations} == {source.id}
    assert "single_source" in {each.code for each in draft.findings}


def test_names_of_other_offices_do_not_stand_in_the_outline(assistant: Assistant) -> None:
    text = "".join(item.text for item in assistant.draft(BRIEF).items())
    assert not [name for name in ("月桥", "青浦湾", "松濤", "松涛", "2023", "112") if name in text]


@pytest.mark.parametrize("brief", [UNKNOWN, replace(BRIEF, filters=Filters(agency_level="school"))])
def test_it_abstains_where_there_is_nothing(assistant: Assistant, brief: Brief) -> None:
    draft = assistant.draft(brief)
    assert draft.abstained
    assert (draft.outline, draft.topics) == ((), ())
    assert [each.code for each in draft.findings] == ["no_precedent"]
    assert brief.section in draft.findings[0].message
    assert brief.section in draft.searched


def test_an_empty_library_abstains(library: Library) -> None:
    assert Assistant(library).draft(BRIEF).abstained


@pytest.mark.parametrize(
    "changed", [{"section": " "}, {"section": ""}, {"max_items": 0}, {"max_items": 21}, {"max_items": -1}]
)
def test_a_brief_without_sense_is_refused(assistant: Assistant, changed: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        assistant.draft(replace(BRIEF, **changed))  # type: ignore[arg-type]
    assert assistant.list_drafts() == []


def test_a_source_removed_after_its_draft_leaves_the_draft_readable(assistant: Assistant) -> None:
    draft = assistant.draft(BRIEF)
    for _, source in assistant.library.store.sources(limit=9):
        assistant.library.remove(source.id)
    assert assistant.find_draft(draft.id) == draft
    assert assistant.draft(BRIEF).abstained


@pytest.mark.slow
def test_search_over_the_sample_corpus(corpus_assistant: Assistant) -> None:
    def search(query: str, filters: Filters) -> list[str]:
        return [hit.passage.text for hit in corpus_assistant.search(query, top_k=10, filters=filters)]

    scores = score(read_queries(GOLD / "search.jsonl"), search)
    told = table(scores)
    assert scores["all"].hit5 >= HIT5, told
    assert scores["all"].recall10 >= RECALL10, told
    assert scores["none"].hit1 >= LEFT_EMPTY, told


HIT5, RECALL10, LEFT_EMPTY = 0.93, 0.81, 0.5  # many a section has more than ten answers by now
"""About .02 below what was measured when these were set: .927, .804, .615."""


@pytest.mark.slow
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.id)
def test_every_line_over_the_sample_corpus_stands(corpus_assistant: Assistant, request_: Request) -> None:
    assert_stands(corpus_assistant, corpus_assistant.draft(request_.brief))


@pytest.mark.slow
def test_hardly_anything_leaks(corpus_assistant: Assistant) -> None:
    leaked = []
    for request in COVERED:
        text = "\n".join(item.text for item in corpus_assistant.draft(request.brief).items())
        leaked += [each for each in request.must_not_leak if each in text]
    assert not leaked


@pytest.mark.slow
def test_outlines_over_the_sample_corpus_cover_what_they_must(corpus_assistant: Assistant) -> None:
    held = wanted = 0
    for each in COVERED:
        text = "\n".join(item.text for item in corpus_assistant.draft(each.brief).items())
        held += sum(word in text for word in each.must_cover)
        wanted += len(each.must_cover)
    assert held / wanted >= COVERS


COVERS = 0.80
"""Measured when set: .833."""


@pytest.mark.slow
@pytest.mark.parametrize("request_", UNCOVERED, ids=lambda each: each.id)
def test_it_abstains_where_the_sample_corpus_is_silent(corpus_assistant: Assistant, request_: Request) -> None:
    assert corpus_assistant.draft(request_.brief).abstained


def test_a_citation_knows_its_page_and_drafts_of_before_have_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_scanned(library, PLAN, "扫描.pdf", "（二）加强防溺水教育", monkeypatch)
    drafts = Assistant(library)
    draft = drafts.draft(BRIEF)
    turn = PLAN.index("（二）加强防溺水教育")
    cited = [citation for item in draft.items() for citation in item.citations]
    assert {each.page for each in cited} == {1, 2}
    assert all((each.page == 2) == (each.start >= turn) for each in cited)
    assert drafts.find_draft(draft.id) == draft
    body = library.store.drafts.find(draft.id)
    for item in body["outline"]:
        for line in (item, *item["children"]):
            for citation in line["citations"]:
                del citation["page"]
    library.store.drafts.save("old", draft.created_at, "draft", body)
    old = drafts.find_draft("old")
    assert {citation.page for item in old.items() for citation in item.citations} == {None}
