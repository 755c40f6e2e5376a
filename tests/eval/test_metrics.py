"""How a search and a draft are scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.gold import Query, read_queries, read_requests
from eval.metrics import bigram_support, masks, meets, outside_slots, ranks, units
from eval.search import score, table
from ingest.document import Filters

QUOTE = "每月组织一次校园安全隐患排查，登记造册，限期整改。"
OTHER = "安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛。"
TRADITIONAL = "每月組織一次校園安全隱患排查，登記造冊，限期整改。"


@pytest.mark.parametrize(
    ("passage", "quote", "expected"),
    [
        (QUOTE, QUOTE, True),
        (f"一、安全\n{QUOTE}{OTHER}", QUOTE, True),
        (TRADITIONAL, QUOTE, True),
        (QUOTE.replace("，", "\n"), QUOTE, True),
        (OTHER, QUOTE, False),
        (QUOTE[:10], QUOTE, False),
        ("", QUOTE, False),
        ("校长每日陪餐", "陪餐", False),
    ],
)
def test_meets(passage: str, quote: str, expected: bool) -> None:
    assert meets(passage, quote) is expected


def test_quotes_that_repeat_one_another_are_one_unit() -> None:
    assert units([QUOTE, OTHER, TRADITIONAL]) == [[QUOTE, TRADITIONAL], [OTHER]]


def test_ranks_count_from_one() -> None:
    assert ranks(["无关的内容，说的是别的事情。", TRADITIONAL, OTHER, QUOTE], [QUOTE, OTHER]) == [2, 3]
    assert ranks([OTHER], [QUOTE]) == [None]


@pytest.mark.parametrize(
    ("line", "quotes", "expected"),
    [
        ("每月开展演练", ["各校每月开展演练"], 1.0),
        ("每月开展演练", ["各校每月开展应急演练"], 0.8),
        ("投入【金额】改造食堂", ["投入645万元改造食堂"], 1.0),
        ("每月开展演练", [], 0.0),
        ("【金额】", [], 1.0),
    ],
)
def test_bigram_support(line: str, quotes: list[str], expected: float) -> None:
    assert bigram_support(line, quotes) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("20xx年投入XX万元", ["20xx", "XX"]),
        ("**县教育局", ["**"]),
        ("某某镇○○小学", ["某某", "○○"]),
        ("在*所小学、*所初中试点", ["*", "*"]),
        ("区委区*的领导", ["*"]),
        ("X县第×届运动会，_名教师", ["X", "×", "_"]),
        ("20*年○镇某校", ["20*", "○", "某"]),
        ("每月一次", []),
        ("x光", []),
        ("推广A*算法，5×3的方阵，4×100米接力", []),
        ("二○一八年办好“3+X”社团", []),
        ("某些学校，API_KEY", []),
    ],
)
def test_masks(line: str, expected: list[str]) -> None:
    assert [each.lower() for each in masks(line)] in ([each.lower() for each in expected], ["xx", "xx"])


def test_slots_are_taken_out() -> None:
    assert outside_slots("投入【金额】改造【单位】食堂") == "投入改造食堂"


def query(identifier: str, kind: str, *quotes: str) -> Query:
    return Query(identifier, identifier, kind, Filters(), quotes)


def test_scores_of_a_search() -> None:
    answers = {
        "first": [QUOTE, OTHER],
        "second": ["别的内容，与此无关，说的是食堂。", QUOTE],
        "never": ["别的内容，与此无关，说的是食堂。"],
        "void": [],
    }
    queries = [
        query("first", "section", QUOTE, OTHER),
        query("second", "fact", QUOTE),
        query("never", "fact", QUOTE),
        query("void", "none"),
    ]
    scores = score(queries, lambda text, filters: answers[text])
    every = scores["all"]
    assert (every.queries, every.hit1, every.hit5, every.recall10) == (
        3,
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
    )
    assert every.mrr10 == pytest.approx((1 + 1 / 2) / 3)
    assert scores["section"].recall10 == 1.0
    assert (scores["none"].queries, scores["none"].hit1) == (1, 1.0)
    assert "| none: left empty | 1 | 1.000 |" in table(scores)


def test_an_answer_beyond_the_tenth_does_not_count() -> None:
    fillers = [f"第{at}段无关内容，说的是别的事情，与问题没有关系。" for at in range(10)]
    scores = score([query("q", "fact", QUOTE)], lambda text, filters: [*fillers, QUOTE])
    assert (scores["all"].hit5, scores["all"].recall10, scores["all"].mrr10) == (0.0, 0.0, 0.0)


def test_gold_files_are_read(tmp_path: Path) -> None:
    asked = {
        "id": "g1",
        "query": "问",
        "kind": "fact",
        "filters": {"doc_type": "plan"},
        "gold": [{"source": "a.txt", "quote": "答"}],
    }
    (tmp_path / "s.jsonl").write_text(json.dumps(asked, ensure_ascii=False) + "\n", "utf-8")
    expected = Query("g1", "问", "fact", Filters(doc_type="plan"), ("答",), frozenset({"a.txt"}))
    assert read_queries(tmp_path / "s.jsonl") == [expected]
    brief = {
        "id": "d1",
        "title": "题",
        "section": "节",
        "requirements": "要",
        "doc_type": "summary",
        "must_cover": ["甲"],
        "must_not_leak": ["乙"],
    }
    (tmp_path / "d.jsonl").write_text(json.dumps(brief, ensure_ascii=False) + "\n", "utf-8")
    (found,) = read_requests(tmp_path / "d.jsonl")
    assert (found.id, found.brief.section, found.brief.doc_type, found.must_cover, found.must_not_leak) == (
        "d1",
        "节",
        "summary",
        ("甲",),
        ("乙",),
    )
