"""The marks of headings, a row each in marks.csv, and what they count.

    style    what headings of one list share
    order    how far in its headings stand as a rule, among the styles of one document
    level    how much of a heading it is: see ``ingest.document.Section.level``
    run      y for what is a mark only beside its like: 1.1 before 1.2, but not 1.5公里
    pattern  with {N} for a Chinese numeral and {U} for a unit of measure

The first thirteen follow GB/T 9704-2012, 7.3.3, and what offices add to it. Works on folded text (see script.fold).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib.resources import files

from ingest.structure.numerals import number

NUMERAL = "[一二三四五六七八九十]{1,3}"
_UNIT = r"(?:[公千]米|公里|公顷|万|亿|[%‰倍元米吨亩年岁]|平方|个百分点|小时|以[上下])"
RUN_IN = ("第一", "是", "要")
"""Styles that stand inside a paragraph, too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the table."""

    style: str
    order: int
    level: int
    in_run: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark found in a text."""

    style: str
    order: int
    level: int
    in_run: bool
    number: tuple[int, ...]
    """What it counts, ``(2, 1)`` for 2.1; empty for ``——``."""
    end: int


def read_marks() -> list[dict[str, str]]:
    """Return the rows of marks.csv."""
    return list(csv.DictReader(files("ingest.structure").joinpath("marks.csv").read_text("utf-8").splitlines()))


def _compiled() -> tuple[Mark, ...]:
    return tuple(
        Mark(
            row["style"],
            int(row["order"]),
            int(row["level"]),
            row["run"] == "y",
            re.compile(row["pattern"].replace("{N}", NUMERAL).replace("{U}", _UNIT)),
        )
        for row in read_marks()
    )


_MARKS = _compiled()
_INLINE = re.compile(
    r"(?<=[。;:!,])\s*(?P<mark>"
    + "|".join(f"(?:{re.sub(r'[?]P<n>', '', each.pattern.pattern)})" for each in _MARKS if each.style in RUN_IN)
    + ")"
)


def mark_at(flat: str, start: int, end: int) -> Marked | None:
    """Return the mark that a line's words from ``start`` begin with; a line of a mark alone has none."""
    for mark in _MARKS:
        match = mark.pattern.match(flat, start, end)
        if match and match.end() < end:
            groups = match.groupdict()
            style = groups.get("sign") or mark.style
            return Marked(style, mark.order, mark.level, mark.in_run, _counted(groups.get("n")), match.end())
    return None


def mark_alone(flat: str, start: int, end: int) -> Marked | None:
    """Return the mark that a line consists of, its title being the line below: ``"（一）"``; None where it counts nothing."""
    for mark in _MARKS:
        match = None if mark.in_run else mark.pattern.fullmatch(flat, start, end)
        if match and (counted := _counted(match.groupdict().get("n"))):
            return Marked(mark.style, mark.order, mark.level, mark.in_run, counted, end)
    return None


def marks_inside(flat: str, start: int, end: int) -> list[tuple[int, Marked]]:
    """Return the marks inside a paragraph, each with its place: after a stop, where the list goes on after stops, too.

    ``"…：一是甲；二是乙。"`` has two, ``"…，一是甲；二是乙。"`` too; ``"…：一是甲，二是乙。"`` is one sentence and has none.
    """
    kept = list[tuple[int, Marked]]()
    after: dict[str, tuple[tuple[int, ...], bool]] = {}
    for match in reversed(list(_INLINE.finditer(flat, start + 1, end))):
        mark, comma = mark_at(flat, match.start("mark"), end), flat[match.start() - 1] == ","
        if mark is None or mark.style not in RUN_IN:
            continue
        following, comma_follows = after.get(mark.style, ((), comma))
        opens = mark.number == (1,) and (not comma_follows if following == (2,) else not comma)
        if opens or (mark.number != (1,) and not comma):
            kept.append((match.start("mark"), mark))
        after[mark.style] = mark.number, comma
    return kept[::-1]


def _counted(words: str | None) -> tuple[int, ...]:
    return tuple(number(each) for each in words.split(".")) if words else ()


def follows(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Tell whether a list that holds ``first`` may go on with ``second``: ``(1, 3)`` with ``(1, 4)`` or ``(2, 1)``."""
    if not first or len(first) != len(second):
        return False
    if first[:-1] == second[:-1]:
        return 0 < second[-1] - first[-1] <= 2
    return second[-1] == 1 and second[-2] == first[-2] + 1
