"""Passage → sentences: what a line can cite, and the finest grain of the search."""

from __future__ import annotations

import re

from ingest.document import Passage, Sentence

_TORN_BY = 2
"""Line breaks that a page break leaves in a paragraph, at most."""
LEAST = 6
"""Characters; what is shorter joins the sentence before it."""
SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;]+[”’」』）)]*|[^。！？；!?;\n]+")
"""Words up to their marks and closing quotes, or to the end of the line; a passage is cut at such ends too."""


_WITHIN_LINE = re.compile(r"[。；;!！?？]|.{50}")
_GOES_ON = re.compile(r"[\u4e00-\u9fff，,、]$")
_BEGINS_ANEW = re.compile(
    r"[一二三四五六七八九十\d]{1,3}[、.．是要]|[（(]|第[一二三四五六七八九十]|[^，。；,;]{2,8}[：:]|[^\u4e00-\u9fff]|.{2,20}$"
)


def sentences(passage: Passage) -> list[Sentence]:
    r"""Return a passage's sentences in order, white space around them left out.

    A line break ends a sentence too, so a heading that stands alone is one; but not where an old page break went through
    the middle of a paragraph (``…规范收\n费行为。``). A passage ``"落实安全责任。整改到位；按月报送情况。"``
    that starts at 10 has sentences ``[10, 22)`` and ``[22, 29)``: a short one joins the one before it.
    """
    spans: list[Sentence] = []
    for match in SENTENCE.finditer(passage.text):
        words = match[0].strip()
        if not words:
            continue
        start = passage.start + match.start() + len(match[0]) - len(match[0].lstrip())
        span = Sentence(passage.id, start, start + len(words))
        if spans and _joins(passage.text, spans[-1].end - passage.start, match.start(), words):
            spans[-1] = Sentence(passage.id, spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _joins(text: str, end: int, start: int, words: str) -> bool:
    """Tell whether the words from ``start`` go on with the sentence that stopped at ``end``."""
    if "\n" not in text[end:start]:
        return len(words) < LEAST
    line = text[text.rfind("\n", 0, end) + 1 : end]
    torn = _GOES_ON.search(line) and _WITHIN_LINE.search(line) and text[end:start].count("\n") <= _TORN_BY
    return bool(torn and not _BEGINS_ANEW.match(words))
