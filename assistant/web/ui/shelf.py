"""The list of sources → HTML: what is in the library, what each file holds, how to delete one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.web.ui.context import notice, years
from assistant.web.ui.counts import counts_told
from assistant.web.ui.folders import tree_view
from assistant.web.ui.html import element, escape
from assistant.web.ui.marks import opener
from assistant.web.ui.strings import Words
from ingest.document import Precedent, Source
from ingest.library import Library

KINDS = ("ok", "same", "failed")
_UNITS = ("B", "KB", "MB", "GB")
_STEP = 1024


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one uploaded file."""

    name: str
    kind: str
    """One of ``KINDS``."""
    message: str
    warnings: tuple[str, ...] = ()


def size(count: int) -> str:
    """Return a number of bytes for people: ``size(1536)`` → ``"1.5 KB"``."""
    amount, unit = float(count), 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}" if unit == 0 else f"{amount:.1f} {_UNITS[unit]}"


def results_view(results: Sequence[Result], words: Words) -> str:
    """Return a line for each uploaded file: what was found in it, or why it was refused."""
    lines = []
    for each in results:
        label = element("b", escape(words(f"library.{each.kind}")))
        name = element("span", escape(each.name), class_="qc-file")
        warnings = "".join(element("small", escape(text)) for text in each.warnings)
        lines.append(
            element("li", label + name + element("span", escape(each.message)) + warnings, class_=f"qc-{each.kind}")
        )
    heading = element("h4", escape(words("library.result")))
    if len(results) > 1:
        kinds = Counter(each.kind for each in results)
        heading += element(
            "p", escape(words("library.tally", **{kind: kinds[kind] for kind in KINDS})), class_="qc-meta"
        )
    return heading + element("ul", "".join(lines), class_="qc-results", role="status")


def shelf_view(library: Library, name: str, limit: int, words: Words) -> tuple[str, bool]:
    """Return the first ``limit`` sources whose name contains ``name``, by folder, and whether there are more."""
    found = library.store.sources(limit=limit + 1, name_contains=name)
    shown = [source for _, source in found[:limit]]
    if not shown:
        return notice(words("library.none.named", name=name) if name else words("library.none")), False
    summary = counts_told(library, words)
    if len(shown) < library.store.counts()["sources"]:
        summary += "；" + words("library.shown", n=len(shown))
    columns = ("name", "precedents", "passages", "size", "added_at")
    header = "".join(element("th", escape(words(f"library.{each}")), scope="col") for each in columns) + "<th></th>"
    head = element("thead", element("tr", header))

    def table(rows: str) -> str:
        return element("table", head + element("tbody", rows), class_="qc-table")

    rows = ((source.name, _row(library, source, words)) for source in shown)
    tree = tree_view(rows, table, words, unfolded=bool(name), whole=len(found) <= limit)
    return element("p", escape(summary), class_="qc-meta") + tree, len(found) > limit


def _row(library: Library, source: Source, words: Words) -> str:
    passages = library.store.counts(source.id)["passages"]
    warnings = "".join(element("small", escape(text)) for text in source.warnings)
    added = datetime.fromisoformat(source.created_at).astimezone().strftime("%Y-%m-%d %H:%M")
    cells = [
        element(
            "td",
            opener(escape(source.name.rpartition("/")[2]), words, source=source.id, class_="qc-link qc-file")
            + warnings,
        ),
        element("td", _precedents(library.store.precedents(source.id), words)),
        element("td", f"{passages:,}", class_="qc-number"),
        element("td", escape(size(source.bytes)), class_="qc-number"),
        element("td", escape(added), class_="qc-number"),
        element("td", _delete(source, words)),
    ]
    return element("tr", "".join(cells))


def _precedents(precedents: Sequence[Precedent], words: Words) -> str:
    lines = []
    for each in precedents:
        facts = "，".join((words(f"type.{each.doc_type}"), years(each.year, words)))
        lines.append(element("li", escape(f"{each.title or '—'}（{facts}）")))
    summary = element("summary", escape(words("library.precedents.count", n=len(lines))))
    return element("details", summary + element("ul", "".join(lines)))


def _delete(source: Source, words: Words) -> str:
    """Return the button, and the dialog that asks once more; its own button sends the id to the server."""
    dialog_id = f"qc-ask-{source.id}"
    ask = element(
        "button",
        escape(words("library.delete")),
        type="button",
        class_="qc-button",
        data_ask=dialog_id,
        aria_label=words("library.delete.label", name=source.name),
    )
    no = element(
        "button", escape(words("library.delete.no")), type="button", class_="qc-button", data_close=True, autofocus=True
    )
    yes = element(
        "button",
        escape(words("library.delete.yes")),
        type="button",
        class_="qc-button qc-danger",
        data_delete=source.id,
    )
    question = element("p", escape(words("library.delete.ask", name=source.name)))
    return ask + element(
        "dialog", question + element("div", no + yes, class_="qc-actions"), id=dialog_id, class_="qc-dialog"
    )
