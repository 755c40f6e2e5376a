"""The sample corpus is what its manifest says, and is read as what it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.document import Extract
from ingest.reading.registry import read
from ingest.structure.analysis import Analysis, analyse

CORPUS = Path(__file__).parents[1] / "corpus"
with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))
FILES = sorted({row["file"] for row in ROWS})
PRECEDENTS = [(name, at) for name in FILES for at in range(sum(row["file"] == name for row in ROWS))]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Extract, Analysis]]:
    """Each file, read and understood."""
    extracts = {name: read((CORPUS / name).read_bytes(), name) for name in FILES}
    return {name: (extract, analyse("0" * 12, name, extract)) for name, extract in extracts.items()}


def row_of(name: str, at: int) -> dict[str, str]:
    return [row for row in ROWS if row["file"] == name][at]


def test_every_file_is_listed() -> None:
    there = {path.name for path in CORPUS.iterdir() if path.suffix in (".txt", ".md", ".docx", ".pdf", ".html", ".doc")}
    assert there == set(FILES)


def test_the_corpus_is_large_and_varied() -> None:
    assert len(ROWS) >= 24
    assert len(FILES) >= 14
    assert len({row["office"] for row in ROWS}) >= 6
    assert {row["format"] for row in ROWS} >= {"txt", "md", "html", "docx", "pdf"}
    assert {row["script"] for row in ROWS} == {"hans", "hant"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_the_precedents_that_are_listed(found: dict[str, tuple[Extract, Analysis]], name: str) -> None:
    assert [each.title for each in found[name][1].precedents] == [row["title"] for row in ROWS if row["file"] == name]


@pytest.mark.parametrize(("name", "at"), PRECEDENTS)
@pytest.mark.parametrize("field", ["doc_type", "agency_level", "years"])
def test_a_precedent_is_what_is_listed(
    found: dict[str, tuple[Extract, Analysis]], name: str, at: int, field: str
) -> None:
    row, precedent = row_of(name, at), found[name][1].precedents[at]
    if field == "years":
        assert precedent.year == ((int(row["year_start"]), int(row["year_end"])) if row["year_start"] else None)
    else:
        assert getattr(precedent, field) == row[field]


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_passages_without_page_furniture(found: dict[str, tuple[Extract, Analysis]], name: str) -> None:
    extract, analysis = found[name]
    assert len(analysis.passages) >= 8
    for passage in analysis.passages:
        assert passage.text == extract.text[passage.start : passage.end]
        assert not [
            each
            for each in ("相关推荐", "版权所有", "返回顶部", "当前位置", "上一篇", "责任编辑")
            if each in passage.text
        ]
