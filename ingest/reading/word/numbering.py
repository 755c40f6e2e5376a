"""Automatic numbering of a Word document: the marks that Word shows but does not store in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.reading.word.listlevel import LEVELS, LONGEST, Level, index_of, levels_of
from ingest.reading.word.numerals import numeral
from ingest.reading.word.styles import Styles
from ingest.reading.word.wordml import Element, number, value, w

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Num:
    """One numbering instance (``w:num``): the list it counts in, its own levels, and where it starts afresh."""

    abstract_id: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    """``w:startOverride`` by level: where this instance begins, and begins again under a higher level."""
    begun: set[int] = field(default_factory=set)
    """The levels that this instance has counted."""


class Numbering:
    """Counts the paragraphs of one document, to be asked once for each that is shown, in order."""

    def __init__(self, root: Element, styles: Styles) -> None:
        """``root`` is ``w:numbering`` or ``None``."""
        self._styles = styles
        abstracts = [] if root is None else root.findall(w("abstractNum"))
        nums = [] if root is None else root.findall(w("num"))
        self._abstracts = {abstract.get(w("abstractNumId")): abstract for abstract in abstracts}
        self._elements = {_own_id(num): num for num in nums}
        self._levels: dict[str, dict[int, Level]] = {}
        self._nums: dict[int, _Num | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def mark(self, paragraph: Element) -> str:
        """Return what Word shows before the paragraph, and count it: ``"一、"``, ``"1.1 "``, ``"· "`` or nothing."""
        named = self._styles.numbering(paragraph)
        num = self._num(named[0]) if named else None
        if named is None or num is None:
            return ""
        index = _index(num, named[1], named[2])
        level = num.levels.get(index)
        if level is None:
            return ""
        if level.number_format == "bullet":
            return level.text
        return _shown(num, level, self._count(num, index))

    def _count(self, num: _Num, index: int) -> list[int | None]:
        counts = self._counts.setdefault(num.abstract_id, [None] * LEVELS)
        for higher in range(index):
            # A level that is passed over counts as begun: （一） before any 一、 makes the first of those 二、, as in Word
            # (Microsoft KB Q110380) and in LibreOffice.
            if counts[higher] is None and higher in num.levels:
                counts[higher] = _start(num, higher)
        before = counts[index]
        # A startOverride makes this instance begin afresh once; from then on it goes on counting.
        afresh = index in num.starts and index not in num.begun
        num.begun.add(index)
        counts[index] = _start(num, index) if before is None or afresh else before + 1
        for deeper in range(index + 1, LEVELS):
            rule = num.levels.get(deeper, Level()).restarts_after
            if rule is None or index < rule:
                counts[deeper] = None
        return counts

    def _num(self, num_id: int) -> _Num | None:
        """Return the instance of that id, put together when it is first asked for; ``None`` where there is none."""
        if num_id not in self._nums:
            element = self._elements.get(num_id) if num_id else None
            self._nums[num_id] = None if element is None else self._built(element)
        return self._nums[num_id]

    def _built(self, element: Element) -> _Num:
        abstract_id = self._resolved(value(element, "abstractNumId") or "")
        if abstract_id not in self._levels:
            abstract = self._abstracts.get(abstract_id)
            self._levels[abstract_id] = {} if abstract is None else levels_of(abstract)
        num = _Num(abstract_id, dict(self._levels[abstract_id]))
        for override in element.findall(w("lvlOverride")):
            for found in levels_of(override).values():
                num.levels[index_of(override)] = found
            start = number(override, "startOverride")
            if start is not None:
                num.starts[index_of(override)] = start
        return num

    def _resolved(self, abstract_id: str) -> str:
        """Follow ``w:numStyleLink`` to the list that the named numbering style counts in; one step is all there is."""
        linked = self._styles.number_of(value(self._abstracts.get(abstract_id), "numStyleLink"))
        if linked is None or linked not in self._elements:
            return abstract_id
        return value(self._elements[linked], "abstractNumId") or ""


def _own_id(num: Element) -> int:
    text = str(num.get(w("numId"), ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LEVELS else -1


def _index(num: _Num, level: int | None, style_ids: tuple[str, ...]) -> int:
    """Return the level of a paragraph: the one that names its style, else what is said, else the first."""
    named = {each.style_id: index for index, each in num.levels.items() if each.style_id} if style_ids else {}
    return next((named[style_id] for style_id in style_ids if style_id in named), level or 0)


def _start(num: _Num, index: int) -> int:
    return num.starts.get(index, num.levels.get(index, Level()).start)


def _shown(num: _Num, level: Level, counts: list[int | None]) -> str:
    def counted(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        its = num.levels.get(place, Level())
        count = counts[place]
        if count is None:
            return ""
        if its.digits and not level.arabic_only:
            return str(count).zfill(its.digits)
        return numeral(count, "decimal" if level.arabic_only else its.number_format)

    mark = _PLACEHOLDER.sub(counted, level.text)[:LONGEST]
    # Word sets a tab or a space after the mark. One is written only where mark and text would run together.
    return f"{mark} " if mark and level.suffix != "nothing" and mark[-1].isalnum() else mark
