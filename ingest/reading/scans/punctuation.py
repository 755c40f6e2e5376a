"""Punctuation of recognised text: what character recognition cannot tell, half width from full, by its neighbours.

Nothing else is touched: no word is put right, so that a reviewer sees what was read.
"""

from __future__ import annotations

import re

from ingest.reading.lines import WIDE

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_AFTER_HAN = re.compile(f"(?<=[{_HAN}”’》）】])[,;:!?](?![/\\\\])")
_SPACE = re.compile(rf"(?<=[{WIDE}])[ \u3000]+|[ \u3000]+(?=[{WIDE}])")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])[()]|[()](?=[{_HAN}])")
_DASH = re.compile(f"(?:(?<=[{_HAN}”》）。；])|^)—(?=[{_HAN}“《（])")
_PER_MILLE = re.compile(r"(?<=\d)%[oO](?!\w)", re.ASCII)
_WITH_HAN = re.compile(f"[{_HAN}]")


def punctuated(text: str) -> str:
    """Put punctuation among Han characters at full width: ``"安全,(一) 教育"`` → ``"安全，（一）教育"``.

    A dash, which is two characters wide in print and read as one, and ‰, which is read as ``%o``, are written out.
    """
    text = _SPACE.sub("", text)
    text = _BRACKETED.sub(lambda found: _bracketed(found, text), text)
    text = _BESIDE_HAN.sub(lambda found: "（" if found[0] == "(" else "）", text)
    text = _AFTER_HAN.sub(lambda found: _FULL[found[0]], text)
    return _PER_MILLE.sub("‰", _DASH.sub("——", text))


def _bracketed(found: re.Match[str], text: str) -> str:
    around = text[max(0, found.start() - 1) : found.start()] + found[1] + text[found.end() : found.end() + 1]
    return f"（{found[1]}）" if _WITH_HAN.search(around) or found[0][0] == "（" else f"({found[1]})"
