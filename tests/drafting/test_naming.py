"""A sub-topic is called by a noun phrase: a heading of a precedent, a compound its statements share, or a settled word."""

from __future__ import annotations

import pytest

from assistant.drafting.naming import is_name, name_of
from assistant.drafting.specifics import find_specifics
from assistant.drafting.statements import Statement
from assistant.drafting.topics import terms
from assistant.plan import Hit
from ingest.document import Passage
from ingest.index.encoder import HashingEncoder

ENCODER = HashingEncoder()


def statement(line: str, *path: str) -> Statement:
    passage = Passage(f"p.{line}", "s", "p", line, 0, len(line), path, "plan")
    hit = Hit(passage, 1.0, (0, len(line)), "某.txt", "某计划")
    return Statement(line, line, 0, len(line), hit, ENCODER.encode_query(line), tuple(find_specifics(line)))


def name(
    term: str, *members: Statement, precedents: int = 1, names: frozenset[str] = frozenset(), lonely: bool = True
) -> str | None:
    found = [set(terms(each.line)) for each in members]
    holders = {each: {f"p{at}" for at in range(precedents)} for held in found for each in held}
    return name_of(term, members, found, holders, {"校园安全"}, names, lonely=lonely)


def test_a_heading_above_the_statements_is_the_name() -> None:
    members = [statement("消防设施每月检查一次。", "三、安全", "（二）进一步加强消防安全管理")]
    assert name("消防", *members) == "消防安全管理"


def test_a_heading_that_names_another_office_is_passed_over() -> None:
    members = [
        statement("消防演练每月一次。", "（二）石塬消防演练"),
        statement("消防演练要有方案。", "（二）石塬消防演练"),
    ]
    assert name("消防", *members, names=frozenset({"石塬"})) == "消防演练"


def test_the_compound_that_statements_share_comes_before_the_word() -> None:
    assert name("排查", statement("隐患排查每月一次。"), statement("抓好隐患排查。")) == "隐患排查"


@pytest.mark.parametrize(
    "line", ["两次满意度低于标准的社团停办。", "严禁变相强制学生购买。", "让听众满意。", "加强嘴巴的锻炼。"]
)
def test_one_line_makes_no_odd_word_a_name(line: str) -> None:
    for term in terms(line):
        found = name(term, statement(line))
        assert found is None or (len(found) > 2 and is_name(found))


@pytest.mark.parametrize("term", ["北师大", "二中", "云岭", "枫浦区"])
def test_a_name_is_no_name_for_a_sub_topic(term: str) -> None:
    line = f"学习{term}的做法。"
    assert (
        name_of(
            term, [statement(line)], [{term}], {term: {"a", "b", "c"}}, (), frozenset({"云岭", "枫浦区"}), lonely=True
        )
        is None
    )


@pytest.mark.parametrize(
    ("term", "expected"),
    [("隐患排查", True), ("狠抓校园", False), ("满意度低于", False), ("变相强制", False),
     ("科在局党组", False), ("校园安全", True), ("省校安办", False)],
)  # fmt: skip
def test_is_name(term: str, expected: bool) -> None:
    assert is_name(term) is expected


def test_a_compound_of_one_statement_waits_for_those_that_are_shared() -> None:
    assert name("标语", statement("张挂安全标语。"), lonely=False) is None
    assert name("标语", statement("张挂安全标语。")) == "安全标语"
