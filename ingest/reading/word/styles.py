"""Styles of a Word document: what a paragraph inherits as heading level, as numbering, and as hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading.word.wordml import Element, is_on, number, value, w

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄|WPSOffice手动目录)\s*\d", re.IGNORECASE)
_TITLES = ("title", "标题", "標題")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20
_VANISH = ("rPr", "vanish")


class Styles:
    """The styles of one document, by id. What a style means is looked up once and remembered."""

    def __init__(self, root: Element) -> None:
        """``root`` is ``w:styles`` or ``None``."""
        found = [] if root is None else root.findall(w("style"))
        self._by_id = {style.get(w("styleId")): style for style in found}
        self._default = next(
            (
                style.get(w("styleId"))
                for style in found
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")
            ),
            None,
        )
        self._levels: dict[str | None, int | None] = {}
        self._contents: dict[str | None, bool] = {}
        self._hidden: dict[str | None, bool] = {}

    def heading_level(self, paragraph: Element) -> int | None:
        """Return the level from 1 of a heading, ``None`` of body text: a paragraph styled ``heading 2`` → ``2``."""
        own = number(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return _from_outline(own)
        style_id = self._of(paragraph)
        if style_id not in self._levels:
            self._levels[style_id] = next((found for each in self._chain(style_id) for found in _level(each)), None)
        return self._levels[style_id]

    def numbering(self, paragraph: Element) -> tuple[int, int | None, tuple[str, ...]] | None:
        """Return (numId, level or ``None``, ids of the styles that may name the level) in force.

        numId 0 switches numbering off. numId and level are inherited each for itself, as Word does: a style may change
        the level of what it is based on. Styles are named only where it is a style that gives the numId.
        """
        num_id, level = number(paragraph, "pPr", "numPr", "numId"), number(paragraph, "pPr", "numPr", "ilvl")
        if num_id is not None and level is not None:
            return num_id, level, ()
        chain = list(self._chain(self._of(paragraph)))
        named = () if num_id is not None or level is not None else tuple(str(each.get(w("styleId"))) for each in chain)
        if num_id is None:
            num_id = next(_numbers(chain, "numId"), None)
        if level is None:
            level = next(_numbers(chain, "ilvl"), None)
        return None if num_id is None else (num_id, level, named)

    def number_of(self, style_id: str | None) -> int | None:
        """Return the numId that a numbering style names."""
        return number(self._by_id.get(style_id), "pPr", "numPr", "numId")

    def is_contents(self, paragraph: Element) -> bool:
        """Tell a line of a table of contents by its style: ``toc 1``, ``目录 1``."""
        style_id = self._of(paragraph)
        if style_id not in self._contents:
            names = (value(style, "name") or "" for style in self._chain(style_id))
            self._contents[style_id] = any(_CONTENTS_NAME.match(name) for name in names)
        return self._contents[style_id]

    def hides(self, paragraph: Element) -> bool:
        """Tell whether the paragraph's style hides its text (``w:vanish``)."""
        return self._vanishes(self._of(paragraph))

    def hides_run(self, run: Element, hidden: bool) -> bool:
        """Tell whether a run is hidden, in a paragraph whose style hides its text or does not.

        What the run itself says holds. The styles' toggles cancel each other out (ECMA-376-1, 17.7.3).
        """
        properties = run.find(w("rPr"))
        if properties is None:
            return hidden
        if properties.find(w("vanish")) is not None:
            return is_on(properties, "vanish")
        style_id = value(properties, "rStyle")
        return hidden if style_id is None else hidden != self._vanishes(style_id)

    def _vanishes(self, style_id: str | None) -> bool:
        if style_id not in self._hidden:
            said = (each for each in self._chain(style_id) if each.find("/".join(map(w, _VANISH))) is not None)
            style = next(said, None)
            self._hidden[style_id] = style is not None and is_on(style, *_VANISH)
        return self._hidden[style_id]

    def _of(self, paragraph: Element) -> str | None:
        return value(paragraph, "pPr", "pStyle") or self._default

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield a style and those it is based on; a chain bent into a ring ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "basedOn")


def _numbers(chain: list[Element], name: str) -> Iterator[int]:
    return (found for style in chain if (found := number(style, "pPr", "numPr", name)) is not None)


def _from_outline(level: int) -> int | None:
    return level + 1 if 0 <= level < _BODY_LEVEL else None


def _level(style: Element) -> Iterator[int | None]:
    """Yield what the style itself says, ``None`` for "body text"; nothing where what it is based on decides."""
    outline = number(style, "pPr", "outlineLvl")
    if outline is not None:
        yield _from_outline(outline)
        return
    name = (value(style, "name") or "").strip()
    found = _HEADING_NAME.fullmatch(name)
    if name.lower() in _TITLES:
        yield 1
    elif found:
        yield int(found[1])
