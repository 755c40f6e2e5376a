"""Boxes of recognised lines: quadrilaterals, for a page may lie askew or be photographed from the side."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Quad = NDArray[np.float32]
"""Shape [4, 2], in pixels, y downwards: the corners from the top left one, clockwise as the text runs."""
_TALL = 1.5


def size_of(quad: Quad) -> tuple[float, float]:
    """Return how long a line's box is, and how high: 30 pixels by 40, askew → ``(30.0, 40.0)``."""
    width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    return float(width), float(height)


def part_of(quad: Quad, begin: float, end: float) -> Quad:
    """Return the part of a box between two shares of its length: of 100 pixels, 0.5 and 1 → the right 50."""
    begin, end = max(0.0, begin), min(1.0, end)
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + begin * top, quad[0] + end * top, quad[3] + end * bottom, quad[3] + begin * bottom]
    return np.array(corners, np.float32)


def is_among(quad: Quad, others: Sequence[Quad]) -> bool:
    """Tell whether the middle of a box lies in one of ``others``, or the middle of one of them in it."""
    return any(_holds(one, quad) or _holds(quad, one) for one in others)


def _holds(quad: Quad, other: Quad) -> bool:
    middle = other.mean(axis=0)
    return bool((quad.min(axis=0) < middle).all() and (middle < quad.max(axis=0)).all())


def are_sideways(quads: Sequence[Quad]) -> bool:
    """Tell a page that lies on its side: by length, more of its lines run up or down than across."""
    sizes = [size_of(quad) for quad in quads]
    tall = sum(height for width, height in sizes if height >= _TALL * width)
    return tall > sum(width for width, height in sizes if width >= _TALL * height)


def skew_of(quads: Sequence[Quad]) -> float:
    """Return the angle, in radians, clockwise as seen, that the lines stand at: that of the median one, by length."""
    edges = [(*(quad[1] - quad[0] + quad[2] - quad[3]),) for quad in quads]
    angles = sorted((math.atan2(y, x), math.hypot(x, y)) for x, y in edges)
    half = sum(length for _, length in angles) / 2
    for angle, length in angles:
        half -= length
        if half <= 0:
            return angle
    return 0.0
