"""Score reading against a ground truth: precedents, section trees, doc types, years, levels, versions, noise.

The truth is a CSV of places (file, line, column), with a digest of each line by which a place follows a line that moves;
eval/gold/README.md tells its columns.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from ingest.document import Extract, Section
from ingest.index.versions import Versions, signature
from ingest.structure.analysis import analyse
from ingest.structure.duplicates import wording

Place = tuple[str, int]
"""(file, offset into its extracted text)."""
Row = Mapping[str, str]
_MARKDOWN = re.compile(r"[ \u3000]*(#{1,6} +)?\**")


@dataclass(slots=True)
class Facts:
    """What is true, or was found, of some files."""

    precedents: dict[Place, Row] = field(default_factory=dict)
    """Place of a precedent's first line → doc_type, agency_level, year_start, year_end."""
    headings: dict[Place, int] = field(default_factory=dict)
    """Place of a section's mark → depth of nesting, from 1."""
    doc_types: dict[Place, str] = field(default_factory=dict)
    """The same → doc type there."""
    noise: set[Place] = field(default_factory=set)
    """Places of the characters that are page furniture, white space left out."""
    versions: set[frozenset[Place]] = field(default_factory=set)
    """Pairs of precedents that are the same text."""
    lost: int = 0
    """Rows of the truth whose line is not in the text any more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    """0 to 1."""
    of: int
    """How many it is a share of."""


def score(truth: Sequence[Row], extracts: Mapping[str, Extract]) -> list[Figure]:
    """Return the figures for the files that ``extracts`` holds, each read by ``ingest.reading``.

    Args:
        truth: rows of the ground truth.
        extracts: file name → what was read.
    """
    names = [name for name in extracts if any(row["file"] == name for row in truth)]
    true = _true([row for row in truth if row["file"] in names], extracts)
    found = _found({name: extracts[name] for name in names})
    matched = true.headings.keys() & found.headings.keys()
    both = true.precedents.keys() & found.precedents.keys()
    typed = {place: found.doc_types.get(place) or _type_at(place, extracts, found) for place in true.doc_types}
    figures = [
        *_agreement("precedents", true.precedents, found.precedents),
        *_agreement("section headings", true.headings, found.headings),
        _share("depth of the headings found", [true.headings[each] == found.headings[each] for each in matched]),
        _share("doc type by section", [typed[place] == right for place, right in true.doc_types.items()]),
        _share("doc type by precedent", [_same("doc_type", true, found, each) for each in both]),
        _share("agency level", [_same("agency_level", true, found, each) for each in both]),
        _share(
            "year right or unknown", [_year_allowed(true.precedents[each], found.precedents[each]) for each in both]
        ),
        _share(
            "year known, of the datable",
            [bool(found.precedents[each]["year_start"]) for each in both if true.precedents[each]["year_start"]],
        ),
        *_agreement("versions of one text", true.versions, found.versions),
        *_agreement("noise characters", true.noise, found.noise),
    ]
    if true.lost:
        figures.append(Figure("rows of the truth whose line is gone", true.lost / len(truth), len(truth)))
    return figures


def read_truth(path: Path) -> list[Row]:
    """Read a ground truth."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| reading | value | of |", "|---|---|---|"]
    return "\n".join(lines + [f"| {each.name} | {each.value:.3f} | {each.of} |" for each in figures])


def _true(truth: Sequence[Row], extracts: Mapping[str, Extract]) -> Facts:
    facts, order = Facts(), defaultdict[str, list[Place]](list)
    lines = {name: _Lines(extract.text) for name, extract in extracts.items()}
    for row in truth:
        name, at = row["file"], lines[row["file"]].find(int(row["line"]), row["digest"])
        if at is None:
            facts.lost += 1
            continue
        start = at + int(row["column"] or 0)
        if row["kind"] == "noise":
            end = at + int(row["end"]) if row["end"] else extracts[name].text.find("\n", at) % (1 << 60)
            facts.noise |= _characters(name, extracts[name].text, start, end)
        elif row["kind"] == "heading":
            place = (name, _past_markdown(extracts[name].text, start))
            facts.headings[place], facts.doc_types[place] = int(row["depth"]), row["doc_type"]
        else:
            facts.precedents[name, at] = row
            order[name].append((name, at))
    for place, row in list(facts.precedents.items()):
        if row["same_as"]:
            name, _, number = row["same_as"].partition("#")
            facts.versions.add(frozenset({place, order[name][int(number) - 1]}))
    return facts


def _found(extracts: Mapping[str, Extract]) -> Facts:
    facts, versions, places = Facts(), Versions(), {}
    for number, (name, extract) in enumerate(extracts.items()):
        lines = _Lines(extract.text)
        analysis = analyse(f"{number:012x}", name, extract)
        for precedent in analysis.precedents:
            place = (name, lines.start_of(precedent.start))
            years = precedent.year or ("", "")
            facts.precedents[place] = {
                "doc_type": precedent.doc_type, "agency_level": precedent.agency_level,
                "year_start": str(years[0]), "year_end": str(years[1]),
            }  # fmt: skip
            places[precedent.id] = place
            versions.add(
                precedent.id, signature(wording(extract.text[precedent.start : precedent.end])), precedent.year
            )
            for section, depth in _nested(precedent.sections):
                mark = (name, _past_markdown(extract.text, section.start))
                facts.headings[mark], facts.doc_types[mark] = depth, section.doc_type
        for span in analysis.noise:
            facts.noise |= _characters(name, extract.text, span.start, span.end)
    for one in places:
        facts.versions |= {frozenset({places[a], places[b]}) for a, b in combinations(versions.of(one), 2)}
    return facts


def _past_markdown(text: str, at: int) -> int:
    """Return where a heading begins after the signs that only Markdown gives it: ``## **一、`` → that of ``一``."""
    return at + len(_MARKDOWN.match(text, at)[0])  # type: ignore[index]  # it matches the empty text, too


class _Lines:
    """Where each line of a text begins, and which lines have a given digest."""

    def __init__(self, text: str) -> None:
        self._starts, self._digests, at = list[int](), list[str](), 0
        for line in text.split("\n"):
            self._starts.append(at)
            self._digests.append(hashlib.sha256(line.encode()).hexdigest()[:6])
            at += len(line) + 1

    def find(self, number: int, digest: str) -> int | None:
        """Return where line ``number`` (from 1) begins, or else the nearest line with that digest."""
        same = [place for place, each in enumerate(self._digests) if each == digest]
        nearest = min(same, key=lambda place: abs(place - number + 1), default=None)
        return None if nearest is None else self._starts[nearest]

    def start_of(self, offset: int) -> int:
        """Return where the line begins that ``offset`` stands in."""
        return max(start for start in self._starts if start <= offset)


def _nested(sections: Sequence[Section]) -> list[tuple[Section, int]]:
    """Return each section with its depth of nesting, from 1."""
    nested, above = [], list[Section]()
    for section in sections:
        above = [each for each in above if each.end >= section.end and each.level < section.level] + [section]
        nested.append((section, len(above)))
    return nested


def _characters(name: str, text: str, start: int, end: int) -> set[Place]:
    return {(name, at) for at in range(start, min(end, len(text))) if not text[at].isspace()}


def _type_at(place: Place, extracts: Mapping[str, Extract], found: Facts) -> str | None:
    """Return the doc type that holds where no section was found to begin: the nearest section's before it."""
    before = [each for each in found.doc_types if each[0] == place[0] and each[1] < place[1]]
    starts = [each for each in found.precedents if each[0] == place[0] and each[1] <= place[1]]
    last = max(before, default=None)
    if last and (not starts or last > max(starts)):
        return found.doc_types[last]
    return found.precedents[max(starts)]["doc_type"] if starts else None


def _same(name: str, true: Facts, found: Facts, place: Place) -> bool:
    return true.precedents[place][name] == found.precedents[place][name]


def _year_allowed(true: Row, found: Row) -> bool:
    said = found["year_start"], found["year_end"]
    return said in (("", ""), (true["year_start"], true["year_end"]))


def _share(name: str, rights: Sequence[bool]) -> Figure:
    return Figure(name, sum(rights) / len(rights) if rights else 1.0, len(rights))


def _agreement(name: str, true: Collection[Hashable], found: Collection[Hashable]) -> list[Figure]:
    """Return precision, recall and F1 of what was found."""
    both = len(set(true) & set(found))
    precision, recall = both / len(found) if found else 1.0, both / len(true) if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if both else float(not true and not found)
    return [
        Figure(f"{name}: precision", precision, len(found)),
        Figure(f"{name}: recall", recall, len(true)),
        Figure(f"{name}: F1", f1, len(true)),
    ]
