"""Red seals: they are stamped over the name and the date under a document, which must be read all the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_REDDER = 50
"""Levels, of 255, that red stands above green and blue in vermilion and in red print, and not in a warm light."""
_LEAST = 0.0005
"""Of a page: a seal of 42 mm takes up thirty times as much."""


def without_red(picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return a picture, [height, width, 3] in blue, green, red, as it is seen through red glass; None where none is.

    What is red becomes as light as the paper, what is black stays: on paper of 250, ``[30, 30, 220]`` → ``[250, 250, 250]``.
    """
    red = picture[:, :, 2]
    others = np.maximum(picture[:, :, 0], picture[:, :, 1])
    is_red = (red > others) & (red - others > _REDDER)
    if is_red.mean() < _LEAST:
        return None
    seen = np.where(is_red, np.maximum(red, np.uint8(np.median(red))), red)
    return np.repeat(seen[:, :, None], 3, axis=2)
