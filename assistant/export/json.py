"""Draft → JSON. The shape of the REST contract; the routes answer with it, so it is written down once.

Nothing is checked again here: a draft was verified when it was saved.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.plan import Brief, Citation, Draft, Finding, Item, Topic

Json = dict[str, Any]


def to_json(draft: Draft) -> Json:
    """Return a draft as JSON-ready values: ``{"id", "status", "brief": {…}, "outline": […], …}``."""
    return {
        "id": draft.id,
        "created_at": draft.created_at,
        "status": draft.status,
        "engine": draft.engine,
        "brief": _brief(draft.brief),
        "abstained": draft.abstained,
        "outline": [_item(item) for item in draft.outline],
        "topics": [_topic(topic) for topic in draft.topics],
        "findings": [_finding(finding) for finding in draft.findings],
        "searched": list(draft.searched),
        "took_ms": draft.took_ms,
    }


def _brief(brief: Brief) -> Json:
    filters = asdict(brief.filters)
    for name in ("source_ids", "exclude_source_ids"):
        filters[name] = list(filters[name])
    return asdict(brief) | {"filters": filters}


def _item(item: Item) -> Json:
    return {
        "id": item.id,
        "heading": item.heading,
        "text": item.text,
        "slots": [asdict(slot) for slot in item.slots],
        "citations": [_citation(citation) for citation in item.citations],
        "children": [_item(child) for child in item.children],
    }


def _citation(citation: Citation) -> Json:
    return {
        "passage_id": citation.passage_id,
        "source": {"id": citation.source_id, "name": citation.source_name},
        "precedent": {
            "id": citation.precedent_id,
            "title": citation.precedent_title,
            "doc_type": citation.doc_type,
            "year": list(citation.year) if citation.year else None,
            "agency_level": citation.agency_level,
        },
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "quote": citation.quote,
        "support": citation.support,
    }


def _topic(topic: Topic) -> Json:
    return asdict(topic) | {"item_ids": list(topic.item_ids)}


def _finding(finding: Finding) -> Json:
    return asdict(finding)
