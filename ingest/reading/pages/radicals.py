"""Radicals: the code points that PDF producers write in place of the Han characters they show."""

from __future__ import annotations

import re
import unicodedata

_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SUPPLEMENT = str.maketrans(
    "⺁⺈⺎⺒⺓⺔⺕⺘⺝⺟⺠⺩⺫⺬⺮⺶⺷⺸⺹⺼⺽⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂刀兀巳幺彑彐扌月母民王目示竹羊羊羊耂肉臼虎西见角角贝车長长门雨青韦页风飞食飠马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
"""CJK Radicals Supplement, nearly all without a decomposition; source: Unicode EquivalentUnifiedIdeograph.txt."""


def unified(text: str) -> str:
    """Return ``text`` with radicals and compatibility ideographs made what they look like: ``"⼀⻓"`` → ``"一长"``.

    Nothing outside U+2E80–2FDF and U+F900–FAFF is touched; the number of characters stays the same.
    """
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_SUPPLEMENT))
