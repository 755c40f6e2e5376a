"""Files, folders, archives and mails → library, one file after another, with progress bars and a line for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from assistant.oserrors import reason
from ingest import batch
from ingest.batch import Outcome
from ingest.errors import SourceTooLarge, UnsupportedMediaType
from ingest.library import Added, Library
from ingest.reading.containers.members import is_junk
from ingest.reading.containers.unpack import is_container
from ingest.reading.filename import suffix_of
from ingest.reading.progress import Progress
from ingest.reading.registry import supported_suffixes

_MEBIBYTE = 1024 * 1024
_ABOUT_THE_FOLDER = {"README", "MANIFEST"}
"""Stems of files that are no plans."""
_UNITS = {"pages": "页", "passages": "段", "files": "个"}


@dataclass(frozen=True, slots=True)
class Found:
    """What lies under some paths."""

    files: tuple[Path, ...]
    """What to take in, in order of name within a folder, each once."""
    names: tuple[str, ...]
    """What to call each of them: a folder's by their path under its own name, ``资料/2019/计划.docx``."""
    skipped: tuple[str, ...]
    """Names of a folder's files that no reader is for; hidden ones and junk are not even listed."""


@dataclass(slots=True)
class Tally:
    """What became of the files, those of archives and mails counted one by one."""

    added: int = 0
    known: int = 0
    """There already, byte for byte."""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of what no reader is for, found in a folder or an archive."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of what could not be taken in."""

    def skip(self, names: Iterable[str]) -> None:
        """Count files of a folder that no reader is for."""
        self.skipped += [(name, f"不支持 {suffix_of(name) or '没有扩展名'} 的文件。") for name in names]

    def count(self, outcome: Outcome, *, asked_for: bool) -> str:
        """Count what became of a file and return the line that says so; ``asked_for`` are files given by name."""
        if outcome.added:
            self.added += outcome.added.created
            self.known += not outcome.added.created
            return f"✓ {outcome.name}：{_told(outcome.added)}"
        detail = outcome.error.detail if outcome.error else ""
        if isinstance(outcome.error, UnsupportedMediaType) and not asked_for:
            self.skipped.append((outcome.name, detail))
            return f"－ {outcome.name}：{detail}"
        self.failed.append((outcome.name, detail))
        return f"✗ {outcome.name}：{detail}"

    def summary(self) -> str:
        """Return how many were taken in, and name by name why the others were not."""
        counts = f"收进 {self.added} 个，已在资料库中 {self.known} 个，跳过 {len(self.skipped)} 个，失败 {len(self.failed)} 个"
        total = self.added + self.known + len(self.skipped) + len(self.failed)
        reasons = [f"  跳过 {name}：{why}" for name, why in self.skipped]
        reasons += [f"  失败 {name}：{why}" for name, why in self.failed]
        return "\n".join([f"共 {total} 个文件：{counts}。", *reasons])


def walk(paths: Iterable[Path]) -> Found:
    """List the files under ``paths``. A path that is itself a file is always taken, so that what is wrong is told."""
    files: dict[Path, str] = {}
    skipped = []
    for path in paths:
        if not path.is_dir():
            files[path] = path.name
            continue
        for each in sorted(path.rglob("*")):
            inside = each.relative_to(path)
            if not each.is_file() or is_junk(inside.as_posix()):
                continue
            if each.stem.upper() in _ABOUT_THE_FOLDER:
                continue
            name = (Path(path.resolve().name) / inside).as_posix()
            if each.suffix.lower() in supported_suffixes():
                files[each] = name
            else:
                skipped.append(name)
    return Found(tuple(files), tuple(files.values()), tuple(skipped))


def take_in(
    library: Library,
    files: Sequence[Path],
    *,
    limit_mb: int,
    say: Callable[[str], None],
    names: Sequence[str] = (),
) -> Tally:
    """Take files in, those of archives and mails one by one, and return what became of them.

    Args:
        library: where to.
        files: in this order.
        limit_mb: largest file, in MiB.
        say: told a line for each file: ``✓ 名称：8 份先例，85 段``, ``✗ 名称：错误说明``, or ``－ 名称：…`` for what is
            no document.
        names: what to call each of ``files``; without, what they are called in their folder.
    """
    tally = Tally()
    called = names or [path.name for path in files]
    for path, name in zip(tqdm(files, desc="收进文件", unit="个", disable=None), called, strict=True):
        try:
            for outcome in _outcomes(library, path, name, limit_mb):
                say(tally.count(outcome, asked_for=not is_container(name)))
        except OSError as error:
            tally.failed.append((name, f"无法读取（{reason(error)}）；请检查路径和权限。"))
            say(f"✗ {name}：{tally.failed[-1][1]}")
    return tally


def _outcomes(library: Library, path: Path, name: str, limit_mb: int) -> Iterator[Outcome]:
    if path.stat().st_size > limit_mb * _MEBIBYTE:
        detail = f"文件超过 {limit_mb} MB 的上限；请拆分后再收，或调大 --upload-limit-mb。"
        yield Outcome(name, error=SourceTooLarge(detail))
        return
    with bar(path.name) as progress:
        yield from batch.take_in(library, path.read_bytes(), name, progress, largest=limit_mb * _MEBIBYTE)


def _told(added: Added) -> str:
    again = "" if added.created else "（已在资料库中）"
    warnings = "".join(f"\n  提醒：{warning}" for warning in added.source.warnings)
    return f"{added.precedents} 份先例，{added.passages} 段{again}{warnings}"


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show a progress bar while the block runs, on a terminal only; what it yields is told (done, total, unit)."""
    with tqdm(desc=title, leave=False, disable=None) as shown:
        counted = ""

        def progress(done: int, total: int, unit: str) -> None:
            nonlocal counted
            if unit != counted:
                counted, shown.unit = unit, _UNITS[unit]
                shown.reset()
            shown.total = total
            shown.update(done - shown.n)

        yield progress
