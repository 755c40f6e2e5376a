"""Command line of the evaluation: ``python -m eval search|draft|read --gold FILE --sources DIR``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from assistant.intake import walk
from assistant.pipeline import Assistant
from eval import draft, gold, search
from eval import read as reading
from ingest.document import Extract
from ingest.index.encoder import SentenceEncoder
from ingest.library import Library
from ingest.reading.registry import read


def main(argv: Sequence[str] | None = None) -> int:
    """Score over a library made anew from the files in a folder, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=main.__doc__)
    parser.add_argument("what", choices=("search", "draft", "read"))
    parser.add_argument("--gold", type=Path, required=True, help="see eval/gold/README.md")
    parser.add_argument("--sources", type=Path, required=True, help="folder of the files that the gold is about")
    arguments = parser.parse_args(argv)
    if arguments.what == "read":
        print(reading.table(reading.score(reading.read_truth(arguments.gold), extracts_of(arguments.sources))))
        return 0
    with library_of(arguments.sources) as assistant:
        if arguments.what == "search":
            print(search.table(search.score(gold.read_queries(arguments.gold), texts_of(assistant))))
        else:
            rows = draft.score(gold.read_requests(arguments.gold), assistant.draft, assistant.library.store.text)
            print(draft.table(rows))
    return 0


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


def texts_of(assistant: Assistant) -> search.Search:
    """Return the assistant's search as the scorer wants it."""
    return lambda query, filters: [hit.passage.text for hit in assistant.search(query, top_k=10, filters=filters)]


if __name__ == "__main__":
    sys.exit(main())
