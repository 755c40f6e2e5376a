"""Fit the decision "the library has nothing on this": ``assistant/retrieval/confidence.json``.

Answered queries are asked twice: of the whole library, and of one without the sources that answer them. Queries that nothing
answers are asked once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.retrieval import confidence
from assistant.retrieval.asked import understand
from assistant.retrieval.confidence import Calibration, Signals, signals
from assistant.retrieval.coverage import Coverage
from assistant.retrieval.lexicon.expansion import shipped
from assistant.retrieval.search import DEPTH
from eval.gold import Query
from eval.search import NONE
from ingest.document import Filters
from ingest.library import Library

LOST = 0.02
"""Share of answered queries that may be left empty."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query asked of a library, and whether that library answers it."""

    signals: Signals
    answered: bool
    whole: bool
    """Asked of the whole library."""


def examples(library: Library, queries: Sequence[Query]) -> list[Example]:
    """Ask each query of the library, and each answered one of the library without what answers it."""
    ids = {source.name: source.id for _, source in library.store.sources(limit=100_000)}
    made = []
    for query in queries:
        made.append(Example(_signals(library, query.text, query.filters), query.kind != NONE, True))
        holders = tuple(ids[name] for name in query.sources if name in ids)
        if holders and len(holders) < len(ids):
            without = replace(query.filters, exclude_source_ids=(*query.filters.exclude_source_ids, *holders))
            made.append(Example(_signals(library, query.text, without), False, False))
    return made


def fit(made: Sequence[Example], encoder: str) -> Calibration:
    """Return the regression, and the confidence that all but ``LOST`` of the answered queries reach."""
    names = list(asdict(made[0].signals))
    values, answered = _matrix(made), np.array([each.answered for each in made])
    mean, spread = values.mean(0), values.std(0)
    # Those that nothing answers count as much as those whose answers were taken out, which are many more.
    weight = np.array([1.0 if each.answered else (4.0 if each.whole else 0.5) for each in made])
    found = LogisticRegression(C=1.0, max_iter=1000).fit((values - mean) / spread, answered, weight)
    weights = found.coef_[0] / spread
    bias = float(found.intercept_[0] - (weights * mean).sum())
    sure = 1 / (1 + np.exp(-(bias + values[answered] @ weights)))
    enough = float(np.sort(sure)[int(LOST * len(sure))])
    return Calibration(
        encoder,
        {name: round(float(each), 4) for name, each in zip(names, weights, strict=True)},
        round(bias, 4),
        round(enough - 5e-5, 4),
    )


def report(made: Sequence[Example], fitted: Calibration) -> str:
    """Return what the decision gives on some examples, in a line."""
    total = fitted.bias + _matrix(made) @ np.array(list(fitted.weights.values()))
    sure = 1 / (1 + np.exp(-total))
    answered = np.array([each.answered for each in made])
    alone = ~answered & np.array([each.whole for each in made])
    out = ~answered & ~alone
    left = {
        name: float((sure[some] < fitted.enough).mean())
        for name, some in (("answered", answered), ("none", alone), ("taken out", out))
        if some.any()
    }
    told = ", ".join(f"{name} {share:.3f}" for name, share in left.items())
    return f"AUC {roc_auc_score(answered, sure):.3f}; left empty: {told}"


def write(fitted: Calibration) -> Path:
    """Put the regression where the search reads it."""
    path = Path(confidence.__file__).with_name("confidence.json")
    path.write_text(json.dumps(asdict(fitted), indent=2) + "\n", encoding="utf-8")
    return path


def _signals(library: Library, query: str, filters: Filters) -> Signals:
    asked = understand(query, shipped())
    return signals(library.search(query, asked.words, DEPTH, filters), Coverage(asked, library))


def _matrix(made: Sequence[Example]) -> NDArray[np.float64]:
    return np.array([list(asdict(each.signals).values()) for each in made], np.float64)
