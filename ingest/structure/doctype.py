"""Plan or summary, by title, by headings, by voice.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import DocType

_PLAN_TITLE = re.compile(
    r"计划|计画|要点|思路|打算|盘算|安排|方案|规划|月历|周历|校历|行事历|日程|设想|部署|配档|任务(?:分解|分工|清单)"
)
_SUMMARY_TITLE = re.compile(r"总结|小结|汇报|回顾|述职|工作报告|成果|情况报告")
_PLAN_HEADING = re.compile(
    r"^(\S{0,12}年)?(度)?(工作计划|工作打算|工作思路|工作安排|工作要点|重点工作安排)$"
    r"|下一步|下步|下阶段|(?<![足题难距][与和及、])打算|努力方向|[精策]进作为|未来(的)?(工作|展望|方向|规划)|(明|来)年|今后(的)?工作|(年|年度)(工作)?(计划|思路|安排|打算|重点任务)"
    r"|盘算|展望|怎么[干办做]|(想|要|准备|打算)[做干](的|什么|哪些)|(?<!思)(想法|设想)$|后续(的)?(规划|计划|工作|安排)|新的一年|新学期|[下后]半年的?(工作|打算|计划|安排|重点)"
    r"|下(个|一个?)?(学期|学年|季度|半年)的?(工作|打算|计划|安排|任务|重点)"
)
_SUMMARY_HEADING = re.compile(
    r"工作总结|(完成|开展|进展|落实)(的)?情况|主要(做法|成效|成绩)|工作成效|(工作|上年|去年|全年|一年来).{0,4}回顾|(存在|主要)的?(问题|不足|困难)|取得(的)?(成绩|成效)"
    r"|[做干]了(些|哪些|什么)|(已|所)做的|回头看|[今去上]年的?(账|工作情况)|不足之处|[上前]半年的?(工作|情况|总结)|工作情况$"
)
_A_YEAR = r"(?:20\d\d|20[x×*_]{2}|[x×*_]{2,4}|二[〇○零O].{2})年(?:度)?"
_PLAN_INSIDE = re.compile(
    rf"(?:{_A_YEAR}|[明来]年|下一?年度?|下一?步|下一?阶段|下半年|下一?个?(?:学期|学年|季度)|今后)的?"
    r"(?:重点|主要|总体)?工作?的?(?:重点|主要)?(?:计划|打算|安排|思路|要点|设想|举措)(?:[及和与].{1,8})?"
)
_SUMMARY_INSIDE = re.compile(
    rf"(?:{_A_YEAR}|[去上]年|上半年|一年来|过去的?一年|上一?个?(?:学期|学年|季度)|前一?阶段)的?"
    r"(?:主要|重点|整体)?工作?的?(?:总结|小结|回顾|(?:完成|开展|进展|落实)情况)"
)
"""Titles of a section inside another that are those of a plan or a summary themselves."""
_LOOKS_BACK = re.compile(r"(?<!计划)(?<!安排)(?<!打算)(?<!要点)(总结|小结|汇报|报告|回顾)如下|工作(开展)?情况(总结|汇报)")
_DONE = re.compile(r"了(?!解)|已经?(?!经)|完成(?!率|时限|时间|期限|日期)|荣获|获得|先后|顺利|圆满|一年来|累计|回头看|全年[^,。]{0,12}\d")
_WILL = re.compile(
    r"将(?![来近])|(?<![重主需只必首])要(?![求点素闻])|力争|争取|确保|进一步|继续|拟|不少于|不低于|务必|必须|底前|之前|本学期"
)
_ENOUGH = 5
"""Words that look back or ahead from which a voice is plain."""
_BACK, _AHEAD = 0.6, 0.25
"""Share of those that look back, above which a voice is a summary's, below which a plan's."""
_LARGE = 0.25
"""Share of a document from which its other half counts."""


def of_title(title: str) -> DocType | None:
    """Tell what a title says it is: ``"2014年工作总结及2015年工作计划"`` → ``"mixed"``; None where it is silent."""
    for ahead, back in ((_PLAN_TITLE, _SUMMARY_TITLE), (_PLAN_HEADING, _SUMMARY_HEADING)):
        plan, summary = bool(ahead.search(title)), bool(back.search(title))
        if plan or summary:
            return "mixed" if plan and summary else "plan" if plan else "summary"
    return None


def of_body(title_says: DocType | None, body: str, *, own: bool = True, collection: DocType | None = None) -> DocType:
    """Tell what a body begins as. Its own opening words outrank its title, its title outranks its voice.

    Args:
        title_says: see ``of_title``.
        body: all but the title, folded.
        own: False where the title is that of a collection with a number: a plain voice outranks it.
        collection: what the title of the whole collection says, for a part that its own title and its voice leave open.
    """
    if _LOOKS_BACK.search(body[:400]):
        return "summary"
    done, will = len(_DONE.findall(body)), len(_WILL.findall(body))
    heard = _voice(done, will)
    if title_says in ("plan", "summary"):
        return title_says if own or heard is None else heard
    if title_says == "mixed":
        return "summary"
    if heard is None and collection in ("plan", "summary"):
        return collection
    return "summary" if done > will else "plan"


def _voice(done: int, will: int) -> DocType | None:
    if done + will < _ENOUGH:
        return None
    share = done / (done + will + 1)
    return "summary" if share >= _BACK else "plan" if share <= _AHEAD else None


def of_precedent(title_says: DocType | None, begins: DocType, other: float, *, halved: bool = False) -> DocType:
    """Tell what a precedent is as a whole; a summary that closes with a look ahead is still a summary.

    Args:
        title_says: see ``of_title``.
        begins: see ``of_body``.
        other: share of its text, 0 to 1, that is of the other type than it begins as.
        halved: True where headings outside all numbers open its halves (工作回顾, 工作安排).
    """
    contradicted = title_says is not None and title_says != begins
    if title_says == "mixed" or (contradicted and halved) or (other >= _LARGE and (contradicted or halved)):
        return "mixed"
    return begins


def turns(heading: str) -> bool:
    """Tell whether a heading opens a look back or a look ahead."""
    return bool(_PLAN_HEADING.search(heading) or _SUMMARY_HEADING.search(heading))


def after_heading(heading: str, *, top: bool, now: DocType) -> DocType:
    """Return the type that holds after ``heading``; one inside another turns it only where it is a title of its own.

    ``("下一步打算", top=True, now="summary")`` and ``("2022年工作计划", top=False, now="summary")`` → ``"plan"``;
    ``("展望", top=False, now="summary")`` → ``"summary"``.
    """
    ahead, back = (_PLAN_HEADING, _SUMMARY_HEADING) if top else (_PLAN_INSIDE, _SUMMARY_INSIDE)
    find = re.Pattern.search if top else re.Pattern.fullmatch
    if find(ahead, heading):
        return "plan"
    return "summary" if find(back, heading) else now
