"""Units: what a line break may not part, which says whether a line ended because it was full; and what joins two lines."""

from __future__ import annotations

import re

from ingest.reading.lines import is_wide

_OPENING = "“‘（《〈〔【「『(\\["
_CLOSING = "，。、；：！？”’）》〉〕】」』…—％%‰℃,.;:!?)\\]"
_GROUP = rf"[{_OPENING}]*(?:[—…]+|[!-~∶]+|.)[{_CLOSING}]*"
_UNIT = re.compile(rf"{_GROUP}(?:(?<=[“”‘’]){_GROUP}|[“‘]{_GROUP})?")
"""Unicode's rules for line breaks, UAX 14, keep curly quotes with what stands on either side."""
_NARROW = 0.55
"""Ems of a Latin letter or a digit, about."""


def first_unit(text: str) -> str:
    """Return what of a text would have gone onto the line before, or not, as one: ``"99.6%，其余"`` → ``"99.6%，"``.

    Source: 标点避头尾 of GB/T 15834, 5.1; a number is not parted either.
    """
    found = _UNIT.match(text)
    return found[0] if found else ""


def width_of(text: str) -> float:
    """Return how wide a text is, about, in ems: ``"第12条"`` → ``3.1``."""
    return sum(1.0 if is_wide(char) else _NARROW for char in text)


def seam(before: str, after: str) -> str:
    """Return what stands between two lines that are joined: a space between Latin words or numbers, else nothing."""
    latin = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum()
    return " " if latin else ""
