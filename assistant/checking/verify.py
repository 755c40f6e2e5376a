"""Outline + sources → outline with support filled in, and findings. Pure functions.

A line stands only if what it cites says it. Whoever wrote the line, the built-in drafter, a language model or a person,
it goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.checking.support import support
from assistant.drafting.specifics import find_specifics
from assistant.plan import Brief, Citation, Finding, Item, Topic

LEAST_SUPPORT = 0.6
"""Of a line's bigrams that its quotes must hold."""
WORTH_NAMING = 3
"""Independent precedents that make a sub-topic worth a finding when the draft lacks it."""
Slice = Callable[[str, int, int], str]
"""(source id, start, end) → the extracted text there."""


def verify(
    outline: tuple[Item, ...], brief: Brief, names: frozenset[str], text_at: Slice
) -> tuple[tuple[Item, ...], list[Finding]]:
    """Return the outline with each citation's support, without the lines that do not stand; and what there is to say.

    A line does not stand when a citation is not the exact words of its source, when the quotes do not hold it, or when a
    fact of another office is left in it or in its heading.

    Args:
        outline: as drafted.
        brief: what was asked; its facts are the writer's own.
        names: places and offices known by name.
        text_at: gives the words of a source between two offsets.
    """
    kept, findings = [], []
    for item in outline:
        children, below = verify(item.children, brief, names, text_at)
        checked, reasons = verify_item(replace(item, children=children), brief, names, text_at)
        findings += below + [replace(each, message=each.message + "；这一条已从提纲中删去。") for each in reasons]
        if not reasons:
            kept.append(checked)
        elif children:
            kept.append(replace(children[0], children=(*children[0].children, *children[1:])))
    return tuple(kept), findings


def verify_item(item: Item, brief: Brief, names: frozenset[str], text_at: Slice) -> tuple[Item, list[Finding]]:
    """Return one item with its citations' support, and why it does not stand; its children are not looked at."""
    checked = replace(item, citations=_measured(item))
    return checked, list(_objections(checked, brief, names, text_at))


def review_whole(outline: tuple[Item, ...], topics: tuple[Topic, ...]) -> Iterator[Finding]:
    """Yield what there is to say of an outline as a whole."""
    cited = {each.precedent_id for item in _every(outline) for each in item.citations}
    if len(cited) == 1:
        yield Finding("single_source", "warning", "全部条目都引自同一份先例，请补充其他来源后再定稿。")
    for topic in topics:
        if not topic.covered and topic.precedents >= WORTH_NAMING:
            yield Finding(
                "missing_topic",
                "info",
                f"有 {topic.precedents} 份先例写到“{topic.name}”，本提纲没有涉及，请考虑是否补写。",
            )
        elif topic.covered and topic.precedents == 1:
            for item_id in topic.item_ids[:1]:
                yield Finding("thin_evidence", "info", f"“{topic.name}”只有 1 份先例写到，请核实是否适用。", item_id)


def _measured(item: Item) -> tuple[Citation, ...]:
    return tuple(replace(each, support=round(support(item.text, [each.quote]), 3)) for each in item.citations)


def _objections(item: Item, brief: Brief, names: frozenset[str], text_at: Slice) -> Iterator[Finding]:
    if not item.citations:
        yield Finding("unsupported", "error", "这一条没有引证", item.id, item.text)
    for citation in item.citations:
        if text_at(citation.source_id, citation.start, citation.end) != citation.quote:
            yield Finding("unsupported", "error", "引文与来源原文不一致", item.id, citation.quote)
    if item.citations and support(item.text, [each.quote for each in item.citations]) < LEAST_SUPPORT:
        yield Finding("unsupported", "error", "引文没有说到这一条的内容", item.id, item.text)
    asked = f"{brief.title}{brief.section}{brief.organization}{brief.year or ''}{brief.requirements}"
    for line in dict.fromkeys((item.heading, item.text)):
        for each in find_specifics(line, names):
            words = line[each.start : each.end]
            if words not in asked:
                yield Finding("foreign_specific", "error", f"“{words}”像是其他单位的情况", item.id, words)


def _every(outline: tuple[Item, ...]) -> Iterator[Item]:
    for item in outline:
        yield item
        yield from _every(item.children)
