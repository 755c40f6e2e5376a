"""Text → safe HTML: nothing gets out of its element, and paint stands on exactly its own characters."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.ui.html import Paint, element, painted

AWKWARD = ["<script>alert(1)</script>", "a & b &amp; c", "全角＜＞＆“”", "😀👨‍👩‍👧é\u0301", "\"'`${x}{{y}}"]


class _Read(HTMLParser):
    """Collects all text, the text inside ``mark``, and the tags that opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags, self._depth = "", "", list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._depth += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._depth else ""


def read(page: str) -> _Read:
    reader = _Read()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("awkward", AWKWARD)
def test_the_mark_holds_exactly_the_quote(awkward: str) -> None:
    text = f"前{awkward}文，{awkward}引文{awkward}。后{awkward}"
    start, end = text.index("引文"), text.index("。")
    found = read(painted(text, [Paint(start, end, "mark")]))
    assert found.text == text
    assert found.marked == text[start:end]
    assert found.tags == ["mark"]


@given(
    st.text(alphabet="ab<>&\"'＜中😀\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_overlapping_paints_change_no_text_and_nest(text: str, pairs: list[tuple[int, int]]) -> None:
    paints = [Paint(min(pair), max(pair), tag) for pair, tag in zip(pairs, ("div", "mark", "i", "b"), strict=False)]
    found = read(painted(text, paints))
    assert found.text == text
    expected = paints[1:2]
    assert found.marked == "".join(text[each.start : each.end] for each in expected)


def test_an_earlier_paint_is_never_split_by_a_later_one() -> None:
    assert painted("abcd", [Paint(1, 4, "mark"), Paint(0, 2, "i")]) == "<i>a</i><mark><i>b</i>cd</mark>"


def test_a_part_is_painted_by_offsets_of_the_whole() -> None:
    assert painted("0123456789", [Paint(2, 8, "mark")], start=4, end=6) == "<mark>45</mark>"


def test_attributes_are_escaped_and_left_out_when_none() -> None:
    made = element("a", "x", title='"><script>', hidden=True, href=None, data_x="1", class_="c")
    assert made == '<a title="&quot;&gt;&lt;script&gt;" hidden data-x="1" class="c">x</a>'


def test_a_paint_carries_attributes() -> None:
    made = painted("ab", [Paint(0, 1, "i", "n", attributes=(("data-x", '"'),))])
    assert made == '<i class="n" data-x="&quot;">a</i>b'
