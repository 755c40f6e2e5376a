"""Paragraph styles of a Word document: what a paragraph inherits as heading level and as numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading.wordml import Element, number, value, w

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "标题", "標題")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


class Styles:
    """The paragraph styles of one document, by id."""

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

    def heading_level(self, paragraph: Element) -> int | None:
        """Return the level from 1 of a heading, ``None`` of body text: a paragraph styled ``heading 2`` → ``2``."""
        own = number(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return own + 1 if 0 <= own < _BODY_LEVEL else None
        return next((level for style in self._chain(paragraph) if (level := _level(style)) is not None), None)

    def numbering(self, paragraph: Element) -> tuple[int, int | None, str | None] | None:
        """Return (numId, level or ``None``, id of the style that says so) in force; numId 0 switches numbering off."""
        num_id, level = number(paragraph, "pPr", "numPr", "numId"), number(paragraph, "pPr", "numPr", "ilvl")
        if num_id is not None:
            return num_id, level or 0, None
        for style in self._chain(paragraph):
            num_id = number(style, "pPr", "numPr", "numId")
            if num_id is not None:
                inherited = number(style, "pPr", "numPr", "ilvl")
                return num_id, inherited if level is None else level, style.get(w("styleId"))
        return None

    def number_of(self, style_id: str | None) -> int | None:
        """Return the numId that a numbering style names."""
        return number(self._by_id.get(style_id), "pPr", "numPr", "numId")

    def is_contents(self, paragraph: Element) -> bool:
        """Tell a line of a table of contents by its style: ``toc 1``, ``目录 1``."""
        names = (value(style, "name") or "" for style in self._chain(paragraph))
        return any(re.match(r"(toc|目录|目錄)\s*\d", name, re.IGNORECASE) for name in names)

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """Yield the paragraph's style and those it is based on; a chain bent into a ring ends."""
        style_id = value(paragraph, "pPr", "pStyle") or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "basedOn")


def _level(style: Element) -> int | None:
    outline = number(style, "pPr", "outlineLvl")
    if outline is not None and 0 <= outline < _BODY_LEVEL:
        return outline + 1
    name = (value(style, "name") or "").strip()
    if name.lower() in _TITLES:
        return 1
    found = _HEADING_NAME.fullmatch(name)
    return int(found[1]) if found else None
