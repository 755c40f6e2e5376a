"""Character recognition held against what was on the page: ``python -m eval.ocr --sources corpus``.

The text of each file is set in type as an office sets it (GB/T 9704: 28 characters a line, 22 lines a page), drawn at 200
dots per inch, laid askew and made noisy from a fixed seed, and filed as a scanned PDF and as pictures in turn.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import fmean

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from assistant.intake import walk
from ingest.reading.lines import is_wide
from ingest.reading.registry import read

_DOTS, _WIDTH, _HEIGHT = 200, 1654, 2339
_EM, _PITCH, _LEFT, _TOP = 44, 78, 211, 290
_CHARACTERS, _LINES = 28, 22
_NO_START = frozenset("，。、；：！？）》”’】…")
_NOISE = 10.0
_MOST_ASKEW = 1.2
"""Degrees."""
_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file."""

    name: str
    pages: int
    characters: int
    wrong: int
    """Edit distance of what was read from what was drawn, white space left out."""
    folded: int
    """The same with half and full width taken as one."""
    seconds: float
    confidence: float


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, read back and score the first pages of some files of a folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.ocr", description=main.__doc__)
    parser.add_argument("--sources", type=Path, default=Path("corpus"))
    parser.add_argument("--files", type=int, default=8, help="how many, spread over the folder")
    parser.add_argument("--pages", type=int, default=2, help="of each, at most")
    arguments = parser.parse_args(argv)
    files = walk([arguments.sources]).files
    chosen = files[:: max(1, len(files) // arguments.files)][: arguments.files]
    before, rows = _peak(), []
    for at, path in enumerate(chosen):
        rows.append(score(path, arguments.pages, seed=at, as_pdf=at % 2 == 0))
        _say(rows[-1])
    _say(_total(rows))
    sys.stdout.write(f"peak memory {_peak()} MB ({before} MB before the first page)\n")
    return 0


def score(path: Path, most_pages: int, *, seed: int, as_pdf: bool) -> Row:
    """Draw the first pages of a file's text, read them back, and count what differs."""
    parts = list(sheets(read(path.read_bytes(), path.name).text.split("\n")))[:most_pages]
    pages = [drawn(sheet, number, np.random.default_rng((seed, number))) for number, sheet in enumerate(parts, 1)]
    begun = time.perf_counter()
    files = [(as_file(pages, "PDF"), "a.pdf")] if as_pdf else [(as_file([page], "PNG"), "a.png") for page in pages]
    extracts = [read(data, name) for data, name in files]
    seconds = time.perf_counter() - begun
    truth = _bare("".join(chain.from_iterable(parts)))
    found = _bare("".join(extract.text for extract in extracts))
    sure = fmean(page.confidence or 0.0 for extract in extracts for page in extract.pages)
    name = f"{path.stem}.{'pdf' if as_pdf else 'png'}"
    return Row(
        name, len(pages), len(truth), distance(truth, found), distance(_folded(truth), _folded(found)), seconds, sure
    )


def distance(one: str, two: str) -> int:
    """Return Levenshtein's edit distance: ``("安全工作", "安金工")`` → ``2``."""
    other = np.frombuffer(two.encode("utf-32-le"), np.uint32)
    steps = np.arange(len(two) + 1)
    row = steps.copy()
    for char in one:
        changed = np.concatenate(([row[0] + 1], np.minimum(row[1:] + 1, row[:-1] + (other != ord(char)))))
        row = np.minimum.accumulate(changed - steps) + steps
    return int(row[-1])


def drawn(lines: Sequence[str], number: int, chance: np.random.Generator) -> Image.Image:
    """Draw a page in greys, numbered ``number`` at its foot, as a scanner sees it."""
    page = Image.new("L", (_WIDTH, _HEIGHT), 255)
    pen, font = ImageDraw.Draw(page), _font(_EM)
    for at, line in enumerate(lines):
        pen.text((_LEFT, _TOP + at * _PITCH), line, font=font, fill=20)
    pen.text((_WIDTH / 2, _HEIGHT - 180), f"— {number} —", font=_font(38), fill=20, anchor="mm")
    page = page.rotate(chance.uniform(-_MOST_ASKEW, _MOST_ASKEW), Image.Resampling.BICUBIC, fillcolor=255)
    greys = np.asarray(page, np.float32) * 0.94 + chance.normal(0, _NOISE, (_HEIGHT, _WIDTH))
    return Image.fromarray(greys.clip(0, 255).astype(np.uint8))


def sheets(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Set paragraphs in type: yield the lines of each page."""
    """Set paragraphs in type and yield the lines of each page, 22 at most."""
    lines = [
        line for paragraph in paragraphs if paragraph.strip() for line in _wrapped("\u3000\u3000" + paragraph.strip())
    ]
    for at in range(0, len(lines), _LINES):
        yield lines[at : at + _LINES]


def _wrapped(paragraph: str) -> Iterator[str]:
    line, width = "", 0.0
    for char in paragraph.replace("\t", "\u3000\u3000"):
        wide = 1.0 if is_wide(char) or char == "\u3000" else 0.56
        if width + wide > _CHARACTERS and char not in _NO_START:
            yield line
            line, width = "", 0.0
        line, width = line + char, width + wide
    yield line


def _font(size: int) -> ImageFont.FreeTypeFont:
    for family in _FONTS:
        told = subprocess.run(
            ["fc-match", "-f", "%{file}|%{index}|%{family}", family], capture_output=True, text=True, check=True
        )
        file, index, name = told.stdout.split("|")
        if "CJK" in name:
            return ImageFont.truetype(file, size, index=int(index))
    raise SystemExit("no Chinese font: apt-get install fonts-noto-cjk fontconfig")


def as_file(pages: Sequence[Image.Image], kind: str) -> bytes:
    """Save pages as one ``"PDF"`` of pictures, or the first of them as ``"PNG"``."""
    """Return the pages as a PDF of pictures, or the first one as the picture that ``kind`` names."""
    buffer = io.BytesIO()
    if kind == "PDF":
        pages[0].save(buffer, kind, resolution=_DOTS, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(buffer, kind)
    return buffer.getvalue()


def _bare(text: str) -> str:
    return "".join(text.split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _total(rows: Sequence[Row]) -> Row:
    pages, characters = sum(row.pages for row in rows), sum(row.characters for row in rows)
    wrong, folded = sum(row.wrong for row in rows), sum(row.folded for row in rows)
    return Row(
        "all", pages, characters, wrong, folded, sum(row.seconds for row in rows), fmean(row.confidence for row in rows)
    )


def _say(row: Row) -> None:
    accuracy, folded = 1 - row.wrong / row.characters, 1 - row.folded / row.characters
    sys.stdout.write(
        f"{row.name:44} pages {row.pages:3}  characters {row.characters:6}  accuracy {accuracy:.4f}"
        f"  width folded {folded:.4f}  confidence {row.confidence:.3f}  {row.seconds / row.pages:5.1f} s/page\n"
    )
    sys.stdout.flush()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
