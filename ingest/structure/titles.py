"""What the title of a plan or a summary looks like, and who and when it names.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.structure.marks import mark_at

KIND = r"(?:计划|计画|总结|小结|要点|方案|报告|汇报|安排|思路|规划|打算|设想|月历|成果|讲话)"
"""Kinds of document, as the last word of a title."""
ASIDE = r"(?:\([^)]{1,20}\))?"
TITLE = re.compile(rf"[^,。;!?\t]{{2,60}}{KIND}{ASIDE}[。]?")
_TABLE = re.compile(rf"[^,。;:!?\t]{{2,58}}(?:表|清单|台[账帐]|行事历|[月周校]历|日程){ASIDE}")
_ROW = re.compile(r"[^:;\n]{1,30}:[^\n]*;|[^\n]*\t")
AGENCY_IN = re.compile(
    r"局|委员会|厅|处|科|股|办公室|教研室|中心|学校|小学|中学|国[中小]|幼儿园|政府|学院|[县市区乡镇]"
)
YEAR_IN = re.compile(r"\d{2,4}\s*(?:学年|年)|\d{4}[-—–]\d{4}|(?:20)?[x×*_]{2}|二[〇○零]|[x×*_]{2,}年", re.IGNORECASE)
_WHEN = r"(?P<year>(?:\d{4}|[二〇○零一三四五六七八九]{4})(?:\s*[-—~至]\s*\d{2,4})?)\s*(?:学?年度?|届)"
_OFFICE = r"(?P<office>(?![全我本各该][省市县区乡镇村街校院园局委系科所部单们]|学校|单位)[^\d,。;:!?()\t]{3,24}"
_OFFICE_FIRST = re.compile(rf"{_OFFICE}?){_WHEN}")
_YEAR_FIRST = re.compile(rf"{_WHEN}{_OFFICE}(?:局|委员会|厅|处|科|办公室|教研室|中心|学校|小学|中学|幼儿园|政府|学院))")
"""After a year, a county alone is what the work is of: 2019年全县教育工作总结."""
_NO_TITLE = re.compile(r"[>»›|]|位置|^[·•\-*]|上一|下一|\.{3}|…")
_SPACED = re.compile(r"\S(?: {1,3}\S){3,20}")
"""政 府 工 作 报 告."""


def compact(title: str) -> str:
    """Return a title without the spaces that only set it wide: ``"工 作 报 告"`` → ``"工作报告"``."""
    return title.replace(" ", "") if _SPACED.fullmatch(title) else title


def is_title(words: str) -> bool:
    """Tell whether a line is the title of a document: ``"县教育局工作总结"``, but not ``"三、工作总结"`` (a heading)."""
    words = compact(words.lstrip("# "))
    return bool(TITLE.fullmatch(words)) and not _NO_TITLE.search(words) and mark_at(words, 0, len(words)) is None


def whose_and_when(words: str) -> tuple[str, str, str] | None:
    """Return the office, year and kind of a title that names all three, ``None`` for any other line.

    ``"县教育局2019年工作总结"`` → ``("县教育局", "2019", "总结")``; ``"全县2019年工作总结"``, a heading as likely, → ``None``.
    """
    words = compact(words)
    named = _OFFICE_FIRST.match(words) or _YEAR_FIRST.match(words)
    kind = re.search(rf"({KIND}){ASIDE}。?$", words)
    if not (named and kind and is_title(words) and AGENCY_IN.search(named["office"])):
        return None
    return named["office"], named["year"], kind[1]


def is_title_of_table(words: str, below: str) -> bool:
    """Tell whether a line is the title of the table ``below`` it: ``"县教育局重点任务清单"`` over ``"序号:1;任务:防汛"``."""
    words = compact(words.lstrip("# "))
    return bool(_TABLE.fullmatch(words) and _ROW.match(below)) and mark_at(words, 0, len(words)) is None
