"""The lines that number the parts of an anthology.

As a rule they are of one of the shapes in parts.csv (篇1, 范文第2篇), or of several that go on counting (第1篇 … 篇二). An anthology
may also number its parts as documents number their sections: （一）县交通局2018年工作总结 … （二）…. Such a line parts only where
all signs agree: every one is the title of an office's document, nothing is numbered above the first, and either the titles
name offices, years and kinds that differ, or the numbers inside each begin anew with a mark that stands no further in, and
none is much longer than another. A mark alone, （一）, parts where the title above says how many there are: 范文3篇.
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files

from ingest.document import Span
from ingest.structure.lines import without_markdown
from ingest.structure.marks import Marked, mark_alone, mark_at
from ingest.structure.numerals import number
from ingest.structure.titles import AGENCY_IN, KIND, is_title, whose_and_when

N = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
_UNNAMED = N.replace("?P<n>", "?:")
_ANY_LABEL = re.compile(
    rf"[#\s【\[(]*(?:第(?P<a>{_UNNAMED})[篇份]|(?:篇|[范例样]文|[范样]本)(?P<b>{_UNNAMED}))(?:[】\])].{{0,50}}|[::、\s].{{0,50}})?"
)
"""第1篇, 篇二, 例文3 at the head of a line: shapes that one anthology may mix."""
_LABEL_ORDERS = range(4, 51)
"""Marks from 壹、 to 1.: those of sections."""
_SHORTEST, _UNEVEN = 120, 12
"""Characters of a part; how many times the shortest the longest may be."""
_LEAST = 20
"""Characters below a full title: a list of documents has none."""
_HOW_MANY = re.compile(rf"(?<![第\d一二三四五六七八九十]){N}\s*篇")
"""工作总结范文3篇, but not 第3篇."""


def read_part_shapes() -> list[dict[str, str]]:
    """Return the rows of parts.csv: pattern, with {N} for the number and {KIND} for the kind of document; example."""
    return list(csv.DictReader(files("ingest.structure").joinpath("parts.csv").read_text("utf-8").splitlines()))


_SHAPES = tuple(re.compile(row["pattern"].replace("{N}", N).replace("{KIND}", KIND)) for row in read_part_shapes())


def part_titles(flat: str, lines: list[Span]) -> list[int]:
    """Return the places in ``lines`` of those that number an anthology's parts 1, 2, 3 …, fewer than two for none.

    Of several shapes that which finds most counts.
    """
    words = [line.of(flat) for line in lines]
    ways = [[_numbered(shape.fullmatch(each)) for each in words] for shape in _SHAPES]
    best = max(map(_counted, [*ways, [_numbered(_ANY_LABEL.fullmatch(each)) for each in words]]), key=len)
    return best if len(best) > 1 else _titled_like_sections(flat, lines) or _as_many_as_said(flat, lines)


def own_title(flat: str, label: Span) -> Span | None:
    """Return the title that stands in a label after its mark: ``"（一）县交通局工作总结"`` → ``"县交通局工作总结"``."""
    label = without_markdown(flat, label)
    mark = mark_at(flat, label.start, label.end)
    return Span(mark.end, label.end) if mark and is_title(flat[mark.end : label.end]) else None


def _numbered(label: re.Match[str] | None) -> int | None:
    """Return the number in a label, 0 where it has none (安全科篇), None for no label."""
    if not label:
        return None
    written = next((each for name, each in label.groupdict().items() if name in ("n", "a", "b") and each), "")
    return number(written)


def _counted(numbers: list[int | None]) -> list[int]:
    """Return the places that count on from 1; one without a number (0) is the next."""
    found: list[int] = []
    for place, each in enumerate(numbers):
        count = len(found) + 1 if each == 0 else each
        if count == 1 and found and place - found[0] == len(found):
            found = []  # what stood without a gap was the table of contents
        if count == len(found) + 1:
            found.append(place)
    return found


def _titled_like_sections(flat: str, lines: list[Span]) -> list[int]:
    """Return the places of labels that bear the marks of sections, where they part documents beyond doubt."""
    lines = [without_markdown(flat, line) for line in lines]
    marks = [mark_at(flat, line.start, line.end) for line in lines]
    labels = {
        place: mark
        for place, mark in enumerate(marks)
        if mark and mark.order in _LABEL_ORDERS and mark.number and _names_document(flat[mark.end : lines[place].end])
    }
    for style in dict.fromkeys(each.style for each in labels.values()):
        numbers = [
            labels[place].number[-1] if place in labels and labels[place].style == style else None
            for place in range(len(lines))
        ]
        places = _counted(numbers)
        if len(places) < 2 or any(marks[: places[0]]):
            continue
        if _differ(flat, lines, labels, places) or _hold_documents(lines, marks, places):
            return places
    return []


def _differ(flat: str, lines: list[Span], labels: dict[int, Marked], places: list[int]) -> bool:
    """Tell whether the labels are full titles of documents that differ in office, year or kind, with words below each.

    Below the title of one office and year they are the chapters of its document, unless they are of several offices.
    Where a title above says how many there are, they need not name years.
    """
    titles = [flat[labels[place].end : lines[place].end] for place in places]
    stops = [*places[1:], len(lines)]
    if any(lines[stop - 1].end - lines[place].end < _LEAST for place, stop in zip(places, stops, strict=True)):
        return False
    if len(set(titles)) == len(titles) and _says(flat, lines[: places[0]], len(places)):
        return True
    told = [each for each in map(whose_and_when, titles) if each]
    if len(set(told)) < len(titles):
        return False
    return len({office for office, _, _ in told}) > 1 or not any(
        whose_and_when(line.of(flat)) for line in lines[: places[0]]
    )


def _says(flat: str, lines: list[Span], many: int) -> bool:
    """Tell whether one of the lines says that there are so many documents: 工作总结范文3篇."""
    return any(number(found["n"]) == many for line in lines for found in _HOW_MANY.finditer(line.of(flat)))


def _as_many_as_said(flat: str, lines: list[Span]) -> list[int]:
    """Return the places of marks alone in their lines, （一） …, where they are as many as a title above them says."""
    alone = [mark_alone(flat, line.start, line.end) for line in (without_markdown(flat, each) for each in lines)]
    for style in dict.fromkeys(each.style for each in alone if each):
        numbers = [each.number[-1] if each and each.style == style else None for each in alone]
        places = _counted(numbers)
        all_of_them = len(places) == len(numbers) - numbers.count(None)
        if len(places) > 1 and all_of_them and _says(flat, lines[: places[0]], len(places)):
            return places
    return []


def _names_document(words: str) -> bool:
    return is_title(words) and bool(AGENCY_IN.search(words))


def _hold_documents(lines: list[Span], marks: list[Marked | None], places: list[int]) -> bool:
    """Tell whether what stands below each label is a document: numbered from 1 by itself, of a like length."""
    sizes: list[int] = []
    for place, stop in zip(places, [*places[1:], len(lines)], strict=True):
        label, inside = marks[place], [each for each in marks[place + 1 : stop] if each]
        first = inside[0] if inside else None
        if not label or not first or first.number != (1,) or first.order > label.order:
            return False
        if not any(each.style == first.style and each.number == (2,) for each in inside):
            return False
        sizes.append(lines[stop - 1].end - lines[place].end)
    return min(sizes) >= _SHORTEST and max(sizes) <= _UNEVEN * min(sizes)
