"""A library of any size: documents made of a corpus' sentences in new combinations."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import count

from tqdm import tqdm

from ingest.library import Library

SECTIONS = 40
"""A document."""
SENTENCES = 4
"""A section: about what a passage of the corpus holds."""
_SEED = 20260101
_NUMERALS = "零一二三四五六七八九"


def fill(library: Library, sentences: Sequence[str], headings: Sequence[str], passages: int) -> None:
    """Take made documents into ``library`` until it holds at least ``passages`` passages."""
    with tqdm(total=passages, desc="fill", unit="passage", file=sys.stderr) as bar:
        for name, text in documents(sentences, headings):
            held = library.counts()["passages"]
            bar.update(min(held, passages) - bar.n)
            if held >= passages:
                return
            library.add(text.encode(), name)


def documents(sentences: Sequence[str], headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of plans without end, the same each time.

    A section is ``二十一、校园安全`` and a paragraph of sentences drawn at random.
    """
    chance = random.Random(_SEED)
    for number in count(1):
        lines = [f"第{number}号样例单位2021年工作计划", ""]
        for section in range(1, SECTIONS + 1):
            lines += [f"{numeral(section)}、{chance.choice(headings)}", "".join(chance.choices(sentences, k=SENTENCES))]
        yield f"样例{number}.txt", "\n".join(lines)


def numeral(number: int) -> str:
    """Write 1 to 99 as a heading does: ``21`` → ``二十一``, ``10`` → ``十``."""
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
