"""The one place that calls rapidocr: the picture of a page → its lines of text, each with its box and its score.

The models (PP-OCRv6 small, Apache-2.0) come inside rapidocr's wheel and are named by path, so nothing is looked for
elsewhere. Nothing is imported or loaded before the first picture. Work on one picture is bounded: its pixels by the
caller, what is looked at for lines by ``_DETECTED``, lines by the detector (1,000 each tile), a line's length by
``_LONGEST``. A time limit would need a process of its own.
"""

from __future__ import annotations

import importlib.util
import math
import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import OcrMissing
from ingest.reading.filename import quoted
from ingest.reading.scans.quads import Quad, are_sideways, is_among, part_of, size_of
from ingest.reading.scans.seals import without_red

Picture = NDArray[np.uint8]
"""Shape [height, width] in greys, or [height, width, 3] in blue, green, red."""
_LOCK = threading.Lock()
"""One picture at a time: the engine keeps state, and two of them would want twice the memory."""
_THREADS = min(4, os.cpu_count() or 1)
_DETECTED = 1280
"""Pixels of the longer side at which lines are looked for; they are read at full resolution."""
_TILE = 1.6
"""A picture that is longer than this many widths, and half as much again, is looked at in tiles."""
_WRITTEN_DOWN = 2.5
"""A box this many times as high as wide holds text that runs down; a lone ``1`` is less."""
_LONGEST = 100
"""A box this many times as long as high is a ruled line."""
_VOTERS = 12
_GAP = 1.6
"""Heights of a line: a blank as wide parts columns or cells that the detector took as one."""
_CONTRAST = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of text on a picture."""

    text: str
    score: float
    """Mean over its characters, 0 to 1."""
    quad: Quad


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a picture, which may have been turned upright for it."""

    spots: list[Spot]
    width: int
    """In pixels, once upright."""
    height: int


def is_installed() -> bool:
    """Tell whether pictures can be read, without importing what reads them."""
    return importlib.util.find_spec("rapidocr") is not None


def require(name: str) -> None:
    """Raise OcrMissing, naming the file ``name``, where pictures cannot be read."""
    if not is_installed():
        raise OcrMissing(
            f'{quoted(name)}是扫描件或图片，本机没有安装文字识别组件；请安装（pip install "qicao[ocr]"）后重新上传，'
            "或上传可以选中文字的版本。"
        )


def recognise(picture: Picture) -> Reading:
    """Read a picture, turned by any quarter: one that shows ``教育`` → ``[Spot("教育", 0.99, quad)]``. Thread-safe."""
    image = np.ascontiguousarray(np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture)
    with _LOCK:
        image, found = _upright(image)
        quads = [part for quad in found for part in _parted(image, quad)]
        cuts = [_cut_out(image, quad) for quad in quads]
        if (pale := without_red(image)) is not None:
            hidden = [quad for quad in _detected(pale) if not is_among(quad, quads)]
            quads, cuts = quads + hidden, cuts + [_cut_out(pale, quad) for quad in hidden]
        result = _engine().recognize_txt(cuts) if cuts else None
    texts = zip(result.txts, result.scores, quads, strict=True) if result else ()
    spots = [Spot(text, float(score), quad) for text, score, quad in texts if text.strip()]
    return Reading(spots, image.shape[1], image.shape[0])


def models() -> dict[str, Path]:
    """Return the paths of the models that the wheel carries, by the setting each is given as."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    return {
        "Det.model_path": folder / "PP-OCRv6_det_small.onnx",
        "Cls.model_path": folder / "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
        "Rec.model_path": folder / "PP-OCRv6_rec_small.onnx",
    }


@cache
def _engine() -> Any:  # noqa: ANN401 - rapidocr's own types say nothing
    from rapidocr import RapidOCR

    settings = {
        "Global.log_level": "critical",
        "Global.max_side_len": 1_000_000,  # the detector scales for itself, and what is read is read at full size
        "Det.limit_type": "max",
        "Det.limit_side_len": _DETECTED,
        "Rec.rec_batch_num": 4,
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params=settings | {key: str(path) for key, path in models().items()})


def _upright(image: Picture) -> tuple[Picture, list[Quad]]:
    """Turn a picture so that its text runs to the right, and return it with the boxes of its lines."""
    quads = _detected(image)
    if are_sideways(quads):
        image = np.ascontiguousarray(np.rot90(image))
        quads = _detected(image)
    if _is_upside_down(image, quads):
        image = np.ascontiguousarray(np.rot90(image, 2))
        quads = _detected(image)
    return image, quads


def _detected(image: Picture) -> list[Quad]:
    found = []
    for top, bottom in _tiles(image):
        boxes = _engine()(image[top:bottom], use_det=True, use_cls=False, use_rec=False).boxes
        for box in () if boxes is None else boxes:
            quad = np.asarray(box, np.float32) + np.array([0, top], np.float32)
            width, height = size_of(quad)
            if min(width, height) >= 1 and max(width, height) < _LONGEST * min(width, height):
                found.append(quad)
    return found


def _tiles(image: Picture) -> list[tuple[int, int]]:
    """Part a long screenshot where its rows are quietest: 1,000 wide, 4,000 high → (0, 1538), (1538, 2957), …."""
    height, width = image.shape[:2]
    longest = int(_TILE * width)
    edges = [0]
    while height - edges[-1] > 1.5 * longest:
        begin = edges[-1] + int(0.8 * longest)
        loud = image[begin : edges[-1] + longest].std(axis=(1, 2))
        edges.append(begin + int(loud.argmin()))
    return list(zip(edges, [*edges[1:], height], strict=True))


def _is_upside_down(image: Picture, quads: list[Quad]) -> bool:
    """Ask the classifier about the longest lines; single ones it gets wrong."""
    longest = sorted(quads, key=lambda quad: -size_of(quad)[0])[:_VOTERS]
    if not longest:
        return False
    _, told = _engine().cls_and_rotate([_cut_out(image, quad) for quad in longest])
    return 2 * sum(score if label == "180" else 0.0 for label, score in told.cls_res) > len(longest)


def _cut_out(image: Picture, quad: Quad) -> Picture:
    import cv2

    width, height = (max(1, round(side)) for side in size_of(quad))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    cut = cv2.warpPerspective(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)
    runs_down = height > _WRITTEN_DOWN * width
    return np.asarray(np.rot90(cut) if runs_down else cut, np.uint8)


def _parted(image: Picture, quad: Quad) -> list[Quad]:
    """Part a box at blanks too wide for a space."""
    width, height = size_of(quad)
    if width < 4 * height:
        return [quad]
    greys = _cut_out(image, quad).mean(axis=2)
    dark, light = np.percentile(greys, (3, 90))
    if light - dark < _CONTRAST:
        return [quad]
    inked = np.flatnonzero((greys < (dark + light) / 2).any(axis=0))
    if not len(inked):
        return [quad]
    ends = np.flatnonzero(np.diff(inked) > _GAP * height)
    starts = [inked[0], *inked[ends + 1]]
    stops = [*inked[ends], inked[-1]]
    if len(starts) == 1:
        return [quad]
    pad = math.ceil(0.08 * height)
    return [part_of(quad, (one - pad) / width, (two + 1 + pad) / width) for one, two in zip(starts, stops, strict=True)]
