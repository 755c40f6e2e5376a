"""The filters of a search as chips, each with a button that drops it and searches again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.web.ui.context import years
from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words
from ingest.document import Filters

_OFF: dict[str, dict[str, Any]] = {"doc_type": {"doc_type": None}, "years": {"year_from": None, "year_to": None}}
"""Filter that the page offers → the fields that it sets, when it is off."""


def active(filters: Filters) -> list[str]:
    """Return which of the page's filters are on: ``Filters(year_from=2019)`` → ``["years"]``."""
    return [name for name in _OFF if without(filters, [name]) != filters]


def without(filters: Filters, names: Sequence[str]) -> Filters:
    """Return ``filters`` with those of ``names`` off; names that are none are passed over."""
    off = {field: value for name in names for field, value in _OFF.get(name, {}).items()}
    return replace(filters, **off)


def told(name: str, filters: Filters, words: Words) -> str:
    """Return a filter that is on, for people: ``"years"`` → ``"年份：2019年起"``."""
    value = words(f"type.{filters.doc_type}") if name == "doc_type" else _years(filters, words)
    return words(f"search.filter.{name}", value=value)


def filters_view(filters: Filters, words: Words) -> str:
    """Return the chips; empty when no filter is on."""
    chips = "".join(_chip(name, told(name, filters, words), words) for name in active(filters))
    if not chips:
        return ""
    label = words("search.filters")
    return element("ul", chips, class_="qc-chips qc-filters", aria_label=label)


def _chip(name: str, text: str, words: Words) -> str:
    label = words("search.drop", filter=text)
    cross = element("button", "×", type="button", class_="qc-drop", data_drop=name, aria_label=label, title=label)
    return element("li", escape(text) + cross, class_="qc-chip")


def _years(filters: Filters, words: Words) -> str:
    if filters.year_from is not None and filters.year_to is not None:
        return years((filters.year_from, filters.year_to), words)
    if filters.year_from is not None:
        return words("search.since", year=filters.year_from)
    return words("search.until", year=filters.year_to)
