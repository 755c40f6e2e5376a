"""An empty result: what was searched for and what to try, over a library that holds some of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.retrieval.lexicon.expansion import Expansion
from assistant.web.ui.nothing import nothing_view
from assistant.web.ui.strings import Words
from ingest.document import Filters
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.test_html import read
from tests.web.ui.texts import PLAN

ZH = Words("zh")
PLAIN = Expansion("", ())
WIDENED = Expansion("", (("飞船", ("航天器",)), ("下水", ("溺水", "预防溺水"))))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as made:
        made.add(PLAN.encode(), "枫浦.txt")
        yield made


def none(_: Filters) -> int:
    return 0


def unasked(_: Filters) -> int:
    raise AssertionError("no filter is on")


def test_what_was_searched_for_is_told_as_text(library: Library) -> None:
    view = nothing_view(library, "飞船<b>引力波", Filters(), WIDENED, unasked, ZH)
    page = read(view)
    assert "资料库里没有找到与“飞船<b>引力波”相关的内容" in page.text
    assert "b" not in page.tags
    for told in ("飞船", "引力波", "航天器", "预防溺水", ZH("search.none.shorter"), ZH("search.none.upload")):
        assert told in page.text
    assert "data-drop" not in view


def test_words_that_the_library_holds_are_offered_alone(library: Library) -> None:
    view = nothing_view(library, "飞船消防加强", Filters(), WIDENED, unasked, ZH)
    assert re.findall(r'data-word="(.*?)"', view) == ["消防", "溺水"]  # of the query, then added; no general ones
    held = library.word_counts(["消防"])[1]["消防"]
    assert f"消防（{held} 段）" in view
    assert "data-word" not in nothing_view(library, "消防", Filters(), PLAIN, unasked, ZH)  # it was just searched for
    assert "data-word" not in nothing_view(library, "飞船", Filters(), PLAIN, unasked, ZH)


@pytest.mark.parametrize(
    ("hidden_by", "drops"),
    [
        ({"doc_type"}, ["doc_type"]),
        ({"years"}, ["years"]),
        ({"doc_type", "years"}, ["doc_type years"]),
        (set(), ["doc_type", "years"]),
    ],
)
def test_the_filters_offered_are_those_without_which_something_is_found(
    library: Library, hidden_by: set[str], drops: list[str]
) -> None:
    def count(wider: Filters) -> int:
        on = {name for name, is_on in (("doc_type", wider.doc_type), ("years", wider.year_to)) if is_on}
        return 0 if on & hidden_by else 7

    both = Filters(doc_type="plan", year_to=1999)
    view = nothing_view(library, "飞船消防", both, PLAIN, count, ZH)
    assert "在所选的范围里没有找到" in view
    assert re.findall(r'data-drop="(.*?)"', view) == drops
    assert view.count("能找到 7 处") == len(drops)
    assert "data-word" not in view


def test_filters_are_not_blamed_where_they_hide_nothing(library: Library) -> None:
    view = nothing_view(library, "飞船消防", Filters(doc_type="plan"), PLAIN, none, ZH)
    assert ZH("search.none.not_filters") in view
    assert "能找到" not in view
    assert 'data-drop="doc_type" data-word="消防"' in view  # counted in the whole library, so searched for in it
