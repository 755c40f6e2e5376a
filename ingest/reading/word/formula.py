"""Formulas of a Word document: what Word's linear form adds so that a fraction is not read as one number."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.reading.word.wordml import Element, local

_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BEFORE = {("f", "den"): "/", ("sSup", "sup"): "^", ("sSub", "sub"): "_", ("rad", "e"): "√"}
_BEFORE |= {("sSubSup", "sub"): "_", ("sSubSup", "sup"): "^", ("nary", "sub"): "_", ("nary", "sup"): "^"}


def sign_before(part: Element) -> str:
    """Return what parts ``part`` from what stands before it in its formula: the ``m:den`` of an ``m:f`` → ``"/"``."""
    parent = part.getparent()
    if not str(part.tag).startswith(_NAMESPACE) or parent is None:
        return ""
    return _BEFORE.get((local(parent), local(part)), "")


def fences(delimiter: Element) -> tuple[str, str]:
    """Return what an ``m:d`` stands between: ``("(", ")")`` where it does not say."""
    return _property(delimiter, "begChr", "("), _property(delimiter, "endChr", ")")


def operator(nary: Element) -> str:
    """Return the sign of an ``m:nary``: ``"∑"``; an integral where it does not say."""
    return _property(nary, "chr", "∫")


def is_formula(element: Element, kind: str) -> bool:
    """Tell an element of mathematics by its name: ``is_formula(element, "d")``."""
    return bool(element.tag == _NAMESPACE + kind)


def _property(element: Element, name: str, default: str) -> str:
    return next(_values(element, name), default)


def _values(element: Element, name: str) -> Iterator[str]:
    for child in element:
        if local(child).endswith("Pr"):
            for each in child:
                if local(each) == name:
                    yield str(each.get(_NAMESPACE + "val", ""))[:1]
