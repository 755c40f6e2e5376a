"""Which words of a query tell what it is about."""

from __future__ import annotations

import pytest

from assistant.retrieval.words import OFFICE_WEIGHT, content_words, is_general


def test_office_words_weigh_less_and_empty_ones_nothing() -> None:
    assert content_words("怎样加强校园安全工作") == {"加强": OFFICE_WEIGHT, "校园": 1.0, "安全": 1.0}


@pytest.mark.parametrize("text", ["怎么进行有关工作", "", "。。", "我们今年应该怎样"])
def test_a_text_may_have_no_content_word(text: str) -> None:
    assert content_words(text) == {}


def test_both_scripts_have_the_same_content_words() -> None:
    assert content_words("校園安全隱患排查") == content_words("校园安全隐患排查")


@pytest.mark.parametrize(
    ("word", "general"), [("开展", True), ("的", True), ("学校", True), ("演练", False), ("食堂", False)]
)
def test_general_words(word: str, general: bool) -> None:
    assert is_general(word) is general
