"""EQ fields: the two that Chinese Word writes characters with, a sign in a circle and a character under its reading."""

from __future__ import annotations

import re

from ingest.reading.word.numerals import numeral

_CIRCLED = re.compile(
    r"eq\s*\\o\s*\\ac\s*\(\s*(.)\s*,\s*(?:\\s\\(?:up|do)\s*\d+\()?\s*([^()\\]{1,4}?)\s*\)+\s*", re.IGNORECASE
)
_READING = re.compile(r"eq\b.*\\o\s*\\ad\s*\(\s*\\s\\up\s*\d+\s*\([^()]*\)\s*,\s*([^()\\]{1,20})\)\s*", re.IGNORECASE)
_LONGEST = 200


def shown_by(code: str) -> str:
    r"""Return what a field without a stored result shows: ``"eq \o\ac(○,3)"`` → ``"③"``; nothing for other codes."""
    code = code.strip()
    if len(code) > _LONGEST:
        return ""
    circled = _CIRCLED.fullmatch(code)
    if circled:
        inside = circled[2]
        number = int(inside) if inside.isascii() and inside.isdigit() else 0
        return numeral(number, "decimalEnclosedCircle") if circled[1] in "○〇◯" and number else inside
    reading = _READING.fullmatch(code)
    return reading[1].strip() if reading else ""
