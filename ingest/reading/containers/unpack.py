"""Containers: archives and mails → the files in them, one after another, whatever is packed in what.

Nothing is written to disk, and names are labels only. What cannot be unpacked is told in its place, so that one bad
file does not spoil the others; only a container that cannot be opened at all raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ingest.errors import DocumentError, NoTextFound, UnsupportedMediaType
from ingest.reading.containers import mail, zipped
from ingest.reading.containers.members import LARGEST, Budget, Entry, Member, clean
from ingest.reading.filename import quoted, suffix_of
from ingest.reading.registry import supported_suffixes

DEEPEST = 3
"""Containers within containers: one in one in the one that was uploaded."""
_OPENED: Mapping[str, Callable[[bytes, str], list[Entry]]] = {".zip": zipped.entries, ".eml": mail.entries}


def is_container(name: str) -> bool:
    """Tell by its name a file that holds files: ``"2019年.zip"``, ``"通知.eml"``."""
    return suffix_of(name) in _OPENED


def unpack(data: bytes, name: str, *, largest: int = LARGEST) -> Iterator[Member]:
    """Yield the files of a container, each unpacked when it is asked for.

    A zip ``2019年.zip`` of ``安全科/计划.docx`` and ``安全科/录像.mp4`` → ``Member("2019年.zip/安全科/计划.docx", …)``,
    ``Member("2019年.zip/安全科/录像.mp4", error=UnsupportedMediaType(…))``.

    Args:
        data: the container.
        name: its name, or its path where it has one.
        largest: most bytes of one file.

    Raises:
        DamagedDocument: it is not what its name says, or cut short.
        EncryptedDocument: all of it needs a password.
        SourceTooLarge: more than 5,000 files or 2 GB in it, or a zip bomb.
        NoTextFound: it is empty, or a mail without text and attachments.
    """
    label = clean(name) or clean(f"未命名{suffix_of(name)}")
    return _unpacked(data, label, Budget(len(data), largest), 1)


def _unpacked(data: bytes, label: str, budget: Budget, depth: int) -> Iterator[Member]:
    suffix = suffix_of(label)
    if not data:
        raise NoTextFound(f"{quoted(label)}是空文件；请检查后重新上传。")
    entries = _OPENED[suffix](data, label)
    if not entries:
        what = "邮件没有正文，也没有附件" if suffix == ".eml" else "压缩包里没有文件"
        raise NoTextFound(f"{quoted(label)}里没有可用文字：{what}；请检查后重新上传。")
    budget.open(label, entries, (each for each in entries if _why_not(each.name, depth) is None))
    for entry in entries:
        yield from _members(entry, f"{label}/{entry.name}", budget, depth)


def _members(entry: Entry, path: str, budget: Budget, depth: int) -> Iterator[Member]:
    try:
        if refusal := _why_not(path, depth):
            raise refusal
        budget.require_size(path, entry.size)
        data = entry.read()
        if is_container(path):
            yield from _unpacked(data, path, budget, depth + 1)
        else:
            yield Member(path, data, total=budget.files)
    except DocumentError as error:
        yield Member(path, error=error, total=budget.files)


def _why_not(path: str, depth: int) -> DocumentError | None:
    suffix = suffix_of(path)
    if suffix not in supported_suffixes():
        called = f" {suffix} 文件" if suffix else "没有扩展名的文件"
        return UnsupportedMediaType(f"{quoted(path)}：不支持{called}，没有收进；需要时请另存为 .docx 或 .pdf 后上传。")
    if depth >= DEEPEST and is_container(path):
        return UnsupportedMediaType(f"{quoted(path)}套在 {DEEPEST} 层压缩包或邮件里，没有再打开；请单独上传。")
    return None
