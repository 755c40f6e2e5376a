"""Months and kinds that a list of tasks names once and leaves empty in the rows below, where a workbook merges cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NAME = re.compile(
    "(?:工作|任务|活动|项目|所属|任務|活動|項目|所屬)?(?:年度|学年|学期|季度|阶段|月份?|月度|周次?|类别|类型|分类|板块|领域"
    "|學年|學期|階段|週次?|類別|類型|分類|板塊|領域)"
)
"""What the header over such a column says."""
_COUNT = "[正一二三四五六七八九十〇0-9]{1,3}"
_PERIOD = re.compile(
    rf"(?:\d{{4}}年)?{_COUNT}(?:月?[-—~～至、]{_COUNT})?月份?|第?{_COUNT}(?:[-—~～至、]{_COUNT})?[周週]"
    rf"|第?{_COUNT}(?:学期|學期|季度|阶段|階段)|[上下](?:学期|學期|半年)"
)
"""What its cells say when the header does not tell, as 时间 over 三月 and 四月."""
_APART = re.compile(
    "合计|总计|小计|共计|合計|總計|小計|共計|(?:备注|備註|注|註|说明|說明|填表|制表|审核)[^：:]{0,4}[：:]"
)
"""Rows of sums and remarks belong to no group."""


def carried(
    rows: Mapping[int, Mapping[int, str]], order: Sequence[int], names: Mapping[int, str]
) -> dict[int, dict[int, str]]:
    """Return what the empty cells at the left of a row take from the rows above: ``三月,植树`` over ``,防火`` → 三月.

    Only cells left of the first filled one take anything, only under a header, in columns of months, weeks or kinds
    that begin with the first column. An empty row, a line across, the header again, a sum or a remark ends the group; so does a new
    value for the columns right of it.

    Args:
        rows: the filled cells of each row by column, both from 0.
        order: the rows of data in order.
        names: the header of each column.
    """
    leading = _leading(rows, order, names)
    taken: dict[int, dict[int, str]] = {}
    above: dict[int, str] = {}
    previous = None
    for row in order:
        cells = rows[row]
        first = min(cells)
        apart = cells.keys() == {0} or _APART.match(cells[first]) or cells.items() <= names.items()
        if apart or previous != row - 1:
            above = {}
        previous = row
        if apart:
            continue
        for column in range(leading):
            if column in cells:
                above = {left: text for left, text in above.items() if left < column} | {column: cells[column]}
            elif column < first and column in above:
                taken.setdefault(row, {})[column] = above[column]
            else:
                break
    return taken


def _leading(rows: Mapping[int, Mapping[int, str]], order: Sequence[int], names: Mapping[int, str]) -> int:
    """Return how many columns from the first on hold groups; the last column of a table never does."""
    for column in range(max(names, default=0)):
        values = [rows[row][column] for row in order if column in rows[row] and len(rows[row]) > 1]
        name = names.get(column)
        if name is None or not (_NAME.fullmatch(name) or (values and all(map(_PERIOD.fullmatch, values)))):
            return column
    return max(names, default=0)
