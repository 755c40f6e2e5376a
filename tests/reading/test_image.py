"""Pictures of pages: their kinds, their orientation, and those that cannot be opened or are too large."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.errors import DamagedDocument, SourceTooLarge, UnsupportedMediaType
from ingest.reading.registry import read
from ingest.reading.scans import image as images
from ingest.reading.scans import ocr
from ingest.reading.scans.ocr import Picture, Reading, Spot

SCAN = (Path(__file__).parent / "fixtures" / "scan_page.png").read_bytes()
QUAD = np.array([(10, 180), (90, 180), (90, 200), (10, 200)], np.float32)


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that a stand-in for the recognition was given; it reads ``安全1`` on the first, and so on."""
    pictures: list[Picture] = []

    def recognise(picture: Picture) -> Reading:
        pictures.append(picture)
        return Reading([Spot(f"安全{len(pictures)}", 0.9, QUAD)], picture.shape[1], picture.shape[0])

    monkeypatch.setattr(ocr, "recognise", recognise)
    return pictures


def marked(mode: str = "RGB", size: tuple[int, int] = (300, 400)) -> Image.Image:
    """A page whose top left corner is black."""
    page = Image.new("L", size, 255)
    page.paste(0, (0, 0, 60, 40))
    return page.convert(mode)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("PNG", ".png", "image/png"),
        ("JPEG", ".jpg", "image/jpeg"),
        ("JPEG", ".jpeg", "image/jpeg"),
        ("BMP", ".bmp", "image/bmp"),
        ("WEBP", ".webp", "image/webp"),
        ("TIFF", ".tif", "image/tiff"),
        ("PNG", ".jpg", "image/png"),
    ],
)
def test_each_kind_is_read_by_what_it_is(kind: str, suffix: str, media_type: str) -> None:
    extract = read(saved(marked(), kind), f"照片{suffix.upper()}")
    assert (extract.text, extract.media_type) == ("安全1", media_type)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_each_mode_is_dark_on_light(mode: str, seen: list[Picture]) -> None:
    page = marked()
    if mode == "I;16":
        page = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    elif mode in ("RGBA", "LA"):  # what is not black is not there at all
        page = page.convert("L").convert(mode)
        page.putalpha(page.convert("L").point(lambda level: 255 - level))
    read(saved(page.convert(mode) if mode != "I;16" else page, "TIFF"), "a.tif")
    assert seen[0].shape[:2] == (400, 300)
    assert seen[0][20, 30].max() < 30
    assert seen[0][200:, 200:].min() > 225


def test_pages_of_a_tiff_are_pages(seen: list[Picture]) -> None:
    data = saved(marked("1"), "TIFF", save_all=True, append_images=[marked("1")] * 2, compression="group4")
    calls: list[tuple[int, int, str]] = []
    extract = read(data, "a.tiff", lambda *call: calls.append(call))
    assert extract.text == "安全1\n安全2\n安全3"
    assert [(page.number, page.start, page.end) for page in extract.pages] == [(1, 0, 3), (2, 4, 7), (3, 8, 11)]
    assert calls == [(1, 3, "pages"), (2, 3, "pages"), (3, 3, "pages")]
    assert extract.warnings[0].startswith("有 3 页")


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (-1, -1)), (6, (0, -1)), (8, (-1, 0)), (2, (0, -1))]
)
def test_a_photo_is_turned_as_its_exif_says(orientation: int, corner: tuple[int, int], seen: list[Picture]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    read(saved(marked(), "JPEG", exif=exif), "a.jpg")
    assert seen[0].shape[:2] == ((300, 400) if orientation >= 5 else (400, 300))
    assert seen[0][corner].max() < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_made_smaller(kind: str, seen: list[Picture]) -> None:
    read(saved(marked(size=(3200, 4000)), kind), "a.jpg")
    height, width = seen[0].shape[:2]
    assert 7_900_000 < height * width <= 8_000_000
    assert height / width == pytest.approx(1.25, abs=0.01)
    assert seen[0][5, 5].max() < 60


def test_what_a_phone_puts_behind_its_photo_is_no_page() -> None:
    extract = read(saved(marked(), "MPO", save_all=True, append_images=[marked()]), "a.jpg")
    assert (len(extract.pages), extract.media_type) == (1, "image/jpeg")


def test_only_the_first_picture_of_an_animation_is_read() -> None:
    data = saved(marked(), "WEBP", save_all=True, append_images=[marked().rotate(90)])
    assert len(read(data, "a.webp").pages) == 1


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("cut", [30, 200, 0.5, 0.98])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_a_damaged_picture_is_refused(kind: str, cut: float) -> None:
    whole = saved(Image.open(io.BytesIO(SCAN)).convert("RGB"), kind)
    with pytest.raises(DamagedDocument, match="损坏"):
        read(whole[: int(cut * len(whole) if cut < 1 else cut)], "a.png")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize("side", [7_500, 9_600, 60_000])
def test_giant_dimensions_are_refused_before_they_are_unpacked(side: int, seen: list[Picture]) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    with pytest.raises(SourceTooLarge, match=r"5000 万.*dpi"):
        read(data, "a.png")
    assert seen == []


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_MOST_PAGES", 2)
    data = saved(marked("1"), "TIFF", save_all=True, append_images=[marked("1")] * 2)
    with pytest.raises(SourceTooLarge, match="3 页"):
        read(data, "a.tif")


def test_other_pictures_have_no_reader() -> None:
    with pytest.raises(UnsupportedMediaType, match="GIF"):
        read(saved(marked("P"), "GIF"), "a.gif")
