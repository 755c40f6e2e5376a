"""Other people's pages, beside the repository where there are any; no sentence of them is kept in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reading.registry import read
from ingest.structure.analysis import analyse

FOLDER = Path(__file__).parents[3] / "shared" / "corpus-real"
HELD = {"000": 8, "001": 1, "003": 7}
"""First characters of a file's name → precedents in it; 001 is one report with a plan in it."""


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no real pages beside the repository")
@pytest.mark.parametrize("start", HELD)
def test_each_page_holds_its_precedents(start: str) -> None:
    (path,) = FOLDER.glob(f"{start}_*.txt")
    extract = read(path.read_bytes(), path.name)
    found = analyse("s", path.name, extract)
    assert len(found.precedents) == HELD[start]
    assert all(extract.text[each.start : each.end] == each.text for each in found.passages)
    if start == "001":
        assert found.precedents[0].doc_type == "mixed"
        assert found.precedents[0].year == (2014, 2015)
