"""Text → Markdown that shows exactly that text and nothing else: no link, no HTML, no heading, no list.

Rules: CommonMark 0.31 §2.4 (any ASCII punctuation may be escaped by a backslash), §2.5 (numeric character references
are never structure). Bare addresses, which GitHub's extension makes links of, are escaped as well; a renderer that
looks for them after parsing may still link one.
"""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_\[\]<>&~|$^@]")
_BARE_LINK = re.compile(r"(?<=\w)(?=://)|(?i:(?<=www)(?=\.))")
_LINE_START = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[#+\-=:])")
_LEADING_BLANK = re.compile(r"^[ \t]+")
_TRAILING_BLANK = re.compile(r"[ \t]+$")
_BREAKS = re.compile(r"\r\n?|\n")


def escape_line(text: str) -> str:
    r"""Escape text that must stay on one line; line breaks become spaces: ``"a<b"`` → ``"a\<b"``."""
    return _escape(_BREAKS.sub(" ", text))


def escape_lines(text: str) -> list[str]:
    r"""Escape text line by line: ``"# 一"`` → ``["\# 一"]``."""
    return [_escape(line) for line in _BREAKS.split(text)]


def _escape(line: str) -> str:
    escaped = _INLINE.sub(lambda match: "\\" + match[0], line)
    escaped = _BARE_LINK.sub(r"\\", escaped)
    escaped = _LINE_START.sub(lambda match: (match[1] or "") + "\\", escaped)
    escaped = _LEADING_BLANK.sub(_references, escaped)
    return _TRAILING_BLANK.sub(_references, escaped)


def _references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match[0])
