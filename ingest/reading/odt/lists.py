"""Lists of an OpenDocument text: the marks that the program shows but does not store in the text."""

from __future__ import annotations

import re
from typing import Any

from ingest.reading.word.numerals import numeral

Element = Any
"""An lxml element; lxml has no types."""
_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_LEVELS = 10
_BULLET = "· "
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "壱": "ideographLegalTraditional",
    "甲": "ideographTraditional", "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth",
}  # fmt: skip
"""``style:num-format`` by its first character: LibreOffice writes ``一, 二, 三, ...`` (ODF 1.3, 20.322)."""
_PLACEHOLDER = re.compile(r"%(\d{1,2})%")


def q(prefix: str, name: str) -> str:
    """Return the qualified name: ``q("text", "p")`` → ``"{urn:…:text:1.0}p"``."""
    return f"{{{_SPACES}{prefix}:1.0}}{name}"


class Level:
    """One level of a list style."""

    def __init__(self, element: Element) -> None:
        """``element`` is ``text:list-level-style-number``, ``…-bullet`` or ``text:outline-level-style``."""
        self.bullet = element.tag == q("text", "list-level-style-bullet")
        self.format = _FORMATS.get((element.get(q("style", "num-format")) or "")[:1], "")
        self.start = whole(element.get(q("text", "start-value")), 1)
        self._pattern: str | None = element.get(_LOEXT + "num-list-format")
        self._prefix = element.get(q("style", "num-prefix")) or ""
        self._suffix = element.get(q("style", "num-suffix")) or ""
        self._shown = whole(element.get(q("text", "display-levels")), 1)

    def mark(self, counts: list[int], levels: dict[int, Level], at: int) -> str:
        """Return the mark of an item at level ``at``, from 0, of a list counted so far by ``counts``."""
        if self.bullet:
            return _BULLET
        if not self.format:
            return ""

        def shown(level: int) -> str:
            its = levels.get(level)
            return numeral(counts[level], its.format) if its is not None and its.format and level <= at else ""

        if self._pattern is not None:
            mark = _PLACEHOLDER.sub(lambda found: shown(int(found[1]) - 1), self._pattern)
        else:
            first = max(0, at - self._shown + 1)
            mark = self._prefix + ".".join(filter(None, map(shown, range(first, at + 1)))) + self._suffix
        mark = mark.strip()
        return f"{mark} " if mark and mark[-1].isalnum() else mark


class Lists:
    """Counts the items of one document, each list for itself, headings as one list of their own."""

    def __init__(self, roots: list[Element]) -> None:
        """``roots`` are those of content.xml and styles.xml."""
        self._styles: dict[str, dict[int, Level]] = {}
        for root in roots:
            for style in root.iter(q("text", "list-style"), q("text", "outline-style")):
                levels = {whole(each.get(q("text", "level")), 1) - 1: Level(each) for each in style}
                outline = style.tag == q("text", "outline-style")
                self._styles.setdefault("" if outline else style.get(q("style", "name")) or "?", levels)
        self._counts: dict[str, list[int]] = {}

    def begin(self, style: str) -> None:
        """Begin a list that does not go on with an earlier one."""
        self._counts.pop(style, None)

    def mark(self, style: str, level: int, start: str | None = None) -> str:
        """Return the mark of the next item at ``level``, from 0, and count it; the style of headings is ``""``."""
        levels = self._styles.get(style, {})
        own = levels.get(level)
        if own is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(style, [levels[at].start - 1 if at in levels else 0 for at in range(_LEVELS)])
        counts[level] = whole(start, counts[level] + 1)
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        for higher in range(level):
            # A level that was skipped shows its first number.
            counts[higher] = max(counts[higher], levels[higher].start if higher in levels else 0)
        return own.mark(counts, levels, level)


def whole(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute holds: ``"3"`` → ``3``; ``otherwise`` when it is missing or none."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else otherwise
