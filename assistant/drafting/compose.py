"""The built-in drafter: no language model, instant, deterministic.

For each sub-topic it takes the statement that says most of what the others say, begins with its action and needs the
fewest blanks, then one or two from other precedents that add something new. Each line is one precedent's own sentence,
shortened by whole clauses, its specifics turned into slots, and cites that sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.drafting.measures import is_bare, opens_with_verb
from assistant.drafting.specifics import slots_of, with_slots
from assistant.drafting.statements import Statement
from assistant.drafting.topics import SubTopic, Terms, terms
from assistant.plan import Citation, Item
from ingest.document import page_at
from ingest.structure.duplicates import alike, shingles

LINES = 3
"""At most, of one sub-topic."""
_BLANK = {"year": 0.04, "date": 0.04, "figure": 0.06, "amount": 0.08, "document": 0.08}
_NAME = 0.35
"""What a slot for a place, a person, an office or a masked word costs a statement: such a line rarely reads well."""
_MISPLACED = 0.8
"""What it costs a statement to speak as an office of another level does."""
_BARE = 0.4
"""What it costs a statement to be but a heading."""
_NOWHERE = re.compile(r"(?!)")
_ELSEWHERE = {
    "district": re.compile(r"[全我]市|[全我]省|市局|市教育局|[全我本]县|县直|县[一-龥]{0,6}局|县(?:教体|级)"),
    "county": re.compile(r"[全我]市|[全我]省|市局|市教育局|[全我本]区|区直|区[一-龥]{0,6}局|区(?:教体|级)"),
    "city": re.compile(r"[全我本]县|[全我本]区|县直|县教|区教|[县区]局|县[一-龥]{0,4}局"),
    "school": re.compile(r"[全我本][市县区]|市局|[县区]局|县直|各校|各学校|各级各类"),
}
"""How offices of other levels speak of their own."""
_TOO_ALIKE = 0.97


def compose(topics: Sequence[SubTopic], found: Terms, names: frozenset[str], own: str) -> tuple[Item, ...]:
    """Return the outline: an item a sub-topic, with its further lines as children.

    Args:
        topics: in the order wanted.
        found: the terms of all statements.
        names: places and offices known by name.
        own: what kind of office the draft is for: district, county, city, school.
    """
    taken: list[Statement] = []
    covered: set[str] = set()
    used: Counter[str] = Counter()
    outline = []
    for number, topic in enumerate(topics, 1):
        lines: list[Statement] = []
        for _ in range(LINES):
            best = _best(topic, found, taken, covered, used, own)
            if best is None:
                break
            lines.append(best)
            taken.append(best)
            covered |= set(terms(best.line))
            used[best.hit.passage.precedent_id] += 1
        if lines:
            items = [
                _item(f"i{number}" if not at else f"i{number}.{at}", topic.name, each, names)
                for at, each in enumerate(lines)
            ]
            outline.append(replace(items[0], children=tuple(items[1:])))
    return tuple(outline)


def _best(
    topic: SubTopic, found: Terms, taken: Sequence[Statement], covered: set[str], used: Counter[str], own: str
) -> Statement | None:
    """Return the statement of the topic that adds most; None when none adds anything."""
    vectors = np.stack([each.vector for each in topic.statements])
    central = vectors @ vectors.mean(axis=0)
    central = (central - central.min()) / (np.ptp(central) or 1.0)
    ranked = []
    for at, statement in enumerate(topic.statements):
        if _repeats(statement, taken):
            continue
        new = sum(found.worth.get(term, 0.0) for term in set(terms(statement.line)) - covered)
        value = (
            2.0 * statement.relevance
            + 0.3 * float(central[at])
            + 0.03 * min(new, 20.0)
            + (0.25 if opens_with_verb(statement.line) else 0.0)
            + (0.15 if topic.name in statement.line else 0.0)
            - sum(_BLANK.get(each.kind, _NAME) for each in statement.specifics)
            - 0.1 * used[statement.hit.passage.precedent_id]
            - (_MISPLACED if _ELSEWHERE.get(own, _NOWHERE).search(statement.line) else 0.0)
            - (_BARE if is_bare(statement.line) else 0.0)
            - 0.004 * abs(len(statement.line) - 45)
        )
        ranked.append((value, -statement.start, statement.line, statement))
    return max(ranked, key=lambda each: each[:3])[3] if ranked else None


def _repeats(statement: Statement, taken: Sequence[Statement]) -> bool:
    own = shingles(statement.line)
    return any(float(statement.vector @ each.vector) > _TOO_ALIKE or alike(own, shingles(each.line)) for each in taken)


def _item(item_id: str, heading: str, statement: Statement, names: frozenset[str]) -> Item:
    line = with_slots(statement.line, names)
    passage = statement.hit.passage
    citation = Citation(
        passage.id,
        passage.source_id,
        statement.hit.source_name,
        passage.precedent_id,
        statement.hit.precedent_title,
        statement.start,
        statement.end,
        statement.quote,
        support=0.0,  # verification measures it
        doc_type=passage.doc_type,
        year=passage.year,
        agency_level=passage.agency_level,
        page=page_at(passage.pages, statement.start),
    )
    return Item(item_id, heading, line, slots_of(line, item_id), (citation,))
