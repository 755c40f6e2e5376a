"""A comparison → pictures. The only file that imports matplotlib; labels are English, so no font is needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from eval.bootstrap import Estimate
from eval.compare import ALL, Comparison
from eval.report import LABELS

COLOURS = ("#b3261e", "#f2b8b5", "#e59a95", "#d67a74", "#1f4e79", "#5b8db8", "#a9c4de")
"""Ours, our legs in its tints, the peers in blue; from the first again where there are more."""
_DPI = 110


def draw(comparison: Comparison, folder: Path) -> list[str]:
    """Draw ``search.png`` (all), ``kinds.png`` and, where there is a curve, ``reliability.png``; return their names."""
    results = comparison.results
    names = [each.name for each in results]
    pictures = {
        "search.png": _bars(
            f"Search over {comparison.sources}: {comparison.queries} queries, 95% intervals",
            list(LABELS.values()),
            names,
            [[each.kinds[ALL][name] for name in LABELS] for each in results],
        )
    }
    kinds = list(results[0].kinds)[1:]
    pictures["kinds.png"] = _bars(
        "hit@5 by kind of query, 95% intervals",
        [f"{kind}\n({results[0].kinds[kind]['hit5'].queries})" for kind in kinds],
        names,
        [[each.kinds[kind]["hit5"] for kind in kinds] for each in results],
    )
    if comparison.curve:
        pictures["reliability.png"] = _reliability(comparison)
    for name, picture in pictures.items():
        # Without the software's version in it, the same figures give the same bytes.
        picture.savefig(folder / name, dpi=_DPI, metadata={"Software": None})
    return list(pictures)


def _bars(title: str, groups: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[Estimate]]) -> Figure:
    """Draw ``rows`` [system][group] side by side within each group."""
    figure = Figure(figsize=(max(8.0, 1.6 * len(groups)), 4.8), layout="constrained")
    axes = figure.subplots()
    width = 0.85 / len(names)
    for at, (name, row) in enumerate(zip(names, rows, strict=True)):
        values = np.array([each.value for each in row])
        reach = np.array([[each.value - each.low for each in row], [each.high - each.value for each in row]])
        places = np.arange(len(groups)) + (at - (len(names) - 1) / 2) * width
        axes.bar(places, values, width, yerr=reach, label=name, color=COLOURS[at % len(COLOURS)], capsize=2,
                 error_kw={"elinewidth": 0.8, "ecolor": "#444444"})  # fmt: skip
    axes.set_xticks(np.arange(len(groups)), groups)
    axes.set_ylim(0, 1.02)
    axes.set_title(title)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", ncols=min(4, len(names)), frameon=False)
    return figure


def _reliability(comparison: Comparison) -> Figure:
    figure = Figure(figsize=(5.0, 4.8), layout="constrained")
    axes = figure.subplots()
    curve = comparison.curve
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="perfect")
    axes.plot(
        [each.confidence for each in curve], [each.covered for each in curve], "o-", color=COLOURS[0], label="Qicao"
    )
    for each in curve:
        axes.annotate(
            str(each.queries), (each.confidence, each.covered), (4, 4), textcoords="offset points", fontsize=8
        )
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="confidence of answered queries", ylabel="share that has an answer")
    axes.set_title("Reliability (figures: queries)")
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    return figure
