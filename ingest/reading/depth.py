"""How deep the elements of a page nest, told in one pass before the page is parsed.

A parser looks through the elements that are open at each tag, so that its time grows with the square of their number.
This pass follows the tree construction of the HTML standard (13.2.6) as far as the number of open elements goes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.reading.lines import words

_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)"
    r"(?:[\s/]+|[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^\s>\"'][^\s>]*)?)?)*+(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, a declaration or a tag; what its file cuts short runs to the end, so that no place is read twice."""
_VOID = words(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
_CLOSED_BY_NEXT = words(
    "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rb rt rtc rp html head body"
)
"""Pages leave their ends out: the next one, or the end of what holds them, closes them. None nests in its like alone."""
_RAW = words("script style textarea")
_NOT_RAW_IN = words("svg math select")
_SPECIAL = words(
    "address applet article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup iframe listing main marquee menu nav noembed noframes noscript object "
    "ol pre search section select summary table template ul xmp"
)
"""Elements that the end of a phrase (``</span>``) does not close."""


def nests_deeper(page: str, limit: int) -> bool:
    """Tell whether more than ``limit`` elements of a page are open at once: ``("<div><p>甲<br></div>", 1)`` → ``False``.

    Elements whose end may be left out do not count. Takes time in proportion to the page's length, whatever it holds.
    """
    if page.count("<") <= limit:
        return False
    open_ = _Open()
    for name, closes, empty in _tags(page, open_):
        if closes:
            open_.close(name)
        elif not empty:
            open_.open(name)
        if len(open_.names) > limit:
            return True
    return False


class _Open:
    """The elements open at one place of a page, outermost first, and where among them those of a name stand."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._special: list[int] = []

    def __contains__(self, name: str) -> bool:
        return bool(self._places.get(name))

    def open(self, name: str) -> None:
        self._places[name].append(len(self.names))
        if name in _SPECIAL:
            self._special.append(len(self.names))
        self.names.append(name)

    def close(self, name: str) -> None:
        """Take an element away with all inside it; an end that closes nothing changes nothing."""
        if name not in self:
            return
        at = self._places[name][-1]
        if name not in _SPECIAL and self._special and self._special[-1] > at:
            return
        while len(self.names) > at:
            self._places[last := self.names.pop()].pop()
            if last in _SPECIAL:
                self._special.pop()


def _tags(page: str, open_: _Open) -> Iterator[tuple[str, bool, bool]]:
    """Yield name, whether it closes, and whether it holds nothing, of each tag that counts."""
    at = 0
    while match := _TAG.search(page, at):
        at = match.end()
        name = (match["name"] or "").lower()
        if not name or name in _VOID or name in _CLOSED_BY_NEXT:
            continue
        foreign = any(each in open_ for each in _NOT_RAW_IN)
        if name in _RAW and not match["close"] and not foreign:
            end = re.compile(f"</{name}", re.IGNORECASE).search(page, at)
            at = end.start() if end else len(page)
        yield name, bool(match["close"]), foreign and match[0].endswith("/>") and name not in _SPECIAL
