"""Score drafts against a file of drafting requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from assistant.plan import Brief, Draft
from eval.gold import Request
from eval.metrics import bigram_support, flatten, masks, outside_slots

Write = Callable[[Brief], Draft]
TextAt = Callable[[str, int, int], str]
SUPPORTED = 0.5
"""Of a line's bigrams, in its quotes."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one draft came to."""

    id: str
    section: str
    lines: int
    exact: float
    """Share of citations whose quote is the stored text there."""
    cited: float
    """Share of lines with a citation."""
    supported: float
    """Share of lines at least half of whose bigrams stand in their quotes."""
    covered: float | None
    """Share of must_cover named; None when nothing must be."""
    leaks: tuple[str, ...]
    """must_not_leak strings outside slots."""
    masks: tuple[str, ...]
    """Leftovers of masking outside slots."""
    precedents: int
    """Different ones cited."""
    abstained: bool
    right_to: bool
    """Whether it abstained just where it should."""


def score(requests: Sequence[Request], write: Write, text_at: TextAt) -> list[Row]:
    """Write a draft for each request and score it."""
    return [_row(request, write(request.brief), text_at) for request in requests]


def _row(request: Request, draft: Draft, text_at: TextAt) -> Row:
    items = list(draft.items())
    citations = [each for item in items for each in item.citations]
    named = flatten("\n".join(f"{item.heading}\n{item.text}" for item in items))
    bare = [outside_slots(item.text) for item in items]
    return Row(
        id=request.id,
        section=request.brief.section,
        lines=len(items),
        exact=_share(text_at(each.source_id, each.start, each.end) == each.quote for each in citations),
        cited=_share(bool(item.citations) for item in items),
        supported=_share(
            bigram_support(item.text, [each.quote for each in item.citations]) >= SUPPORTED for item in items
        ),
        covered=_share(flatten(each) in named for each in request.must_cover) if request.must_cover else None,
        leaks=tuple(each for each in request.must_not_leak if any(each in line for line in bare)),
        masks=tuple(found for line in bare for found in masks(line)),
        precedents=len({each.precedent_id for each in citations}),
        abstained=draft.abstained,
        right_to=draft.abstained == request.abstain,
    )


def _share(outcomes: Iterator[bool]) -> float:
    """Return the share of True; 1 of nothing."""
    all_of_them = list(outcomes)
    return mean(all_of_them) if all_of_them else 1.0


def table(rows: Sequence[Row]) -> str:
    """Return the rows and their mean as a Markdown table."""
    lines = [
        "| id | section | lines | exact | cited | supported | covered | leaks | masks | precedents | abstained |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        covered = "–" if row.covered is None else f"{row.covered:.2f}"
        abstained = ("yes" if row.abstained else "no") + ("" if row.right_to else " (wrong)")
        lines.append(
            f"| {row.id} | {row.section} | {row.lines} | {row.exact:.2f} | {row.cited:.2f} | {row.supported:.2f} "
            f"| {covered} | {' '.join(row.leaks) or '0'} | {len(row.masks)} | {row.precedents} | {abstained} |"
        )
    covered_mean = mean(row.covered for row in rows if row.covered is not None)
    lines.append(
        f"| **all** | | {sum(row.lines for row in rows)} | {mean(row.exact for row in rows):.2f} "
        f"| {mean(row.cited for row in rows):.2f} | {mean(row.supported for row in rows):.2f} | {covered_mean:.2f} "
        f"| {sum(len(row.leaks) for row in rows)} | {sum(len(row.masks) for row in rows)} "
        f"| {mean(row.precedents for row in rows if not row.abstained):.1f} | {sum(row.right_to for row in rows)}/{len(rows)} right |"
    )
    return "\n".join(lines)
