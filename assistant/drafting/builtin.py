"""The built-in drafter: hits → statements → sub-topics → outline, without a language model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.compose import compose
from assistant.drafting.names import names_in_titles, stems
from assistant.drafting.specifics import find_specifics
from assistant.drafting.statements import gather
from assistant.drafting.topics import find_topics, weigh
from assistant.plan import Brief, Hit, Item, Topic
from assistant.retrieval.survey import Survey
from assistant.retrieval.words import content_words
from ingest.library import Library
from ingest.structure.agency import level_of

SPARE_TOPICS = 4
"""Sub-topics looked at beyond those drafted, to tell what is missing."""

_TROUBLES = re.compile("问题|不足|短板|困难和|差距|教训")
"""In the name of a section: it is about what went wrong."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a drafter hands over, not yet verified."""

    outline: tuple[Item, ...]
    topics: tuple[Topic, ...]
    names: frozenset[str]
    """Places and offices of the precedents, which must not stand in the outline."""


class BuiltinDrafter:
    """Deterministic: the same brief over the same library gives the same outline."""

    name = "builtin"

    def __init__(self, library: Library) -> None:
        """Take the library that the hits are of."""
        self._library = library

    def draft(self, brief: Brief, found: Survey) -> Drafted:
        """Return an outline of at most ``brief.max_items`` items; empty where nothing was found."""
        names = names_in_titles(hit.precedent_title for hit in found.hits)
        statements = gather(
            self._library,
            found.hits,
            names,
            finished=brief.doc_type == "summary",
            troubles=bool(_TROUBLES.search(brief.section)),
        )
        names |= stems(each.line for each in statements if any(found.kind == "place" for found in each.specifics))
        statements = [replace(each, specifics=tuple(find_specifics(each.line, names))) for each in statements]
        independent = _independent(self._library, found.hits)
        words = {word for each in statements for word in content_words(each.line)}
        total, counts = self._library.word_counts(sorted(words))
        rarity = {word: math.log(1 + total / (1 + count)) for word, count in counts.items()}
        terms = weigh(statements, independent, rarity, brief.section)
        topics = find_topics(statements, terms, independent, found.angles, brief.max_items + SPARE_TOPICS, names)
        outline = compose(topics[: brief.max_items], terms, names, _own(brief))
        return Drafted(outline, tuple(Topic(each.name, each.precedents, covered=False) for each in topics), names)


def _own(brief: Brief) -> str:
    """Tell what kind of office a draft is for; a district (区) and a county (县) speak differently of themselves."""
    office = brief.organization or brief.title
    level = level_of(office, "")
    return "district" if level == "county" and "区" in office and "县" not in office else level


def _independent(library: Library, hits: Sequence[Hit]) -> dict[str, str]:
    """Return precedent id → the id that stands for it: that of the first version of its text that was taken in."""
    passages = [passage for hit in hits for passage in (hit.passage, *hit.also_in)]
    return {each: library.versions(each)[0] for each in {passage.precedent_id for passage in passages}}
