"""What people say → what offices write."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from assistant.retrieval.asked import understand
from assistant.retrieval.lexicon.expansion import TABLES, Lexicon, shipped
from assistant.retrieval.search import find
from ingest.errors import InvalidSetting
from ingest.library import Library
from ingest.structure.script import is_traditional


def test_everyday_words_bring_the_official_ones() -> None:
    expansion = shipped().expand("娃娃下河出事怎么防")
    assert "学生" in expansion.added()
    assert any("溺水" in term for term in expansion.added())
    assert [said for said, _ in expansion.terms][:2] == ["娃娃", "下河"]


def test_an_abbreviation_is_spelled_out() -> None:
    assert shipped().expand("两免一补落实情况").added()


def test_foreign_terms_count_only_in_traditional_script() -> None:
    assert any("培训" in term for term in shipped().expand("國小教師資訊研習").added())
    assert "研习" not in [said for said, _ in shipped().expand("研习经典").terms]


def test_what_is_said_already_is_not_added() -> None:
    lexicon = Lexicon({"everyday": {"家庭医生": ("家庭医生签约服务",)}})
    assert lexicon.expand("家庭医生签约服务").terms == ()
    assert lexicon.expand("家庭医生下乡").added() == ("家庭医生签约服务",)


def test_a_single_character_counts_only_as_a_word() -> None:
    lexicon = Lexicon({"everyday": {"钱": ("经费",)}})
    assert lexicon.expand("钱从哪里来").added() == ("经费",)
    assert lexicon.expand("钱塘江治理").added() == ()


def test_added_words_weigh_less_than_the_querys_own() -> None:
    asked = understand("2019年下河怎么防", Lexicon({"everyday": {"下河": ("溺水", "游泳")}}))
    assert asked.words["溺水"] < asked.words["下河"]
    assert asked.words["游泳"] < asked.words["溺水"]
    assert "溺水" not in asked.own
    assert asked.years == (2019,)


def test_the_users_rows_come_first(tmp_path: Path) -> None:
    (tmp_path / "everyday.csv").write_text("said,means\n摆龙门阵 下河,座谈\n", "utf-8-sig")
    lexicon = Lexicon.load(tmp_path)
    assert lexicon.expand("摆龙门阵").added() == ("座谈",)
    assert lexicon.expand("下河").added() == ("座谈",)
    assert shipped().expand("摆龙门阵").added() != ("座谈",)


@pytest.mark.parametrize(
    "broken", ["said,means\n下河\n".encode(), b"a,b\n1,2\n", "said,means\n下河,溺水\n".encode("gb18030")]
)
def test_a_broken_table_is_named(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "everyday.csv").write_bytes(broken)
    with pytest.raises(InvalidSetting, match=r"everyday\.csv"):
        Lexicon.load(tmp_path)


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_are_in_order(table: str) -> None:
    text = files("assistant.retrieval.lexicon").joinpath(f"{table}.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    said = [each for row in rows for each in row[TABLES[table]].split()]
    assert len(rows) > 100
    assert all(row[column] and row[column].strip() for row in rows for column in row)
    if table != "synonyms":
        assert len(said) == len(set(said))
        assert not any(set(row[TABLES[table]].split()) & set(row["means"].split()) for row in rows)
    if table == "regions":
        assert not any(is_traditional(term) for row in rows for term in row["means"].split())


def test_the_words_that_the_lexicon_added_are_told(filled: Library) -> None:
    lexicon = Lexicon({"everyday": {"查毛病": ("隐患排查",)}})
    hits = find(filled, "校园安全查毛病", lexicon=lexicon)
    assert any({"隐患", "排查"} & set(hit.added) for hit in hits)
    assert all(place >= 1 for hit in hits for place in hit.places.values())
    assert {"dense", "sentence"} <= set(hits[0].places)
