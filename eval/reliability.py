"""Whether a confidence means what it says: of the queries answered at .8, eight in ten should have an answer. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The queries answered with a confidence in one part of 0…1."""

    queries: int
    confidence: float
    """Their mean confidence, 0 to 1."""
    covered: float
    """Share of them that the library has an answer to, 0 to 1."""


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Return the curve of (confidence 0…1, whether there is an answer) pairs: parts of equal width, empty ones left out.

    ``reliability([(0.95, True), (0.91, False)])`` → ``[Bin(2, 0.93, 0.5)]``. Raises ValueError for a confidence outside 0…1.
    """
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, covered in pairs:
        if not 0 <= confidence <= 1:
            raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
        parts[min(int(confidence * bins), bins - 1)].append((confidence, covered))
    return [
        Bin(len(part), mean(confidence for confidence, _ in part), mean(covered for _, covered in part))
        for _, part in sorted(parts.items())
    ]


def calibration_error(curve: Sequence[Bin]) -> float:
    """Return how far confidence and share lie apart, on average over the queries: 0 is perfect, 1 the worst.

    Expected calibration error (Naeini et al. 2015): ``calibration_error([Bin(4, 0.9, 0.5)])`` → ``0.4``.
    """
    queries = sum(each.queries for each in curve)
    return sum(each.queries * abs(each.confidence - each.covered) for each in curve) / queries if queries else 0.0
