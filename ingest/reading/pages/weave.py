"""Weaving: one line of text that was written in several goes, as programs do that draw each font of a line at once."""

from __future__ import annotations

from bisect import bisect_left

from ingest.reading.pages.glyphs import Glyph

_BACK = 8
"""Rows before it, as written, that a row is looked for the rest of its line among."""
_LEVEL = 0.6
_MEETING = 0.1
"""Heights; cells side by side have more between them."""


def woven(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join rows at one height that fill each other's gaps: ``今年是 十三五 的`` and ``“ ”`` → ``今年是“十三五”的``.

    The cells of a table, and columns, stand beside each other and stay apart.
    """
    done: list[list[Glyph]] = []
    for row in rows:
        whole, place = _levelled(row), len(done)
        while (at := _fitting(done, whole)) is not None:
            whole, place = _levelled([*done.pop(at), *whole]), at
        done.insert(place, whole)
    return done


def _levelled(glyphs: list[Glyph]) -> list[Glyph]:
    return sorted(glyphs, key=lambda glyph: (glyph.left, glyph.right))


def _fitting(done: list[list[Glyph]], row: list[Glyph]) -> int | None:
    back = range(len(done) - 1, max(-1, len(done) - 1 - _BACK), -1)
    return next((at for at in back if _fit(done[at], row)), None)


def _fit(row: list[Glyph], other: list[Glyph]) -> bool:
    """Tell whether two rows are level, overlap in width or meet, and have no two glyphs in one place."""
    left, right = max(row[0].left, other[0].left), min(row[-1].right, other[-1].right)
    high = max(glyph.top - glyph.bottom for glyph in (*row, *other))
    if right - left < -_MEETING * high or not _are_level(row, other):
        return False
    long, short = (row, other) if len(row) >= len(other) else (other, row)
    lefts = [glyph.left for glyph in long]
    return not any(_covers(long[at - 1], glyph) for glyph in short if (at := bisect_left(lefts, _middle(glyph))))


def _are_level(row: list[Glyph], other: list[Glyph]) -> bool:
    top = min(max(glyph.top for glyph in row), max(glyph.top for glyph in other))
    bottom = max(min(glyph.bottom for glyph in row), min(glyph.bottom for glyph in other))
    thinner = min(max(g.top for g in each) - min(g.bottom for g in each) for each in (row, other))
    return top - bottom > _LEVEL * thinner


def _covers(glyph: Glyph, other: Glyph) -> bool:
    return glyph.left < _middle(other) < glyph.right


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2
