"""Sub-topics are what independent precedents share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.drafting.specifics import Specific
from assistant.drafting.statements import Statement
from assistant.drafting.topics import find_topics, terms, weigh
from assistant.plan import Hit
from assistant.retrieval.survey import Angle
from ingest.document import Passage
from ingest.index.encoder import HashingEncoder

ENCODER = HashingEncoder()
LINES = [
    ("p1", "每月组织消防演练，提高自救能力。"),
    ("p2", "各校消防演练要有方案、有记录。"),
    ("p3", "消防演练每学期不少于两次。"),
    ("p3copy", "消防演练结束后要及时讲评。"),
    ("p1", "校车路线每年重新核定一次。"),
    ("p2", "校车驾驶员每半年参加培训。"),
]
INDEPENDENT = {"p1": "p1", "p2": "p2", "p3": "p3", "p3copy": "p3"}
RARITY = {word: 1.0 for word in ("消防", "演练", "校车", "路线", "驾驶员", "讲评", "自救", "记录")}


def statement(precedent: str, line: str) -> Statement:
    passage = Passage(f"{precedent}.{line}", "s", precedent, line, 0, len(line), (), "plan")
    hit = Hit(passage, 1.0, (0, len(line)), "某.txt", "某计划")
    return Statement(line, line, 0, len(line), hit, ENCODER.encode_query(line), ())


STATEMENTS = [statement(*each) for each in LINES]


def angle(name: str) -> Angle:
    return Angle(name, ENCODER.encode_query(name), {each.hit.passage.id: 1.0 for each in STATEMENTS})


def test_the_same_document_filed_twice_counts_once() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    assert found.holders["消防演练"] == {"p1", "p2", "p3"}
    assert found.holders["校车"] == {"p1", "p2"}
    assert found.worth["消防演练"] > found.worth["校车"] > 0


def test_the_words_of_the_section_are_no_sub_topic() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "消防演练")
    assert not {"消防", "演练", "消防演练"} & set(found.worth)


def test_topics_count_independent_precedents_and_share_no_statement() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    topics = find_topics(STATEMENTS, found, INDEPENDENT, [angle("校园安全")], 8)
    counts = {each.name: each.precedents for each in topics}
    assert counts["消防演练"] == 3
    lines = [each.line for topic in topics for each in topic.statements]
    assert len(lines) == len(set(lines))
    assert all(
        topic.precedents <= len({each.hit.passage.precedent_id for each in topic.statements}) for topic in topics
    )


def test_aspects_asked_for_come_first_in_their_order() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    topics = find_topics(STATEMENTS, found, INDEPENDENT, [angle("校园安全"), angle("校车路线"), angle("消防演练")], 8)
    assert [each.name for each in topics[:2]] == ["校车路线", "消防演练"]
    assert all("校车" in each.line for each in topics[0].statements)


def test_an_aspect_that_no_statement_names_is_no_sub_topic() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    topics = find_topics(STATEMENTS, found, INDEPENDENT, [angle("校园安全"), angle("远洋捕捞"), angle("校车路线")], 8)
    names = [each.name for each in topics]
    assert names[0] == "校车路线" and "远洋捕捞" not in names


def test_another_offices_specifics_are_no_terms() -> None:
    held = replace(STATEMENTS[0], line="石塬消防演练。", specifics=(Specific(0, 2, "place"),))
    assert not any("石塬" in each for each in weigh([held], INDEPENDENT, RARITY, "校园安全").holders)


def test_no_more_topics_than_asked_for() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    assert len(find_topics(STATEMENTS, found, INDEPENDENT, [angle("校园安全")], 1)) == 1
    assert find_topics([], found, INDEPENDENT, [angle("校园安全")], 8) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [("开展应急演练", {"应急", "演练", "应急演练"}), ("学校要认真落实", set()), ("", set())],
)
def test_terms(line: str, expected: set[str]) -> None:
    assert set(terms(line)) == expected


def test_relevance_is_filled_in() -> None:
    found = weigh(STATEMENTS, INDEPENDENT, RARITY, "校园安全")
    topics = find_topics(STATEMENTS, found, INDEPENDENT, [angle("消防演练")], 8)
    values = np.array([each.relevance for topic in topics for each in topic.statements])
    assert (values > 0).all() and (values <= 1.2001).all()


def test_a_piece_of_a_sentence_names_no_sub_topic() -> None:
    lines = [("p1", "狠抓校园消防演练。"), ("p2", "狠抓校园消防设施。"), ("p3", "狠抓校园消防检查。")]
    statements = [statement(*each) for each in lines]
    independent = {each: each for each, _ in lines}
    rarity = {"狠抓": 9.0, "校园": 9.0, "消防": 1.0}
    found = weigh(statements, independent, rarity, "安全")
    section = Angle("安全", ENCODER.encode_query("安全"), {each.hit.passage.id: 1.0 for each in statements})
    names = {each.name for each in find_topics(statements, found, independent, [section], 3)}
    assert names
    assert not any(name.startswith("狠抓") for name in names)
