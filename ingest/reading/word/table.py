"""Tables of a Word document: the rows and cells that are shown."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.reading.lines import words
from ingest.reading.word.wordml import Element, is_on, local, w

_WRAPPERS = words("sdt sdtContent customXml ins moveTo smartTag")


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a ``w:tbl``, those in content controls too; not the deleted and the hidden."""
    for row in _descend(table, "tr"):
        if row.find(f"{w('trPr')}/{w('del')}") is None and not is_on(row, "trPr", "hidden"):
            yield row


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a ``w:tr``, a merged one once for each row it spans, without the deleted."""
    for cell in _descend(row, "tc"):
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is None:
            yield cell


def is_covered(cell: Element) -> bool:
    """Tell a cell that one above or left of it is merged over: what it holds is not shown."""
    merges = (cell.find(f"{w('tcPr')}/{w(kind)}") for kind in ("vMerge", "hMerge"))
    return any(merge is not None and merge.get(w("val"), "continue") == "continue" for merge in merges)


def _descend(parent: Element, kind: str) -> Iterator[Element]:
    for child in parent:
        if local(child) == kind:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _descend(child, kind)
