"""Score a search against a gold file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from eval.gold import Query
from eval.metrics import ranks
from ingest.document import Filters

Search = Callable[[str, Filters], list[str]]
"""(query, filters) → texts of at most ten passages, best first."""
NONE = "none"
"""Kind of the queries that nothing answers."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search made of one query."""

    id: str
    kind: str
    ranks: tuple[int | None, ...]
    """Of each unit of its quotes, from 1; None where it was not found."""
    lengths: tuple[int, ...]
    """Characters of each passage returned."""

    @property
    def empty(self) -> bool:
        """Whether nothing was returned."""
        return not self.lengths

    @property
    def best(self) -> float:
        """Rank of the first passage that answers; infinite where there is none."""
        return min((rank for rank in self.ranks if rank), default=float("inf"))


FIGURES: Mapping[str, Callable[[Outcome], float]] = {
    "hit1": lambda outcome: float(outcome.best <= 1),
    "hit5": lambda outcome: float(outcome.best <= 5),
    "recall10": lambda outcome: mean(rank is not None for rank in outcome.ranks),
    "mrr10": lambda outcome: 1 / outcome.best,
}
"""Name → figure of a query that has an answer, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Score:
    """Figures over some queries; each is 0 to 1."""

    queries: int
    hit1: float
    hit5: float
    recall10: float
    mrr10: float


def outcomes(queries: Sequence[Query], search: Search) -> list[Outcome]:
    """Ask all queries, and keep what the first ten passages of each came to, in the order of the queries."""
    return [_outcome(query, search(query.text, query.filters)[:10]) for query in queries]


def _outcome(query: Query, passages: Sequence[str]) -> Outcome:
    return Outcome(query.id, query.kind, tuple(ranks(passages, query.quotes)), tuple(map(len, passages)))


def score(queries: Sequence[Query], search: Search) -> dict[str, Score]:
    """Return kind → score, with ``all`` for those that have an answer and ``none`` as the share rightly left empty."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes(queries, search):
        found[outcome.kind].append(outcome)
    unanswered = found.pop(NONE, [])
    table = {kind: _score(rows) for kind, rows in sorted(found.items())}
    table["all"] = _score([row for rows in found.values() for row in rows])
    if unanswered:
        empty = mean(outcome.empty for outcome in unanswered)
        table[NONE] = Score(len(unanswered), empty, empty, empty, empty)
    return table


def _score(rows: Sequence[Outcome]) -> Score:
    return Score(len(rows), **{name: mean(map(figure, rows)) for name, figure in FIGURES.items()})


def table(scores: dict[str, Score]) -> str:
    """Return the scores as a Markdown table; the row ``none`` holds the share of uncovered queries left empty."""
    lines = ["| kind | queries | hit@1 | hit@5 | recall@10 | MRR@10 |", "|---|---|---|---|---|---|"]
    for kind, row in scores.items():
        figures = [row.hit1] if kind == NONE else [row.hit1, row.hit5, row.recall10, row.mrr10]
        cells = [f"{figure:.3f}" for figure in figures] + ["–"] * (4 - len(figures))
        lines.append(f"| {'none: left empty' if kind == NONE else kind} | {row.queries} | {' | '.join(cells)} |")
    return "\n".join(lines)
