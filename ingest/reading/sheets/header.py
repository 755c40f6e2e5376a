"""The row that names the columns of a table, told from a title, from the line of a form above it, and from data."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ingest.reading.lines import is_wide

_MAX_TITLES = 12
"""How many rows of titles and remarks may stand above the header."""
LONGEST = 24
"""Characters of a column's name."""
_NUMBER = re.compile(r"[-¥￥]?[\d,.]+%?|\d{4}年.*|\d{1,2}月(\d{1,2}日)?|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,2})?")
_USUAL = re.compile(
    "序号|编号|月份|周次|星期|日期|时间|时限|节点|期限|年度|学期|工作|内容|项目|事项|任务|活动|主题|会议|课程|负责|责任|牵头|配合|协助|主办|科室|处室|部门|单位|学校|机构|"
    "地点|场所|对象|范围|备注|说明|措施|目标|指标|要求|标准|完成|进度|情况|名称|姓名|职务|电话|类别|类型|人数|数量|金额|经费|预算|形式|方式|成果|问题|安排"
    "|序號|編號|週次|時間|內容|項目|負責|單位|備註|活動|對象|目標"
)
"""What the header cells of office tables say."""
_FILLED_IN = re.compile(r"[^：:]{0,11}[^：:\d\s]\s*[：:]\s*\S.*")
"""填报单位：办公室: a place of the form and what stands in it. A colon after a digit is that of a time of day."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_STAMPED = re.compile(r"[（(](盖章|公章|签章|章|蓋章)[）)]")
_HEADER_WORD = re.compile(rf"(?:{_USUAL.pattern}|[人的及与和、/])+")
"""What says nothing but what a column holds: 责任科室, but not 办公室 or 填报单位."""


def find_header(
    rows: Mapping[int, Mapping[int, str]], order: Sequence[int], spanning: Collection[int] = ()
) -> int | None:
    """Return the index in ``order`` of the row that names the columns, ``None`` when no row does.

    The title 工作安排表 over a form's line 填报单位：办公室 | 填报日期：3月5日 over 序号 | 工作内容 → ``2``.

    Args:
        rows: the filled cells of each row by column, both from 0.
        order: the rows that hold something, in order.
        spanning: rows with a cell merged over several columns, as the upper of a header's two rows has.
    """
    width = max((len(cells) for cells in rows.values()), default=0)
    for at, row in enumerate(order[:_MAX_TITLES]):
        texts = _names_in(rows[row])
        if len(texts) < 2 or at + 1 >= len(order):
            continue
        usual = sum(1 for text in texts if _USUAL.search(text))
        short = all(len(text) <= LONGEST for text in texts) and len(set(texts)) > 1
        if short and usual >= 2 and usual * 2 >= len(texts):
            if row in spanning or not _names_better(rows[order[at + 1]], rows[row]):
                return at
            continue
        below = [rows[later] for later in order[at + 1 : at + 6]]
        data = any(_NUMBER.fullmatch(text) for cells in below for text in cells.values())
        named = len(texts) >= 3 and len(texts) == width and len(set(texts)) == len(texts)
        if short and named and data and not any(_NUMBER.fullmatch(text) for text in texts):
            return at
        if len(texts) * 2 > width and len(texts) > 2:
            return None  # rows of data have begun
    return None


def _names_in(cells: Mapping[int, str]) -> list[str]:
    """Return what a row's cells may name: nothing filled in, and nothing of 填报单位： | 办公室, where values stand apart."""
    texts = [tight(text) for text in cells.values()]
    values = [text for text in texts if text[-1] not in "：:"]
    if 0 < len(values) < len(texts) and not any(map(_HEADER_WORD.fullmatch, values)):
        return []
    return [text for text in texts if not (_FILLED_IN.fullmatch(_ASIDE.sub("", text)) or _STAMPED.search(text))]


def _names_better(cells: Mapping[int, str], above: Mapping[int, str]) -> bool:
    """Tell whether a row names the columns, and the one above it is a form's: 单位, 联系电话 over 序号, 工作内容, 备注."""
    columns, blanks = (sum(1 for text in row.values() if _HEADER_WORD.fullmatch(tight(text))) for row in (cells, above))
    return columns >= max(2, blanks + 1) and cells.keys() >= above.keys()


def tight(name: str) -> str:
    """Close the gaps and line ends that fit a header to its column: ``"内　容"``, ``"责任 科室"`` → ``"责任科室"``."""
    return re.sub(r"(?<=(.)) (?=(.))", lambda gap: "" if is_wide(gap[1]) and is_wide(gap[2]) else " ", name).strip()
