"""A passage in its context, over a real library with a document that tries to break out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.web.ui import context
from assistant.web.ui.strings import Words
from ingest.document import Passage
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.test_html import read
from tests.web.ui.texts import HOSTILE

ZH = Words("zh")
QUOTE = "<script>alert(1)</script>不得出现，消防&用电${1+1}{{this}}😀两项逐一排查"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("data"), HashingEncoder()) as made:
        made.add(HOSTILE.encode(), "<b>石溪</b>&计划.txt")
        yield made


@pytest.fixture(scope="module")
def passage(library: Library) -> Passage:
    return next(each for _, each, _ in library.store.every_passage() if QUOTE in each.text)


def test_the_quote_is_marked_at_its_exact_offsets(library: Library, passage: Passage) -> None:
    start = passage.start + passage.text.index(QUOTE)
    page = context.show(library, {"passage": passage.id, "quote": f"{start}-{start + len(QUOTE)}"}, ZH)
    found = read(page)
    assert found.marked == QUOTE
    assert found.tags.count("mark") == 1
    assert not {"script", "img", "b"} & set(found.tags)
    assert "<b>石溪</b>&计划.txt" in found.text
    assert "<img src=x onerror=alert(2)>" in found.text


def test_matched_words_are_marked_in_either_script(library: Library, passage: Passage) -> None:
    page = context.show(library, {"passage": passage.id, "words": "隐患 a<b"}, ZH)
    assert re.sub("隐患", "", read(page).marked) == "Ａ＜Ｂ"
    paints = context.word_paints("校園安全隱患，ＡＢ", ["安全隐患", "ab"], 0, 9)
    assert [(each.start, each.end) for each in paints] == [(2, 6), (7, 9)]


def test_words_of_the_query_and_added_ones_are_marked_apart(library: Library, passage: Passage) -> None:
    given = context.marked_words(["安全"], ["隐患", "全隐"])
    assert context.Reference.read({"passage": "x", "words": given}) == context.Reference(
        "x", None, ("安全",), ("隐患", "全隐")
    )
    paints = context.word_paints("安全隐患，全隐", ["安全"], 0, 7, added=["隐患", "全隐", "安全"])
    assert [(each.start, each.name) for each in paints] == [(0, "qc-word"), (2, "qc-added"), (5, "qc-added")]
    page = context.show(library, {"passage": passage.id, "words": given}, ZH)
    assert '<mark class="qc-word">安全</mark>' in page
    assert '<mark class="qc-added">隐患</mark>' in page


@pytest.mark.parametrize("payload", [None, 3, [], {}, {"passage": 5}, {"passage": ""}, {"passage": "x" * 200},
                                     {"passage": "x", "quote": "1"}, {"passage": "x", "quote": "１-２"},
                                     {"passage": "x", "words": {"a": 1}}])  # fmt: skip
def test_a_reference_that_is_none_is_refused_in_chinese(library: Library, payload: object) -> None:
    assert ZH("context.bad_reference") in context.show(library, payload, ZH)


@pytest.mark.parametrize("quote", ["5-5", "9-3", "0-999999999"])
def test_a_quote_outside_the_source_is_refused(library: Library, passage: Passage, quote: str) -> None:
    assert ZH("context.bad_reference") in context.show(library, {"passage": passage.id, "quote": quote}, ZH)


def test_an_unknown_passage_is_named_as_text(library: Library) -> None:
    page = context.show(library, {"passage": "<i>x</i>"}, ZH)
    assert "<i>" not in page
    assert "没有编号为“&lt;i&gt;x&lt;/i&gt;”的段落" in page


def test_years_are_said_as_people_say_them() -> None:
    assert context.years((2024, 2024), ZH) == "2024年"
    assert context.years((2022, 2024), ZH) == "2022—2024年"
    assert context.years(None, ZH) == "年份不明"
