"""Several searches over the same queries, and the report on them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from eval.compare import ALL, Comparison, compare
from eval.gold import Query
from eval.reliability import Bin
from eval.report import markdown, to_json, write
from eval.systems import LEGS, System, allowed_of, confidence_of, legs, ours, passages_of, sources_of
from ingest.document import Filters
from ingest.library import Library

QUOTE = "每月组织一次校园安全隐患排查，登记造册，限期整改。"
OTHER = "安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛。"
QUERIES = [
    Query("a", "隐患", "section", Filters(), (QUOTE,)),
    Query("b", "教师", "fact", Filters(), (OTHER,)),
    Query("c", "远洋渔业", "none", Filters(), ()),
]
RIGHT = {"隐患": [QUOTE], "教师": [OTHER], "远洋渔业": []}
WRONG = {"隐患": [OTHER, QUOTE], "教师": [], "远洋渔业": [QUOTE]}


def system(name: str, answers: dict[str, list[str]]) -> System:
    return System(name, "a table", lambda query, filters: answers[query])


def comparison(curve: tuple[Bin, ...] = ()) -> Comparison:
    results = tuple(compare(QUERIES, [system("right", RIGHT), system("wrong", WRONG)]))
    return Comparison(("gold.jsonl",), "corpus", 2, 9, len(QUERIES), {"model": "m@1"}, results, curve)


def test_each_is_scored_by_kind_and_overall() -> None:
    right, wrong = comparison().results
    assert list(right.kinds) == [ALL, "fact", "section"]
    assert {estimate.value for figures in right.kinds.values() for estimate in figures.values()} == {1.0}
    assert {name: each.value for name, each in wrong.kinds[ALL].items()} == {
        "hit1": 0.0, "hit5": 0.5, "recall10": 0.5, "mrr10": 0.25,
    }  # fmt: skip
    assert {name: each.value for name, each in wrong.behind.items()} == {
        "hit1": 1.0, "hit5": 0.5, "recall10": 0.5, "mrr10": 0.75,
    }  # fmt: skip
    assert {each.value for each in right.behind.values()} == {0.0}


def test_leaving_empty_is_right_only_where_nothing_answers() -> None:
    right, wrong = comparison().results
    assert right.left_empty is not None
    assert wrong.left_empty is not None
    assert (right.left_empty.value, right.wrongly_empty.value) == (1.0, 0.0)
    assert (wrong.left_empty.value, wrong.wrongly_empty.value) == (0.0, 0.5)
    (no_such,) = compare(QUERIES[:2], [system("right", RIGHT)])
    assert no_such.left_empty is None


def test_length_is_that_of_the_passages_returned() -> None:
    right, _ = comparison().results
    assert right.characters == (len(QUOTE) + len(OTHER)) / 2


def test_the_report_names_each_system_in_each_table() -> None:
    text = markdown(comparison())
    assert text.count("\n| right |") == 4  # overall, nothing here, two kinds
    assert text.count("\n| wrong |") == 5  # and what it lies behind
    assert "| wrong | 0.00 [0.00, 0.00] | 0.50 [0.00, 1.00] |" in text
    assert "no reliability curve" in text
    assert "calibration error: 0.400" in markdown(comparison((Bin(4, 0.9, 0.5),)))


def test_json_holds_what_the_tables_are_made_from() -> None:
    told = json.loads(to_json(comparison()))
    assert told["results"][1]["kinds"]["all"]["mrr10"] == {"value": 0.25, "low": 0.0, "high": 0.5, "queries": 2}
    assert told["queries"] == 3


@pytest.mark.parametrize(("curve", "drawn"), [((), False), ((Bin(4, 0.9, 0.5),), True)])
def test_pictures_are_drawn(tmp_path: Path, curve: tuple[Bin, ...], drawn: bool) -> None:
    names = write(comparison(curve), tmp_path / "report")
    assert ("reliability.png" in names) is drawn
    for name in names:
        head = (tmp_path / "report" / name).read_bytes()[:8]
        assert (head == b"\x89PNG\r\n\x1a\n") is name.endswith(".png")


def test_our_legs_order_all_passages_by_their_own_score(assistant: Assistant) -> None:
    query = "校园安全隐患排查"
    found = {each.name: each.search(query, Filters()) for each in [ours(assistant), *legs(assistant.library)]}
    assert len(found) == 1 + len(LEGS)
    assert all("隐患" in passages[0] for passages in found.values())
    assert len(found["passage vectors"]) > len(found["our BM25"])  # vectors meet everything, words do not
    plans = legs(assistant.library)[0].search(query, Filters(doc_type="plan"))
    summaries = legs(assistant.library)[0].search(query, Filters(doc_type="summary"))
    assert plans and summaries and not set(plans) & set(summaries)


def test_what_peers_are_given(filled: Library, documents: dict[str, bytes]) -> None:
    assert {source.name: source.text for source in sources_of(filled)} == {
        name: data.decode().strip() for name, data in documents.items()
    }
    passages = passages_of(filled)
    assert len(passages) == filled.counts()["passages"]
    assert allowed_of(filled, Filters()) is None
    allowed = allowed_of(filled, Filters(doc_type="summary"))
    assert allowed == {key for key, passage in passages.items() if passage.doc_type == "summary"} != set()


def test_confidence_is_the_search_s_own_and_never_made_up(assistant: Assistant) -> None:
    hits = assistant.search("校园安全隐患排查")
    assert confidence_of([replace(hit, confidence=0.25) for hit in hits]) == 0.25
    assert confidence_of([]) is None


def test_plain_bm25_finds_by_words_and_within_filters(filled: Library) -> None:
    from eval.peers import bm25

    search = bm25.system(filled).search
    assert "结对帮带" in search("骨干教师结对帮带", Filters())[0]
    assert search("量子计算", Filters()) == []
    assert search("，。", Filters()) == []
    summary = search("消防设施", Filters(doc_type="summary"))
    assert summary and all("十二轮" in each or "演练" in each for each in summary)
