"""Photos and scans filed as pictures → extracted text, by character recognition: one page for each frame."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.document import Extract
from ingest.errors import DamagedDocument, NoTextFound, SourceTooLarge
from ingest.reading.filename import quoted
from ingest.reading.pages.extract import PageLines, extract_of
from ingest.reading.progress import Progress
from ingest.reading.scans import ocr
from ingest.reading.scans.ocr import Picture
from ingest.reading.scans.scan import MOST_PIXELS, Scan, scanned, warnings_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF")
_MOST_PAGES = 2000
_MOST_DECODED = 50_000_000
"""Pixels; some 200 MB when unpacked, and as much again while they are made fewer. A4 at 600 dots per inch has 35 million."""
_ORIENTATION = 0x0112
_TURNS = dict(
    enumerate(
        ("FLIP_LEFT_RIGHT", "ROTATE_180", "FLIP_TOP_BOTTOM", "TRANSPOSE", "ROTATE_270", "TRANSVERSE", "ROTATE_90"), 2
    )
)
"""What undoes the orientation that EXIF 2.3, table 6, tells by a number."""
_PAGE_SIDE = 842.0
"""Points; a picture does not reliably say how large its paper was, so it is taken for A4."""


def read_image(data: bytes, name: str, progress: Progress | None = None) -> Extract:
    """Read .png .jpg .bmp .webp .tif: a photo of a page that says ``一、安全`` → text ``"一、安全"``.

    Raises:
        OcrMissing: character recognition is not installed.
        DamagedDocument: cut short, or not to be opened.
        NoTextFound: nothing on it that can be read.
        SourceTooLarge: more than 2,000 pages, or one of more than 50 million pixels.
    """
    ocr.require(name)
    scans: list[Scan] = []
    for number, total, picture in _pictures(data, name):
        scans.append(scanned(picture, number, _PAGE_SIDE / max(picture.shape[:2])))
        if progress:
            progress(number + 1, total, "pages")
    if not any(scan.lines for scan in scans):
        raise NoTextFound(f"{quoted(name)}上没有认出文字；请确认拍到的是文件正文，并拍得清晰、端正。")
    extract = extract_of([PageLines(scan.lines, scan.confidence) for scan in scans], name)
    warnings = extract.warnings + warnings_of(enumerate(scans, 1), extract.pages)
    return replace(extract, media_type=_media_type(data), warnings=warnings)


def _pictures(data: bytes, name: str) -> Iterator[tuple[int, int, Picture]]:
    """Yield (number from 0, how many, picture) of each frame; between two nothing of the file stays unpacked."""
    number, total = 0, 1
    while number < total:
        with _opened(data, name) as image:
            # An animation is no document, and what a phone puts behind its photo is no second page.
            total = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if total > _MOST_PAGES:
                raise SourceTooLarge(f"{quoted(name)}有 {total} 页，超过上限 {_MOST_PAGES} 页；请拆成几个文件。")
            image.seek(number)
            picture = _picture(image, name)
        yield number, total, picture
        number += 1


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[ImageFile]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error) as error:
        raise DamagedDocument(f"{quoted(name)}无法作为图片打开，文件已损坏或不完整；请重新拍照或扫描。") from error


def _picture(image: Image, name: str) -> Picture:
    """Return the frame as people see it: turned as its EXIF says, on white paper, at most ``MOST_PIXELS``."""
    from PIL.Image import Transpose

    if image.width * image.height > _MOST_DECODED:
        raise _too_large(name)
    turn = image.getexif().get(_ORIENTATION, 1)
    scale = (MOST_PIXELS / (image.width * image.height)) ** 0.5
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    if scale < 1:
        image.draft(None, size)  # a large JPEG is unpacked at a half or a quarter at once
    shown = _plain(image)
    if scale < 1:
        shown = shown.resize(size, reducing_gap=2.0)
    if turn in _TURNS:
        shown = shown.transpose(Transpose[_TURNS[turn]])
    return np.ascontiguousarray(np.asarray(shown)[:, :, ::-1] if shown.mode == "RGB" else np.asarray(shown))


def _plain(image: Image) -> Image:
    """Return a copy in greys, or in red, green and blue."""
    from PIL import Image as images

    if image.mode.startswith(("I", "F")):
        # Sixteen bits a pixel, of which the upper eight are enough.
        values = np.asarray(image).astype(np.float32)
        levels = values / 257 if values.max(initial=0) > 255 else values
        return images.fromarray(levels.clip(0, 255).astype(np.uint8))
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.has_transparency_data:
        paper = images.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        return paper.convert("RGB")
    return image.convert("RGB")


def _media_type(data: bytes) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        return "image/jpeg" if image.format == "MPO" else Image.MIME[image.format or "PNG"]


def _too_large(name: str) -> SourceTooLarge:
    return SourceTooLarge(
        f"{quoted(name)}的像素超过上限 {_MOST_DECODED // 10_000} 万；请以 200～300 dpi 重新扫描，或缩小后再上传。"
    )
