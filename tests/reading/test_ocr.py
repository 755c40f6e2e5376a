"""Scanned pages: recognised in order, mixed with pages of text, and refused in words where nothing can read them."""

from __future__ import annotations

import io
import re
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from eval.ocr import distance
from ingest.document import Page
from ingest.errors import NoTextFound, OcrMissing, SourceTooLarge
from ingest.reading.pdf import pdfium
from ingest.reading.registry import read
from ingest.reading.scans import ocr, scan
from ingest.reading.scans.ocr import Picture, Reading, Spot
from ingest.reading.scans.punctuation import punctuated
from ingest.reading.scans.seals import without_red
from tests.reading.builders import body, pdf
from tests.reading.make_scans import LEFT, PAGE, RIGHT

FIXTURES = Path(__file__).parent / "fixtures"
FULL = "推进课程教学改革抓实课堂管理提升教师教研水平完"


def text_of(lines: list[str]) -> str:
    """Return the paragraphs that indented lines make."""
    return "".join(lines).replace("\u3000" * 4, "").replace("\u3000\u3000", "\n").strip()


PAGE_TEXT = text_of(PAGE)


def page(name: str = "scan_page") -> Image.Image:
    return Image.open(FIXTURES / f"{name}.png").convert("L")


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def scanned_pdf(*images: Image.Image) -> bytes:
    return saved(images[0], "PDF", resolution=100, save_all=True, append_images=images[1:])


def joined(*parts: bytes) -> bytes:
    whole, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for part in parts:
        with pypdfium2.PdfDocument(part) as opened:
            whole.import_pages(opened)
    whole.save(out)
    whole.close()
    return out.getvalue()


def spot(text: str, score: float, top: float, left: float = 100, em: float = 20, skew: float = 0.0) -> Spot:
    """Place a line on a picture; ``skew`` is how far it falls for each pixel."""
    right = left + em * len(text)
    corners = [(left, top), (right, top), (right, top + em), (left, top + em)]
    return Spot(text, score, np.array([(x, y + skew * x) for x, y in corners], np.float32))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[Spot]]:
    """What a stand-in for the recognition says of one picture after the other."""
    pages: list[list[Spot]] = []

    def recognise(picture: Picture) -> Reading:
        return Reading(pages.pop(0), picture.shape[1], picture.shape[0])

    monkeypatch.setattr(ocr, "recognise", recognise)
    return pages


# -- with a stand-in --------------------------------------------------------------------------------------------------


def test_a_page_says_how_sure_it_is_by_its_characters(told: list[list[Spot]]) -> None:
    told.append(
        [spot("一二三四五六", 0.7, 100), spot("七八", 0.9, 140), spot("看不清的", 0.3, 180), spot("·", 0.9, 300)]
    )
    extract = read(saved(page()), "a.png")
    assert extract.text == "一二三四五六\n七八"
    assert extract.pages == (Page(1, 0, 9, pytest.approx(0.75)),)
    assert extract.warnings == (
        "有 1 页是扫描件或图片，文字由识别得出，引用前请对照原件。",
        "第 1 页识别把握不大（0.75），引用前请对照原件。",
        "第 1 页有看不清的字行，没有读取。",
    )


def test_a_year_that_may_have_lost_its_zero_is_told(told: list[list[Spot]]) -> None:
    told += [[spot("二二三年工作总结", 1, 100)], [spot("二〇二三年一二三年级", 1, 100)]]
    assert "三位的中文年份" in read(saved(page()), "a.png").warnings[-1]
    assert len(read(saved(page()), "b.png").warnings) == 1


def test_lines_of_a_page_that_lies_askew_are_put_level(told: list[list[Spot]]) -> None:
    lines = [spot("甲乙丙丁戊己", 1, 100 + at * 40, skew=0.09) for at in range(3)]
    right = [spot("子丑寅卯辰巳", 1, 100 + at * 40, left=500, skew=0.09) for at in range(3)]
    told.append([*lines, *right])
    assert read(saved(page()), "a.png").text == "\n".join(["甲乙丙丁戊己\t子丑寅卯辰巳"] * 3)


def test_a_mixed_pdf_is_recognised_only_where_it_is_scanned(told: list[list[Spot]]) -> None:
    told.append([spot("扫描的一页", 0.99, 100)])
    blank = Image.new("L", (400, 600), 255)
    data = joined(pdf([body([FULL, "第一页。"])]), scanned_pdf(page()), scanned_pdf(blank), pdf([body(["第四页。"])]))
    calls: list[tuple[int, int, str]] = []
    extract = read(data, "a.pdf", lambda *call: calls.append(call))
    assert extract.text == f"{FULL}第一页。\n扫描的一页\n第四页。"
    assert [(each.number, each.confidence) for each in extract.pages] == [
        (1, None),
        (2, pytest.approx(0.99)),
        (4, None),
    ]
    assert calls == [(1, 2, "pages"), (2, 2, "pages")]
    assert "有 1 页是扫描件" in extract.warnings[-1]
    assert "第 3 页没有文字" in extract.warnings[0]


def test_a_page_number_over_a_picture_is_no_text(told: list[list[Spot]]) -> None:
    told.append([spot("扫描的一页", 0.99, 100), spot("—1—", 0.99, 2250)])
    under = pypdfium2.PdfDocument(scanned_pdf(page()))
    over = pypdfium2.PdfDocument(pdf([[(270, 40, 12, "— 1 —")]]))
    form = over.page_as_xobject(0, under)
    first = under[0]
    first.insert_obj(form.as_pageobject())
    first.gen_content()
    out = io.BytesIO()
    under.save(out)
    assert read(out.getvalue(), "a.pdf").text == "扫描的一页"


def test_words_on_a_picture_stay_as_filed_where_there_are_no_more(told: list[list[Spot]]) -> None:
    assert read(pdf([body(["短页。"])]), "a.pdf").text == "短页。"
    assert told == []


def test_a_blank_scan_has_no_text(told: list[list[Spot]]) -> None:
    blank = Image.fromarray((240 + np.random.default_rng(1).normal(0, 3, (600, 400))).clip(0, 255).astype(np.uint8))
    for data, name in ((scanned_pdf(blank), "a.pdf"), (saved(blank), "a.png")):
        with pytest.raises(NoTextFound, match="没有认出文字"):
            read(data, name)
    assert told == []


def test_a_giant_picture_in_a_pdf_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "_MOST_UNPACKED", 900_000)
    with pytest.raises(SourceTooLarge, match="像素过大"):
        read(scanned_pdf(page()), "a.pdf")


def test_many_unsure_pages_are_counted() -> None:
    scans = [(number, scan.Scan([], 0.5, 0)) for number in range(1, 15)]
    told = scan.warnings_of(scans, [Page(number, 0, 1) for number in range(1, 15)])
    assert len(told) == 12
    assert told[-1].startswith("另有 4 页")


def test_without_the_component_a_scan_is_refused_and_a_mixed_pdf_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    for data, name in ((saved(page()), "a.png"), (scanned_pdf(page()), "a.pdf")):
        with pytest.raises(OcrMissing, match=re.escape('pip install "qicao[ocr]"')) as caught:
            read(data, name)
        assert (caught.value.code, caught.value.status) == ("ocr_missing", 422)
    extract = read(joined(pdf([body(["有字的一页。"])]), scanned_pdf(page())), "a.pdf")
    assert extract.text == "有字的一页。"
    assert len(extract.warnings) == 1
    assert re.search(r"第 2 页.*qicao\[ocr\].*没有读取", extract.warnings[0])


def test_a_long_screenshot_is_looked_at_in_tiles() -> None:
    picture = np.full((5000, 1000, 3), 255, np.uint8)
    picture[:, ::2] = 0
    picture[1400:1410] = 255
    tiles = ocr._tiles(picture)
    assert 1400 <= tiles[0][1] < 1410
    assert tiles[0][0] == 0
    assert tiles[-1][1] == 5000
    assert all(one[1] == two[0] for one, two in pairwise(tiles))


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("安全,(一) 教育", "安全，（一）教育"),
        ("共9,860万元(约4.6%)", "共9,860万元（约4.6%）"),
        ("New plan (v1), 8:30", "New plan (v1), 8:30"),
        ("时间:8:30至9:00", "时间：8:30至9:00"),
        ("第 5 次 会议", "第5次会议"),
        ("(2031年3月通过）", "（2031年3月通过）"),
        ("重点—校车", "重点——校车"),
        ("控制在0.9%o以内", "控制在0.9‰以内"),
        ("— 1 —", "—1—"),
    ],
)
def test_punctuation_among_han_characters_is_full_width(read_as: str, meant: str) -> None:
    assert punctuated(read_as) == meant


def test_red_is_taken_for_paper_and_black_is_not() -> None:
    picture = np.full((40, 40, 3), 250, np.uint8)
    assert without_red(picture) is None
    picture[:4] = (30, 30, 220)
    picture[8:12] = (20, 20, 25)
    seen = without_red(picture)
    assert seen is not None
    assert (seen[:4] == 250).all()
    assert (seen[8:12] == 25).all()


def test_rapidocr_is_imported_in_one_file() -> None:
    root = Path(ocr.__file__).parents[3]
    files = [*root.glob("ingest/**/*.py"), *root.glob("assistant/**/*.py")]
    assert [file.name for file in files if re.search(r"(import|from) (rapidocr|cv2)", file.read_text("utf-8"))] == [
        "ocr.py"
    ]


def test_the_models_lie_inside_the_package() -> None:
    import rapidocr

    folder = Path(rapidocr.__file__).parent
    assert all(path.is_file() and folder in path.parents for path in ocr.models().values())


# -- with the models --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_scan_is_read_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    ocr._engine.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    extract = read(scanned_pdf(page(), page()), "a.pdf")
    assert extract.text == f"{PAGE_TEXT}\n{PAGE_TEXT}"
    assert [each.number for each in extract.pages] == [1, 2]
    assert all(each.confidence is not None and each.confidence > 0.95 for each in extract.pages)
    assert extract.media_type == "application/pdf"


@pytest.mark.slow
@pytest.mark.parametrize("turn", [88, 180, 271])
def test_a_turned_photo_is_read_upright(turn: float) -> None:
    assert read(saved(page().rotate(turn, expand=True, fillcolor=255)), "a.png").text == PAGE_TEXT


@pytest.mark.slow
def test_columns_are_read_one_after_the_other_even_with_a_narrow_gutter() -> None:
    whole = page("scan_columns")
    assert read(saved(whole), "a.png").text == f"{text_of(LEFT)}\n{text_of(RIGHT)}"
    narrow = Image.new("L", whole.size, 255)
    narrow.paste(whole.crop((0, 0, 345, 1169)), (0, 0))
    narrow.paste(whole.crop((440, 0, 827, 1169)), (360, 0))
    assert read(saved(narrow), "a.png").text == f"{text_of(LEFT)}\n{text_of(RIGHT)}"


@pytest.mark.slow
def test_a_name_under_a_seal_is_read() -> None:
    sealed = page().convert("RGB")
    over = Image.new("RGBA", sealed.size)
    ImageDraw.Draw(over).ellipse((230, 180, 480, 430), outline=(220, 30, 30, 210), width=9)
    for angle in range(0, 360, 9):
        ImageDraw.Draw(over).pieslice((280, 230, 430, 380), angle, angle + 4, fill=(220, 30, 30, 150))
    sealed.paste(over, mask=over)
    text = read(saved(sealed, "JPEG", quality=90), "a.jpg").text
    assert text.split("\n")[0] == PAGE_TEXT.split("\n")[0]
    assert distance(text, PAGE_TEXT) <= 3


@pytest.mark.slow
def test_a_picture_without_words_has_no_text() -> None:
    noise = np.random.default_rng(3).normal(128, 60, (12, 16)).clip(0, 255).astype(np.uint8)
    landscape = Image.fromarray(noise).resize((1200, 900), Image.Resampling.BICUBIC)
    with pytest.raises(NoTextFound, match="没有认出文字"):
        read(saved(landscape, "JPEG"), "a.jpg")


@pytest.mark.slow
def test_two_threads_read_at_once() -> None:
    with ThreadPoolExecutor(2) as pool:
        texts = pool.map(lambda name: read(saved(page(name)), "a.png").text, ("scan_page", "scan_columns"))
        assert list(texts) == [PAGE_TEXT, f"{text_of(LEFT)}\n{text_of(RIGHT)}"]
