"""The same document in other formats: ``python -m eval.roundtrip --sources corpus``.

The text of each file is written as .docx, .html, .txt (GB18030) and .pdf, with ``--scan`` also drawn as a scan, read back, and its tree
held against that of the file itself: titles of precedents, and headings with their marks, their depth and their doc type.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import numpy as np

from assistant.intake import walk
from eval.ocr import as_file, drawn, sheets
from ingest.document import Extract
from ingest.reading.registry import read
from ingest.structure.analysis import analyse

_HASHES = re.compile(r"(#{1,6}) +")
Node = tuple[int, str, str]
"""(depth, mark and title without white space, doc type)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files of a folder in other formats, read them back, and print how much of their trees agrees."""
    parser = argparse.ArgumentParser(prog="python -m eval.roundtrip", description=main.__doc__)
    parser.add_argument("--sources", type=Path, default=Path("corpus"))
    parser.add_argument("--scan", action="store_true", help="as a scan too: some seconds a page")
    parser.add_argument("--files", type=int, help="how many, spread over the folder; without, all")
    arguments = parser.parse_args(argv)
    formats: dict[str, Callable[[Extract], bytes]] = {"docx": as_docx, "html": as_html, "txt": as_txt, "pdf": as_pdf}
    if arguments.scan:
        formats["png.pdf"] = as_scan
    files = walk([arguments.sources]).files
    files = files[:: max(1, len(files) // (arguments.files or len(files)))]
    extracts = [without_markdown(read(path.read_bytes(), path.name)) for path in files]
    sys.stdout.write("| format | trees equal | nodes: F1 | characters |\n|---|---|---|---|\n")
    for suffix, write in formats.items():
        pairs = [(each, read(write(each), f"round.{suffix.split('.')[-1]}")) for each in extracts]
        # Character recognition writes punctuation among Han characters at full width: half and full are one here.
        is_scan = write is as_scan
        sys.stdout.write(f"| {suffix} | {_row(pairs, _folded if is_scan else _bare)} |\n")
        sys.stdout.flush()
    return 0


def without_markdown(extract: Extract) -> Extract:
    """Leave out the signs that only Markdown gives a meaning, their headings told as a format tells them."""
    lines, headings, levels, at = list[str](), list[tuple[int, int]](), dict(extract.headings), 0
    length = 0
    for line in extract.text.split("\n"):
        marks = _HASHES.match(line)
        plain = (line[marks.end() :] if marks else line).replace("**", "")
        level = len(marks[1]) - 1 if marks else levels.get(at)
        if level:
            headings.append((length, level))
        lines.append(plain)
        at, length = at + len(line) + 1, length + len(plain) + 1
    return Extract("\n".join(lines), "text/plain", headings=tuple(headings))


def as_txt(extract: Extract) -> bytes:
    """Write plain text in the encoding of old Windows programs."""
    return extract.text.encode("gb18030")


def as_docx(extract: Extract) -> bytes:
    """Write a Word file: heading styles where the format knew headings, a table row for a line with tabs."""
    document, levels, at = docx.Document(), dict(extract.headings), 0
    for line in extract.text.split("\n"):
        if "\t" in line:
            cells = line.split("\t")
            row = document.add_table(1, len(cells)).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        elif at in levels:
            document.add_heading(line, min(9, levels[at]))
        else:
            document.add_paragraph(line)
        at += len(line) + 1
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def as_html(extract: Extract) -> bytes:
    """Write a page: a paragraph for a line, headings as such, tables."""
    levels, at, body = dict(extract.headings), 0, list[str]()
    for line in extract.text.split("\n"):
        if "\t" in line:
            body.append(f"<table><tr><td>{'</td><td>'.join(map(html.escape, line.split(chr(9))))}</td></tr></table>")
        else:
            tag = f"h{min(6, levels[at])}" if at in levels else "p"
            body.append(f"<{tag}>{html.escape(line)}</{tag}>")
        at += len(line) + 1
    return f"<!DOCTYPE html><html><body>{''.join(body)}</body></html>".encode()


def as_pdf(extract: Extract) -> bytes:
    """Print the page with Chromium on A4."""
    style = (
        "<style>@page{size:A4;margin:3cm} body{font:16px/1.8 'Noto Serif CJK SC'} p{margin:0;text-indent:2em}</style>"
    )
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(style + as_html(extract).decode(), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        options = ["--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()]
        subprocess.run(command + options, check=True, capture_output=True, timeout=120)
        return printed.read_bytes()


def as_scan(extract: Extract) -> bytes:
    """Draw the text as a scanner sees it."""
    pages = [
        drawn(sheet, number, np.random.default_rng(number))
        for number, sheet in enumerate(sheets(extract.text.split("\n")), 1)
    ]
    return as_file(pages, "PDF")


def _row(pairs: Sequence[tuple[Extract, Extract]], plain: Callable[[str], str]) -> str:
    trees = [(_tree(one, plain), _tree(other, plain)) for one, other in pairs]
    equal = sum(one == other for one, other in trees)
    both = sum((Counter(one) & Counter(other)).total() for one, other in trees)
    f1 = 2 * both / max(1, sum(len(one) + len(other) for one, other in trees))
    kept = sum((Counter(plain(one.text)) & Counter(plain(other.text))).total() for one, other in pairs)
    return f"{equal}/{len(pairs)} | {f1:.3f} | {kept / max(1, sum(len(plain(one.text)) for one, _ in pairs)):.4f}"


def _tree(extract: Extract, plain: Callable[[str], str]) -> list[Node]:
    nodes: list[Node] = []
    for precedent in analyse("0" * 12, "某.txt", extract).precedents:
        nodes.append((0, plain(precedent.title), precedent.doc_type))
        nodes += [
            (len(each.heading_path), plain(each.numbering + each.title), each.doc_type) for each in precedent.sections
        ]
    return nodes


def _bare(text: str) -> str:
    return "".join(text.split())


def _folded(text: str) -> str:
    return _bare(unicodedata.normalize("NFKC", text))


if __name__ == "__main__":
    sys.exit(main())
