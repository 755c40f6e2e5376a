"""Statements → sub-topics: terms that many independent precedents share, each with the statements that hold it.

A sub-topic is found where different offices wrote of the same thing: the count is of precedents, those that are the same
document filed twice counted once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.naming import LONGEST_NAME, name_of
from assistant.drafting.statements import Statement
from assistant.retrieval.survey import Angle
from assistant.retrieval.words import content_words, is_general
from ingest.structure.script import simplified
from ingest.structure.words import tagged

_KEPT_TAGS = ("n", "v", "j", "an", "s")
RELEVANT = 0.3
"""Of the best, for a statement to belong to the section; and of an aspect, as it is."""
NAMES_SECTION = 0.2
"""Of the weight of a section's words, for a statement to be of the section though it does not name the aspect asked for."""
MOST_STATEMENTS = 14
"""Of one aspect."""


@dataclass(frozen=True, slots=True)
class SubTopic:
    """A sub-topic of the section."""

    name: str
    precedents: int
    """Independent precedents that hold it, in these statements or in those of another sub-topic."""
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of some statements, and what each is worth."""

    of: tuple[frozenset[str], ...]
    """For each statement, its terms."""
    worth: Mapping[str, float]
    """Term → how much a draft that names it gains: many precedents, few passages elsewhere, long."""
    holders: Mapping[str, frozenset[str]]
    """Term → the independent precedents that hold it."""


def weigh(
    statements: Sequence[Statement], independent: Mapping[str, str], rarity: Mapping[str, float], section: str
) -> Terms:
    """Find the terms of the statements.

    Args:
        statements: to find them in.
        independent: precedent id → id of the precedent that it repeats, or its own.
        rarity: word → inverse document frequency in the library.
        section: whose own words are no sub-topic of it.
    """
    own = set(content_words(section))
    of = tuple(frozenset(terms(_outside_specifics(each))) for each in statements)
    holders: dict[str, set[str]] = defaultdict(set)
    for statement, found in zip(statements, of, strict=True):
        for term in found:
            holders[term].add(independent[statement.hit.passage.precedent_id])
    worth = {}
    for term, who in holders.items():
        words = set(content_words(term))
        rare = max((rarity.get(word, 0.0) for word in words), default=0.0)
        if not words <= own and rare > 0:
            worth[term] = math.log(1 + len(who)) * math.sqrt(rare) * (1.5 if len(term) >= 4 else 1.0)
    return Terms(of, worth, {term: frozenset(who) for term, who in holders.items()})


def _outside_specifics(statement: Statement) -> str:
    """Return a line with a comma for each fact of another office, whose words are no terms.

    The title of a document stays: it tells what the line is about.
    """
    line = statement.line
    for each in reversed(statement.specifics):
        if each.kind != "document":
            line = f"{line[: each.start]}，{line[each.end :]}"
    return line


def terms(line: str) -> Iterator[str]:
    """Yield the content words of a line and the compounds of two that stand side by side.

    ``"开展应急演练"`` → ``"应急"``, ``"演练"``, ``"应急演练"``.
    """
    before = ""
    for word, tag in tagged(line):
        kept = len(word) >= 2 and tag.startswith(_KEPT_TAGS) and not is_general(word)
        if kept:
            yield word
            if before and len(before) + len(word) <= LONGEST_NAME:
                yield before + word
        before = word if kept else ""


def find_topics(
    statements: Sequence[Statement],
    found: Terms,
    independent: Mapping[str, str],
    angles: Sequence[Angle],
    most: int,
    names: frozenset[str] = frozenset(),
) -> list[SubTopic]:
    """Return at most ``most`` sub-topics: the aspects asked for, in their order, then what most precedents share.

    Each statement belongs to one sub-topic at most, and carries its relevance to it.

    Args:
        statements: to divide.
        found: their terms.
        independent: precedent id → id of the precedent that it repeats, or its own.
        angles: the section, then the aspects asked for.
        most: how many sub-topics.
        names: places and offices known by name; no sub-topic is called by one.
    """
    if not statements:
        return []
    section, *asked = [_relevance(statements, angle) for angle in angles]
    topics: list[SubTopic] = []
    left = {at for at in range(len(statements)) if section[at] >= RELEVANT * section.max()}
    if asked:
        nearest = np.stack(asked).argmax(axis=0)
        for column, angle in enumerate(angles[1:]):
            fit = left & _near(angle, angles[0], statements)
            scores = asked[column] + section
            members = [int(at) for at in np.argsort(-scores, kind="stable") if at in fit and nearest[at] == column]
            members = [at for at in members if asked[column][at] >= RELEVANT * asked[column].max()][:MOST_STATEMENTS]
            topics += _topic(angle.name, members, statements, scores / 2, independent)
            left -= set(members)
    for lonely in (False, True):
        passed_over: set[str] = set()
        while len(topics) < most:
            term = _best_term(left, found, section, passed_over)
            if term is None:
                break
            passed_over.add(term)
            members = [at for at in sorted(left) if term in found.of[at]]
            name = name_of(
                term,
                [statements[at] for at in members],
                [found.of[at] for at in members],
                found.holders,
                {angles[0].name, *(each.name for each in topics)},
                names,
                lonely=lonely,
            )
            if name:
                topics += _topic(name, members, statements, section, independent)
                left -= set(members)
    return [replace(each, precedents=max(each.precedents, len(found.holders.get(each.name, ())))) for each in topics]


def _relevance(statements: Sequence[Statement], angle: Angle) -> NDArray[np.float64]:
    """Return for each statement how near it is to what was searched for, 0 to about 1.2, shape [n].

    Its passage's rank says where it comes from, its own vector what it says, its words whether it names it.
    """
    passages = np.array([angle.scores.get(each.hit.passage.id, 0.0) for each in statements])
    cosines = np.stack([each.vector for each in statements]) @ angle.query
    spread = (cosines - cosines.min()) / (np.ptp(cosines) or 1.0)
    words = content_words(angle.name)
    named = np.array([_named(words, each) for each in statements])
    relevance: NDArray[np.float64] = 0.4 * passages + 0.4 * spread + 0.4 * named
    return relevance


def _near(aspect: Angle, section: Angle, statements: Sequence[Statement]) -> set[int]:
    """Return which statements an aspect can take: all where any names it, else those that at least name the section.

    Cosines do not tell whether anybody wrote of an aspect: to a sentence that is far off, the others are near.
    """
    words, around = content_words(aspect.name), content_words(section.name)
    if not words or any(_named(words, each) for each in statements):
        return set(range(len(statements)))
    return {at for at, each in enumerate(statements) if _named(around, each) >= NAMES_SECTION}


def _named(words: Mapping[str, float], statement: Statement) -> float:
    """Return the share of the words' weight that stands in a statement; half of it in the headings above it."""
    above = simplified("".join(statement.hit.passage.heading_path))
    held = sum(
        weight if word in statement.line else weight / 2 if word in above else 0.0 for word, weight in words.items()
    )
    return held / (sum(words.values()) or 1.0)


def _best_term(
    left: Collection[int], found: Terms, relevance: NDArray[np.float64], passed_over: Collection[str]
) -> str | None:
    """Return the term whose statements among those left are worth most, of those not passed over."""
    gains: dict[str, float] = defaultdict(float)
    for at in left:
        for term in found.of[at]:
            gains[term] += float(relevance[at]) ** 2
    scored = {
        term: found.worth.get(term, 0.0) * math.log(1 + gain) for term, gain in gains.items() if term not in passed_over
    }
    best = max(sorted(scored), key=lambda term: scored[term], default=None)
    return best if best and scored[best] > 0 else None


def _topic(
    name: str,
    members: Sequence[int],
    statements: Sequence[Statement],
    relevance: NDArray[np.float64],
    independent: Mapping[str, str],
) -> Iterable[SubTopic]:
    if members:
        chosen = tuple(replace(statements[at], relevance=float(relevance[at])) for at in members)
        yield SubTopic(name, len({independent[each.hit.passage.precedent_id] for each in chosen}), chosen)
