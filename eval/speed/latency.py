"""A warm search against the time its query takes to embed, which no dense search can do without."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.pipeline import Assistant
from eval.speed.rows import Row

Times = NDArray[np.float64]
"""Seconds, one a query."""
TIMES = {50: 10.0, 95: 10.0}
"""Percentile → of the query's own embedding time at the same percentile."""
WARM = 10
"""Queries asked before the clock counts."""


def search(assistant: Assistant, queries: Sequence[str], made_of: str) -> list[Row]:
    """Ask every query, embedding alone and search by turns, so that whatever else runs slows both."""
    for query in queries[:WARM]:
        assistant.search(query)
    embedding, searching = np.empty(len(queries)), np.empty(len(queries))
    for at, query in enumerate(queries):
        begun = time.perf_counter()
        assistant.library.embed(query)
        embedded = time.perf_counter()
        assistant.search(query)
        embedding[at], searching[at] = embedded - begun, time.perf_counter() - embedded
    made_of = f"{assistant.library.counts()['passages']:,} passages, {made_of}"
    return [_row(percentile, searching, embedding, made_of) for percentile in TIMES]


def _row(percentile: int, searching: Times, embedding: Times, made_of: str) -> Row:
    whole, least = (1000 * float(np.percentile(times, percentile)) for times in (searching, embedding))
    what, detail = (
        f"warm search p{percentile}, to its query's embedding",
        f"{whole:.1f} ms to {least:.1f} ms, {made_of}",
    )
    return Row(what, whole / least, "×", TIMES[percentile], "at most", detail)
