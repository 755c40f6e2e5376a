"""Paint for a stretch of text that should stand in one block where it can."""

from __future__ import annotations

from assistant.web.ui.html import Paint


def frame(text: str, start: int, end: int, name: str, attributes: tuple[tuple[str, str], ...] = ()) -> Paint:
    """Frame ``text[start:end]``: a block where it fills whole lines (blanks and the last end included), else a run."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) + 1 or len(text)
    if text[begin:start].strip() or text[end:stop].strip():
        return Paint(start, end, "span", name, attributes=attributes)
    return Paint(begin, stop, "div", name, attributes=attributes)
