"""The level of the agency that a precedent is of: by its title, else by how its body speaks of its own.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import AgencyLevel

_SCHOOL = r"(小学|中学|高中|初中|幼儿园|职专|职高|[一二三四五六七八九十]中|学校|学院|校)"
_TITLE: tuple[tuple[AgencyLevel, re.Pattern[str]], ...] = (
    ("office", re.compile(r"(科室?|股|办公室|教研室|中心|处室|办)(20|xx|\d|年|工作|计划|总结|$)", re.IGNORECASE)),
    ("school", re.compile(r"(?<!年)" + _SCHOOL + r"(20|\d|工作|教学|[^研安]{0,4}(计划|总结|要点))")),
    ("county", re.compile(r"(?<!自治)[区县旗](教育|教体|卫生|应急|民政|交通|人民|政府|局|府)")),
    ("city", re.compile(r"市(教育|教体|卫生|应急|民政|交通|人民|政府|局|直)")),
    ("province", re.compile(r"(省|自治区)(教育|人民|政府|厅|卫生)")),
)
_BODY: tuple[tuple[AgencyLevel, re.Pattern[str]], ...] = (
    ("county", re.compile(r"[全我本][区县旗]|[区县]委|县直")),
    ("city", re.compile(r"[全我本]市|市委")),
    ("province", re.compile(r"[全我本]省")),
    ("school", re.compile(r"[我本全]校")),
)


def level_of(title: str, body: str) -> AgencyLevel:
    """Return the level; ``"unknown"`` where neither title nor body tells."""
    squeezed = "".join(title.split())
    for level, pattern in _TITLE:
        if pattern.search(squeezed):
            return level
    counts = {level: len(pattern.findall(body)) for level, pattern in _BODY}
    most = max(counts, key=lambda level: counts[level])
    return most if counts[most] >= 2 else "unknown"
