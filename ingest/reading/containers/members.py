"""What lies in a container: its files, with names that can do no harm, and how much of them may be unpacked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ingest.errors import DocumentError, SourceTooLarge
from ingest.reading.filename import quoted

MOST_FILES = 5_000
MOST_BYTES = 2 * 2**30
"""Of all files of one container together, those of containers within it included."""
LARGEST = 100 * 2**20
"""Of one file, where an installation does not choose."""
_MOST_RATIO = 200
_SMALL = 64 * 2**20
"""Bytes that may be unpacked whatever the ratio."""
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information"})
_DRIVE = re.compile(r"\A\s*[A-Za-z]:")
_DEEPEST = 12
_LONGEST = 100
_LONGEST_SUFFIX = 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a container: its bytes, or why there are none."""

    name: str
    """Path in the container, the container's own name in front: ``2019年.zip/安全科/计划.docx``."""
    data: bytes = field(default=b"", repr=False)
    error: DocumentError | None = None
    """Why it could not be unpacked; None where ``data`` holds."""
    total: int = 0
    """How many files are known of so far; containers within containers make it grow."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a container that has been opened, not unpacked yet."""

    name: str
    """Path in the container, clean."""
    size: int
    """In bytes, as the container announces it; ``read`` never gives more."""
    read: Callable[[], bytes] = field(repr=False)
    """Unpacks it; raises a DocumentError where that fails."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one upload, whatever is packed in what."""

    packed: int
    """Bytes of the upload itself."""
    largest: int = LARGEST
    """Most bytes of one file."""
    files: int = 1
    """Files that are known of; the upload counts until it is opened."""
    unpacked: int = 0
    """Bytes that have been let through."""

    def open(self, name: str, entries: Sequence[Entry], wanted: Iterable[Entry]) -> None:
        """Count what a container brings, before any of it is unpacked.

        Args:
            name: the container's, for messages.
            entries: all its files.
            wanted: those with a reader; those over the limit of one file will be passed over.

        Raises:
            SourceTooLarge: too many files, too many bytes, or a zip bomb.
        """
        files = self.files - 1 + len(entries)
        sizes = [each.size for each in wanted]
        announced = self.unpacked + sum(sizes)
        unpacked = self.unpacked + sum(size for size in sizes if size <= self.largest)
        if files > MOST_FILES:
            raise SourceTooLarge(
                f"{quoted(name)}里的文件超过 {MOST_FILES:,} 个的上限，没有打开；请分成几个压缩包再上传。"
            )
        if unpacked > MOST_BYTES:
            raise SourceTooLarge(
                f"{quoted(name)}解压后超过 {MOST_BYTES // 2**30} GB 的上限，没有打开；请分成几个压缩包再上传。"
            )
        if announced > max(_SMALL, _MOST_RATIO * self.packed):
            raise SourceTooLarge(
                f"{quoted(name)}解压后有 {announced // 2**20:,} MB，超过压缩包的 {_MOST_RATIO} 倍，像是压缩炸弹，"
                "没有打开；请核对来源，或直接上传里面的文件。"
            )
        self.files, self.unpacked = files, unpacked

    def require_size(self, name: str, size: int) -> None:
        """Raise SourceTooLarge for a file over the limit."""
        if size > self.largest:
            raise SourceTooLarge(
                f"{quoted(name)}解压后有 {size / 2**20:,.1f} MB，超过单个文件 {self.largest / 2**20:,.0f} MB 的上限；"
                "请拆分或压缩后单独上传。"
            )


def clean(path: str) -> str:
    r"""Return a path as a label that leads nowhere: ``"C:\\..\\安全科/./计划\x07.docx"`` → ``"安全科/计划.docx"``.

    Empty when nothing is left. The innermost 12 parts are kept, and 100 characters of each, its end among them.
    """
    inside = re.split(r"[\\/]", _DRIVE.sub("", path))
    parts = ("".join(filter(str.isprintable, part)).strip() for part in inside)
    kept = [_shortened(part) for part in parts if part.strip(". ")]
    return "/".join(kept[-_DEEPEST:])


def is_junk(path: str) -> bool:
    """Tell what programs leave beside documents: ``"__MACOSX/._计划.docx"``, ``"~$计划.docx"``, ``"Thumbs.db"``."""
    return any(part.startswith((".", "~$")) or part.lower() in _JUNK for part in path.split("/"))


def _shortened(part: str) -> str:
    return part if len(part) <= _LONGEST else part[: _LONGEST - _LONGEST_SUFFIX] + part[-_LONGEST_SUFFIX:]
