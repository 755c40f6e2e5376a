"""Why a passage came: what else was searched for, which marks mean what, its place in each leg of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.results import merged
from assistant.plan import Hit
from assistant.retrieval.lexicon.expansion import Expansion
from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words

_LEGS = ("dense", "sentence", "lexical")
_SHOWN = 8
"""Terms told in the line; the rest stand in the list that it opens."""


def widened_told(expansion: Expansion, words: Words) -> str:
    """Return a line that says what else was searched for, empty where nothing was.

    ``下河 → 溺水, 防溺水; 娃娃 → 学生`` gives ``"已按“溺水”“学生”“防溺水”一并检索"``: the first term of each expression
    before the second of any.
    """
    ranked = [(at, term) for _, terms in expansion.terms for at, term in enumerate(terms)]
    every = list(dict.fromkeys(term for _, term in sorted(ranked, key=lambda each: each[0])))
    if not every:
        return ""
    shown = "".join(f"“{term}”" for term in every[:_SHOWN])
    if len(every) > _SHOWN:
        return words("search.widened.more", terms=shown, n=len(every))
    return words("search.widened", terms=shown)


def widened_view(expansion: Expansion, words: Words) -> str:
    """Return that line, which opens to a list of each expression with the terms for it."""
    told = widened_told(expansion, words)
    if not told:
        return ""
    rows = [f"{said} → {'、'.join(terms)}" for said, terms in merged(expansion).items()]
    listed = element("ul", "".join(element("li", escape(row)) for row in rows))
    summary = element("summary", escape(told), title="\n".join(rows))
    return element("details", summary + listed, class_="qc-widened")


def legend(hits: Sequence[Hit], words: Words) -> str:
    """Return what the marks in the passages mean, of those that there are."""
    samples = []
    if any(hit.matched for hit in hits):
        samples.append(element("mark", escape(words("search.legend.own")), class_="qc-word"))
    if any(hit.added for hit in hits):
        samples.append(element("mark", escape(words("search.legend.added")), class_="qc-added"))
    if not samples:
        return ""
    return element("span", " ".join(samples), class_="qc-legend", role="note", aria_label=words("search.legend"))


def places_view(places: Mapping[str, int], words: Words) -> str:
    """Return a passage's place in each leg: ``{"dense": 3, "sentence": 1}`` → 语义第 3 位 · 句子第 1 位 · 字词未命中.

    Nothing where no place is known.
    """
    if not places:
        return ""
    told = [
        element("span", escape(_place(leg, places.get(leg), words)), title=words(f"search.tip.{leg}")) for leg in _LEGS
    ]
    return element("p", " · ".join(told), class_="qc-places")


def _place(leg: str, place: int | None, words: Words) -> str:
    name = words(f"search.leg.{leg}")
    return words("search.place.none", leg=name) if place is None else words("search.place", leg=name, n=place)
