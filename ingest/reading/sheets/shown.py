"""A cell's value as the sheet shows it: number formats of ECMA-376-1, 18.8.30, as far as offices use them."""

from __future__ import annotations

import datetime
import math
import re

BUILT_IN = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
"""Formats that Chinese Excel and WPS use by number and do not write out (ECMA-376-1, 18.8.30, zh-cn)."""
_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)|_.|\*.|\[[^\]]*\]")
_NUMBER = re.compile(r"[#0?,]*[#0?](?:\.([0#?]+))?(%?)")
_DATE = datetime.date | datetime.time | datetime.timedelta
_WEEKDAYS = "一二三四五六日"


def shown(value: object, number_format: str) -> str:
    """Return a value as a clerk reads it: ``(0.955, "0.0%")`` → ``"95.5%"``, ``(3.0, "General")`` → ``"3"``."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, _DATE):
        return _moment(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return "" if value is None else str(value)


def _moment(value: _DATE, number_format: str) -> str:
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, datetime.time):
        return _clock(value)
    codes = _LITERAL.sub("", number_format.split(";")[0]).lower()
    weekday = f"星期{_WEEKDAYS[value.weekday()]}" if "aaa" in codes or "ddd" in codes else ""
    parts = re.sub("a{3,4}|d{3,4}", "", codes)
    day = "".join(
        f"{number}{unit}"
        for code, number, unit in (("y", value.year, "年"), ("m", value.month, "月"), ("d", value.day, "日"))
        # An m beside hours or seconds means minutes.
        if code in (re.sub(r"h+\W*m+|m+\W*s+", "", parts) if code == "m" else parts)
    )
    clock = _clock(value.time()) if isinstance(value, datetime.datetime) and "h" in parts else ""
    whole = f"{value.year}年{value.month}月{value.day}日"
    return " ".join(filter(None, (day + weekday, clock))) or whole


def _clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02d}" + (f":{time.second:02d}" if time.second else "")


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return ""
    section = number_format.split(";")[0]
    prefix, pattern, suffix = _parts(section)
    if pattern is None:
        return _general(value)
    decimals, percent = pattern[1] or "", pattern[2]
    digits = pattern[0].split(".")[0].rstrip("%")
    scaled = value * 100 if percent else value
    number = f"{scaled:{',' if ',' in digits else ''}.{min(len(decimals), 15)}f}"
    for optional in reversed(decimals):
        if optional == "0" or not number.endswith("0"):
            break
        number = number[:-1]
    number = number.rstrip(".")
    if "," not in digits:
        number = number.zfill(min(digits.count("0"), 30) + (len(number) - len(number.split(".")[0])))
    return f"{prefix}{number}{percent}{suffix}"


def _parts(section: str) -> tuple[str, re.Match[str] | None, str]:
    """Part a format into what stands before the digits, the digits, and what stands after them."""
    kept: list[str] = []

    def literal(found: re.Match[str]) -> str:
        kept.append(found[1] or found[2] or "")
        return chr(0xE000 + len(kept) - 1)

    codes = _LITERAL.sub(literal, section[:200])
    pattern = _NUMBER.search(codes)
    if pattern is None or "general" in codes.lower() or re.search(r"[eE][+-]|/|@", codes):
        return "", None, ""

    def restored(part: str) -> str:
        return "".join(kept[ord(char) - 0xE000] if 0xE000 <= ord(char) < 0xE000 + len(kept) else char for char in part)

    return restored(codes[: pattern.start()]).strip(), pattern, restored(codes[pattern.end() :]).strip()


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))[:40]
    return f"{value:.10g}"
