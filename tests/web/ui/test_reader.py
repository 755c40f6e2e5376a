"""A source in full: its tree nests, its text is exact, and what a person puts right is checked and marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.web.ui import metadata
from assistant.web.ui.context import show
from assistant.web.ui.marks import page_mark, pages_mark, unsure, versions_mark
from assistant.web.ui.reader import Opening, open_view
from assistant.web.ui.strings import Words
from assistant.web.ui.tree import sections_view
from ingest.document import Page, Precedent, Section, Source
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.paged import add_scanned
from tests.web.ui.test_html import read
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN

ZH, EN = Words("zh"), Words("en")
ANTHOLOGY = f"工作计划范文二篇\n\n篇1：{PLAN}\n\n篇2：{SECOND_PLAN}"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "data", HashingEncoder()) as made:
        yield made


@pytest.fixture
def scanned(library: Library, monkeypatch: pytest.MonkeyPatch) -> Source:
    return add_scanned(library, PLAN, "<i>枫浦</i>.pdf", "二、教师队伍建设", monkeypatch)


def _precedent(library: Library, text: str, name: str) -> Precedent:
    return library.store.precedents(library.add(text.encode(), name).source.id)[0]


def _form(precedent: Precedent, **changes: str) -> dict[str, str]:
    first, last = precedent.year or ("", "")
    stands = {"title": precedent.title, "doc_type": precedent.doc_type, "agency_level": precedent.agency_level}
    return stands | {"precedent": precedent.id, "year_from": str(first), "year_to": str(last)} | changes


def test_the_whole_is_head_tree_and_text(library: Library, scanned: Source) -> None:
    page = open_view(library, {"source": scanned.id}, ZH)
    found = read(page)
    assert "i" not in found.tags
    assert "<i>枫浦</i>.pdf" in found.text
    assert "1 篇先例" in found.text
    assert "年份依据 2024年" in found.text
    assert 'data-page="第1页"' in page
    assert 'data-page="第2页"' in page
    assert page.count('data-unsure="识别文字，把握0.72，请对照原件"') == 1
    assert read(open_view(library, {"source": scanned.id}, ZH, whole=False)).text == scanned.text
    assert 'data-page="p. 2"' in open_view(library, {"source": scanned.id}, EN)


def test_each_precedent_shows_its_own_part_and_together_they_are_the_text(library: Library) -> None:
    source = library.add(ANTHOLOGY.encode(), "范文.txt").source
    precedents = library.store.precedents(source.id)
    assert len(precedents) == 2
    parts = [read(open_view(library, {"precedent": each.id}, ZH, whole=False)).text for each in precedents]
    assert "".join(parts) == source.text
    assert "月桥区" in parts[1]
    assert "月桥区" not in parts[0]


def test_the_quote_is_marked_at_its_exact_offsets(library: Library) -> None:
    own = _precedent(library, HOSTILE, "石溪.txt")
    start = HOSTILE.index("<script>")
    found = read(open_view(library, {"precedent": own.id, "quote": f"{start}-{start + 8}"}, ZH, whole=False))
    assert "<script>" in found.marked
    assert not {"script", "img"} & set(found.tags)


@pytest.mark.parametrize("payload", [None, 3, {}, {"source": 5}, {"source": "x" * 101}, {"source": "x", "quote": "1"},
                                     {"source": "x", "quote": "１-２"}])  # fmt: skip
def test_an_opening_that_is_none_is_refused_in_chinese(library: Library, payload: object) -> None:
    assert Opening.read(payload) is None
    assert ZH("reader.bad_request") in open_view(library, payload, ZH)


def test_what_is_not_there_is_said_so(library: Library, scanned: Source) -> None:
    for payload in ({"source": "<b>"}, {"precedent": "<b>"}, {"source": scanned.id, "precedent": "<b>"}):
        page = open_view(library, payload, ZH)
        assert "没有编号为“&lt;b&gt;”" in page
        assert "data-shut" in page


def test_sections_nest() -> None:
    spans = [(1, 0, 90), (2, 10, 40), (3, 20, 30), (2, 40, 90), (1, 90, 99)]
    sections = [Section(f"s.{a}-{b}", level, "一、", f"题{a}<", "plan", a, b) for level, a, b in spans]
    page = sections_view(sections, "s.0-99", ZH)
    assert page.count("<ul>") == page.count("</ul>") == 3
    assert page.count("<details") == page.count("</details>") == 2
    assert page.count("<li") == page.count("</li>") == 5
    outline = re.sub(r"<(?!/?ul)[^>]*>", "", page)
    one = "<ul>一、题0&lt;<ul>一、题10&lt;<ul>一、题20&lt;</ul>一、题40&lt;</ul>一、题90&lt;</ul>"
    assert outline == one


def test_a_correction_is_kept_marked_and_undone(library: Library) -> None:
    own = _precedent(library, PLAN, "枫浦.txt")
    told = metadata.save(library, _form(own, title=" 新 <b>题</b> ", year_from="２０１９", year_to=""), ZH)
    assert told["said"] == "已保存。"
    assert "新 &lt;b&gt;题&lt;/b&gt;" in told["card"]
    right = library.store.precedent(own.id)
    assert (right.title, right.year, right.doc_type) == ("新 <b>题</b>", (2019, 2019), own.doc_type)
    assert right.corrected == ("title", "year")
    assert told["card"].count(">已更正</small>") == 2
    assert "年份依据" not in told["card"]
    assert metadata.save(library, _form(right), ZH) == {"problem": "没有改动，未保存。"}
    assert library.store.precedent(own.id) == right
    back = metadata.put_back(library, {"precedent": own.id}, ZH)
    assert "已更正" not in back["card"]
    assert library.store.precedent(own.id) == own


def test_a_year_can_be_made_unknown(library: Library) -> None:
    own = _precedent(library, PLAN, "枫浦.txt")
    told = metadata.save(library, _form(own, year_from="", year_to=""), ZH)
    assert "年份不明" in told["card"]
    assert library.store.precedent(own.id).year is None


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"title": " "}, "标题"),
        ({"title": "题" * 201}, "标题"),
        ({"doc_type": "report"}, "文种"),
        ({"agency_level": "<b>"}, "层级"),
        ({"year_from": "去年"}, "“去”"),
        ({"year_from": "1900"}, "1949"),
        ({"year_from": "2025", "year_to": "2020"}, "2025—2020"),
        ({"precedent": "no.0-1"}, "no.0-1"),
        ({"title": "题" * 401}, ZH("reader.bad_request")),
        ({"precedent": ""}, ZH("reader.bad_request")),
        ({"title": 5}, ZH("reader.bad_request")),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(library: Library, change: dict[str, Any], word: str) -> None:
    own = _precedent(library, PLAN, "枫浦.txt")
    told = metadata.save(library, _form(own) | change, ZH)
    assert list(told) == ["problem"]
    assert word in told["problem"]
    assert library.store.precedent(own.id) == own


def test_versions_are_counted_and_linked(library: Library) -> None:
    own = _precedent(library, PLAN, "枫浦.txt")
    assert versions_mark(library, own.id, ZH) == ""
    other = _precedent(library, PLAN.replace("枫浦区", "XX区"), "<转载>.txt")
    _precedent(library, SECOND_PLAN, "月桥.txt")
    page = versions_mark(library, own.id, ZH)
    assert "同一文稿的2个版本" in page
    assert f'data-precedent="{other.id}"' in page
    assert own.id not in page
    assert "&lt;转载&gt;.txt" in page


def test_a_passage_in_its_context_tells_page_and_doubt(library: Library, scanned: Source) -> None:
    passage = next(each for _, each, _ in library.store.every_passage() if "师德" in each.text)
    page = show(library, {"passage": passage.id, "quote": f"{passage.start}-{passage.start + 4}"}, ZH)
    assert " · 第2页 · " in page
    assert "识别文字，把握0.72，请对照原件" in page
    assert f'data-quote="{passage.start}-{passage.start + 4}"' in page


@pytest.mark.parametrize(("confidence", "said"), [(None, ""), (1.0, ""), (0.9, ""), (0.899, "0.89"), (0.0, "0.00")])
def test_doubt_begins_below_nine_tenths(confidence: float | None, said: str) -> None:
    assert unsure(confidence, ZH) == (said and f"识别文字，把握{said}，请对照原件")


def test_pages_are_said_as_people_say_them() -> None:
    assert (page_mark(3, ZH), page_mark(None, ZH)) == ("第3页", "")
    assert pages_mark((), ZH) == ""
    assert pages_mark((Page(3, 0, 9), Page(4, 9, 12)), ZH) == "第3—4页"
    assert pages_mark((Page(3, 0, 9),), EN) == "p. 3"
