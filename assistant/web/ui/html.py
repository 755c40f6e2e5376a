"""Text → safe HTML. All that comes from documents, files' names and people passes through here."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paint:
    """A stretch of text, ``[start, end)`` in code points, to stand inside ``<tag class="name">``."""

    start: int
    end: int
    tag: str
    name: str = ""
    title: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    """Further ones, name and value."""


def escape(text: str) -> str:
    """Return ``text`` fit for an element or a quoted attribute: ``'<a "b">'`` → ``'&lt;a &quot;b&quot;&gt;'``."""
    return html.escape(text, quote=True)


def element(tag: str, content: str, **attributes: str | bool | None) -> str:
    """Return ``<tag …>content</tag>``; ``content`` is HTML already, attributes' values are escaped here.

    ``class_`` stands for ``class``, ``data_x`` for ``data-x``; True gives a bare attribute, None and False none.
    """
    return f"<{tag}{attributes_of(attributes)}>{content}</{tag}>"


def attributes_of(attributes: dict[str, str | bool | None]) -> str:
    """Return attributes as they stand in a tag: ``{"class_": "a", "hidden": True}`` → ``' class="a" hidden'``."""
    parts = []
    for name, value in attributes.items():
        written = name.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(f" {written}")
        elif value is not None and value is not False:
            parts.append(f' {written}="{escape(value)}"')
    return "".join(parts)


def painted(text: str, paints: Iterable[Paint], *, start: int = 0, end: int | None = None) -> str:
    """Return ``text[start:end]`` escaped, with each paint around exactly its own code points.

    Where paints overlap, the later in the sequence stands inside the earlier. ``painted("a<b", [Paint(1, 2, "mark")])``
    → ``'a<mark>&lt;</mark>b'``.
    """
    stop = len(text) if end is None else end
    layers = [each for each in paints if each.start < stop and each.end > start]
    cuts = {start, stop}
    for each in layers:
        cuts |= {max(each.start, start), min(each.end, stop)}
    begun: dict[int, list[int]] = {}
    for place, each in enumerate(layers):
        begun.setdefault(max(each.start, start), []).append(place)
    out: list[str] = []
    opened: list[Paint] = []
    active: list[int] = []
    for at, until in itertools.pairwise(sorted(cuts)):
        active = sorted(place for place in active + begun.get(at, []) if layers[place].end > at)
        _switch(out, opened, [layers[place] for place in active])
        out.append(escape(text[at:until]))
    _switch(out, opened, [])
    return "".join(out)


def _switch(out: list[str], opened: list[Paint], wanted: Sequence[Paint]) -> None:
    """Close what is not wanted any more and what stands inside it, then open what is."""
    kept = 0
    while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
        kept += 1
    while len(opened) > kept:
        out.append(f"</{opened.pop().tag}>")
    for each in wanted[kept:]:
        facts: dict[str, str | bool | None] = {"class_": each.name or None, "title": each.title or None}
        out.append(f"<{each.tag}{attributes_of(facts | dict(each.attributes))}>")
        opened.append(each)
