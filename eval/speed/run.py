"""Everything measured in one run, printed and written to ``speed.json``."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.intake import walk
from assistant.pipeline import Assistant
from eval.serving import resident, served
from eval.speed import filling, intake, latency, peak
from eval.speed.encoders import CountingEncoder, HastyEncoder
from eval.speed.rows import Row, table
from eval.systems import passages_of
from ingest.index.encoder import Encoder, SentenceEncoder
from ingest.library import Library

EMBEDDING = 240.0
"""Seconds spent on embedding made passages; what is left then gets random vectors."""
START, RESIDENT = 20.0, 1024.0
"""Seconds and MiB that an office machine can spare."""
QUERIES = 200
_SAMPLE = 200
_BUSY = 0.25


def measure(sources: Path, passages: int, report: Path) -> int:
    """Measure over the files of ``sources`` and a library of ``passages``; return 1 where a limit is missed."""
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    files = walk([sources]).files
    encoder = CountingEncoder(SentenceEncoder.bundled())
    with tempfile.TemporaryDirectory() as temporary:
        with Library(Path(temporary, "files"), encoder) as library:
            rows = intake.against_llama_index(files, library, encoder)
            found = list(passages_of(library).values())
            sentences = [words for _, words, _ in library.store.every_sentence()]
        rows.insert(1, peak.embedding(encoder.inner, [each.text for each in found[:_SAMPLE]]))
        headings = list(dict.fromkeys(each.heading_path[-1] for each in found if each.heading_path))
        made = Path(temporary, "made")
        rows += _searched(made, encoder.inner, sentences, headings, passages)
        rows += _started(made)
    told = {"passages": passages, "cores": os.cpu_count(), "load_before": round(busy, 2), "rows": [*map(_json, rows)]}
    report.mkdir(parents=True, exist_ok=True)
    (report / "speed.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(table(rows) + "\n")
    if busy > _BUSY:
        sys.stdout.write(
            f"\nThe machine was busy ({busy:.0%} a core before the run): take the figures when it is idle.\n"
        )
    return int(not all(row.holds for row in rows))


def _searched(
    folder: Path, encoder: Encoder, sentences: Sequence[str], headings: Sequence[str], passages: int
) -> list[Row]:
    hasty = HastyEncoder(encoder, EMBEDDING)
    with Library(folder, hasty) as library:
        filling.fill(library, sentences, headings, passages)
        made_of = f"{hasty.embedded / (hasty.embedded + hasty.drawn):.0%} of the vectors embedded, the rest random"
        return latency.search(Assistant(library), headings[:QUERIES], made_of)


def _started(folder: Path) -> list[Row]:
    with served(folder) as app:
        held = resident(app.pid)
    return [
        Row("start to ready", app.seconds, "s", START, "at most", "python app.py, that library, a sample drafted"),
        Row("resident when ready", held, "MiB", RESIDENT, "at most", "the same process"),
    ]


def _json(row: Row) -> dict[str, object]:
    return asdict(row) | {"value": round(row.value, 4), "holds": row.holds}
