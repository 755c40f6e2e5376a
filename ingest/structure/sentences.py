"""Passage → sentences: what a line can cite, and the finest grain of the search."""

from __future__ import annotations

import re

from ingest.document import Passage, Sentence

LEAST = 6
"""Characters; what is shorter joins the sentence before it."""
_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;]+[”’」』）)]*|[^。！？；!?;\n]+")


def sentences(passage: Passage) -> list[Sentence]:
    """Return a passage's sentences in order, white space around them left out.

    A line break ends a sentence too, so a heading that stands alone is one. A passage ``"落实安全责任。整改到位；按月报送情况。"``
    that starts at 10 has sentences ``[10, 22)`` and ``[22, 29)``: a short one joins the one before it.
    """
    spans: list[Sentence] = []
    for match in _SENTENCE.finditer(passage.text):
        words = match[0].strip()
        if not words:
            continue
        start = passage.start + match.start() + len(match[0]) - len(match[0].lstrip())
        span = Sentence(passage.id, start, start + len(words))
        joins = spans and len(words) < LEAST and "\n" not in passage.text[spans[-1].end - passage.start : match.start()]
        if joins:
            spans[-1] = Sentence(passage.id, spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans
