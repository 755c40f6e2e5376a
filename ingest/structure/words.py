"""Chinese text → words. The only file that imports rjieba."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

import rjieba

from ingest.structure.script import normalise

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")


@lru_cache(maxsize=65536)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in rjieba.cut_for_search(text) if _WORD.fullmatch(word))


def tokens(text: str) -> tuple[str, ...]:
    """Return what to search ``text`` by: its words after normalisation, long words together with the words in them.

    ``"校園安全隱患"`` → ``("校园", "安全", "隐患", "安全隐患")``.
    """
    return _cut(normalise(text))


@lru_cache(maxsize=16384)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Return (word, part of speech) of all of ``text`` in order; the words joined are the text.

    Tags are jieba's: n noun, v verb, vn verbal noun, ns place, nr person, nt organization, m numeral, x punctuation, …
    """
    return tuple(rjieba.tag(text))


def read_word_list(package: str, name: str) -> dict[str, frozenset[str]]:
    """Read a table of ``kind,words`` (words parted by spaces) that lies in a package; return kind → words."""
    rows = csv.DictReader(files(package).joinpath(name).read_text("utf-8").splitlines())
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["kind"], set()).update(row["words"].split())
    return {kind: frozenset(words) for kind, words in found.items()}
