"""Where Markdown emphasis stands in a text: pairs of ``**`` (or ``*``, ``***``) round words.

The same signs are masks of reposters (``培训教师**名，新建**所``), and two masks look like a pair. What stands beside the
signs decides: a mask stands before a counter, a division or a kind of school. Where both are possible it is a mask, for
a blank too many is seen by the writer and a name too few is not.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.drafting.masks import COUNTED, DIVISIONS
from ingest.structure.words import tagged

_RUN = re.compile(r"(?<!\*)\*{1,3}(?!\*)")
_HIDDEN = frozenset(f"{COUNTED}|{DIVISIONS}|次|届|年|月|日|号|校|局|的|%|％|元|万元|亿元|万|亿|平方米".split("|"))
_ORGANS = frozenset(
    [
        "小学",
        "中学",
        "学校",
        "初中",
        "高中",
        "幼儿园",
        "中心校",
        "教育局",
        "教体局",
        "村小",
        "一中",
        "二中",
        "一小",
        "二小",
    ]
)
_OPENS_LINE = re.compile(r"^[\s　#>\-•·\d.、（()）一二三四五六七八九十*]*$")
_NOT_FIRST = "，。、；：）)”》!！?？"
_NOT_LAST = "，、（(“《和与及在"


def unmarked(text: str, start: int = 0, end: int | None = None) -> str:
    """Return ``text[start:end]`` without the signs of emphasis, which are looked for in all of ``text``.

    ``"加强**应急演练**，每月一次"`` → ``"加强应急演练，每月一次"``; ``"培训**名教师、**名校长"`` stays as it is.
    """
    end = len(text) if end is None else end
    kept, at = [], start
    for first, last in emphasis(text):
        if first < end and last > start:
            kept.append(text[at : max(at, first)])
            at = max(at, last)
    return "".join(kept) + text[at:end]


def emphasis(text: str) -> list[tuple[int, int]]:
    """Return where signs of emphasis stand, in order: ``"**演练**每月一次"`` → ``[(0, 2), (4, 6)]``."""
    found: list[tuple[int, int]] = []
    begins = 0
    for line in text.splitlines(keepends=True):
        closed = -1
        for opening, closing in pairwise(_RUN.finditer(line)):
            if opening.start() >= closed and len(opening[0]) == len(closing[0]) and _is_pair(line, opening, closing):
                found += [(begins + each.start(), begins + each.end()) for each in (opening, closing)]
                closed = closing.end()
        begins += len(line)
    return found


def _is_pair(line: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    words = line[opening.end() : closing.start()]
    before, after = line[: opening.start()], line[closing.end() :]
    if words != words.strip() or words[0] in _NOT_FIRST or words[-1] in _NOT_LAST or before.endswith(("19", "20")):
        return False
    if re.search("[，。；]", words[:-1]) and not _OPENS_LINE.match(before):
        return False
    first, follows = _first_word(words), _first_word(after)
    both = _HIDDEN | _ORGANS
    return not (first in _HIDDEN or follows in _HIDDEN - {"的"} or (first in _ORGANS and follows in both))


def _first_word(text: str) -> str:
    return next((word for word, _ in tagged(text[:12])), "")
