"""Grammar of rich text: tokens, and what the control words mean that stand for text or hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.reading.lines import words

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
SKIPPED = words(
    "aftncn aftnsep aftnsepc annotation author background bkmkend bkmkstart colortbl comment datafield "
    "do docvar falt filetbl fldinst footer footerf footerl footerr ftncn ftnsep ftnsepc header headerf headerl "
    "headerr info listoverridetable listtable nonesttables objdata pict pntxta pntxtb rsidtbl shprslt sp "
    "themedata tc txe xe generator private"
)
KEPT = words("shpinst ud nesttableprops shptxt footnote")
"""Destinations marked as ones that may be passed over, with text in them that a reader sees."""
SIGNS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "emspace": "\u3000", "enspace": " ", "qmspace": " ",
    "bullet": "·", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "nestcell": " ", "nestrow": " ",
}  # fmt: skip
SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": " "}
ENDS = words("par sect page column softpage")
CLASSES = words("loch hich dbch rtlch ltrch")
TARGETS = {"fonttbl": "fonts", "stylesheet": "styles", "listtext": "mark", "pntext": "mark", "upr": "upr"}
"""Destinations that are read, and what for; ``upr`` holds its text twice, the second time in Unicode (``ud``)."""
BOXES = words("shptxt footnote")
_Token = tuple[str, bytes, int | None]


@dataclass(slots=True)
class State:
    """What a group inherits and what ends with it."""

    target: str = "text"
    """Where characters go: text, mark (the label of a list item), fonts, styles or nowhere."""
    hidden: bool = False
    fallback: int = 1
    """How many characters stand in for a ``\\u`` for programs that do not know it."""
    fonts: dict[str, int] = field(default_factory=dict)
    """The font of each class of characters; ``""`` is that of the run."""
    writing: str = ""
    box: str = ""
    """What the group is apart from the paragraph that it stands in: ``box``, ``footnote`` or ``endnote``."""


def tokens(data: bytes) -> Iterator[_Token]:
    r"""Yield (kind, bytes, number) of each token, kind being ``word``, ``symbol``, ``brace`` or ``text``.

    Example: ``rb"{\b1 a\'b9}"`` → ``brace {``, ``word b 1``, ``text a``, ``text \xb9``, ``brace }``.
    """
    at = 0
    while at < len(data) and (match := _TOKEN.match(data, at)):
        at = match.end()
        word, number, hexadecimal, symbol, brace, text = match.groups()
        if word is not None:
            value = None if number is None else int(number)
            # \bin is followed by bytes that are no tokens.
            at += max(0, value or 0) if word == b"bin" else 0
            yield "word", word, value
        elif hexadecimal is not None:
            yield "text", bytes((int(hexadecimal, 16),)), None
        elif text is not None:
            yield "text", text, None
        elif brace is not None:
            yield "brace", brace, None
        elif symbol is not None:
            yield "symbol", symbol, None
