"""Page numbers are noise where they count up, and numbers of anything else are not."""

from __future__ import annotations

import time

import pytest

from ingest.document import Extract
from ingest.reading.registry import read
from ingest.structure.analysis import analyse
from ingest.structure.lines import each_line
from ingest.structure.noise import find_noise
from ingest.structure.pagenumbers import page_numbers
from ingest.structure.script import fold

TITLE = "月桥区教育局2031年工作计划\n\n"
PAGE = "各校每月组织一次隐患排查，登记造册，限期整改，整改结果报区教育局备案。" * 7


def noise(text: str) -> list[str]:
    flat = fold(text)
    return [each.of(flat).strip() for each in find_noise(flat)]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("— 3 —", "— 4 —", "— 5 —"),
        ("- 3 -", "- 4 -", "- 6 -"),
        ("-3-", "-4-", "-5-"),
        ("—３—", "—４—", "—５—"),
        ("·3·", "·4·", "·5·"),
        ("第3页 共10页", "第4页 共10页", "第5页 共10页"),
        ("共10页 第3页", "共10页 第4页", "共10页 第5页"),
        ("Page 3 of 10", "Page 4 of 10", "Page 5 of 10"),
        ("3", "4", "5"),
        ("9", "10", "13"),
    ],
)
def test_page_numbers_that_count_up_are_noise(first: str, second: str, third: str) -> None:
    text = f"{TITLE}{PAGE}登记造\n\n{first}\n\n册，{PAGE}\n\n{second}\n\n{PAGE}\n\n{third}"
    assert noise(text) == [fold(first), fold(second), fold(third)]


def test_no_passage_and_no_title_holds_a_page_number() -> None:
    text = f"{TITLE}{PAGE}登记造\n\n1\n\n册，{PAGE}\n\n2\n\n{PAGE}\n\n3"
    found = analyse("a1", "a.txt", read(text.encode(), "a.txt"))
    assert [each.text for each in found.passages if any(number in each.text.split("\n") for number in "123")] == []
    assert [each.title for each in found.precedents] == ["月桥区教育局2031年工作计划"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}{PAGE}\n— 4 —\n{PAGE}\n— 3 —\n{PAGE}\n— 4 —\n",
        f"{TITLE}1\n\n校园安全\n\n2\n\n教师队伍\n\n3\n\n{PAGE}",
        f"{TITLE}{PAGE}\n\n12\n\n{PAGE}",
        f"{TITLE}{PAGE}\n\n30\n\n{PAGE}\n\n12\n\n{PAGE}",
        f"{TITLE}{PAGE}\n\n1\n\n{PAGE}\n\n200\n\n{PAGE}",
        f"{TITLE}{PAGE}\n1\n{PAGE}\n2\n{PAGE}\n3\n{PAGE}",
        f"{TITLE}{PAGE}\n\n2031\n\n{PAGE}\n\n2032\n\n{PAGE}",
        f"{TITLE}{PAGE}\n——3月召开部署会议——\n{PAGE}",
    ],
    ids=["out of order", "a list", "one alone", "down", "far apart", "cells", "years", "words"],
)
def test_other_numbers_are_not(text: str) -> None:
    flat = fold(text)
    assert page_numbers(flat, list(each_line(flat))) == []


def test_a_long_column_of_numbers_takes_no_long_time() -> None:
    text = fold("\n\n".join(str(at % 997) for at in range(60_000)))
    began = time.perf_counter()
    find_noise(text)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    "line", ["扫描全能王创建", "由 扫描全能王 扫描创建", "Scanned with CamScanner", "夸克扫描王 创建"]
)
def test_what_a_scanner_stamps_is_noise(line: str) -> None:
    assert noise(f"{TITLE}{PAGE}\n{line}\n{PAGE}") == [fold(line)]


@pytest.mark.parametrize("line", ["各校用扫描全能王上传扫描件。", "使用扫描全能王报送材料的学校"])
def test_a_sentence_on_a_scanner_is_not(line: str) -> None:
    assert noise(f"{TITLE}{PAGE}\n{line}\n{PAGE}") == []


def test_noise_of_the_format_may_lie_beside_a_page_number() -> None:
    text = f"{TITLE}{PAGE}\n\n1\n\n{PAGE}\n\n2"
    assert analyse("a1", "a.txt", Extract(text, "text/plain")).noise[-1].end == len(text)
