"""Passage → sentences, with their places."""

from __future__ import annotations

import pytest

from ingest.document import Passage
from ingest.structure.sentences import sentences


def cut(text: str, start: int = 0) -> list[str]:
    passage = Passage("p", "s", "r", text, start, start + len(text), (), "plan")
    return [text[each.start - start : each.end - start] for each in sentences(passage)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实安全责任。排查安全隐患。", ["落实安全责任。", "排查安全隐患。"]),
        ("落实安全责任；排查安全隐患！", ["落实安全责任；", "排查安全隐患！"]),
        ("落实安全责任;排查安全隐患!", ["落实安全责任;", "排查安全隐患!"]),
        ("一、安全工作总体要求\n落实安全责任制度", ["一、安全工作总体要求", "落实安全责任制度"]),
        ("校长说：“安全第一。”各校要照办执行。", ["校长说：“安全第一。”", "各校要照办执行。"]),
        ("落实安全责任制度。好。排查安全隐患。", ["落实安全责任制度。好。", "排查安全隐患。"]),
        ("校园安全\n好。", ["校园安全", "好。"]),
        ("落实安全责任。\n”排查安全隐患。", ["落实安全责任。", "”排查安全隐患。"]),
        ("　　落实安全责任制度。　", ["落实安全责任制度。"]),
        ("责任单位\t安全科\t完成时限", ["责任单位\t安全科\t完成时限"]),
        ("投入1.5万元改造厨房。", ["投入1.5万元改造厨房。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_of_a_passage(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_offsets_count_from_the_source() -> None:
    text = "落实安全责任。排查安全隐患；限期整改。"
    found = sentences(Passage("p", "s", "r", text, 10, 10 + len(text), (), "plan"))
    assert [(each.start, each.end, each.passage_id) for each in found] == [(10, 17, "p"), (17, 29, "p")]
