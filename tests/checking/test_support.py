"""How much of a line its quotes say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.support import support


@pytest.mark.parametrize(
    ("line", "quotes", "expected"),
    [
        ("每月开展演练。", ["各校每月开展应急演练"], 0.8),
        ("每月开展演练。", ["每月开展演练"], 1.0),
        ("每月开展演练。", ["食堂留样制度"], 0.0),
        ("每月开展演练。", [], 0.0),
        ("每月开展演练。", ["每月", "开展", "演练"], 0.6),
        ("投入【金额】改造食堂。", ["投入645万元改造食堂"], 1.0),
        ("【金额】", ["投入645万元"], 0.0),
        ("校园安全", ["校園安全"], 1.0),
        ("校园，安全！", ["校园安全"], 1.0),
        ("", ["校园安全"], 0.0),
    ],
)
def test_support(line: str, quotes: list[str], expected: float) -> None:
    assert support(line, quotes) == pytest.approx(expected)


words = st.text(alphabet="校园安全每月开展演练，。【】", min_size=0, max_size=20)


@given(words, st.lists(words, max_size=3))
def test_it_is_a_share_and_grows_with_more_quotes(line: str, quotes: list[str]) -> None:
    given_, more = support(line, quotes), support(line, [*quotes, line])
    assert 0 <= given_ <= more <= 1
