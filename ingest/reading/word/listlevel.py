"""One level of a Word list: what it counts in, where it begins, what stands around the count."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.reading.word.symbols import without_private
from ingest.reading.word.wordml import Element, is_on, number, value, w

LEVELS = 9
LONGEST = 60
"""Of a mark, in characters: a mark stands before every paragraph of its list, so a long one would multiply."""
_BULLET = "· "


@dataclass(frozen=True, slots=True)
class Level:
    """One of the nine levels of a list (``w:lvl``)."""

    number_format: str = "decimal"
    text: str = ""
    """With ``%1`` … ``%9`` for the counts; of a list without numbers its sign and a space."""
    digits: int = 0
    """How many digits at least: 3 for ``001``."""
    start: int = 1
    restarts_after: int | None = None
    """Counts from 1 after a paragraph of this level (from 1) or a higher one; 0 never, ``None`` after any higher."""
    suffix: str = "tab"
    arabic_only: bool = False
    style_id: str | None = None


def levels_of(parent: Element) -> dict[int, Level]:
    """Return the levels from 0 that a ``w:abstractNum`` or a ``w:lvlOverride`` holds."""
    return {index_of(level): _level(level) for level in parent.findall(w("lvl"))}


def index_of(element: Element) -> int:
    """Return ``w:ilvl``, 0 to 8."""
    text = str(element.get(w("ilvl"), "0"))
    return min(int(text), LEVELS - 1) if text.isascii() and text.isdigit() and len(text) < LEVELS else 0


def _level(element: Element) -> Level:
    number_format, digits = _format(element)
    start = number(element, "start")
    text = (value(element, "lvlText") or "")[:LONGEST]
    return Level(
        number_format=number_format,
        text=_bullet(element, text) if number_format == "bullet" else text,
        digits=digits,
        start=1 if start is None else start,
        restarts_after=number(element, "lvlRestart"),
        suffix=value(element, "suff") or "tab",
        arabic_only=is_on(element, "isLgl"),
        style_id=value(element, "pStyle"),
    )


def _format(element: Element) -> tuple[str, int]:
    """Return (format, digits): formats newer than 2007 are ``custom``, with a pattern ``001, 002, …`` as ``w:format``."""
    found = element.find(f".//{w('numFmt')}")
    if found is None:
        return "decimal", 0
    pattern = str(found.get(w("format"), "")).partition(",")[0].strip()
    return found.get(w("val"), "decimal"), min(LEVELS, len(pattern)) if pattern.isascii() and pattern.isdigit() else 0


def _bullet(element: Element, text: str) -> str:
    """Return the sign of a list without numbers, ``"● "``; a middle dot for one of a picture font not known here."""
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
    signs = without_private(text, font).strip()
    # Word's round bullet is an "o" of Courier New or a letter of Wingdings; as a letter it would read as a word.
    known = signs and not signs.isalnum() and not any("\ue000" <= char <= "\uf8ff" for char in signs)
    return f"{signs} " if known else _BULLET
