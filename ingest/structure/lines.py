"""Lines of a text, with their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_MARKDOWN = re.compile(r"(?:#{1,6}\s+)?(?P<bold>\*\*(?=\S))?(?P<words>.*?)(?(bold)(?:\*\*)?)(?:\s+#+)?")


def each_line(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    r"""Yield each line that is not blank, without the white space around it.

    ``list(each_line("　一、\n\n二 "))`` → ``[Span(1, 3), Span(5, 6)]``.
    """
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield Span(*match.span())


def without_markdown(text: str, line: Span) -> Span:
    """Return a line's words without the signs of a Markdown heading: ``"## **第1篇：甲**"`` → ``"第1篇：甲"``."""
    match = _MARKDOWN.fullmatch(text, line.start, line.end)
    return Span(*match.span("words")) if match else line


def merge(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if span.start >= span.end:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def without(span: Span, holes: tuple[Span, ...]) -> Iterator[Span]:
    """Yield what is left of ``span`` when the ``holes`` (in order, apart) are taken out."""
    at = span.start
    for hole in holes:
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            yield Span(at, hole.start)
        at = hole.end
    if at < span.end:
        yield Span(at, span.end)
