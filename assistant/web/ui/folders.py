"""Rows of a table by the paths of their files → folders that fold, HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from assistant.web.ui.html import element, escape
from assistant.web.ui.strings import Words


@dataclass(slots=True)
class _Folder:
    """Rows (HTML) and folders, in the order that they first came in."""

    content: list[str | _Folder] = field(default_factory=list)
    name: str = ""
    folders: dict[str, _Folder] = field(default_factory=dict)
    rows: int = 0
    """Of this folder and of all in it."""


def tree_view(
    rows: Iterable[tuple[str, str]], table: Callable[[str], str], words: Words, *, unfolded: bool, whole: bool
) -> str:
    """Return tables of rows, each folder's in a ``<details>`` of its own.

    ``[("a.txt", "<tr>1"), ("包.zip/b.txt", "<tr>2")]`` → ``table("<tr>1")``, then ``包.zip`` with ``table("<tr>2")``.

    Args:
        rows: path of a file, its row.
        table: puts a table about rows.
        words: the catalogue.
        unfolded: whether all folders stand open.
        whole: whether these are all the rows that there are.
    """
    counted = "library.folder.count" if whole else "library.folder.shown"
    root = _Folder()
    for path, row in rows:
        at = root
        at.rows += 1
        for name in path.split("/")[:-1]:
            if name not in at.folders:
                at.folders[name] = _Folder(name=name)
                at.content.append(at.folders[name])
            at = at.folders[name]
            at.rows += 1
        at.content.append(row)

    def folded(folder: _Folder) -> str:
        count = element("small", escape(words(counted, n=folder.rows)))
        summary = element("summary", element("span", escape(folder.name), class_="qc-file") + count)
        return element("details", summary + element("div", content(folder)), class_="qc-folder", open=unfolded)

    def content(folder: _Folder) -> str:
        shown = []
        for is_row, some in groupby(folder.content, lambda each: isinstance(each, str)):
            if is_row:
                shown.append(table("".join(map(str, some))))
            else:
                shown += [folded(each) for each in some if isinstance(each, _Folder)]
        return "".join(shown)

    return content(root)
