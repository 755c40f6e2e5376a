"""Reading is scored by places: what is found at a place where the truth has it, and nothing else."""

from __future__ import annotations

import hashlib

import pytest

from eval.read import Row, score, table
from ingest.document import Extract

TEXT = (
    "首页 > 计划\n月桥区教育局2023年工作计划\n一、校园安全\n每月排查一次安全隐患，登记造册，限期整改。\n"
    "二、队伍建设\n组织教师全员培训，提高课堂教学水平，促进均衡。"
)
LINES = TEXT.split("\n")


def row(line: int, kind: str, *, file: str = "甲.txt", column: int = 0, **facts: str) -> Row:
    digest = hashlib.sha256(LINES[line - 1].encode()).hexdigest()[:6]
    empty = dict.fromkeys(("end", "depth", "doc_type", "agency_level", "year_start", "year_end", "same_as"), "")
    return empty | {"file": file, "line": str(line), "column": str(column), "kind": kind, "digest": digest} | facts


def truth(file: str = "甲.txt", **changed: str) -> list[Row]:
    about = {"doc_type": "plan", "agency_level": "county", "year_start": "2023", "year_end": "2023"} | changed
    return [
        row(1, "noise", file=file),
        row(2, "precedent", file=file, **about),
        row(3, "heading", file=file, depth="1", doc_type="plan"),
        row(5, "heading", file=file, depth="1", doc_type="plan"),
    ]


def figures(rows: list[Row], *texts: str) -> dict[str, float]:
    extracts = {f"{name}.txt": Extract(text, "text/plain") for name, text in zip("甲乙丙", texts, strict=False)}
    return {each.name: each.value for each in score(rows, extracts)}


def test_what_is_read_as_it_is_scores_one() -> None:
    assert set(figures(truth(), TEXT).values()) == {1.0}


@pytest.mark.parametrize(
    ("rows", "lower"),
    [
        pytest.param(truth()[:2] + truth()[3:], "section headings: precision", id="one heading too many"),
        pytest.param([*truth(), row(4, "heading", depth="2", doc_type="plan")], "section headings: recall", id="missed"),
        pytest.param(truth(doc_type="summary"), "doc type by precedent", id="type"),
        pytest.param(truth(agency_level="city"), "agency level", id="level"),
        pytest.param(truth(year_start="2022", year_end="2022"), "year right or unknown", id="year"),
        pytest.param(truth()[1:], "noise characters: precision", id="noise that is none"),
        pytest.param([*truth(), row(6, "noise", column=3, end="9")], "noise characters: recall", id="noise missed"),
        pytest.param([*truth(), row(5, "precedent", doc_type="plan")], "precedents: recall", id="precedent missed"),
    ],
)  # fmt: skip
def test_what_is_read_wrong_scores_less(rows: list[Row], lower: str) -> None:
    assert figures(rows, TEXT)[lower] < 1.0


def test_a_depth_or_a_type_of_a_section_counts_where_the_heading_was_found() -> None:
    wrong = [*truth()[:2], row(3, "heading", depth="2", doc_type="summary"), truth()[3]]
    found = figures(wrong, TEXT)
    assert (found["depth of the headings found"], found["doc type by section"]) == (0.5, 0.5)
    assert found["section headings: F1"] == 1.0


def test_the_truth_follows_lines_that_move() -> None:
    assert set(figures(truth(), "一个新的开头\n" + TEXT).values()) >= {1.0}
    gone = figures(truth(), TEXT.replace("二、队伍建设", "二、改了"))
    assert gone["rows of the truth whose line is gone"] == 1 / 4


def test_the_same_text_in_two_files_is_one_pair() -> None:
    rows = truth() + truth("乙.txt", same_as="甲.txt#1")
    assert figures(rows, TEXT, TEXT)["versions of one text: F1"] == 1.0
    assert figures(truth() + truth("乙.txt"), TEXT, TEXT)["versions of one text: precision"] == 0.0


def test_the_table_has_a_line_for_each_figure() -> None:
    scored = score(truth(), {"甲.txt": Extract(TEXT, "text/plain")})
    assert table(scored).count("\n") == len(scored) + 1
