"""Running lines of a paged text: headers, footers and page numbers, told by where they stand and by coming again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from ingest.reading.pages.glyphs import Line

_EDGE = 0.14
"""Headers and footers stand in the outer seventh of the page, 42 mm of A4: GB/T 9704 sets 37 mm at the head."""
_EDGE_LINES = 2
_HEAD = 0.08
_SMALL = 0.85
_NUMERAL = r"[\d一二三四五六七八九十百]+"
_DASH = r"[—–\-－―·.~～\s]"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}*\d{{1,4}}{_DASH}*|第\s*{_NUMERAL}\s*[页頁](\s*[,，/／|]?\s*共\s*{_NUMERAL}\s*[页頁])?"
    rf"|共\s*{_NUMERAL}\s*[页頁]\s*[,，/／|]?\s*第\s*{_NUMERAL}\s*[页頁]"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp](age|\.)\s*\d+(\s*(of|/)\s*\d+)?|[ivxl]{1,6}"
)
_IN_A_ROW = 3
"""A header that names the chapter is not on most pages, but on this many that follow each other."""
_Place = tuple[str, int]


def without_running(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Drop what stands at one place of most pages, of most odd or even ones, or of three in a row; digits count alike.

    Example: three pages headed ``试验区教育局文件``, numbered ``— 1 —`` … → the same without those lines.
    """
    edges = [_edge_lines(page) for page in pages]
    running = _running_places(edges)
    kept = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = {id(line) for line in edge if _PAGE_NUMBER.fullmatch(line.text) or _near(line) & running}
        dropped |= {id(line) for line in edge if number and _is_small_head(line, page)}
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _running_places(edges: Sequence[list[Line]]) -> set[_Place]:
    seen: dict[_Place, list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for place in {place for line in edge for place in _near(line)}:
            seen[place].append(number)
    filled = [number for number, edge in enumerate(edges) if edge]
    by_side = Counter(number % 2 for number in filled)
    return {place for place, numbers in seen.items() if _is_running(numbers, len(filled), by_side)}


def _is_running(numbers: list[int], filled: int, by_side: Counter[int]) -> bool:
    if len(numbers) >= max(2, (filled + 1) // 2):
        return True
    if any(_follow(numbers, step) for step in (1, 2)):
        return True
    sides = Counter(number % 2 for number in numbers)
    return any(count >= max(2, (by_side[side] + 1) // 2) for side, count in sides.items())


def _follow(numbers: list[int], step: int) -> bool:
    """Tell whether three of the page numbers, in order, follow each other: 4, 5, 6 by one; 4, 6, 8 by two."""
    there = set(numbers)
    return any(all(number + step * more in there for more in range(_IN_A_ROW)) for number in numbers)


def _is_small_head(line: Line, page: list[Line]) -> bool:
    """Tell a header that comes only once, on the second of two pages: small, close to the edge, well above the text."""
    rest = [other for other in page if other.top < line.top and other is not line]
    if not rest or line.bottom < line.page_size[1] * (1 - _HEAD):
        return False
    em = median(other.em for other in rest)
    return line.em < _SMALL * em and line.bottom - max(other.top for other in rest) > 1.5 * em


def _edge_lines(page: list[Line]) -> list[Line]:
    down = sorted(page, key=lambda line: -line.top)
    head = [line for line in down[:_EDGE_LINES] if line.bottom > line.page_size[1] * (1 - _EDGE)]
    foot = [line for line in down[-_EDGE_LINES:] if line.top < line.page_size[1] * _EDGE]
    return head + foot


def _near(line: Line) -> set[_Place]:
    """Return the words, digits aside, with the two heights, in steps of 6 points, that the line stands between."""
    words = re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text))
    return {(words, int(line.bottom // 6)), (words, int((line.bottom + 3) // 6))}
