"""The inline level of a Word paragraph: its runs as a reader sees them, and the boxes and notes hung on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.reading.lines import words
from ingest.reading.word.equation import shown_by
from ingest.reading.word.formula import fences, is_formula, operator, sign_before
from ingest.reading.word.styles import Styles
from ingest.reading.word.symbols import symbol, without_private
from ingest.reading.word.wordml import Element, is_on, local, w

_SKIPPED = words("pPr rPr del moveFrom delText instrText delInstrText rt rubyPr sdtPr sdtEndPr fldData")
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_BOXES = words("txbxContent txBody")
_LONGEST_CODE = 200


class NoteReference(NamedTuple):
    """Where a paragraph refers to a note."""

    kind: str
    """``footnote`` or ``endnote``."""
    id: str
    own_mark: bool
    """The author typed the mark, ``*``; it is not counted."""


@dataclass(slots=True)
class Inline:
    r"""The text of a paragraph, line breaks as ``\n``, its text boxes, and the notes it refers to."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """``w:txbxContent`` of Word's text boxes, ``a:txBody`` of drawings."""
    notes: list[NoteReference] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The parts as one string."""
        return "".join(self.parts)

    def __bool__(self) -> bool:
        """Tell whether anything is there."""
        return bool(self.parts or self.boxes or self.notes)

    def add(self, other: Inline) -> None:
        """Append what stands in ``other``."""
        self.parts += other.parts
        self.boxes += other.boxes
        self.notes += other.notes


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended."""

    code: str = ""
    has_result: bool = False


class InlineReader:
    """Reads paragraphs: insertions kept, deletions and hidden text left out, field results without their codes."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._hidden = False

    def read(self, paragraph: Element) -> Inline:
        """Read a ``w:p``: runs ``加强``, ``管理`` → ``Inline(["加强", "管理"])``."""
        inline = Inline()
        # A code never goes over a paragraph with words in it, so one that is not closed swallows no more than one.
        self._fields = []
        self._hidden = self._styles.hides(paragraph)
        self._read(paragraph, inline)
        return inline

    def _read(self, element: Element, inline: Inline) -> None:
        for child in element:
            kind = local(child)
            if kind in _SKIPPED:
                continue
            if kind == "r" and child.tag == w("r"):
                self._run(child, inline)
            elif kind in _BOXES:
                inline.boxes.append(child)
            elif kind == "AlternateContent":
                self._alternate(child, inline)
            elif kind == "t":
                # Of mathematics and drawings; the text of a Word run is read with its run.
                inline.parts.append(child.text or "")
            elif not (kind == "sdt" and is_placeholder(child)):
                self._other(child, inline)

    def _other(self, child: Element, inline: Inline) -> None:
        before, after = sign_before(child), ""
        if is_formula(child, "d"):
            before, after = fences(child)
        elif is_formula(child, "nary"):
            before = operator(child)
        inline.parts += [before] if before else []
        self._read(child, inline)
        inline.parts += [after] if after else []

    def _run(self, run: Element, inline: Inline) -> None:
        if self._styles.hides_run(run, self._hidden):
            return
        for child in run:
            kind = local(child)
            if kind == "fldChar":
                inline.parts += self._field(child.get(w("fldCharType")))
            elif kind == "instrText" and self._fields:
                self._fields[-1].code += (child.text or "")[:_LONGEST_CODE]
            elif any(not each.has_result for each in self._fields):
                continue
            elif kind in _NOTES:
                own_mark = child.get(w("customMarkFollows")) in ("1", "true", "on")
                inline.notes.append(NoteReference(_NOTES[kind], str(child.get(w("id"), "")), own_mark))
                if own_mark:
                    return  # What follows is the mark, which would stand in the middle of a sentence.
            else:
                self._in_run(child, kind, run, inline)

    def _in_run(self, child: Element, kind: str, run: Element, inline: Inline) -> None:
        if kind == "t":
            text = (child.text or "").replace("\t", " ").replace("\n", " ")
            inline.parts.append(without_private(text, _font(run)))
        elif kind in _SIGNS:
            inline.parts.append(_SIGNS[kind])
        elif kind == "sym":
            inline.parts.append(symbol(child.get(w("font")), _code(child)))
        elif kind == "AlternateContent":
            self._alternate(child, inline)
        elif kind in _BOXES:
            inline.boxes.append(child)
        elif kind not in _SKIPPED:
            self._read(child, inline)

    def _field(self, kind: str | None) -> list[str]:
        """Follow ``w:fldChar``: what stands before ``separate`` is a field's code, the results of fields in it too."""
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if not ended.has_result and all(each.has_result for each in self._fields):
                return [shown_by(ended.code)]
        return []

    def _alternate(self, alternate: Element, inline: Inline) -> None:
        """Read the first branch that holds anything: a text box is there twice, for new Word and for old."""
        for branch in alternate:
            found = Inline()
            if local(branch) in ("Choice", "Fallback"):
                self._read(branch, found)
            if found:
                inline.add(found)
                return


def is_placeholder(control: Element) -> bool:
    """Tell a content control that nobody has filled in: what it shows is a prompt, ``单击此处输入文字``."""
    return is_on(control, "sdtPr", "showingPlcHdr")


def _font(run: Element) -> str | None:
    fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
    return None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))


def _code(sign: Element) -> int:
    text = str(sign.get(w("char"), ""))
    try:
        return int(text, 16) if len(text) <= 6 else 0
    except ValueError:
        return 0
