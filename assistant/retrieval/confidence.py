"""How likely is it that the library answers a query at all?

No signal tells alone: the nearest passage to a question that nothing answers is nearly as near as the nearest to one that is
answered. Five together do, weighed by a logistic regression that ``python -m eval calibrate`` fits on queries whose answers are known,
with the library that holds them and with one that they were taken out of; what it found stands in ``confidence.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import mean

from assistant.retrieval.coverage import Coverage
from ingest.library import Candidate

WORDED = 0.3
"""Share of the wording that is enough where it tells alone."""
_NEAREST = 30
"""Candidates whose mean distance the best one is held against."""
_FIRST = 5
"""Places of each leg in which they may agree."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether a query is answered."""

    sentence: float
    """Cosine of the nearest sentence, −1 to 1."""
    dense: float
    """Cosine of the nearest passage, −1 to 1."""
    lead: float
    """By how much the nearest sentence is nearer than the mean of the nearest of other passages."""
    coverage: float
    """Share of the query's wording that the best passage covers, 0 to 1."""
    agreement: float
    """Share of the passages that are first by sentences and by words alike, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted regression: ``confidence = 1 / (1 + exp(−(bias + Σ weight · signal)))``."""

    encoder: str
    """Name of the encoder whose cosines it was fitted on."""
    weights: dict[str, float]
    bias: float
    enough: float
    """Confidence below which nothing is answered."""


def signals(candidates: Sequence[Candidate], coverage: Coverage) -> Signals:
    """Return the signals of a search's candidates; all are 0 where there is none."""
    if not candidates:
        return Signals(0.0, 0.0, 0.0, 0.0, 0.0)
    near = sorted((each.sentence for each in candidates), reverse=True)[:_NEAREST]
    by_sentence = sorted(candidates, key=lambda each: (-each.sentence, each.key))[:_FIRST]
    by_words = sorted((each for each in candidates if each.lexical > 0), key=lambda each: (-each.lexical, each.key))[
        :_FIRST
    ]
    return Signals(
        sentence=near[0],
        dense=max(each.dense for each in candidates),
        lead=near[0] - mean(near),
        coverage=max(map(coverage.of, {each.key: each for each in (*by_sentence, *by_words)}.values())),
        agreement=len({each.key for each in by_sentence} & {each.key for each in by_words}) / _FIRST,
    )


def confidence(of: Signals, encoder: str) -> float:
    """Return how likely it is that the query is answered, 0 to 1.

    The cosines of another ``encoder`` than the fitted one mean something else: there, the share of the wording tells alone.
    """
    fitted = calibration()
    if encoder != fitted.encoder:
        return of.coverage
    total = fitted.bias + sum(weight * getattr(of, name) for name, weight in fitted.weights.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def enough(encoder: str) -> float:
    """Return the confidence below which nothing is answered."""
    return calibration().enough if encoder == calibration().encoder else WORDED


@cache
def calibration() -> Calibration:
    """Return what was fitted."""
    return Calibration(**json.loads(files(__package__).joinpath("confidence.json").read_text("utf-8")))
