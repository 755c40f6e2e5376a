"""Word document → extracted text: body paragraphs, tables, text boxes and notes in order, numbering as Word shows it."""

from __future__ import annotations

from ingest.document import Extract, Span
from ingest.reading.lines import join
from ingest.reading.word.body import CONTENTS, Body
from ingest.reading.word.notes import Notes
from ingest.reading.word.numbering import Numbering
from ingest.reading.word.package import Package
from ingest.reading.word.styles import Styles

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str) -> Extract:
    """Read .docx: a paragraph numbered 一、 that says 安全 → text ``"一、安全"``.

    A text box, a footnote or an endnote is read after the paragraph it hangs on, a note as a line of its own, ``[1] …``:
    a citation of the paragraph then never has the note in the middle of a sentence, and the note can be cited alone.

    Left out: tracked deletions, hidden text, headers, footers, comments, prompts of empty content controls, pictures.

    Raises:
        DamagedDocument: cut short, not a Word document, or a zip bomb.
        EncryptedDocument: the zip has a password.
        SourceTooLarge: more than 200 MB when unpacked.
    """
    package = Package(data, name)
    root = package.document()
    styles = Styles(package.related("styles"))
    kinds = {"footnote": package.related("footnotes"), "endnote": package.related("endnotes")}
    body = Body(styles, Numbering(package.related("numbering"), styles), Notes(kinds, package.related("settings")))
    text, marks = join((line.text, line.level) for line in body.story(root))
    return Extract(
        text=text,
        media_type=_MEDIA_TYPE,
        warnings=tuple(body.warnings),
        noise=tuple(_line_at(text, offset) for offset, level in marks if level == CONTENTS),
        headings=tuple((offset, level) for offset, level in marks if level != CONTENTS),
    )


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(offset, end if end >= 0 else len(text))
