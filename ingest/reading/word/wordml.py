"""WordprocessingML: the few ways to look at an element that the Word readers share."""

from __future__ import annotations

import re
from typing import Any

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any
"""An lxml element; lxml has no types."""


def w(name: str) -> str:
    """Return the qualified name: ``"p"`` → ``"{http://…/main}p"``."""
    return _NAMESPACE + name


def local(element: Element) -> str:
    """Return the name without its namespace; nothing for a comment: ``<w:tbl>`` → ``"tbl"``."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(parent: Element, *path: str) -> str | None:
    """Return ``w:val`` of the descendant at ``path``: ``value(p, "pPr", "pStyle")`` → ``"Heading1"``."""
    found = parent.find("/".join(w(name) for name in path)) if parent is not None else None
    return None if found is None else found.get(w("val"))


def number(parent: Element, *path: str) -> int | None:
    """Return ``w:val`` at ``path`` as a whole number; ``None`` when absent or none."""
    text = (value(parent, *path) or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def is_on(parent: Element, *path: str) -> bool:
    """Tell whether a toggle such as ``w:vanish`` is there and not switched off."""
    found = parent.find("/".join(w(name) for name in path))
    return found is not None and found.get(w("val"), "1") not in ("0", "false", "off")
