"""A draft → the HTML of its outline: lines, slots, citations, findings, topics; or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from assistant.plan import Citation, Draft, Finding, Item, Topic
from assistant.web.ui.html import Paint, element, escape, painted
from assistant.web.ui.marks import page_mark
from assistant.web.ui.strings import Words

_EXPORTS = ("md", "json")
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_WEIGHT = {"error": 0, "warning": 1, "info": 2}


def circled(number: int) -> str:
    """Return the mark of a citation: ``circled(3)`` → ``"③"``; in brackets from 51 on."""
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def alone(content: str) -> str:
    """Return ``content`` (HTML) as the only pane, for what has no passages to show."""
    return element("div", element("section", content, class_="qc-pane qc-main"), class_="qc-work qc-alone")


def workspace(outline: str, words: Words, hint: str = "context.empty") -> str:
    """Return the two panes that belong together: ``outline`` (HTML) and the passage in its context, empty as yet."""
    empty = element("p", escape(words(hint)), class_="qc-hint")
    context = element(
        "aside",
        empty,
        class_="qc-pane qc-context",
        aria_label=words("context.heading"),
        aria_live="polite",
        data_failed=words("app.unreachable"),
    )
    return element("div", element("section", outline, class_="qc-pane qc-main") + context, class_="qc-work")


def welcome(words: Words) -> str:
    """Return what stands in place of an outline before the first draft."""
    steps = "".join(element("li", escape(words(f"desk.step.{n}"))) for n in (1, 2, 3))
    return alone(element("div", element("ol", steps, class_="qc-steps"), class_="qc-welcome"))


def busy(words: Words) -> str:
    """Return what stands in place of an outline while it is being drafted."""
    return alone(element("p", escape(words("desk.busy")), class_="qc-busy", role="status"))


def draft_view(draft: Draft, words: Words) -> str:
    """Return the outline of a draft beside the place for its sources, or why there is none."""
    if draft.abstained:
        return alone(_abstained(draft, words))
    return workspace(_Page(draft, words).html(), words)


@dataclass
class _Page:
    """One draft being written out; citations are numbered as they come, equal spans alike."""

    draft: Draft
    words: Words
    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def html(self) -> str:
        """Return the outline pane."""
        shown: set[str] = set()
        items = "".join(self._item(item, shown) for item in self.draft.outline)
        outline = element("ol", items, class_="qc-items")
        general = [each for each in self.draft.findings if each.item_id is None]
        return self._head() + _topics(self.draft.topics, self.words) + outline + _general(general, self.words)

    def _head(self) -> str:
        draft, words = self.draft, self.words
        items = list(draft.items())
        facts = [
            words(f"type.{draft.brief.doc_type}"),
            words("desk.year", year=draft.brief.year) if draft.brief.year else "",
            words("desk.items", n=len(draft.outline)),
            words("desk.citations", n=sum(len(item.citations) for item in items)),
            words("desk.slots", n=sum(len(item.slots) for item in items)),
            words("desk.took", seconds=f"{draft.took_ms / 1000:.1f}"),
        ]
        title = element("h2", escape(draft.brief.section)) + element("p", escape(draft.brief.title), class_="qc-of")
        meta = element("p", escape(" · ".join(each for each in facts if each)), class_="qc-meta")
        status = element("span", escape(words(f"status.{draft.status}")), class_="qc-badge")
        exports = "".join(_export(draft.id, kind, words) for kind in _EXPORTS)
        return element(
            "header",
            element("div", title + meta) + element("div", status + exports, class_="qc-actions"),
            class_="qc-draft-head",
        )

    def _item(self, item: Item, shown: set[str]) -> str:
        heading = ""
        if item.heading and item.heading not in shown:
            shown.add(item.heading)
            heading = element("h3", escape(item.heading) + self._held_by(item), class_="qc-heading")
        slots = [Paint(each.start, each.end, "span", "qc-slot", self.words("desk.slot")) for each in item.slots]
        cites = "".join(self._cite(each) for each in item.citations)
        text = element("p", painted(item.text, slots) + element("span", cites, class_="qc-cites"), class_="qc-line")
        findings = _findings([each for each in self.draft.findings if each.item_id == item.id], self.words)
        children = "".join(self._item(child, {item.heading}) for child in item.children)
        nested = element("ol", children, class_="qc-items") if children else ""
        return element("li", heading + text + findings + nested, id=f"item-{item.id}", class_="qc-item", tabindex="-1")

    def _held_by(self, item: Item) -> str:
        held = next((topic.precedents for topic in self.draft.topics if item.id in topic.item_ids), None)
        return "" if held is None else element("span", escape(self.words("desk.precedents", n=held)), class_="qc-held")

    def _cite(self, citation: Citation) -> str:
        span = (citation.source_id, citation.start, citation.end)
        number = circled(self.numbers.setdefault(span, len(self.numbers) + 1))
        title = citation.precedent_title or citation.source_name
        support = self.words("desk.support", percent=round(citation.support * 100))
        page = page_mark(citation.page, self.words)
        place = " · ".join(each for each in (title, page, support) if each)
        named = " · ".join(each for each in (title, page) if each)
        return element(
            "button", number + (element("small", escape(page)) if page else ""), type="button", class_="qc-cite",
            data_passage=citation.passage_id, data_quote=f"{citation.start}-{citation.end}", title=place,
            aria_label=self.words("desk.cite", number=number, title=named),
        )  # fmt: skip


def _export(draft_id: str, kind: str, words: Words) -> str:
    address = f"/api/v1/drafts/{quote(draft_id, safe='')}/export?format={kind}"
    return element("a", escape(words(f"desk.export.{kind}")), href=address, class_="qc-button", download=True)


def _topics(topics: Sequence[Topic], words: Words) -> str:
    if not topics:
        return ""
    chips = []
    for topic in topics:
        count = element("b", escape(words("desk.precedents", n=topic.precedents)))
        if topic.covered and topic.item_ids:
            chips.append(
                element(
                    "button",
                    escape(topic.name) + count,
                    type="button",
                    class_="qc-chip",
                    data_goto=f"item-{topic.item_ids[0]}",
                )
            )
        else:
            left_out = element("i", escape(words("desk.uncovered")))
            chips.append(element("span", escape(topic.name) + count + left_out, class_="qc-chip qc-open"))
    label = element("h4", escape(words("desk.topics")))
    return element("div", label + element("div", "".join(chips), class_="qc-chips"), class_="qc-topics")


def _general(findings: Sequence[Finding], words: Words) -> str:
    if not findings:
        return ""
    return element(
        "div", element("h4", escape(words("desk.findings"))) + _findings(findings, words), class_="qc-general"
    )


def _findings(findings: Sequence[Finding], words: Words) -> str:
    if not findings:
        return ""
    lines = []
    for each in sorted(findings, key=lambda finding: _WEIGHT[finding.severity]):
        label = element("b", escape(words(f"severity.{each.severity}")))
        evidence = element("q", escape(each.evidence)) if each.evidence else ""
        lines.append(element("li", f"{label}{escape(each.message)}{evidence}", class_=f"qc-{each.severity}"))
    return element("ul", "".join(lines), class_="qc-findings")


def _abstained(draft: Draft, words: Words) -> str:
    parts = [
        element("h2", escape(words("none.title", section=draft.brief.section))),
        element("p", escape(words("none.why"))),
    ]
    if draft.searched:
        chips = "".join(element("span", escape(each), class_="qc-chip") for each in draft.searched)
        parts += [element("h4", escape(words("none.searched"))), element("div", chips, class_="qc-chips")]
    steps = "".join(element("li", escape(words(f"none.next.{each}"))) for each in ("upload", "rename", "search"))
    parts += [element("h4", escape(words("none.next"))), element("ol", steps, class_="qc-steps")]
    parts.append(_findings([each for each in draft.findings if each.code != "no_precedent"], words))
    return element("div", "".join(parts), class_="qc-none", role="status")
