"""How sure a mean over queries is: percentile bootstrap (Efron 1979). Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
SEED = 20260101
"""Fixed, so that the same outcomes give the same intervals."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its interval: ``low <= value <= high``, all in the unit of what was averaged."""

    value: float
    low: float
    high: float
    queries: int
    """How many values it is the mean of."""

    def __str__(self) -> str:
        """Return it for a table: ``0.84 [0.76, 0.91]``."""
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean of one value a query, and the interval that 95 of 100 resamplings of the queries fall in.

    ``estimate([1.0, 1.0])`` → ``Estimate(1.0, 1.0, 1.0, 2)``. Raises ValueError where there is no value.
    """
    if not values:
        raise ValueError("there is no mean of nothing")
    sample = np.asarray(values, np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.quantile(sample[drawn].mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    # Rounding of the mean must not put it outside an interval of no width.
    value = float(sample.mean())
    return Estimate(value, min(float(low), value), max(float(high), value), len(sample))


def difference(ones: Sequence[float], others: Sequence[float]) -> Estimate:
    """Return how far the first lies above the second on the same queries, in the same order.

    Pairing takes out that some queries are harder than others for everyone: ``difference([1, 0], [0, 0]).value`` → ``0.5``.
    Raises ValueError where they are not equally many.
    """
    return estimate([one - other for one, other in zip(ones, others, strict=True)])
