"""Files → library: one, or all those in a container, each told of by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import DocumentError, NoTextFound
from ingest.library import Added, Library
from ingest.reading.containers.members import LARGEST
from ingest.reading.containers.unpack import is_container, unpack
from ingest.reading.filename import quoted
from ingest.reading.progress import Progress

_TOLD = 3
"""How many reasons an error repeats."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: exactly one of ``added`` and ``error`` is there."""

    name: str
    """With the path in its container: ``2019年.zip/安全科/计划.docx``."""
    added: Added | None = None
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a container brought; small enough to be kept."""

    source_ids: tuple[str, ...]
    """Of its files that are in the library now, in their order, each once; at least one."""
    created: bool
    """False when all of them were there already."""
    skipped: tuple[tuple[str, DocumentError], ...]
    """Path and error of those that were not taken in."""


def take_in(
    library: Library, data: bytes, name: str, progress: Progress | None = None, *, largest: int = LARGEST
) -> Iterator[Outcome]:
    """Take a file in, or one after another those in a container, and yield what became of each.

    A file that cannot become a source does not keep the others out: no DocumentError is raised. A container that
    cannot be opened is itself a file that failed.

    Args:
        library: where to.
        data: the file's bytes.
        name: its name, or its path where it has one.
        progress: for a file, told as by ``Library.add``; for a container, told (files done, files known of,
            ``"files"``), also while a file is at work.
        largest: most bytes of one file in a container.
    """
    if not is_container(name):
        yield _taken(library, data, name, progress)
        return
    try:
        yield from _contents(library, data, name, progress, largest)
    except DocumentError as error:
        yield Outcome(name, error=_bare(error))


def gather(
    library: Library, data: bytes, name: str, progress: Progress | None = None, *, largest: int = LARGEST
) -> Batch:
    """Take in what is in a container, as ``take_in`` does.

    Raises:
        DocumentError: it cannot be opened.
        NoTextFound: nothing in it could be taken in; tells the first reasons.
    """
    ids: dict[str, None] = {}
    created, skipped = False, []
    for each in _contents(library, data, name, progress, largest):
        if each.added:
            ids[each.added.source.id] = None
            created |= each.added.created
        elif each.error:
            skipped.append((each.name, each.error))
    if not ids:
        raise _nothing_in(name, [error for _, error in skipped])
    return Batch(tuple(ids), created, tuple(skipped))


def _contents(library: Library, data: bytes, name: str, progress: Progress | None, largest: int) -> Iterator[Outcome]:
    for at, member in enumerate(unpack(data, name, largest=largest)):
        if member.error:
            outcome = Outcome(member.name, error=_bare(member.error))
        else:
            outcome = _taken(library, member.data, member.name, _still(progress, at, member.total))
        if progress:
            progress(at + 1, member.total, "files")
        yield outcome


def _still(progress: Progress | None, done: int, total: int) -> Progress | None:
    """Return what tells the files, whatever it is told of the one that is at work."""
    return progress and (lambda *_: progress(done, total, "files"))


def _taken(library: Library, data: bytes, name: str, progress: Progress | None) -> Outcome:
    try:
        return Outcome(name, added=library.add(data, name, progress))
    except DocumentError as error:
        return Outcome(name, error=_bare(error))


def _nothing_in(name: str, errors: Sequence[DocumentError]) -> NoTextFound:
    reasons = "".join(each.detail for each in errors[:_TOLD])
    rest = "……" if len(errors) > _TOLD else ""
    return NoTextFound(f"{quoted(name)}里的 {len(errors)} 个文件都没有收进：{reasons}{rest}请改正后重新上传。")


def _bare(error: DocumentError) -> DocumentError:
    """Return an error that is to be kept, without the frames it came through: they hold the whole file."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
