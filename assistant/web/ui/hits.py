"""The passages that a search found → a list, each with its words marked and why it came."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan import Hit
from assistant.web.ui.context import marked_words, word_paints, years
from assistant.web.ui.html import element, escape, painted
from assistant.web.ui.marks import pages_mark, unsure_mark, versions_mark
from assistant.web.ui.strings import Words
from assistant.web.ui.why import legend, places_view
from ingest.document import Passage
from ingest.library import Library

_SNIPPET = 200
_BEFORE = 60
"""Characters of a snippet before the first word that matched."""


def hits_view(library: Library, hits: Sequence[Hit], words: Words) -> str:
    """Return the list of what was found."""
    count = element("p", escape(words("search.found", n=len(hits))), role="status")
    head = element("div", count + legend(hits, words), class_="qc-meta qc-found")
    return head + element("ol", "".join(_hit(library, hit, words) for hit in hits), class_="qc-hits")


def _hit(library: Library, hit: Hit, words: Words) -> str:
    passage = hit.passage
    title = element("span", escape(hit.precedent_title or hit.source_name), class_="qc-hit-title")
    score = element(
        "span",
        escape(words("search.score", score=f"{hit.score:.2f}")),
        class_="qc-score",
        style=f"--score:{max(0.0, min(1.0, hit.score)):.2f}",
    )
    facts = [words(f"type.{passage.doc_type}"), years(passage.year, words), hit.source_name]
    facts += [page] if (page := pages_mark(passage.pages, words)) else []
    head = element("div", _button(passage, hit, title, words) + score, class_="qc-hit-head")
    meta = element("p", escape(" · ".join(facts)), class_="qc-meta")
    snippet = element("p", _snippet(hit), class_="qc-snippet")
    marks = unsure_mark(passage.confidence, words) + versions_mark(library, passage.precedent_id, words)
    why = places_view(hit.places, words)
    return element("li", head + _path(hit) + snippet + meta + why + marks + _also(library, hit, words), class_="qc-hit")


def _button(passage: Passage, hit: Hit, content: str, words: Words) -> str:
    return element(
        "button",
        content,
        type="button",
        class_="qc-link",
        data_passage=passage.id,
        data_words=marked_words(hit.matched, hit.added),
        title=words("search.open"),
    )


def _path(hit: Hit) -> str:
    """Return the headings above a passage: a word that stands in one of them counts as one in the passage."""
    path = " › ".join(hit.passage.heading_path)
    paints = word_paints(path, hit.matched, 0, len(path), added=hit.added)
    return element("p", painted(path, paints), class_="qc-path") if path else ""


def _snippet(hit: Hit) -> str:
    """Return some 200 characters with the words marked, from shortly before the first of them, or the nearest sentence."""
    text = hit.passage.text
    paints = word_paints(text, hit.matched, 0, len(text), added=hit.added)
    begin = paints[0].start - _BEFORE if paints else hit.nearest[0] - hit.passage.start
    first = min(max(0, begin), max(0, len(text) - _SNIPPET))
    last = min(len(text), first + _SNIPPET)
    shown = re.sub(r"\s*\n\s*", " ", painted(text, paints, start=first, end=last).strip())
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")


def _also(library: Library, hit: Hit, words: Words) -> str:
    if not hit.also_in:
        return ""
    store = library.store
    names = []
    for passage in hit.also_in:
        precedent = store.precedent(passage.precedent_id)
        label = f"{precedent.title or store.source(passage.source_id).name}（{years(precedent.year, words)}）"
        names.append(element("li", _button(passage, hit, escape(label), words)))
    summary = element("summary", escape(words("search.also", n=len(names))))
    return element("details", summary + element("ul", "".join(names)), class_="qc-also")
