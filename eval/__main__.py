"""Command line of the evaluation: ``python -m eval search|draft|read|speed|calibrate``; see eval/README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tqdm import tqdm

from assistant.intake import walk
from assistant.pipeline import Assistant
from eval import draft, gold, report, search, systems
from eval import read as reading
from eval.compare import Comparison, compare
from eval.reliability import reliability
from ingest.document import Extract
from ingest.index.encoder import SentenceEncoder
from ingest.library import Library
from ingest.reading.registry import read

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "eval" / "gold"
REPORT = ROOT / "eval" / "report"
_EXTRA = ("llama-index-core", "llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss", "txtai", "bm25s",
          "matplotlib", "onnx", "faiss-cpu", "sentence-transformers", "onnxruntime")  # fmt: skip
"""What figures depend on, and what the extra ``eval`` brings."""


def main(argv: Sequence[str] | None = None) -> int:
    """Score over a library made anew from the files in a folder, and print a table."""
    arguments = _parser().parse_args(argv)
    versions = _versions() if arguments.what == "speed" or getattr(arguments, "peers", False) else {}
    if arguments.what == "speed":
        from eval.speed import run

        return run.measure(arguments.sources, arguments.passages, arguments.report)
    if arguments.what == "calibrate":
        return _calibrate()
    if arguments.what == "read":
        extracts = extracts_of(arguments.sources)
        for path in arguments.gold:
            print(reading.table(reading.score(reading.read_truth(path), extracts)))
        return 0
    with library_of(arguments.sources) as assistant:
        if arguments.what == "draft":
            requests = [each for path in arguments.gold for each in gold.read_requests(path)]
            print(draft.table(draft.score(requests, assistant.draft, assistant.library.store.text)))
            return 0
        queries = [each for path in arguments.gold for each in gold.read_queries(path)]
        print(search.table(search.score(queries, systems.ours(assistant).search)))
        if arguments.peers:
            comparison = _compared(assistant, queries, arguments, versions)
            written = report.write(comparison, arguments.report)
            print(f"\n{report.markdown(comparison)}\nin {arguments.report}: {', '.join(written)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure, over a library made anew.")
    commands = parser.add_subparsers(dest="what", required=True)
    for what, about in (
        ("search", "hit@k, recall, MRR by kind of query"),
        ("draft", "what drafts come to"),
        ("read", "precedents, headings, noise"),
    ):
        command = commands.add_parser(what, help=about)
        command.add_argument("--gold", type=Path, required=True, nargs="+", help="see eval/gold/README.md")
        command.add_argument("--sources", type=Path, required=True, help="folder of the files that the gold is about")
    compared = commands.choices["search"]
    compared.add_argument("--peers", action="store_true", help="compare with our legs and other searches, and report")
    commands.add_parser("calibrate", help="fit when to say that the library has nothing, on the sets made for tuning")
    speed = commands.add_parser("speed", help="ratios to the machine and to llama-index; take them when it is idle")
    speed.add_argument("--sources", type=Path, default=ROOT / "corpus", help="folder of the files to take in")
    speed.add_argument("--passages", type=int, default=10_000, help="size of the library that is searched")
    for command in (compared, speed):
        command.add_argument("--report", type=Path, default=REPORT, metavar="DIR", help="where the report is written")
    return parser


def _calibrate() -> int:
    """Fit on the sample corpus and the tuning set, and say what it gives there and on the set kept for reporting."""
    from eval import calibrate

    made: dict[str, list[calibrate.Example]] = {}
    for name, files, sources in (
        ("sample corpus", [GOLD / "search.jsonl"], ROOT / "corpus"),
        ("tune", sorted((GOLD / "tune").glob("*.jsonl")), GOLD / "tune" / "documents"),
        ("test", sorted((GOLD / "test").glob("*.jsonl")), GOLD / "test" / "documents"),
    ):
        with library_of(sources) as assistant:
            queries = [each for path in files for each in gold.read_queries(path)]
            made[name] = calibrate.examples(assistant.library, queries)
            encoder = assistant.library.encoder
    fitted = calibrate.fit([*made["sample corpus"], *made["tune"]], encoder)
    for name, some in made.items():
        print(f"{name}: {calibrate.report(some, fitted)}")
    print(f"written: {calibrate.write(fitted).relative_to(ROOT)}")
    return 0


def _versions() -> dict[str, str]:
    """Return package → version; SystemExit, before anything takes minutes, where one is missing."""
    try:
        return {name: version(name) for name in _EXTRA}
    except PackageNotFoundError as error:
        raise SystemExit(f"{error.name} is not installed: pip install -e .[eval]") from error


def _compared(
    assistant: Assistant, queries: Sequence[gold.Query], arguments: argparse.Namespace, versions: dict[str, str]
) -> Comparison:
    """Ask everybody the same queries over the same texts."""
    from eval.peers import peers

    library = assistant.library
    everybody = [systems.ours(assistant), *systems.legs(library), *peers(library)]
    said = (
        (systems.confidence_of(assistant.search(each.text, filters=each.filters)), each.kind != search.NONE)
        for each in queries
    )
    counts = library.counts()
    return Comparison(
        gold=tuple(path.name for path in arguments.gold),
        sources=_shown(arguments.sources),
        files=counts["sources"],
        passages=counts["passages"],
        queries=len(queries),
        versions={"model": library.store.state().encoder} | versions,
        results=tuple(compare(queries, everybody)),
        curve=tuple(reliability([(confidence, covered) for confidence, covered in said if confidence is not None])),
    )


def _shown(folder: Path) -> str:
    """Return a folder as it stands in the repository, or its name alone where it lies outside."""
    path = folder.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def extracts_of(folder: Path) -> dict[str, Extract]:
    """Read every readable file of ``folder``."""
    return {path.name: read(path.read_bytes(), path.name) for path in walk([folder]).files}


@contextmanager
def library_of(folder: Path) -> Iterator[Assistant]:
    """Take every readable file of ``folder`` into a library that is gone afterwards."""
    files = walk([folder]).files
    with tempfile.TemporaryDirectory() as temporary, Library(Path(temporary), SentenceEncoder.bundled()) as library:
        for path in tqdm(files, desc="ingest", unit="file", file=sys.stderr):
            library.add(path.read_bytes(), path.name)
        yield Assistant(library)


if __name__ == "__main__":
    sys.exit(main())
