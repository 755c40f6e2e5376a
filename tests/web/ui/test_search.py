"""What the search answers with, over a real library: passages with their words marked, or what to try."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.pipeline import Assistant
from assistant.retrieval.lexicon.expansion import Lexicon
from assistant.web.ui.search import answer
from assistant.web.ui.strings import Words
from ingest.document import Filters
from ingest.errors import EmptyQuery
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.test_html import read
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN

ZH = Words("zh")
LEXICON = Lexicon({"everyday": {"下河": ("溺水", "防溺水")}})


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as library:
        for name, text in (("枫浦.txt", PLAN), ("月桥.txt", SECOND_PLAN), ("石溪.txt", HOSTILE)):
            library.add(text.encode(), name)
        yield Assistant(library, LEXICON)


def test_words_of_the_query_and_added_ones_are_marked_apart(assistant: Assistant) -> None:
    above, below = answer(assistant, "下河巡查", Filters(), ZH)
    assert read(above).text.startswith("已按“溺水”“防溺水”一并检索")
    first = below.split('<li class="qc-hit">')[1]
    assert '<mark class="qc-word">巡查</mark>' in first
    assert '<mark class="qc-added">溺水</mark>' in first
    assert '<mark class="qc-word">溺水</mark>' not in below
    assert re.search(r'data-words="[^"]*巡查[^"]* \+溺水', first)
    assert re.search(r"语义第 \d+ 位 · 句子第 \d+ 位 · 字词第 1 位", read(first).text)


def test_marked_words_of_a_heading_are_marked_there_too(assistant: Assistant) -> None:
    _, below = answer(assistant, "教师队伍", Filters(), ZH)
    path = re.findall(r'<p class="qc-path">(.*?)</p>', below)
    assert '二、<mark class="qc-word">教师队伍</mark>建设' in path


def test_nothing_is_said_of_a_query_that_was_not_widened_nor_filtered(assistant: Assistant) -> None:
    above, below = answer(assistant, "校园安全隐患排查", Filters(), ZH)
    assert above == ""
    assert 'class="qc-word"' in below
    assert 'class="qc-added"' not in below


@pytest.mark.parametrize(
    ("filters", "drops"),
    [
        (Filters(doc_type="summary"), ["doc_type"]),
        (Filters(doc_type="plan", year_to=1999), ["years"]),
        (Filters(doc_type="summary", year_to=1999), ["doc_type years"]),
    ],
)
def test_the_filters_to_drop_are_those_that_hide_something(
    assistant: Assistant, filters: Filters, drops: list[str]
) -> None:
    above, below = answer(assistant, "校园安全隐患排查", filters, ZH)
    assert below == ""
    chips, ways = above.split('class="qc-none"')
    assert re.findall(r'data-drop="(.*?)"', ways) == drops
    assert "能找到" in ways
    assert chips.count("data-drop") == len([name for name in ("doc_type", "year_to") if getattr(filters, name)])


def test_an_empty_library_asks_for_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Library(tmp_path_factory.mktemp("empty"), HashingEncoder()) as library:
        above, _ = answer(Assistant(library, LEXICON), "校园安全", Filters(doc_type="plan"), ZH)
    assert ZH("library.none") in above


def test_a_query_without_a_word_is_refused(assistant: Assistant) -> None:
    with pytest.raises(EmptyQuery):
        answer(assistant, "", Filters(), ZH)
