"""Headings without a mark, and those whose mark lost its 、.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ingest.document import Span
from ingest.structure import doctype
from ingest.structure.marks import NUMERAL, mark_at
from ingest.structure.numerals import number
from ingest.structure.times import time_alone, time_with_words
from ingest.structure.words import tagged

_BARE = re.compile(r"(?!(?:[^、]*、){3})[^,。;:!?.、\d\s][^,。;:!?.\t]{1,15}:?")
_OF_YEAR = re.compile(r"(?:20..|[二一][〇○零O一二三四五六七八九]{3})年度?[^,。;:!?.\t\d]{2,14}:?")
"""2017年工作回顾: a heading where it opens a half."""
_LABELLED = re.compile(r"[^,。;:!?.\s\d]{2,8}:[^,。;:!?.\t]{3,16}")
"""招生：把话说在前头: a heading beside others of its shape."""
_BARE_WITH_LIST = re.compile(r"[^,。;:!?、\d\s][^。;:!?\t]{2,38}[^,、。;:!?\t\d]")
_WHOLE = re.compile(
    r"[^。;:!?、\d\s][^。;:!?\t\d]{2,28}(?<![两二三四五六七八九十百千万余多][处场次个所人名件起家户])。"
)
"""One sentence that reports no figure: a heading only beside its like, and where a list begins right below each."""
_FIRST = re.compile(r"[(]?1[、.)]|⒈")
_NO_HEADING = re.compile(
    r"[〔\[]\d{4}|\d+号$|\d{4}年\d{1,2}月"
    r"|(?:同志|领导|代表|老师|来宾|朋友|家长|同学|委员|同事|同仁)们?[,:]?$|^(?:各位|尊敬的|亲爱的)"
    r"|^(?:机关|局属|县直|市直|区直|直属)?各[^。;]{2,60}:$|[、,][^、,]*(?:局|委|政府|政府办|公司|单位|部门)[):]{1,2}$"
)
"""Document numbers and dates below a title; salutations; who a notice goes to."""
_APPENDIX = re.compile(r"附(件|表|录)?\d{0,2}[::\s](?!.*\.[A-Za-z]{3,4}\W*$).{2,40}")
"""Not the name of a file, which only says that there is one."""
_LEADS_IN = re.compile(
    r"(\d|[一二三四五六七八九十几两])(?:(个|项|条|点|大|方面|步)[^::]{0,8}[::]$|(个方面|方面|项|件)[^::]{0,4}。$)"
    r"|(如下|以下|下列)[^::]{0,6}[::。]$"
)
"""A sentence that a list completes."""
_TORN = re.compile(r".{25,}[\u4e00-\u9fff,、]")
"""A line that goes on below."""
_LOST = re.compile(rf"({NUMERAL})(?=[\u4e00-\u9fff]{{2}})")
_MEASURED = re.compile(
    r"[所个位项条件次届季岁年月天秒类级线种层批轮者方万千百十亿张份套间栋台辆只册门道县乡镇村局角元块倍段课片队以来是要小]"
    r"|大(?!力)|名(?!师|校|优)|家(?!校|访|长)|日(?!常)|周(?!密)|时(?!刻)|分(?!类|层|级|步)|等(?!级)|人(?!才|员)|中(?!小学|心)"
    r"|高(?!度|标准|质|效)|部(?!署)|处(?!置|理)|排(?!查|摸)|组(?!织)|班(?!子|级|主任)|节(?!约|俭)|科(?!学|技)|支(?!持|部)|期(?!末|初)"
    r"|点(?!面)|本(?!着)|校(?!园|风|内)|园(?!区|所)|区(?!域)|市(?!场)|场(?!所)|角|股|站(?!位)|成(?!立)|把(?=伞|尺|火|手|刀)"
)
"""What makes a numeral count something: 三所学校, 七年级."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """What a line without a mark is a heading of."""

    style: str
    order: int
    level: int
    in_run: bool = False


_APPENDED, _PLAIN, _IN_RUN = Unmarked("附件", 20, 1), Unmarked("bare", 30, 2), Unmarked("bare", 30, 2, in_run=True)
_HALF, _TURN = Unmarked("half", 5, 0), Unmarked("half", 20, 1)


def unmarked(words: str, above: str, below: str, *, in_item: bool = False) -> Unmarked | None:
    """Tell what a line is a heading of, None for an ordinary one; ``in_item``: it stands in an item of （一）.

    A whole sentence stands, as a heading, where （一） would: inside such an item it is what the item says.
    """
    if _APPENDIX.fullmatch(words):
        return _APPENDED
    if not below or _NO_HEADING.search(words) or _LEADS_IN.search(words) or _TORN.fullmatch(above) or "\t" in below:
        return None
    mark = mark_at(below, 0, len(below))
    opens = mark is not None and (mark.level <= 3 or mark.number[-1:] == (1,) or mark.number[:1] == (1,))
    if _is_time(below):
        if _is_time(above):
            return None
        opens = True
    heads = opens or (len(below) > 30 and len(below) > 2 * len(words))
    turns = doctype.turns(words)
    heads = heads or (turns and bool(_OF_YEAR.fullmatch(words)))
    if heads and (_BARE.fullmatch(words) or (turns and _OF_YEAR.fullmatch(words))):
        return _PLAIN if not turns else _HALF if mark and mark.order <= 25 else _TURN
    if heads and _LABELLED.fullmatch(words):
        return _IN_RUN
    listed = mark is not None and mark.style == "1."
    if listed and _BARE_WITH_LIST.fullmatch(words):
        return _PLAIN
    return _IN_RUN if listed and not in_item and _WHOLE.fullmatch(words) and _FIRST.match(below) else None


def _is_time(words: str) -> bool:
    return bool(time_alone(words) or time_with_words(words))


def lost_mark(flat: str, line: Span, due: Collection[int]) -> tuple[int, int] | None:
    """Return what a mark without its 、 counts and where it ends: ``一加快…``, but not ``九年义务教育…`` or ``三所学校…``.

    Where a list has one ``due`` (or the one after, that one lost) any words will do; else a list begins with 一 and a verb.
    """
    match = _LOST.match(flat, line.start, line.end)
    if match is None or _MEASURED.match(flat, match.end(), line.end):
        return None
    count = number(match[1])
    if count > 1 and count in due:
        return count, match.end()
    words = tagged(flat[match.end() : min(line.end, match.end() + 10)])
    return (1, match.end()) if count == 1 and words and words[0][1].startswith("v") else None
