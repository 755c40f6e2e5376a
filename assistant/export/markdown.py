"""Draft → Markdown: the outline, and under it the exact words that each line stands on, as footnotes.

Nothing is checked again here: a draft was verified when it was saved. All text is escaped, see escape.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.escape import escape_line, escape_lines
from assistant.export.numbering import number
from assistant.plan import Citation, Draft, Finding, Item, Topic

_SEVERITY = {"error": "错误", "warning": "提醒", "info": "说明"}


def to_markdown(draft: Draft) -> str:
    """Return the draft as a Markdown document (CommonMark with footnotes), ending in a line break.

    Headings: the document's title, the section, then items numbered （一）, 1., （1） by depth. Slots stay as 【…】.
    A draft that abstained says what was searched instead.
    """
    lines = [f"# {escape_line(draft.brief.title)}", "", f"## {escape_line(draft.brief.section)}", ""]
    if draft.abstained:
        lines += _abstention(draft)
    footnotes: list[Citation] = []
    labels: dict[str, str] = {}
    for position, item in enumerate(draft.outline, start=1):
        lines += _item(item, (position,), footnotes, labels)
    lines += _topics(draft.topics)
    lines += _findings(draft.findings, labels)
    for position, citation in enumerate(footnotes, start=1):
        lines += _footnote(position, citation)
    return "\n".join(lines).rstrip("\n") + "\n"


def _abstention(draft: Draft) -> Iterator[str]:
    yield "资料库没有可以引用的先例，因此没有起草。可以补充相关的计划或总结，或换一个说法再试。"
    yield ""
    if draft.searched:
        yield "检索过的内容："
        yield ""
        yield from (f"- {escape_line(query)}" for query in draft.searched)
        yield ""


def _item(
    item: Item, place: tuple[int, ...], footnotes: list[Citation], labels: dict[str, str], above: str = ""
) -> Iterator[str]:
    """Yield an item and its children; a heading that only repeats the one above is left out."""
    label = number(place[-1], depth=len(place))
    labels[item.id] = "".join(number(each, depth=depth) for depth, each in enumerate(place, start=1))
    if item.heading and item.heading != above:
        yield f"{'#' * min(len(place) + 2, 6)} {label}{escape_line(item.heading)}"
        yield ""
        body = escape_lines(item.text)
    else:
        body = escape_lines(label + item.text)
    first = len(footnotes) + 1
    footnotes += item.citations
    marks = "".join(f"[^{position}]" for position in range(first, len(footnotes) + 1))
    # A backslash at the end of a line is a line break inside the paragraph, which an empty line would end.
    yield "\\\n".join(line or "&#8203;" for line in body) + marks
    yield ""
    for position, child in enumerate(item.children, start=1):
        yield from _item(child, (*place, position), footnotes, labels, item.heading)


def _topics(topics: tuple[Topic, ...]) -> Iterator[str]:
    if topics:
        yield from ("---", "", "**先例写到的方面**", "")
        for topic in topics:
            written = "已写入" if topic.covered else "未写入"
            yield f"- {escape_line(topic.name)}：{topic.precedents} 份先例，{written}"
        yield ""


def _findings(findings: tuple[Finding, ...], labels: dict[str, str]) -> Iterator[str]:
    if findings:
        yield from ("**核查意见**", "")
        for finding in findings:
            where = f"{labels[finding.item_id]} " if finding.item_id in labels else ""
            evidence = f"（{escape_line(finding.evidence)}）" if finding.evidence else ""
            yield f"- **{_SEVERITY[finding.severity]}** {where}{escape_line(finding.message)}{evidence}"
        yield ""


def _footnote(position: int, citation: Citation) -> Iterator[str]:
    years = "" if citation.year is None else f"{'—'.join(map(str, sorted(set(citation.year))))}年，"
    page = "" if citation.page is None else f"第 {citation.page} 页，"
    where = f"{years}{escape_line(citation.source_name)}，{page}第 {citation.start + 1}–{citation.end} 字"
    yield f"[^{position}]: 《{escape_line(citation.precedent_title)}》，{where}"
    yield ""
    lines = escape_lines(citation.quote)
    for at, line in enumerate(lines):
        yield f"    > {line}" + ("\\" if line and at + 1 < len(lines) and lines[at + 1] else "")
    yield ""
