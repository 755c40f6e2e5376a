"""Files and folders → library, one after another, with progress bars and a line for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from ingest.errors import QicaoError, SourceTooLarge
from ingest.library import Library, Progress
from ingest.reading.registry import supported_suffixes

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What lies under some paths."""

    files: tuple[Path, ...]
    """What to take in, in order of name within a folder, each once."""
    skipped: tuple[Path, ...]
    """Files of a folder that no reader is for; hidden ones are not even listed."""


def walk(paths: Iterable[Path]) -> Found:
    """List the files under ``paths``. A path that is itself a file is always taken, so that what is wrong is told."""
    files: dict[Path, None] = {}
    skipped = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for each in sorted(path.rglob("*")):
            if not each.is_file() or any(part.startswith(".") for part in each.relative_to(path).parts):
                continue
            if each.stem.upper() == "README":
                continue  # about the folder, no plan
            if each.suffix.lower() in supported_suffixes():
                files[each] = None
            else:
                skipped.append(each)
    return Found(tuple(files), tuple(skipped))


def take_in(library: Library, files: Sequence[Path], *, limit_mb: int, say: Callable[[str], None]) -> int:
    """Take files in and return how many failed.

    Args:
        library: where to.
        files: in this order.
        limit_mb: largest file, in MiB.
        say: told a line for each file: ``✓ 名称：8 份先例，85 段`` or ``✗ 名称：错误说明``.
    """
    failures = 0
    for path in tqdm(files, desc="收进文件", unit="个", disable=None):
        try:
            say(f"✓ {path.name}：{_take_in(library, path, limit_mb)}")
        except QicaoError as error:
            failures += 1
            say(f"✗ {path.name}：{error.detail}")
        except OSError as error:
            failures += 1
            say(f"✗ {path.name}：无法读取（{error.strerror}）；请检查路径和权限。")
    return failures


def _take_in(library: Library, path: Path, limit_mb: int) -> str:
    if path.stat().st_size > limit_mb * _MEBIBYTE:
        raise SourceTooLarge(f"文件超过 {limit_mb} MB 的上限；请拆分后再收，或调大 --upload-limit-mb。")
    with bar(path.name, unit="段") as progress:
        added = library.add(path.read_bytes(), path.name, progress)
    again = "" if added.created else "（已在资料库中）"
    warnings = "".join(f"\n  提醒：{warning}" for warning in added.source.warnings)
    return f"{added.precedents} 份先例，{added.passages} 段{again}{warnings}"


@contextmanager
def bar(title: str, *, unit: str) -> Iterator[Progress]:
    """Show a progress bar while the block runs, on a terminal only; what it yields takes (done, total)."""
    with tqdm(desc=title, unit=unit, leave=False, disable=None) as shown:

        def progress(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield progress
