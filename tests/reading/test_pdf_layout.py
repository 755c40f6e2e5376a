"""The layout of a PDF: columns, tables, running lines, and which page each stretch of the text stands on.

The HTML beside each fixture is what it was printed from, and says how: its paragraphs are what is to be read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.document import Extract, Page
from ingest.reading.pages.extract import PageLines, extract_of
from ingest.reading.pages.layout import TextBox, lines_of_boxes
from ingest.reading.pdf.pdfium import read_pages
from ingest.reading.registry import read
from tests.reading.builders import Placed, body, pdf

FIXTURES = Path(__file__).parent / "fixtures"
BLOCK = re.compile(r'<(p|h\d|tr|div class="row[^"]*")>(.*?)</(?:p|h\d|tr|div)>')
LEFT = "推进课程教学改革抓实课堂"
RIGHT = "守牢安全底线办好人民满意"
FULL = "推进课程教学改革抓实课堂管理提升教师教研水平完"
OTHER = "健全家校社协同育人机制守牢安全底线办好人民满意"
SIZE = (595.0, 842.0)
"""pdfium reads a line that follows one with the very same words as a shadow of it, so no two such lines stand here."""


def printed(name: str) -> list[str]:
    """Return the lines that the HTML of a fixture holds, cells parted by tabs."""
    html = (FIXTURES / f"{name}.html").read_text(encoding="utf-8")
    cells = re.sub(r"</span><span>|</td><td>", "\t", html[html.index("</style>") :])
    return [re.sub(r"<[^>]+>", "", block[2]) for block in BLOCK.finditer(cells)]


def fixture(name: str) -> Extract:
    return read((FIXTURES / f"{name}.pdf").read_bytes(), "a.pdf")


def extract(*pages: list[Placed]) -> Extract:
    return read(pdf(list(pages)), "a.pdf")


@pytest.mark.parametrize("name", ["columns2", "columns3", "headings"])
def test_a_page_is_read_as_it_was_written(name: str) -> None:
    assert fixture(name).text.split("\n") == printed(name)


def test_a_table_is_not_columns() -> None:
    lines, rows = fixture("tables").text.split("\n"), printed("tables")
    assert lines[:2] == rows[:2]
    assert [line for line in lines if "月\t" in line] == [row for row in rows if "月\t" in row]


def test_pages_are_where_their_words_stand() -> None:
    found = fixture("columns2")
    raw = read_pages((FIXTURES / "columns2.pdf").read_bytes(), "a.pdf")
    assert [page.number for page in found.pages] == [1, 2, 3, 4]
    assert found.pages[0].start == 0
    assert found.pages[-1].end == len(found.text)
    for page, lines in zip(found.pages, raw, strict=True):
        inside = [line.text for line in lines if 70 < line.bottom < 770]
        words = found.text[page.start : page.end]
        assert words.replace("\n", "") == "".join(inside)


def test_a_paragraph_over_two_pages_is_parted_at_the_seam() -> None:
    found = extract(body(["\u3000\u3000一、安全", FULL]), [], body(["到此。", "\u3000\u3000二、教学"]))
    assert found.text == f"一、安全\n{FULL}到此。\n二、教学"
    seam = len("一、安全\n") + len(FULL)
    assert found.pages == (Page(1, 0, seam), Page(3, seam, len(found.text)))


def test_the_line_break_between_pages_stands_on_neither() -> None:
    found = extract(body(["一、安全"]), body(["二、教学"]))
    assert [found.text[page.start : page.end] for page in found.pages] == ["一、安全", "二、教学"]


def columns(left: list[str], right: list[str], interleaved: bool = False) -> list[Placed]:
    one = body(left, left=90, size=14, pitch=24, top=680)
    two = body(right, left=90 + 14 * 14, size=14, pitch=24, top=680)
    if interleaved:
        return [placed for pair in zip(one, two, strict=True) for placed in pair]
    return one + two


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_down_however_they_were_written(interleaved: bool) -> None:
    left, right = ["\u3000\u3000" + LEFT[2:], LEFT, LEFT, LEFT], [RIGHT, "到此。", "\u3000\u3000" + RIGHT[2:], "完。"]
    expected = [LEFT[2:] + LEFT * 3 + RIGHT + "到此。", RIGHT[2:] + "完。"]
    assert extract(columns(left, right, interleaved)).text.split("\n") == expected


def test_a_short_column_on_the_last_page_is_known_from_the_others() -> None:
    full = columns([LEFT, RIGHT] * 3, [RIGHT, LEFT] * 3)
    last = [*columns([LEFT, RIGHT], [RIGHT, LEFT], interleaved=True), *body([LEFT], top=632, size=14)]
    found = extract(full, last)
    assert found.text == (LEFT + RIGHT) * 3 + (RIGHT + LEFT) * 3 + LEFT + RIGHT + LEFT + RIGHT + LEFT


def test_narrow_cells_stay_rows() -> None:
    rows = [("三月", "检查演练"), ("四月", "教研活动"), ("五月", "家长学校"), ("六月", "全面总结")]
    placed: list[Placed] = []
    for at, (month, work) in enumerate(rows):
        placed += [(90, 700 - 30 * at, 14, month), (250, 700 - 30 * at, 14, work)]
    assert extract(placed).text.split("\n") == [f"{month}\t{work}" for month, work in rows]


def headed(*heads: str) -> str:
    """Return the text of pages of which each has a header, or none where it is empty."""
    pages = []
    for number, head in enumerate(heads, 1):
        page = body(["\u3000\u3000" + FULL[:-2], f"第{number}项。"])
        pages.append([(90, 800, 16, head), *page] if head else page)
    return extract(*pages).text


def test_odd_and_even_headers_go() -> None:
    assert "简报" not in headed("总第36期", "教育简报", "总第36期", "教育简报", "总第36期")
    assert "36" not in headed("", "教育简报", "总第36期", "教育简报", "总第36期")


def test_a_header_from_the_second_page_on_goes() -> None:
    assert "简报" not in headed("", "教育简报", "教育简报", "教育简报")


def test_a_header_that_names_the_chapter_goes() -> None:
    assert "篇" not in headed(*["计划篇"] * 4, *["总结篇"] * 3, *["", ""] * 4)


def test_a_line_that_comes_once_stays() -> None:
    assert headed("附：名单", "", "", "").startswith("附：名单")


def test_a_small_header_on_the_second_of_two_pages_goes() -> None:
    first = body([FULL, OTHER])
    second: list[Placed] = [(240, 815, 9, "教育局办公室编印"), *body(["到此。"])]
    assert extract(first, second).text == FULL + OTHER + "到此。"


@pytest.mark.parametrize("foot", ["-1-", "～ 1 ～", "共3页 第1页", "P.1", "iv", "1／3"])
def test_page_numbers_go(foot: str) -> None:
    assert extract([*body([FULL, "完。"]), (280, 40, 10, foot)]).text == FULL + "完。"


def test_a_watermark_aslant_is_not_read() -> None:
    data = pdf([body([FULL, "完。"])])
    plain, aslant = b"1 0 0 1 90 740 Tm", b"1 1 -1 1 99 99 Tm"
    assert read(data, "a.pdf").text == FULL + "完。"
    assert read(data.replace(plain, aslant), "a.pdf").text == "完。"


def boxes(lines: list[str], left: float = 90, top: float = 740) -> list[TextBox]:
    """Return recognised lines: boxes that jitter by a point, as those of a recogniser do."""
    return [
        TextBox(line, left + at % 2, top - 28 * at - 17, left + 16 * len(line) - at % 3, top - 28 * at - at % 2)
        for at, line in enumerate(lines)
    ]


def test_recognised_pages_go_through_the_same_joining() -> None:
    filed = PageLines(read_pages(pdf([body([FULL, OTHER])]), "a.pdf")[0])
    scanned = PageLines(lines_of_boxes(boxes([FULL, "到此。", "二、教学"]), 1, SIZE), confidence=0.9)
    found = extract_of([filed, scanned], "a.pdf")
    assert found.text == f"{FULL}{OTHER}{FULL}到此。\n二、教学"
    assert found.pages == (Page(1, 0, 46), Page(2, 46, len(found.text), 0.9))


def test_recognised_columns_and_cells() -> None:
    left, right = boxes([LEFT] * 4, left=60), boxes([RIGHT] * 4, left=60 + 16 * 14)
    mixed = [box for pair in zip(right, left, strict=True) for box in pair]
    assert extract_of([PageLines(lines_of_boxes(mixed, 0, SIZE))], "a.pdf").text == LEFT * 4 + RIGHT * 4
    cells = [*boxes(["检查", "总结"], left=300), *boxes(["三月", "四月"])]
    assert [line.text for line in lines_of_boxes(cells, 0, SIZE)] == ["三月\t检查", "四月\t总结"]
    assert lines_of_boxes([], 0, SIZE) == []
