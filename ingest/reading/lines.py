"""Lines: the tidy form that every reader's text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WIDE = (
    "\u2e80-\u303f\u3041-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\u2018-\u201d\u2014\u2026"
)
"""The inside of a character class: Han characters and the punctuation set among them at full width."""

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_WIDE = re.compile(f"[{WIDE}]")


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one string: ``"td th"`` → ``{"td", "th"}``."""
    return frozenset(text.split())


def is_wide(char: str) -> bool:
    """Tell whether no space belongs beside ``char``: ``"教"`` → ``True``, ``"a"`` → ``False``."""
    return _WIDE.match(char) is not None


def unify_breaks(text: str) -> str:
    r"""Turn every kind of line or page break into ``\n``: ``"一\r\n二\r三"`` → ``"一\n二\n三"``."""
    return _BREAKS.sub("\n", text)


def tidy(text: str) -> str:
    r"""Empty the lines of white space, keep at most one blank line in a row, none at either end.

    Nothing else is touched, full-width indents least of all: ``"甲\n \n\n　乙 \n"`` → ``"甲\n\n　乙 "``.
    """
    kept: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            kept.append(line)
        elif kept and kept[-1]:
            kept.append("")
    if kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept)


def with_offsets(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield (offset, line) of each line: ``"甲\n乙"`` → ``(0, "甲"), (2, "乙")``."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def join(lines: Iterable[tuple[str, int | None]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""Join (line, heading level) pairs into a text and its heading hints; lines of white space are dropped.

    Example: ``[("一、安全", 1), ("", None), ("正文。", None)]`` → ``("一、安全\n正文。", ((0, 1),))``.
    """
    kept: list[str] = []
    headings: list[tuple[int, int]] = []
    offset = 0
    for line, level in lines:
        if not line.strip():
            continue
        if level is not None:
            headings.append((offset, level))
        kept.append(line)
        offset += len(line) + 1
    return "\n".join(kept), tuple(headings)
