from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.export.results import merged, results_to_json
from assistant.pipeline import Assistant
from assistant.retrieval.lexicon.expansion import Expansion
from ingest.index.encoder import HashingEncoder
from ingest.library import Library

TEXT = "枫浦区教育局2023年工作计划\n一、校园安全\n（一）组织校园安全隐患大排查，落实消防责任，逐一登记造册。\n"


def test_an_expression_of_several_tables_is_told_once() -> None:
    terms = (("双减", ("作业管理",)), ("三防", ("人防",)), ("双减", ("减负", "作业管理")))
    assert merged(Expansion("", terms)) == {"双减": ("作业管理", "减负"), "三防": ("人防",)}


def test_what_was_added_and_where_it_stood_are_told(tmp_path: Path) -> None:
    with Library(tmp_path, HashingEncoder()) as library:
        added = library.add(TEXT.encode(), "计划.txt")
        found = Assistant(library).search("校园安全隐患排查")
        hits = [replace(found[0], added=("消防",), places={"dense": 3, "lexical": 1})]
        told = results_to_json("问", Expansion("", (("防火", ("消防",)),)), hits, library, 5)
        library.remove(added.source.id)
        gone = results_to_json("问", Expansion("", ()), hits, library, 5)
    assert told["expanded"] == [{"said": "防火", "terms": ["消防"]}]
    assert (told["passages"][0]["added"], told["passages"][0]["places"]) == (["消防"], {"dense": 3, "lexical": 1})
    assert told["passages"][0]["text"] == hits[0].passage.text
    assert (gone["expanded"], gone["passages"]) == ([], [])


@pytest.mark.parametrize("terms", [(), (("下河", ("溺水",)),)])
def test_the_query_is_told_as_asked(tmp_path: Path, terms: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    with Library(tmp_path, HashingEncoder()) as library:
        told = results_to_json(" 下 河 ", Expansion("下河", terms), [], library, 0)
    assert told["query"] == " 下 河 "
    assert [each["said"] for each in told["expanded"]] == [said for said, _ in terms]
