"""Passages → statements: the sentences that a line of a draft can stand on, cleaned of what is not theirs.

Cleaning only takes away: the mark before a sentence, a connective that joins it to the one before, stray characters of a
careless page. What stays is the precedent's own wording, in Simplified characters and full-width punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.specifics import Specific, find_specifics
from assistant.plan import Hit
from ingest.library import Library
from ingest.structure.script import simplified
from ingest.structure.words import tagged

LONGEST = 86
"""Characters of a line."""
SHORTEST = 12
MOST_NAMES = 2
"""Names in a sentence, beyond which what is left when they are blanks says nothing."""
_NAMING = ("place", "person", "organization", "other")
_MARK = re.compile(
    r"^(?:[#>*\-•·\s　]*)(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}[.、．](?!\d)|[①-⑳]、?|"
    r"[一二三四五六七八九十]{1,2}是(?:要)?|第[一二三四五六七八九十]{1,2}[，,、]|——+|[一二三四五六七八九十]{1,2}要)?[\s　]*"
)
_CONNECTIVE = re.compile(
    r"^(?:同时|此外|另外|并且|而且|首先|其次|再次|最后|因此|为此|总之|特别是|尤其是|具体来说|还要|也要|要(?![求点素闻])|必须|应(?=[当该])(?:当|该))?[，,]?(?:[\u4e00-\u9fff]{2,6}：)?"
)
_STRAY = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；])['`´‘’](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])|\*\*|[\s　]+"
)
_FULL_WIDTH = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"})
_BAD_START = re.compile(
    r"^(?:的|地|得|了|并|且|而|但|或|其中|其他|这|那|该|此|它|即|如|例如|例|目前|截至|一年来|过去|近年来|因|由于|附|注|责任|配合|牵头|联系)"
)
_FINISHED = re.compile(
    r"(?:完成|开展|取得|荣获|获得|获|实现|建成|举办|组织|通过|达到|新增|投入|评选|表彰|召开|顺利|圆满|印发|下发|出台|制定|兑现|培训|招聘|发放|落实|整改)了|已经|已[^经]|荣获|先后|累计|共(?:有|计)?\d|全年共|成效(?:显著|明显)|得到(?:有效|明显|进一步)|有序推进|没有发生|未发生|圆满|一年来|今年以来|较去年|同比|上年"
)
_ASKS = re.compile(r"[?？：:]$")
_ENDS = re.compile(r"[。；;！!.”）)]$")
LONE = 25
"""Characters, below which a line without a full stop is taken for a heading."""
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"), ("【", "】"))
_SETTING = re.compile(
    r"^(?:按照|根据|围绕|以|为|为了|结合|针对|在|依托|依据|遵循|本着|随着|通过|对于|对照|借助|利用|充分利用|坚持)"
)
_ACTION = re.compile(
    r"(?:认真|切实|扎实|积极|大力|全面|深入|进一步|严格|继续|坚持|不断|着力|持续|统筹|科学|合理|有序)?"
    r"(?:落实|加强|推进|开展|做好|抓好|完善|强化|健全|建立)"
)
_DANGLES = re.compile(
    r"(?:年|月|时|后|前|中|的|为|上|下|期间|期|要求|精神|基础上|情况下|过程中|包括|如|对|将|由|以及|和|与|及)$"
)
"""Ends of a clause that leads on to the next."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a precedent that can be a line."""

    line: str
    """Cleaned, specifics not yet slots."""
    quote: str
    """As filed: ``source.text[start:end]``."""
    start: int
    end: int
    hit: Hit
    vector: NDArray[np.float32]
    """Shape [d], normalised."""
    specifics: tuple[Specific, ...]
    relevance: float = 0.0
    """How much it has to do with its sub-topic, 0 to about 1.2."""


def gather(library: Library, hits: Sequence[Hit], names: frozenset[str], *, finished: bool) -> list[Statement]:
    """Return the statements of the hits, in the hits' order.

    Args:
        library: where the sentences are recorded.
        hits: passages to draw on.
        names: places and offices known by name.
        finished: True for a summary, which tells what was done; False for a plan, which must not.
    """
    recorded = library.store.sentences_of([hit.passage.id for hit in hits])
    statements: list[Statement] = []
    seen: set[str] = set()
    for hit in hits:
        for sentence, vector in recorded[hit.passage.id]:
            quote = hit.passage.text[sentence.start - hit.passage.start : sentence.end - hit.passage.start]
            line = clean(quote)
            if line is None or line in seen or (not finished and _FINISHED.search(line)):
                continue
            seen.add(line)
            specifics = tuple(find_specifics(line, names))
            if sum(each.kind in _NAMING for each in specifics) > MOST_NAMES:
                continue
            statements.append(
                Statement(line, quote, sentence.start, sentence.end, hit, vector.astype(np.float32), specifics)
            )
    return statements


def clean(quote: str) -> str | None:
    """Return a sentence as a line, None where it can not be one.

    ``"2、加强应急演练,每月一次;"`` → ``"加强应急演练，每月一次。"``; ``"（一）校园安全"`` → None.
    """
    plain = re.sub(r"\s*\n\s*", "", simplified(quote))
    plain = _STRAY.sub("", _CONNECTIVE.sub("", _MARK.sub("", plain.strip()))).translate(_FULL_WIDTH)
    plain = re.sub(r"(?<=\d)，(?=\d{3})", ",", plain)
    if (
        "\t" in quote
        or "--" in quote
        or (len(plain) < LONE and not _ENDS.search(plain))
        or _ASKS.search(plain)
        or _BAD_START.match(plain)
    ):
        return None
    line = _shorten(plain.rstrip("。；;.，、"))
    if not line or not SHORTEST <= len(line) <= LONGEST or not _balanced(line) or not _says_something(line):
        return None
    return line + "。"


def _shorten(line: str) -> str | None:
    """Keep whole clauses up to LONGEST characters, from the first on; None where none would be whole."""
    line = re.sub(r"（[^（）]{0,40}）", "", line).rstrip("。；，、")
    if len(line) <= LONGEST:
        return line
    kept, main = "", False
    for clause in re.split(r"(?<=[，；])", line):
        if len(kept) + len(clause) > LONGEST:
            break
        kept += clause
        main = main or not _SETTING.match(clause)
    clauses = kept.rstrip("，；、")
    while _DANGLES.search(clauses):
        clauses = clauses.rpartition("，")[0]
    kept = clauses
    return kept if main and len(kept) >= 2 * SHORTEST else None


def _balanced(line: str) -> bool:
    return all(line.count(opening) == line.count(closing) for opening, closing in _PAIRS)


def _says_something(line: str) -> bool:
    """Tell whether there is a verb with something after it."""
    words = tagged(line)
    verbs = [at for at, (_, tag) in enumerate(words) if tag.startswith("v")]
    return bool(verbs) and verbs[0] < len(words) - 1


def opens_with_verb(line: str) -> bool:
    """Tell whether a line begins with its action: ``"落实应急预案。"`` → True, ``"预案要落实。"`` → False."""
    tags = [tag for _, tag in tagged(line)[:3]]
    if _ACTION.match(line) or tags[:1] == ["v"]:
        return True
    return bool(tags) and tags[0] in ("d", "ad", "a") and any(tag.startswith("v") for tag in tags[1:])
