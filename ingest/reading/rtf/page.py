"""The page of a rich text file: characters as they come in, put together to paragraphs and table rows."""

from __future__ import annotations

from collections import Counter

from ingest.document import Extract, Span
from ingest.reading.lines import join
from ingest.reading.rtf.grammar import ENDS
from ingest.reading.rtf.styles import Stylesheet
from ingest.reading.word.numerals import numeral

_MAX_CELL_LINES = 3
_CONTENTS = 0
"""Stands for a heading level on a line of the table of contents."""
_Line = tuple[str, int | None]


class Page:
    """Paragraphs and rows in order. What is written into a text box comes after the paragraph that it hangs on."""

    def __init__(self) -> None:
        """Start with an empty paragraph."""
        self.in_table = False
        self.level: int | None = None
        self._lines: list[_Line] = []
        self._text: list[str] = []
        self._mark: list[str] = []
        self._cell: list[_Line] = []
        self._row: list[list[_Line]] = []
        self._boxes: list[_Line] = []
        self._below: list[_Line] = []
        self._opened: list[int] = []
        self._notes = Counter[str]()
        self._around: list[tuple[list[str], list[str], bool, int | None]] = []

    def control(self, word: str, value: int | None, styles: Stylesheet) -> None:
        """Take a control word of paragraphs or tables; any other is passed over."""
        if word in ENDS:
            self.paragraph()
        elif word == "cell":
            self.cell()
        elif word == "row":
            self.row()
        elif word == "pard":
            self.in_table, self.level = False, None
        elif word == "intbl":
            self.in_table = value != 0
        elif word == "outlinelevel":
            self.level = (value or 0) + 1 if 0 <= (value or 0) < 9 else None
        elif word == "s" and value is not None:
            level, contents = styles.look(value)
            self.level = _CONTENTS if contents else level

    def text(self, text: str) -> None:
        """Append to the paragraph."""
        self._text.append(text)

    def mark(self, text: str) -> None:
        """Append to the label that stands before the paragraph."""
        self._mark.append(text)

    def paragraph(self) -> None:
        """End the paragraph; inside a table it is a part of a cell."""
        if self._around:
            self._boxes += self._ended()
        elif self.in_table:
            self._cell += self._ended()
        else:
            self.row()
            self._lines += self._ended() + self._hung()

    def cell(self) -> None:
        """End a cell."""
        self._cell += self._ended() + self._hung()
        self._row.append(self._cell)
        self._cell = []

    def row(self) -> None:
        """End a row: cells parted by tabs, or their paragraphs where the table only frames running text."""
        cells, self._row = [*self._row, *([self._cell] if self._cell else [])], []
        self._cell = []
        if len(cells) == 1 or any(len(cell) > _MAX_CELL_LINES for cell in cells):
            self._lines += [line for cell in cells for line in cell]
        elif cells:
            row = "\t".join(" ".join(text.strip() for text, _ in cell) for cell in cells).rstrip()
            self._lines.append((row, None))
        self._lines += self._below
        self._below = []

    def open_box(self) -> None:
        """Begin a text box inside the paragraph."""
        self._around.append((self._text, self._mark, self.in_table, self.level))
        self._text, self._mark, self.in_table, self.level = [], [], False, None
        self._opened.append(len(self._boxes))

    def close_box(self, kind: str = "box") -> None:
        """End the text box and go on with the paragraph around it; a ``footnote`` or ``endnote`` gets its mark."""
        if self._around:
            self._boxes += self._ended()
            first = self._opened.pop()
            if kind != "box" and first < len(self._boxes):
                self._notes[kind] += 1
                mark = numeral(self._notes[kind], "decimal" if kind == "footnote" else "lowerRoman")
                text, level = self._boxes[first]
                self._boxes[first] = (f"[{mark}] {text.lstrip()}", level)
            self._text, self._mark, self.in_table, self.level = self._around.pop()
            if kind != "box" and self.in_table:
                # A note in a cell is no part of it: below the row, as the reader of .docx has it.
                self._below += self._boxes[first:]
                del self._boxes[first:]

    def end(self) -> None:
        """End whatever is open."""
        while self._around:
            self.close_box()
        if self._row or self._cell:
            self.row()
        self.in_table = False
        self.paragraph()

    def extract(self, warnings: tuple[str, ...]) -> Extract:
        """Return all of it."""
        text, marks = join(self._lines)
        ends = ((at, text.find("\n", at)) for at, level in marks if level == _CONTENTS)
        return Extract(
            text=text,
            media_type="application/rtf",
            warnings=warnings,
            noise=tuple(Span(at, end if end >= 0 else len(text)) for at, end in ends),
            headings=tuple((at, level) for at, level in marks if level != _CONTENTS),
        )

    def _hung(self) -> list[_Line]:
        boxes, self._boxes = self._boxes, []
        return boxes

    def _ended(self) -> list[_Line]:
        text, mark, level = _whole("".join(self._text)), _whole("".join(self._mark)).strip(), self.level
        self._text, self._mark = [], []
        lines: list[_Line] = []
        for part in filter(str.strip, text.split("\n")):
            lines.append((_labelled(mark, part) if mark else part.rstrip(), level))
            mark, level = "", (level if level == _CONTENTS else None)
        return lines


def _labelled(mark: str, text: str) -> str:
    """Set a label before its text as the reader of .docx does: ``"1.", "安全"`` → ``"1.安全"``."""
    text = text.strip()
    apart = mark == "·" or mark[-1].isalnum() or (mark[-1] in ".．" and text[0].isdigit())
    return f"{mark} {text}" if apart else mark + text


def _whole(text: str) -> str:
    r"""Join the halves of characters outside the Basic Multilingual Plane, which come as two ``\u``."""
    joined = text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    return joined.replace("\x00", "").replace("\xa0", " ").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
