"""Reading is as good as the ground truths say, and does not get worse unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.__main__ import extracts_of
from eval.read import read_truth, score

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "eval" / "gold" / "read"
REAL = ROOT.parent / "shared" / "corpus-real"
ASKED = {
    "precedents: F1": 1.0,
    "section headings: F1": 0.97,
    "doc type by section": 0.95,
    "year right or unknown": 0.98,
    "year known, of the datable": 0.60,
    "noise characters: precision": 0.98,
    "noise characters: recall": 0.98,
    "depth of the headings found": 0.95,
    "versions of one text: F1": 1.0,
}
NOT_YET = {
    "fresh": {"precedents: F1": 0.92, "noise characters: recall": 0.95},
}
"""What falls short of what is asked for, and by how much it does."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("corpus", ROOT / "corpus"),
        ("messy", GOLD / "messy"),
        ("blind", GOLD / "blind"),
        ("fresh", GOLD / "fresh"),
        pytest.param("real", REAL, marks=pytest.mark.skipif(not REAL.exists(), reason="other people's pages")),
    ],
)
def test_files_are_read_as_a_careful_clerk_reads_them(name: str, folder: Path) -> None:
    figures = {each.name: each.value for each in score(read_truth(GOLD / f"{name}.csv"), extracts_of(folder))}
    for figure, least in (ASKED | NOT_YET.get(name, {})).items():
        assert figures[figure] >= least, figure
    assert "rows of the truth whose line is gone" not in figures
