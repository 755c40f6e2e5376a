"""Scanned pages: the picture of a page → its lines in reading order, as a page of text has them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.document import Page
from ingest.reading.pages.extract import listed
from ingest.reading.pages.glyphs import Line
from ingest.reading.pages.layout import TextBox, lines_of_boxes
from ingest.reading.scans import ocr
from ingest.reading.scans.ocr import Picture, Reading, Spot
from ingest.reading.scans.punctuation import punctuated
from ingest.reading.scans.quads import skew_of

MOST_PIXELS = 8_000_000
"""Of a picture to be read: A4 at 290 dots per inch, A3 at 200."""
_LEAST_SCORE = 0.5
"""What is read with less is no text, or nobody could use it."""
_NAMED = 10
_UNSURE = 0.8
_FLAT = 12
"""Levels of grey, of 255: where less than a ten-thousandth of a page is further from its paper, it is blank."""
_DIGITS = "〇零○一二三四五六七八九"
_SHORT_YEAR = re.compile(rf"(?<![{_DIGITS}十百千万])[一二][{_DIGITS}]{{2}}年(?!级)")
"""The models now and then pass over the 〇 of 二〇二三年, and are no less sure of the rest."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it was recognised."""

    lines: list[Line]
    confidence: float | None
    """Mean score of its characters, 0 to 1; None where there are none."""
    lost: int
    """How many lines could not be made out."""


def scanned(picture: Picture, page: int, points: float) -> Scan:
    """Recognise a page.

    Args:
        picture: of the page, at most ``MOST_PIXELS``.
        page: its number, from 0.
        points: how many of them a pixel has: 0.36 at 200 dots per inch.
    """
    if is_blank(picture):
        return Scan([], None, 0)
    reading = ocr.recognise(picture)
    sure = [spot for spot in reading.spots if spot.score >= _LEAST_SCORE and _is_text(spot.text)]
    lost = sum(1 for spot in reading.spots if spot.score < _LEAST_SCORE and len(spot.text) > 1)
    characters = sum(len(spot.text) for spot in sure)
    confidence = sum(spot.score * len(spot.text) for spot in sure) / characters if characters else None
    size = (reading.width * points, reading.height * points)
    return Scan(lines_of_boxes(_boxes(reading, sure, points), page, size), confidence, lost)


def is_blank(picture: Picture) -> bool:
    """Tell a page without anything on it; specks of dust do not count."""
    greys = picture[::2, ::2] if picture.ndim == 2 else picture[::2, ::2].mean(axis=2)
    paper = np.median(greys)
    return float((np.abs(greys - paper) > max(_FLAT, 0.3 * paper)).mean()) < 1e-4


def warnings_of(scans: Iterable[tuple[int, Scan]], pages: Sequence[Page]) -> tuple[str, ...]:
    """Say what a reader must know of the recognised pages, given as (number from 1, scan), that ``pages`` came of."""
    there = {page.number for page in pages}
    read = [(number, scan) for number, scan in scans if number in there]
    if not read:
        return ()
    told = [f"有 {len(read)} 页是扫描件或图片，文字由识别得出，引用前请对照原件。"]
    unsure = [(number, sure) for number, scan in read if (sure := scan.confidence) is not None and sure < _UNSURE]
    told += [f"第 {number} 页识别把握不大（{sure:.2f}），引用前请对照原件。" for number, sure in unsure[:_NAMED]]
    if len(unsure) > _NAMED:
        told.append(f"另有 {len(unsure) - _NAMED} 页识别把握不大，引用前请对照原件。")
    if lost := [number for number, scan in read if scan.lost]:
        told.append(f"第 {listed(lost)} 页有看不清的字行，没有读取。")
    if short := [number for number, scan in read if any(_SHORT_YEAR.search(line.text) for line in scan.lines)]:
        told.append(f"第 {listed(short)} 页有只认出三位的中文年份，可能漏了“〇”，请对照原件。")
    return tuple(told)


def _is_text(text: str) -> bool:
    return len(text.strip()) > 1 or text.strip().isalnum()


def _boxes(reading: Reading, spots: Sequence[Spot], points: float) -> list[TextBox]:
    """Place the lines as if the page had not been laid on the glass askew; y upwards, in points."""
    angle = skew_of([spot.quad for spot in spots])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    middle = np.array([reading.width / 2, reading.height / 2])
    boxes = []
    for spot in spots:
        corners = (spot.quad - middle) @ turn + middle
        left, right = corners[[0, 3], 0].mean(), corners[[1, 2], 0].mean()
        top, bottom = corners[:2, 1].mean(), corners[2:, 1].mean()
        place = (left, reading.height - bottom, right, reading.height - top)
        boxes.append(TextBox(punctuated(spot.text), *(float(edge) * points for edge in place)))
    return boxes
