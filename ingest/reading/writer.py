"""The writer of lines: visible text as it comes in, white space only where something visible follows."""

from __future__ import annotations

from ingest.reading.lines import is_wide


class LineWriter:
    r"""Collects text whose lines never begin with a space, end in white space or are blank.

    Breaks, tabs and spaces are held back until a visible character needs them, so ``length`` is always the offset just
    after the last visible one. Example: ``write("甲"); newline(); newline(); write("乙")`` → ``"甲\n乙"``.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._parts: list[str] = []
        self._held = ""
        self._soft = False
        self._last = ""
        self.length = 0

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._parts)

    def write(self, visible: str) -> None:
        """Append characters that begin and end with something visible."""
        if self._soft and self._last and is_wide(self._last) and is_wide(visible[0]):
            # A line break in the markup between two Han characters is no space (CSS Text 3, 4.1.3).
            self._held = ""
        self._put(self._held)
        self._put(visible)
        self._held, self._soft, self._last = "", False, visible[-1]

    def newline(self) -> None:
        """End the line, unless nothing stands on it."""
        self._held, self._soft = ("\n" if self.length else ""), False

    def tab(self) -> None:
        """Part two cells."""
        self._held, self._soft = self._held.rstrip(" \u3000") + "\t", False

    def space(self, from_break: bool = False) -> None:
        """Part two words; ``from_break`` when the markup had a line break there."""
        if self._held or not self.length:
            self._soft = self._soft and self._held == " "
            return
        self._held, self._soft = " ", from_break

    def indent(self, spaces: str) -> None:
        """Keep ideographic spaces, at the beginning of a line too."""
        self._held, self._soft = self._held + spaces, False

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
