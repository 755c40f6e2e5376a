"""A query → what else to look for: official terms for everyday words, abbreviations spelled out, Taiwan and Hong Kong terms.

The tables lie beside this file; a folder of the user's may hold tables of the same names, whose rows come first.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from ingest.errors import InvalidSetting
from ingest.structure.script import fold, is_traditional
from ingest.structure.words import tokens

TABLES = {"regions": "said", "everyday": "said", "abbreviations": "short", "synonyms": "terms"}
"""Table → the column of what is looked for."""
_SHORTEST = 2
"""Characters from which on an expression counts wherever it stands; a shorter one must be a word of its own."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query was widened by."""

    plain: str
    """The query with the official term in place of each everyday or foreign one: ``"学生放假溺水怎么防"``."""
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    """(words of the query, official terms for them), in the query's order."""

    def added(self) -> tuple[str, ...]:
        """Return all official terms, each once, in order."""
        return tuple(dict.fromkeys(term for _, terms in self.terms for term in terms))


class Lexicon:
    """Expressions → official terms."""

    def __init__(self, rows: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        """Take table → (expression → terms), expressions folded as ``fold`` does."""
        self._rows = rows
        self._patterns = {
            table: re.compile("|".join(re.escape(each) for each in sorted(said, key=len, reverse=True)))
            for table, said in rows.items()
            if said
        }

    @classmethod
    def load(cls, own: Path | None = None) -> Self:
        """Read the tables that ship, and those in ``own`` (a folder), whose rows go before."""
        return cls({table: _read(table, own) for table in TABLES})

    def expand(self, query: str) -> Expansion:
        """Return what else to look for. ``"娃娃下河怎么防"`` → 学生, 幼儿 for 娃娃, 溺水 for 下河."""
        text = fold(query)
        found: list[tuple[int, str, tuple[str, ...]]] = []
        for table in TABLES:
            if table == "regions" and not is_traditional(query):
                continue
            for match in self._matches(table, text):
                found.append((match.start(), match[0], self._rows[table][match[0]]))
        plain = text
        for table in ("regions", "everyday"):
            if table == "everyday" or is_traditional(query):
                plain = self._replaced(table, plain)
        return Expansion(plain, tuple((said, terms) for _, said, terms in sorted(found, key=lambda each: each[0])))

    def _matches(self, table: str, text: str) -> Iterator[re.Match[str]]:
        if table not in self._patterns:
            return
        words = None
        for match in self._patterns[table].finditer(text):
            if len(match[0]) < _SHORTEST:
                words = words if words is not None else set(tokens(text))
                if match[0] not in words:
                    continue
            if not any(term in text for term in self._rows[table][match[0]]):  # else it is said already
                yield match

    def _replaced(self, table: str, text: str) -> str:
        parts, end = [], 0
        for match in self._matches(table, text):
            parts += [text[end : match.start()], self._rows[table][match[0]][0]]
            end = match.end()
        return "".join(parts) + text[end:]


@cache
def shipped() -> Lexicon:
    """Return the lexicon that ships."""
    return Lexicon.load()


def _read(table: str, own: Path | None) -> dict[str, tuple[str, ...]]:
    name = f"{table}.csv"
    texts = [_own_table(own / name, table)] if own and (own / name).is_file() else []
    texts.append(files(__package__).joinpath(name).read_text("utf-8"))
    rows: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for said, terms in _pairs(table, csv.DictReader(text.splitlines())):
            rows.setdefault(fold(said), terms)
    return rows


def _own_table(path: Path, table: str) -> str:
    """Return a table of the user's. Raises InvalidSetting."""
    columns = [TABLES[table]] if table == "synonyms" else [TABLES[table], "means"]
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"词表 {path.name} 无法读取；请存成 UTF-8 编码的 CSV 文件。") from error
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        if not all(row.get(column) for column in columns):
            raise InvalidSetting(
                f"词表 {path.name} 第 {number} 行不完整：每行要有 {'、'.join(columns)}，词间用空格分开。"
            )
    return text


def _pairs(table: str, rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in rows:
        said = row[TABLES[table]].split()
        for each in said:
            terms = row["means"].split() if "means" in row else [other for other in said if other != each]
            if terms:
                yield each, tuple(terms)
