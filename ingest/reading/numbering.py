"""Automatic numbering of a Word document: the marks that Word shows but does not store in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.reading.numerals import numeral
from ingest.reading.styles import Styles
from ingest.reading.wordml import Element, is_on, number, value, w

_LEVELS = 9
_BULLET = "· "
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One of the nine levels of a list."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    """Counts from 1 after a paragraph of this level (from 1) or a higher one; 0 never, ``None`` after any higher."""
    suffix: str = "tab"
    arabic_only: bool = False
    style_id: str | None = None


@dataclass(slots=True)
class _Num:
    """One numbering instance: the list it counts in, its own levels, and where it starts afresh."""

    abstract_id: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of one document, to be asked once for each, in order."""

    def __init__(self, root: Element, styles: Styles) -> None:
        """``root`` is ``w:numbering`` or ``None``."""
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._elements: dict[int, Element] = {}
        self._nums: dict[int, _Num] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._abstracts = {a.get(w("abstractNumId")): a for a in root.findall(w("abstractNum"))}
            self._elements = {_own_id(num): num for num in root.findall(w("num"))}
            self._nums = {num_id: self._num(num) for num_id, num in self._elements.items()}

    def mark(self, paragraph: Element) -> str:
        """Return what Word shows before the paragraph, and count it: ``"一、"``, ``"1.1 "``, ``"· "`` or nothing."""
        named = self._styles.numbering(paragraph)
        num = self._nums.get(named[0]) if named else None
        if named is None or num is None:
            return ""
        index = named[1] if named[1] is not None else _level_of_style(num, named[2])
        level = num.levels.get(index)
        if level is None:
            return ""
        if level.number_format == "bullet":
            return _BULLET
        counts = self._count(num, index, level)
        return _shown(num, index, level, counts)

    def _count(self, num: _Num, index: int, level: _Level) -> list[int | None]:
        counts = self._counts.setdefault(num.abstract_id, [None] * _LEVELS)
        before = counts[index]
        # A startOverride holds once: from then on this instance goes on counting.
        afresh = num.restarts.pop(index, None)
        counts[index] = afresh if afresh is not None else level.start if before is None else before + 1
        for deeper in range(index + 1, _LEVELS):
            rule = num.levels.get(deeper, _Level()).restarts_after
            if rule is None or index < rule:
                counts[deeper] = None
        return counts

    def _num(self, element: Element) -> _Num:
        abstract_id = value(element, "abstractNumId") or ""
        abstract_id, abstract = self._resolved(abstract_id)
        levels = {} if abstract is None else _levels(abstract)
        num = _Num(abstract_id, levels)
        for override in element.findall(w("lvlOverride")):
            index = _index(override)
            levels.update(_levels(override))
            start = number(override, "startOverride")
            if start is not None:
                num.restarts[index] = start
        return num

    def _resolved(self, abstract_id: str) -> tuple[str, Element | None]:
        """Follow ``w:numStyleLink`` to the list that the named numbering style counts in; one step is all there is."""
        abstract = self._abstracts.get(abstract_id)
        linked = self._styles.number_of(value(abstract, "numStyleLink"))
        if linked is None or linked not in self._elements:
            return abstract_id, abstract
        target = value(self._elements[linked], "abstractNumId") or ""
        return target, self._abstracts.get(target)


def _own_id(num: Element) -> int:
    text = str(num.get(w("numId"), ""))
    return int(text) if text.isascii() and text.isdigit() else -1


def _index(element: Element) -> int:
    text = str(element.get(w("ilvl"), "0"))
    return min(int(text), _LEVELS - 1) if text.isascii() and text.isdigit() else 0


def _levels(parent: Element) -> dict[int, _Level]:
    return {_index(level): _level(level) for level in parent.findall(w("lvl"))}


def _level(element: Element) -> _Level:
    # Formats newer than 2010 stand in mc:AlternateContent, with w:format as the pattern; the fallback has a plain one.
    found = element.find(f".//{w('numFmt')}")
    start = number(element, "start")
    return _Level(
        number_format="decimal" if found is None else found.get(w("val"), "decimal"),
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restarts_after=number(element, "lvlRestart"),
        suffix=value(element, "suff") or "tab",
        arabic_only=is_on(element, "isLgl"),
        style_id=value(element, "pStyle"),
    )


def _level_of_style(num: _Num, style_id: str | None) -> int:
    return next((index for index, level in num.levels.items() if style_id and level.style_id == style_id), 0)


def _shown(num: _Num, index: int, level: _Level, counts: list[int | None]) -> str:
    def counted(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        its = num.levels.get(place, _Level())
        count = counts[place]
        # A higher level that has not been used yet shows its first number, and is not counted by that.
        shown = its.start if count is None else count
        return numeral(shown, "decimal" if level.arabic_only and place != index else its.number_format)

    mark = _PLACEHOLDER.sub(counted, level.text)
    # Word sets a tab or a space after the mark. One is written only where mark and text would run together.
    return f"{mark} " if mark and level.suffix != "nothing" and mark[-1].isalnum() else mark
