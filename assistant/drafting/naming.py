"""What to call a sub-topic: a noun phrase of office prose that says what its statements are about.

Best is the heading that precedents gave it, then the phrase around its term that most of its statements share, then the
term itself where enough precedents hold it. A name never holds another office's specific.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.drafting.specifics import find_specifics
from assistant.drafting.statements import Statement
from assistant.retrieval.words import content_words, is_general
from ingest.structure.script import simplified
from ingest.structure.words import tagged

SETTLED = 3
"""Independent precedents that make a single word, or a term of a verb and a noun (留守儿童), a name."""
SHORTEST_NAME = 4
"""Characters of a name that more than one word makes."""
LONGEST_NAME = 8
"""Of a name made of a line's words."""
LONGEST_HEADING = 12
_NOUN_TAGS = ("n", "j", "vn", "an", "s", "l", "i")
_MARK = re.compile(
    r"^[\s　#*\-—•]*(?:第?[一二三四五六七八九十\d]{1,3}[、.．，,)）章节]|[（(][一二三四五六七八九十\d]{1,3}[)）]、?|[①-⑳]|[一二三四五六七八九十]是)*[\s　*]*"
)
_TELLS_TO = re.compile(
    r"^(?:(?:进一步|切实|认真|扎实|积极|大力|全面|深入|严格|继续|坚持|不断|着力|持续|统筹|努力|强力|高度)*"
    r"(?:加强|推进|开展|做好|抓好|完善|强化|健全|建立|狠抓|规范|实施|提高|提升|深化|优化|推动|加大|加快|落实|重视|促进|抓|做|搞好|办好))+"
)
"""What a heading opens with that tells to do something; what is left is its matter."""
_NOT_IN_HEADINGS = re.compile(r"[^\u4e00-\u9fff“”、]|^[和与及、的]|[的和与、]$|“[^”]*$")
_PIECE = re.compile(
    r"狠抓|大力|认真|切实|充分|广泛|依托|预设|不能|做到|达到|进一步|积极|力争|确保|坚持|严禁|实际|努力|提高|提升|加强|开展|推进|实施|深入"
    r"|全面|不断|解决|有效|变相|低于|高于|超过|等于|各[类级]|[的了把被让]|(?<=.)在(?![线职校岗编籍])|[是将于]$"
    r"|^(?:预计|计划|拟)|^[省市县区](?![域情级])|达[省市标]|[^校社学地园][省市县区]$|委(?![员培托])"
)
"""In a term that is a piece of a sentence and no name, whatever a tagger takes it for."""


def name_of(
    term: str,
    members: Sequence[Statement],
    terms: Sequence[Collection[str]],
    holders: Mapping[str, Collection[str]],
    taken: Collection[str],
    names: frozenset[str],
    *,
    lonely: bool,
) -> str | None:
    """Return the name for the statements that share ``term``, None where there is no good one.

    A term ``消防`` whose statements stand under ``（二）加强消防安全管理`` gives ``消防安全管理``; without that heading, and where
    two of them hold it, ``消防演练``.

    Args:
        term: that the statements share.
        members: the statements, in any order.
        terms: of each of them, and the compounds of two that stand side by side.
        holders: term → the independent precedents that hold it.
        taken: the section and the sub-topics named already.
        names: places and offices known by name.
        lonely: whether a compound of one statement alone will do.
    """
    for name in (*_headings(term, members), *_phrases(term, terms, holders, lonely)):
        if not any(_same(name, each) for each in taken) and not find_specifics(name, names):
            return name
    return None


def _headings(term: str, members: Sequence[Statement]) -> Iterator[str]:
    """Yield the matter of headings that hold the term, right above most of the statements first."""
    above = Counter(_matter(each.hit.passage.heading_path[-1]) for each in members if each.hit.passage.heading_path)
    for heading, _ in sorted(above.items(), key=lambda each: (-each[1], len(each[0]), each[0])):
        if term in heading and SHORTEST_NAME <= len(heading) <= LONGEST_HEADING and _is_phrase(heading):
            yield heading


def _matter(heading: str) -> str:
    """Return a heading without its mark and its command: ``"（二）进一步加强消防安全管理"`` → ``"消防安全管理"``."""
    return _TELLS_TO.sub("", _MARK.sub("", simplified(heading))).rstrip("。：:；*").strip()


def _phrases(
    term: str, terms: Sequence[Collection[str]], holders: Mapping[str, Collection[str]], lonely: bool
) -> Iterator[str]:
    """Yield the compounds with the term that most statements share, then the term."""
    shared = Counter(each for found in terms for each in found if term in each and each != term)
    ranked = sorted(shared, key=lambda each: (-len(holders.get(each, ())), -shared[each], len(each), each))
    compounds = [each for each in ranked if SHORTEST_NAME <= len(each) <= LONGEST_NAME and is_name(each)]
    settled = len(holders.get(term, ())) >= SETTLED and _has_noun(term) and not _PIECE.search(term)
    if len(term) >= SHORTEST_NAME and (settled or (is_name(term) and (lonely or len(terms) > 1))):
        yield term
    yield from (each for each in compounds if len(holders.get(each, ())) > 1 or shared[each] > 1)
    if settled and not is_general(term):
        yield term
    yield from compounds if lonely else ()
    if lonely and len(term) > 2 and is_name(term):
        yield term


def is_name(term: str) -> bool:
    """Tell whether a term names a thing or a doing (隐患排查) and does not tell to do it (狠抓校园)."""
    tags = [tag for _, tag in tagged(term)]
    opens = tags[0].startswith(_NOUN_TAGS) or (tags[0] == "v" and tags[-1] in ("vn", "v") and len(tags) > 1)
    return opens and _has_noun(term) and tags[-1].startswith((*_NOUN_TAGS, "v")) and not _PIECE.search(term)


def _has_noun(term: str) -> bool:
    return any(tag.startswith(_NOUN_TAGS) for _, tag in tagged(term))


def _is_phrase(heading: str) -> bool:
    words = tagged(heading)
    return (
        not _NOT_IN_HEADINGS.search(heading)
        and not _PIECE.search(heading)
        and words[-1][1].startswith((*_NOUN_TAGS, "v"))
        and (words[0][1] == "vn" or not words[0][1].startswith(("v", "d", "p", "c", "u", "r", "m")))
    )


def _same(one: str, other: str) -> bool:
    return one == other or (bool(content_words(one)) and set(content_words(one)) == set(content_words(other)))
