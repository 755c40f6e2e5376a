"""Headings in a row → how deep each stands.

What a document means by its marks is told by their order in it: a style first seen under another one is nested in it, and a
style that stands open closes down to its own level. 一、 … （一） is the usual way round, but one document opens with （一） and
another puts （一） under 1.: a style that as a rule stands further out is nested all the same where the list around it goes on
below (1. … （一）（二） … 2.), and where it was nested so before.
"""

from __future__ import annotations

from bisect import bisect_right

from ingest.structure.headings import Heading
from ingest.structure.marks import follows


def nest(headings: list[Heading]) -> list[tuple[int, int]]:
    """Return (depth from 0, level) of each heading; a heading's level is greater than that of the one around it."""
    ahead, seen = _Ahead(headings), set[tuple[str, str]]()
    open_, levels, found = list[int](), list[int](), list[tuple[int, int]]()
    for place, heading in enumerate(headings):
        keep = _stays_open(headings, open_, levels, place, ahead, seen)
        del open_[keep:], levels[keep:]
        if open_:
            seen.add((headings[open_[-1]].style, heading.style))
        level = max(heading.level, levels[-1] + 1) if levels else heading.level
        open_.append(place)
        levels.append(level)
        found.append((keep, level))
    return found


class _Ahead:
    """Where the next heading of a style stands."""

    def __init__(self, headings: list[Heading]) -> None:
        self._places: dict[str, list[int]] = {}
        for place, each in enumerate(headings):
            self._places.setdefault(each.style, []).append(place)
        self._end = len(headings)

    def next(self, style: str, after: int) -> int:
        """Return the place of the next heading of ``style``; the number of headings when there is none."""
        places = self._places.get(style, [])
        at = bisect_right(places, after)
        return places[at] if at < len(places) else self._end


def _stays_open(
    headings: list[Heading], open_: list[int], levels: list[int], place: int, ahead: _Ahead, seen: set[tuple[str, str]]
) -> int:
    """Return how many of the open headings stay open around the one at ``place``; ``seen`` are (outer, inner) styles."""
    heading = headings[place]
    if heading.hinted:
        return next((at for at, level in enumerate(levels) if level >= heading.level), len(open_))
    alike = [at for at, each in enumerate(open_) if headings[each].style == heading.style]
    if alike:
        same = alike[-1] if headings[open_[alike[-1]]].line == heading.line else alike[0]
        return same + 1 if _begins_inside(headings[open_[same]], heading) else same
    keep = len(open_)
    while keep and not _is_nested(headings, open_, keep, place, ahead):
        around = headings[open_[keep - 1]]
        if around.order >= heading.order and (around.style, heading.style) in seen and not heading.inside:
            break
        if around.hinted and around.hint < heading.hint:
            break
        keep -= 1
    return keep


def _begins_inside(last: Heading, heading: Heading) -> bool:
    """Tell whether a list begins anew inside the item of another one: 二是…：一是…；二是…."""
    return heading.inside and last.line == heading.line and not last.inside and heading.number == (1,)


def _is_nested(headings: list[Heading], open_: list[int], keep: int, place: int, ahead: _Ahead) -> bool:
    """Tell whether the heading at ``place`` is nested in the innermost of the first ``keep`` open ones."""
    heading, around = headings[place], headings[open_[keep - 1]]
    if heading.inside and around.line == heading.line:
        return True
    further_out = headings[open_[keep - 2]].style if keep > 1 else None
    if around.order < heading.order:
        alone = heading.style == "bare" and around.number and heading.row > around.row + 1
        return not (alone and ahead.next(heading.style, place) >= ahead.next(around.style, place))
    again = ahead.next(around.style, place)
    if again == len(headings) or (further_out is not None and ahead.next(further_out, place) < again):
        return False
    if around.number:
        return follows(around.number, headings[again].number)
    restart = ahead.next(heading.style, again)
    return restart == len(headings) or headings[restart].number == (1,)
