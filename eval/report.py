"""A comparison → ``search.md``, ``search.json`` and pictures in one folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from eval.bootstrap import LEVEL, RESAMPLES
from eval.compare import ALL, Comparison
from eval.reliability import calibration_error

LABELS = {"hit1": "hit@1", "hit5": "hit@5", "recall10": "recall@10", "mrr10": "MRR@10"}
_DIGITS = 4


def write(comparison: Comparison, folder: Path) -> list[str]:
    """Write the report to ``folder``, made when missing; return the names of its files."""
    from eval import plots

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "search.md").write_text(markdown(comparison), "utf-8")
    (folder / "search.json").write_text(to_json(comparison), "utf-8")
    return ["search.md", "search.json", *plots.draw(comparison, folder)]


def to_json(comparison: Comparison) -> str:
    """Return all figures, rounded to four digits."""
    text = json.dumps(asdict(comparison), ensure_ascii=False)
    rounded = json.loads(text, parse_float=lambda digits: round(float(digits), _DIGITS))
    return json.dumps(rounded, ensure_ascii=False, indent=1) + "\n"


def markdown(comparison: Comparison) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(of: Comparison) -> Iterator[str]:
    yield f"# Search over `{of.sources}`"
    yield ""
    yield (
        f"{of.queries} queries of {', '.join(f'`{name}`' for name in of.gold)} over {of.files} files "
        f"({of.passages} passages of ours), all systems in one run. In brackets: {LEVEL:.0%} bootstrap intervals over the "
        f"queries, {RESAMPLES:,} resamples, fixed seed. The last column is what a reader has to read of each passage returned: long ones "
        "hold an answer more easily."
    )
    yield ""
    yield f"| system | {' | '.join(LABELS.values())} | characters a passage |"
    yield "|---" * (len(LABELS) + 2) + "|"
    for each in of.results:
        cells = " | ".join(str(each.kinds[ALL][name]) for name in LABELS)
        yield f"| {each.name} | {cells} | {each.characters:.0f} |"
    yield ""
    yield f"## {of.results[0].name} minus each, on the same queries"
    yield ""
    yield f"| system | {' | '.join(LABELS.values())} |"
    yield "|---" * (len(LABELS) + 1) + "|"
    for each in of.results[1:]:
        yield f"| {each.name} | {' | '.join(str(each.behind[name]) for name in LABELS)} |"
    yield ""
    yield "## Nothing here"
    yield ""
    yield "| system | no answer exists: left empty | an answer exists: wrongly left empty |"
    yield "|---|---|---|"
    for each in of.results:
        yield f"| {each.name} | {each.left_empty or '–'} | {each.wrongly_empty} |"
    yield ""
    yield from _curve(of)
    yield "## By kind"
    for kind in list(of.results[0].kinds)[1:]:
        yield ""
        yield f"### {kind} ({of.results[0].kinds[kind]['hit1'].queries} queries)"
        yield ""
        yield f"| system | {' | '.join(LABELS.values())} |"
        yield "|---" * (len(LABELS) + 1) + "|"
        for each in of.results:
            yield f"| {each.name} | {' | '.join(str(each.kinds[kind][name]) for name in LABELS)} |"
    yield ""
    yield "## How each was set up"
    yield ""
    for each in of.results:
        yield f"- {each.name}: {each.note}."
    yield ""
    yield "Versions: " + ", ".join(f"{name} {version}" for name, version in of.versions.items()) + "."


def _curve(of: Comparison) -> Iterator[str]:
    if not of.curve:
        yield "No query was answered with a confidence, so there is no reliability curve."
        yield ""
        return
    yield "| answered queries | mean confidence | share that has an answer |"
    yield "|---|---|---|"
    for each in of.curve:
        yield f"| {each.queries} | {each.confidence:.2f} | {each.covered:.2f} |"
    yield ""
    yield f"Expected calibration error: {calibration_error(of.curve):.3f}."
    yield ""
