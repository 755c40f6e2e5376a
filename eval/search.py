"""Score a search against a gold file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from eval.gold import Query
from eval.metrics import ranks
from ingest.document import Filters

Search = Callable[[str, Filters], list[str]]
"""(query, filters) → texts of at most ten passages, best first."""


@dataclass(frozen=True, slots=True)
class Score:
    """Figures over some queries; each is 0 to 1."""

    queries: int
    hit1: float
    hit5: float
    recall10: float
    mrr10: float


def score(queries: Sequence[Query], search: Search) -> dict[str, Score]:
    """Return kind → score, with ``all`` for those that have an answer and ``none`` as the share rightly left empty."""
    found: dict[str, list[list[int | None]]] = defaultdict(list)
    empty: list[bool] = []
    for query in queries:
        passages = search(query.text, query.filters)[:10]
        if query.kind == "none":
            empty.append(not passages)
            continue
        found[query.kind].append(ranks(passages, query.quotes))
    table = {kind: _score(rows) for kind, rows in sorted(found.items())}
    table["all"] = _score([row for rows in found.values() for row in rows])
    if empty:
        table["none"] = Score(len(empty), mean(empty), mean(empty), mean(empty), mean(empty))
    return table


def _score(rows: list[list[int | None]]) -> Score:
    best = [min((rank for rank in row if rank), default=99) for row in rows]
    return Score(
        queries=len(rows),
        hit1=mean(rank <= 1 for rank in best),
        hit5=mean(rank <= 5 for rank in best),
        recall10=mean(mean(rank is not None for rank in row) for row in rows),
        mrr10=mean(1 / rank if rank <= 10 else 0.0 for rank in best),
    )


def table(scores: dict[str, Score]) -> str:
    """Return the scores as a Markdown table; the row ``none`` holds the share of uncovered queries left empty."""
    lines = ["| kind | queries | hit@1 | hit@5 | recall@10 | MRR@10 |", "|---|---|---|---|---|---|"]
    for kind, row in scores.items():
        figures = [row.hit1] if kind == "none" else [row.hit1, row.hit5, row.recall10, row.mrr10]
        cells = [f"{figure:.3f}" for figure in figures] + ["–"] * (4 - len(figures))
        lines.append(f"| {'none: left empty' if kind == 'none' else kind} | {row.queries} | {' | '.join(cells)} |")
    return "\n".join(lines)
