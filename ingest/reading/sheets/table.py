"""The table on a sheet: each row becomes a line that can be read, and cited, without its header."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.reading.sheets.groups import carried
from ingest.reading.sheets.header import LONGEST, find_header, tight

_MAX_FILLED = 100_000
_LONGEST_TITLE = 60
_REMARK = re.compile(r"(备注|備註|注|註|说明|說明|填表|制表|审核|单位|日期)\s*[：:]")
_SIGNED = re.compile(
    r"(填报|填表|制表|报送|审核|审批|经办|联系|負責|负责|主管|分管|單位|单位|部门|日期|电话|填報|製表)[^：:]{0,10}[：:].*"
)
"""What the lines of a form above and below its table say of who filled it in."""
Line = tuple[str, int | None]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 0 and inclusive."""


@dataclass(slots=True)
class Grid:
    """The cells of one sheet that hold something."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    @classmethod
    def of(cls, cells: Iterable[tuple[int, int, str]], merges: Iterable[Merge] = ()) -> Grid:
        """Build from (row, column, text), both from 0; line breaks inside a cell are joined."""
        grid = cls(merges=list(merges))
        for row, column, text in cells:
            if joined := _joined(text):
                grid.rows.setdefault(row, {})[column] = joined
        return grid


def lines(grid: Grid, level: int, *, unmerged: bool = False) -> Iterator[Line]:
    """Yield the lines of a sheet: header 月份, 工作 over a row 三月, 植树 → ``"月份：三月；工作：植树"``.

    Titles above the header are lines of their own, the first with heading level ``level``. A cell that is merged over
    several rows is repeated in each; in an ``unmerged`` table, a format that cannot merge, so is a month or a kind that
    stands above empty cells. Without a header the cells are parted by tabs.
    """
    wide = {(top, left): right for top, left, _, right in grid.merges if right > left}
    order = sorted(grid.rows)
    at = find_header(grid.rows, order, {top for top, _ in wide})
    if at is None:
        yield from (_plain(grid.rows[row], row, wide, level if index == 0 else None) for index, row in enumerate(order))
        return
    for index, row in enumerate(order[:at]):
        yield _plain(grid.rows[row], row, wide, level if index == 0 else None)
    names, at = _names(grid, order, at)
    filled = carried(grid.rows, order[at:], names) if unmerged else _filled_down(grid, order[at:])
    for row in order[at:]:
        cells = grid.rows[row]
        if all(names.get(column) == tight(text) for column, text in cells.items()):
            continue  # the header again, as on each printed page
        if len(cells) > 1 and all(_SIGNED.fullmatch(text) for text in cells.values()):
            yield _plain(cells, row, wide, None)
            continue
        if _is_aside(cells, row, wide):
            text = next(iter(cells.values()))
            grouped = (row, min(cells)) in wide and len(text) <= LONGEST and not _REMARK.match(text)
            yield text, level + 1 if grouped else None
            continue
        whole = filled.get(row, {}) | cells
        yield "；".join(_named(names.get(column, ""), whole[column]) for column in sorted(whole)), None


def _names(grid: Grid, order: Sequence[int], at: int) -> tuple[dict[int, str], int]:
    """Return the name of each column and the index of the first row of data; a header may be two rows deep.

    第一学期 merged over the columns 三月 and 四月 → ``{1: "第一学期·三月", 2: "第一学期·四月"}``.
    """
    row = order[at]
    names = {column: tight(text) for column, text in grid.rows[row].items()}
    over = {column: names[left] for top, left, _, right in grid.merges if top == row and right > left and left in names
            for column in range(left, min(right, left + 512) + 1)}  # fmt: skip
    below = grid.rows[order[at + 1]] if at + 1 < len(order) else {}
    if not over or not below or order[at + 1] != row + 1 or not set(below) <= set(over):
        return {**over, **names}, at + 1
    for column, text in below.items():
        names[column] = f"{over[column]}·{tight(text)}"
    return names, at + 2


def _filled_down(grid: Grid, rows: Sequence[int]) -> dict[int, dict[int, str]]:
    """Return what merged cells hold in those of ``rows``, which are in order, that are below their first."""
    filled: dict[int, dict[int, str]] = {}
    left_to_fill = _MAX_FILLED
    for top, left, bottom, _ in grid.merges:
        text = grid.rows.get(top, {}).get(left)
        if text is None or bottom == top:
            continue
        for row in rows[bisect_right(rows, top) : bisect_right(rows, bottom)]:
            filled.setdefault(row, {})[left] = text
            left_to_fill -= 1
            if not left_to_fill:
                return filled
    return filled


def _is_aside(cells: dict[int, str], row: int, wide: dict[tuple[int, int], int]) -> bool:
    """Tell a row that is one text across the table: a group's title, a remark below the table."""
    if len(cells) != 1:
        return False
    (column, text), *_ = cells.items()
    return (row, column) in wide or (column == 0 and _REMARK.match(text) is not None)


def _plain(cells: dict[int, str], row: int, wide: dict[tuple[int, int], int], level: int | None) -> Line:
    (column, text), *more = sorted(cells.items())
    titled = not more and len(text) <= _LONGEST_TITLE and text[-1] not in "。；;：:" and not _REMARK.match(text)
    heading = titled and ((row, column) in wide or row == 0)
    return "\t".join(cells[column] for column in sorted(cells)), level if heading else None


def _named(name: str, text: str) -> str:
    return f"{name.rstrip('：:')}：{text}" if name else text


def _joined(text: str) -> str:
    r"""Join the lines of a cell as the reader of .docx does: ``"检查食堂\n检查宿舍"`` → ``"检查食堂 检查宿舍"``."""
    return " ".join(text.split())
