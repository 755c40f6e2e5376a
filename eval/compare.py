"""Several searches over the same queries in one run → estimates for each, and ours against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from eval.bootstrap import Estimate, difference, estimate
from eval.gold import Query
from eval.reliability import Bin
from eval.search import FIGURES, NONE, Outcome, outcomes
from eval.systems import System

ALL = "all"
"""Every query that has an answer."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one system came to."""

    name: str
    note: str
    kinds: dict[str, dict[str, Estimate]]
    """Kind (``all`` first) → figure → estimate, of the queries that have an answer."""
    left_empty: Estimate | None
    """Share of the queries that nothing answers which it left empty; None where the gold has no such query."""
    wrongly_empty: Estimate
    """Share of the queries that have an answer which it left empty."""
    characters: float
    """Mean length of a passage it returned."""
    behind: dict[str, Estimate]
    """Figure → how far it lies behind the first system, paired; 0 for the first itself."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run: what was compared over what."""

    gold: tuple[str, ...]
    sources: str
    files: int
    passages: int
    queries: int
    versions: dict[str, str]
    """Package or model → version."""
    results: tuple[Result, ...]
    curve: tuple[Bin, ...]
    """Of our confidence; empty where no query was answered."""


def compare(queries: Sequence[Query], systems: Sequence[System]) -> list[Result]:
    """Ask every system every query; the first system is the one the others are held against."""
    found = [outcomes(queries, system.search) for system in systems]
    return [_result(system, own, found[0]) for system, own in zip(systems, found, strict=True)]


def _result(system: System, found: Sequence[Outcome], first: Sequence[Outcome]) -> Result:
    answerable, unanswered = _answerable(found), [outcome for outcome in found if outcome.kind == NONE]
    kinds = {ALL: answerable} | {
        kind: [outcome for outcome in answerable if outcome.kind == kind]
        for kind in sorted({outcome.kind for outcome in answerable})
    }
    lengths = [length for outcome in found for length in outcome.lengths]
    return Result(
        name=system.name,
        note=system.note,
        kinds={kind: {name: estimate(_each(name, rows)) for name in FIGURES} for kind, rows in kinds.items()},
        left_empty=estimate([float(outcome.empty) for outcome in unanswered]) if unanswered else None,
        wrongly_empty=estimate([float(outcome.empty) for outcome in answerable]),
        characters=mean(lengths) if lengths else 0.0,
        behind={name: difference(_each(name, _answerable(first)), _each(name, answerable)) for name in FIGURES},
    )


def _answerable(found: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in found if outcome.kind != NONE]


def _each(name: str, found: Sequence[Outcome]) -> list[float]:
    return [FIGURES[name](outcome) for outcome in found]
