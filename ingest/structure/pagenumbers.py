"""Page numbers that a copied text keeps among its lines: told by their shape, and by counting up through the text.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.document import Span

_DASH = r"[—–―‑−·•.~〜-]{1,4}"
_BETWEEN_DASHES = re.compile(rf"{_DASH}\s*(\d{{1,3}})\s*{_DASH}")
"""GB/T 9704-2012, 7.5 sets a number between dashes."""
_NAMED = re.compile(
    r"第\s*(\d{1,3})\s*页(?:\s*[,/|]?\s*共\s*\d{1,3}\s*页)?|共\s*\d{1,3}\s*页\s*[,/|]?\s*第\s*(\d{1,3})\s*页"
    r"|p(?:age|\.)?\s*(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(\d{1,3})")
_PAGE = 200
"""Characters from one bare number to the next, at least: the numbers of a list or a table stand closer."""
_SKIPPED = 2
"""Pages whose bare number may be lost in a row, as before a new chapter."""


def page_numbers(flat: str, lines: Sequence[Span]) -> list[Span]:
    r"""Return the lines that are page numbers, the line breaks around a bare one included.

    ``"…登记造\n— 3 —\n册，…\n— 4 —"`` has two. A line between dashes, or one that says page, counts where all of its shape
    go up; a bare number only between blank lines, with the next one a page further on.

    Args:
        flat: folded text of one source.
        lines: its lines in order, see ``each_line``.
    """
    found: list[Span] = []
    for shape in (_BETWEEN_DASHES, _NAMED):
        numbered = [(line, number) for line in lines if (number := _number(shape, line.of(flat))) is not None]
        if all(second > first for (_, first), (_, second) in pairwise(numbered)):
            found += [line for line, _ in numbered]
    found += [_with_breaks(flat, line) for line in _counting(_alone(flat, lines))]
    return found


def _number(shape: re.Pattern[str], words: str) -> int | None:
    match = shape.fullmatch(words)
    return int(next(filter(None, match.groups()))) if match else None


def _alone(flat: str, lines: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """Yield the numbers that stand between blank lines, or at an end of the text."""
    for place, line in enumerate(lines):
        number = _number(_BARE, line.of(flat))
        above = lines[place - 1].end if place else None
        below = lines[place + 1].start if place + 1 < len(lines) else None
        blank = [flat.count("\n", *gap) > 1 for gap in ((above, line.start), (line.end, below)) if None not in gap]
        if number is not None and all(blank):
            yield line, number


def _counting(numbered: Iterator[tuple[Span, int]]) -> tuple[Span, ...]:
    """Return the lines of the longest run that counts up page by page, none where it is a single one."""
    longest: tuple[Span, ...] = ()
    ending: dict[int, tuple[Span, ...]] = {}
    for line, number in numbered:
        before = (ending.get(number - step, ()) for step in range(1, 2 + _SKIPPED))
        ending[number] = (*next((run for run in before if run and line.start - run[-1].end >= _PAGE), ()), line)
        longest = max(longest, ending[number], key=len)
    return longest if len(longest) > 1 else ()


def _with_breaks(flat: str, line: Span) -> Span:
    """Take the line breaks around a line in: noise of one or two characters would not part the passages beside it."""
    start, end = line.start, line.end
    while start and flat[start - 1].isspace():
        start -= 1
    while end < len(flat) and flat[end].isspace():
        end += 1
    return Span(start, end)
