"""Numerals → numbers."""

from __future__ import annotations

import unicodedata

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_COUNTED = ("壹贰叁肆伍陆柒捌玖拾", "壹贰参", "甲乙丙丁戊己庚辛壬癸", "上中下", "ABCDEFGH", "abcdefgh")
_PLACES = {sign: place for row in _COUNTED for place, sign in enumerate(row, 1)}
_ROMAN = {"I": 1, "V": 5, "X": 10}


def number(numeral: str) -> int:
    """Return what a numeral up to 99 counts, 0 for what is none.

    ``"12"``, ``"十二"``, ``"⑫"`` and ``"Ⅻ"`` → 12; ``"二十"`` → 20; ``"丙"``, ``"叁"``, ``"C"`` and ``"III"`` → 3.
    """
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and numeral in _PLACES:
        return _PLACES[numeral]
    if len(numeral) == 1 and unicodedata.category(numeral) in ("No", "Nl"):
        return int(unicodedata.numeric(numeral, 0))
    if numeral and set(numeral) <= _ROMAN.keys():
        return _of_roman(numeral)
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.get(numeral, 0)
    return 10 * (_NUMERALS.get(tens, 0) if tens else 1) + (_NUMERALS.get(units, 0) if units else 0)


def _of_roman(numeral: str) -> int:
    values = [_ROMAN[each] for each in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
