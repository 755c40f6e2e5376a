"""Style sheet of a rich text file: which styles are headings, and which are lines of a table of contents."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "标题", "標題")
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*\d", re.IGNORECASE)
_CHAIN = 20


class Stylesheet:
    """The paragraph styles by number; ``begin``, ``property``, ``name`` and ``end`` fill it."""

    def __init__(self) -> None:
        """Start empty."""
        self._styles: dict[int, tuple[str, int | None, int | None]] = {}
        self._number, self._level, self._based, self._name = 0, None, None, ""  # type: tuple[int, int | None, int | None, str]

    def begin(self) -> None:
        """Begin a style; the one without a number is Normal."""
        self._number, self._level, self._based, self._name = 0, None, None, ""

    def property(self, word: str, value: int | None) -> None:
        """Take a control word of the style that was begun."""
        if word == "s":
            self._number = value or 0
        elif word in ("cs", "ds", "ts"):
            self._number = -1
        elif word == "outlinelevel":
            self._level = value
        elif word == "sbasedon":
            self._based = value

    def name(self, text: str) -> None:
        """Take a part of its name; a semicolon ends it."""
        self._name += text

    def end(self) -> None:
        """Keep the style; a character style is none of a paragraph's."""
        if self._number >= 0 and self._name.strip():
            self._styles.setdefault(self._number, (self._name.strip().rstrip(";"), self._level, self._based))
        self._name = ""

    def look(self, number: int) -> tuple[int | None, bool]:
        """Return (heading level from 1, is a line of contents): style ``heading 2`` → ``(2, False)``."""
        seen = number
        for _ in range(_CHAIN):
            style = self._styles.get(seen)
            if style is None:
                break
            name, outline, based = style
            if _CONTENTS.match(name):
                return None, True
            level = _level(name, outline)
            if level is not None or based is None or based == seen:
                return level, False
            seen = based
        return None, False


def _level(name: str, outline: int | None) -> int | None:
    if outline is not None and 0 <= outline < 9:
        return outline + 1
    if name.lower() in _TITLES:
        return 1
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else None
