"""Requirements → the aspects that the writer wants the section divided into."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[。；;！!\n]|(?:，|,)(?=[不语突目指数每成投项再含])")
_LIST = re.compile(r"[、，,]|(?<=[\u4e00-\u9fff]{2})[与和及](?=[\u4e00-\u9fff]{2})")
_LEAD = re.compile(
    r"^.*?(?:再分成?|再按照?|分成?|按照?|围绕|写清|突出|包括|涵盖|聚焦|从|以|含|再|先写|先|再按|再分|分为|再)(?=[“\"「]?[\u4e00-\u9fff])"
)
_TAIL = re.compile(
    r"(?:[一二三四五六七八九十两\d]+(?:个?(?:方面|部分|环节|层次?|条|项|块|大类|点)))?(?:分条|分述|分层|组织|起草|展开|的形式|来?写|分$).*$"
)
_COUNT = re.compile(r"[一二三四五六七八九十两\d]+个?(?:方面|部分|环节|层|条|项|块|点).*$")
_FORBIDS = re.compile(r"^[不勿]|不(?:照[抄搬]|出现|编造|得|写|涉及|用)|照[抄搬]|留空|占位|避免")
_QUOTES = re.compile(r"[“”\"'‘’「」（）()]")


def aspects(requirements: str) -> tuple[str, ...]:
    """Return the longest enumeration of three or more short phrases, in order; empty when there is none.

    ``"按责任落实、隐患整改、周边治理分条起草，每条写清做法"`` → ``("责任落实", "隐患整改", "周边治理")``.
    """
    best: tuple[str, ...] = ()
    for clause in _CLAUSE.split(requirements):
        if _FORBIDS.search(clause):
            continue
        plain = _TAIL.sub("", _COUNT.sub("", _LEAD.sub("", _QUOTES.sub("", clause.strip()))))
        parts = tuple(part.strip() for part in _LIST.split(plain) if part.strip())
        if len(parts) >= 3 and all(2 <= len(part) <= 8 for part in parts) and len(parts) > len(best):
            best = parts
    return best
