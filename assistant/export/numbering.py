"""Numbers of an official document's levels below 一、: （一） 1. （1） ① (GB/T 9704—2012, 7.3.3, second level on)."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_CIRCLED = 0x2460


def number(position: int, *, depth: int) -> str:
    """Return the mark of an item: ``number(2, depth=1)`` → ``"（二）"``, ``number(2, depth=2)`` → ``"2."``.

    Args:
        position: from 1; up to 99 for depth 1, up to 20 below depth 3.
        depth: 1 for an item of the section, 2 for its children, and so on.
    """
    if depth == 1:
        return f"（{chinese(position)}）"
    if depth == 2:
        return f"{position}."
    if depth == 3 or position > 20:
        return f"（{position}）"
    return chr(_CIRCLED + position - 1)


def chinese(value: int) -> str:
    """Write 1 to 99 in Chinese: ``chinese(12)`` → ``"十二"``, ``chinese(30)`` → ``"三十"``."""
    if value < 10:
        return _DIGITS[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
