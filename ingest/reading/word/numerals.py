"""Numerals: a count as Word's automatic numbering shows it (ECMA-376-1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, number_format: str) -> str:
    """Return ``number`` as ``number_format`` shows it; a format not known here counts in Arabic digits.

    Example: ``numeral(12, "chineseCounting")`` → ``"十二"``, ``numeral(2, "decimalEnclosedCircle")`` → ``"②"``.
    """
    return _FORMATS.get(number_format, str)(number)


def _counted(number: int, digits: str = _HAN, units: tuple[str, ...] = ("", "十", "百", "千"), zero: str = "零") -> str:
    """Return a number below 10,000 in words: 12 → 十二, 105 → 一百零五; larger ones digit by digit."""
    if not 0 < number < 10_000:
        return _by_digit(number, digits)
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (zero if gap and words else "") + digits[digit] + units[place]
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


def _by_digit(number: int, digits: str = _HAN) -> str:
    return "".join(digits[int(digit)] for digit in str(max(0, number)))


def _counting(number: int) -> str:
    """ChineseCounting: in words up to 99, digit by digit from 100."""
    return _counted(number) if number < 100 else _by_digit(number, "○" + _HAN[1:])


def _legal(digits: str, units: tuple[str, ...]) -> Callable[[int], str]:
    def shown(number: int) -> str:
        return _counted(number, digits, units)

    return shown


def _cycle(signs: str) -> Callable[[int], str]:
    def shown(number: int) -> str:
        return signs[(number - 1) % len(signs)] if number > 0 else str(number)

    return shown


def _from(first: str, count: int) -> Callable[[int], str]:
    """Return a format that takes its signs from consecutive code points, and digits past the last of them."""

    def shown(number: int) -> str:
        return chr(ord(first) + number - 1) if 1 <= number <= count else str(number)

    return shown


def _letter(number: int) -> str:
    """LowerLetter: a … z, aa, bb …, as Word does, not as spreadsheets do; no more than ten times the same letter."""
    return chr(97 + (number - 1) % 26) * min(10, (number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        words += sign * times
    return words


def _circle(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return _from("①", 20)(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "chineseLegalSimplified": _legal(_LEGAL_SIMPLIFIED, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, ("", "拾", "佰", "仟")),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "numberInDash": "- {} -".format,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
