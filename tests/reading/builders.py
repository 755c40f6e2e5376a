"""Makers of real files for the tests: PDFs written by hand, .docx by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

Placed = tuple[float, float, float, str]
"""Left, baseline, size in points, text."""

_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
    b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


def pdf(pages: list[list[Placed]], rotate: int = 0) -> bytes:
    """Write a PDF of A4 pages; every two-byte code of its only font is the character itself, one em wide."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 "
        b"/ItalicAngle 0 /CapHeight 880 /StemV 80 >>",
        _stream(_UNICODE),
    ]
    kids = []
    for page in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(_stream("\n".join(map(_shown, page)).encode()))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assembled(objects)


def _shown(placed: Placed) -> str:
    left, baseline, size, text = placed
    return f"BT /F {size} Tf 1 0 0 1 {left} {baseline} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def body(lines: list[str], top: float = 740, left: float = 90, size: float = 16, pitch: float = 28) -> list[Placed]:
    """Place lines one under the other; a leading U+3000 moves the line right, as an indent does."""
    placed = []
    for row, line in enumerate(lines):
        text = line.lstrip("\u3000")
        placed.append((left + size * (len(line) - len(text)), top - row * pitch, size, text))
    return placed


def saved(document: Document) -> bytes:
    """Return the bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    """Return a .docx of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def docx_with(xml: str) -> bytes:
    """Return a .docx whose body begins with ``xml``; w, wp, a, r, m, mc, wps and v are declared."""
    document = docx.Document()
    wrapped = (
        f"<w:body {nsdecls('w', 'wp', 'a', 'r')} "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{xml}</w:body>'
    )
    for place, element in enumerate(list(parse_xml(wrapped))):
        document.element.body.insert(place, element)
    return saved(document)


Level = tuple[str, str]
"""numFmt and lvlText."""


def numbered(levels: list[Level], paragraphs: list[tuple[int, int, str]], more: str = "", extra: str = "") -> bytes:
    """Return a .docx with one list of ``levels``; paragraphs are (numId, level, text), numId 0 is an unnumbered one.

    ``more`` goes into every level, ``extra`` into ``w:num`` 2, which counts in the same list as ``w:num`` 1.
    """
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (shape, text) in enumerate(levels)
    )
    for xml in (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{inside}</w:abstractNum>',
        f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
        f'<w:num {nsdecls("w")} w:numId="2"><w:abstractNumId w:val="7"/>{extra}</w:num>',
    ):
        root.append(parse_xml(xml))
    for num_id, level, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if num_id:
            number(paragraph._p.get_or_add_pPr(), num_id, level)
    return saved(document)


def number(properties: BaseOxmlElement, num_id: int, level: int | None) -> None:
    """Put ``w:numPr`` into a ``w:pPr``; no ``w:ilvl`` when ``level`` is ``None``."""
    element = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", num_id)):
        if value is not None:
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            element.append(child)
    properties.append(element)


def run(text: str) -> str:
    """Return a ``w:r``."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """Return the zip with every member passed through ``change``; ``None`` leaves it out; ``more`` are added by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def archive(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of (path, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files:
            made.writestr(name, data)
    return out.getvalue()
