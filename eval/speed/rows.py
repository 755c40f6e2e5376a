"""What was measured, held against a limit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``Row("start", 12.0, "s", 20.0, "at most", "").holds`` → ``True``."""

    what: str
    value: float
    unit: str
    limit: float
    side: Literal["at most", "at least"]
    detail: str
    """What the figure was made from."""

    @property
    def holds(self) -> bool:
        """Whether the figure lies on the right side of its limit."""
        return self.value <= self.limit if self.side == "at most" else self.value >= self.limit


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | measured | limit | verdict | made from |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.value:,.2f} {row.unit} | {row.side} {row.limit:g} {row.unit} "
        f"| {'holds' if row.holds else 'MISSED'} | {row.detail} |"
        for row in rows
    ]
    return "\n".join(lines)
