"""Passages → statements: the sentences that a line of a draft can stand on, cleaned of what is not theirs.

Cleaning only takes away: the mark before a sentence, a connective that joins it to the one before, stray characters of a
careless page. What stays is the precedent's own wording, in Simplified characters and full-width punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.markup import unmarked
from assistant.drafting.measures import as_measure, in_own_voice, is_bare, tells_of_trouble
from assistant.drafting.specifics import Specific, find_specifics
from assistant.plan import Hit
from ingest.document import Passage, Sentence
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
    r"^(?:[#>\-•·\s　]|\*+(?=[\s　]))*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}[.、．](?!\d)|[①-⑳]、?|"
    r"[一二三四五六七八九十]{1,2}是(?:要)?|第[一二三四五六七八九十]{1,2}[，,、]|——+|[一二三四五六七八九十]{1,2}要)?[\s　]*"
)
_CONNECTIVE = re.compile(
    r"^(?:同时|此外|另外|并且|而且|首先|其次|再次|最后|因此|为此|总之|特别是|尤其是|具体来说|还要|也要|要(?![求点素闻])|必须|应(?=[当该])(?:当|该))?[，,]?(?:[\u4e00-\u9fff]{2,6}：)?"
)
_RUN_IN = re.compile(r"^[\u4e00-\u9fff、]{2,12}[.．](?=[\u4e00-\u9fff]{4})")
"""A heading that stands at the beginning of its paragraph."""
_STRAY = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；])['`´‘’](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])|[\s　]+"
)
_FULL_WIDTH = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"})
_BAD_START = re.compile(
    r"^(?:的|地|得|了|并|且|而|但|或|其中|其他|这|那|该|此|它|即|短期内能|既可|从而|由此|如|例如|例|目前|截至|一年来|过去|近年来|因|由于|附|注|责任|配合|牵头|联系)"
)
_FINISHED = re.compile(
    r"(?:完成|开展|取得|荣获|获得|获|实现|建成|举办|组织|通过|达到|新增|投入|评选|表彰|召开|顺利|圆满|印发|下发|出台|制定|兑现|培训|招聘|发放|落实|整改)了|已经|已[^经]|荣获|先后|累计|共(?:有|计)?\d|全年共|成效(?:显著|明显)|得到(?:有效|明显|进一步)|有序推进|没有发生|未发生|圆满|一年来|今年以来|较去年|同比|上年"
)
_OPENS = re.compile(r"(?:^|\n)[\s　]*$")
_ASKS = re.compile(r"[?？：:]$")
_ENDS = re.compile(r"[。；;！!.”）)]$")
LONE = 25
"""Characters, below which a line without a full stop is taken for a heading."""
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"), ("【", "】"))
_SETTING = re.compile(
    r"^(?:按照|根据|围绕|以|为|为了|结合|针对|在|依托|依据|遵循|本着|随着|通过|对于|对照|借助|利用|充分利用|坚持)"
)
_DANGLES = re.compile(
    r"(?:年|月|时|后|前|中|的|为|上|下|期间|期|要求|精神|基础上|情况下|过程中|包括|如|对|将|由|以及|和|与|及)$"
)
"""Ends of a clause that leads on to the next."""


_OPEN_FRAME = re.compile(
    r"(?:^|(?<=[，；]))从(?![事业严紧快优小而化])(?!.*(?:出发|入手|着手|做起|抓起|开始|突破|[起上中里到]))"
)
"""A setting (从…出发) whose end was cut off."""
_NO_OBJECT = re.compile(r"(?<=。)[^。]{1,5}(?:。|$)|^[^。]{1,5}。")
"""A sentence of verbs alone (组织开展。), left over where a page lost words."""


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


def gather(
    library: Library, hits: Sequence[Hit], names: frozenset[str], *, finished: bool, troubles: bool = False
) -> list[Statement]:
    """Return the statements of the hits, in the hits' order.

    Args:
        library: where the sentences are recorded.
        hits: passages to draw on.
        names: places and offices known by name.
        finished: True for a summary, which tells what was done; False for a plan, which says what to do.
        troubles: whether what went wrong is wanted too.
    """
    recorded = library.store.sentences_of([hit.passage.id for hit in hits])
    statements: list[Statement] = []
    seen: set[str] = set()
    for hit in hits:
        for start, end, vector in _joined(hit.passage, recorded[hit.passage.id]):
            first, last = start - hit.passage.start, end - hit.passage.start
            quote = hit.passage.text[first:last]
            line = voiced(unmarked(hit.passage.text, first, last), hit.passage.year, finished=finished)
            if line is None or line in seen or (not troubles and tells_of_trouble(line)):
                continue
            seen.add(line)
            specifics = tuple(find_specifics(line, names))
            said = len(line) - sum(each.end - each.start for each in specifics)
            if said < SHORTEST - 2 or sum(each.kind in _NAMING for each in specifics) > MOST_NAMES:
                continue
            statements.append(Statement(line, quote, start, end, hit, vector, specifics))
    return statements


def _joined(
    passage: Passage, recorded: Sequence[tuple[Sentence, NDArray[np.float16]]]
) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
    """Yield start, end and vector of what can be quoted: the heading that opens a paragraph with the measure after it."""
    waiting: tuple[int, int, NDArray[np.float32]] | None = None
    for sentence, half in recorded:
        start, end, vector = sentence.start, sentence.end, half.astype(np.float32)
        quote = unmarked(passage.text, start - passage.start, end - passage.start)
        line = clean(quote)
        bare = line is not None and is_bare(line)
        if waiting:
            both = clean(unmarked(passage.text, waiting[0] - passage.start, end - passage.start))
            if line and not bare and both and len(both) <= LONGEST and not _marked(quote):
                start, vector = waiting[0], waiting[2] + vector
                vector /= float(np.linalg.norm(vector)) or 1.0
            else:
                yield waiting
            waiting = None
        if bare and _OPENS.search(passage.text, 0, start - passage.start):
            waiting = start, end, vector
        else:
            yield start, end, vector
    if waiting:
        yield waiting


def _marked(quote: str) -> bool:
    """Tell whether a sentence is the next of a list: ``"2.督查学校。"`` → True."""
    found = _MARK.match(quote)
    return bool(found and found[0])


def voiced(quote: str, year: tuple[int, int] | None, *, finished: bool) -> str | None:
    """Return a sentence as a line of a summary (``finished``) or of a plan; None where it can not be one.

    A plan does not look back: neither at what is done nor, where ``year`` is known, at a year before its own.
    """
    line = clean(quote)
    if line is None:
        return None
    if finished:
        return in_own_voice(line)
    opens = re.match(r"(?:19|20)\d\d(?=年)", line)
    if _FINISHED.search(line) or (opens and year and int(opens[0]) < year[0]):
        return None
    measure = as_measure(line)
    return measure if measure and len(measure) > SHORTEST and not _BAD_START.match(measure) else None


def clean(quote: str) -> str | None:
    """Return a sentence as a line, None where it can not be one.

    ``"2、加强应急演练,每月一次;"`` → ``"加强应急演练，每月一次。"``; ``"（一）校园安全"`` → None.
    """
    plain = re.sub(r"\s*\n\s*", "", simplified(unmarked(quote))).translate(_FULL_WIDTH)
    plain = _RUN_IN.sub("", _MARK.sub("", plain.strip()))
    plain = _STRAY.sub("", _CONNECTIVE.sub("", plain))
    plain = re.sub(r"(?<=\d)，(?=\d{3})", ",", plain)
    if (
        any(mark in quote for mark in ("\t", "--", "|"))
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
    line = re.sub(r"（[^（）]{0,40}）", "", line)
    line = _NO_OBJECT.sub(lambda match: "" if _is_verbs(match[0]) else match[0], line).rstrip("。；，、")
    if len(line) <= LONGEST:
        return line
    kept, main = "", False
    for clause in re.split(r"(?<=[，；])", line):
        if len(kept) + len(clause) > LONGEST:
            break
        kept += clause
        main = main or not _SETTING.match(clause)
    clauses = _OPEN_FRAME.split(kept, maxsplit=1)[0].rstrip("，；、")
    while _DANGLES.search(clauses):
        clauses = clauses.rpartition("，")[0]
    kept = clauses
    return kept if main and len(kept) >= 2 * SHORTEST else None


def _balanced(line: str) -> bool:
    return all(line.count(opening) == line.count(closing) for opening, closing in _PAIRS)


def _is_verbs(text: str) -> bool:
    return all(tag.startswith(("v", "d", "a", "x")) and tag != "vn" for _, tag in tagged(text))


def _says_something(line: str) -> bool:
    """Tell whether there is a verb with something after it."""
    words = tagged(line)
    verbs = [at for at, (_, tag) in enumerate(words) if tag.startswith("v")]
    return bool(verbs) and verbs[0] < len(words) - 1
