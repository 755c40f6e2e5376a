"""The deadlines that a plan sets → the year that it is for.

Where no sentence says which year a plan is for, its deadlines may: 2007年6月底前, 2007年10月30日前 are of a plan for 2007. They do
only where two months of one year are set and the plan speaks of no year but that one and the one before: a target of several
years (到2020年) is no deadline of this year's plan.
Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import Span
from ingest.structure.years import Mention

_DEADLINE = re.compile(
    r"(?<![\d.A-Za-z])(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:份|\d{1,2}日)?(?:底|末|[上中下]旬)?(?:之?前|以前)"
)
_ANY_YEAR = re.compile(r"(?<![\d.A-Za-z])(?P<year>(?:19|20)\d\d)(?=[ \t]*年|[-—–~至]+(?:19|20)\d\d[ \t]*年)")


def year_of_deadlines(clean: str, body: Span) -> Mention | None:
    """Return the year that a plan's deadlines are all in, with the first of them; None where they leave a doubt.

    ``"2007年6月底前完成选址。2007年10月底前开工。"`` → 2007, ``"2007年6月底前"``.

    Args:
        clean: folded text, what it cites left out (see ``years.blank_cited``).
        body: where the plan stands, its title left out.
    """
    found = list(_DEADLINE.finditer(clean, body.start, body.end))
    if not found or len({each["month"] for each in found}) < 2 or len({each["year"] for each in found}) > 1:
        return None
    year = int(found[0]["year"])
    if {int(each["year"]) for each in _ANY_YEAR.finditer(clean, body.start, body.end)} - {year, year - 1}:
        return None
    return Mention((year, year), Span(*found[0].span()))
