"""Uploaded files → library, those of archives and mails one by one; what became of each, for the page to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.oserrors import reason
from assistant.web.ui import spool
from assistant.web.ui.shelf import Result, size
from assistant.web.ui.strings import Words
from ingest import batch
from ingest.batch import Outcome
from ingest.errors import QicaoError
from ingest.library import Library
from ingest.reading.progress import Progress


def take_in(
    library: Library, paths: list[str], names: list[str], words: Words, upload_limit: int, progress: Callable[..., Any]
) -> list[Result]:
    """Take in each file and say what became of it; the uploaded copy and its folder are deleted whatever happens.

    Args:
        library: where to.
        paths: of the uploaded copies.
        names: of the files as their owner knows them, in the same order; a missing one is taken from the path.
        words: the catalogue.
        upload_limit: in bytes, of an upload and of each file in it.
        progress: told (share done, ``desc=``) as scanned pages are recognised, then as passages are embedded; of an
            archive, as its files are done.
    """
    results: list[Result] = []
    for at, path in enumerate(paths):
        name = Path(names[at]).name if at < len(names) and names[at] else Path(path).name
        place = {"at": at + 1, "of": len(paths), "name": name}
        progress(at / len(paths), desc=words("library.reading", **place))

        def tell(done: int, total: int, unit: str, at: int = at, place: dict[str, Any] = place) -> None:
            share = (at + done / total) / len(paths)
            progress(share, desc=words(f"library.progress.{unit}", done=done, total=total, **place))

        results += _results(library, Path(path), name, words, upload_limit, tell)
    return results


def _results(
    library: Library, path: Path, name: str, words: Words, upload_limit: int, tell: Progress
) -> Iterator[Result]:
    try:
        if path.stat().st_size > upload_limit:
            limits = {"size": size(path.stat().st_size), "limit": size(upload_limit)}
            yield Result(name, "failed", words("library.too_large", **limits))
            return
        for outcome in batch.take_in(library, path.read_bytes(), name, tell, largest=upload_limit):
            yield _result(outcome, words)
    except QicaoError as error:
        yield Result(name, "failed", error.detail)
    except FileNotFoundError:  # the copy, which an upload that broke off did not leave
        yield Result(name, "failed", words("library.unreadable"))
    except OSError as error:
        yield Result(name, "failed", words("library.disk", why=reason(error)))
    finally:
        spool.discard(path)


def _result(outcome: Outcome, words: Words) -> Result:
    added = outcome.added
    if added is None:
        return Result(outcome.name, "failed", outcome.error.detail if outcome.error else "")
    if not added.created:
        return Result(outcome.name, "same", words("library.known"))
    message = words("library.added", precedents=added.precedents, passages=added.passages)
    return Result(outcome.name, "ok", message, added.source.warnings)
