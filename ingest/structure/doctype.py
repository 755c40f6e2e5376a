"""Plan or summary, by title, by headings, by voice.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import DocType

_PLAN_TITLE = re.compile(r"计划|计画|要点|思路|打算|安排|方案|规划|月历|设想|部署")
_SUMMARY_TITLE = re.compile(r"总结|汇报|回顾|述职|工作报告|成果|情况报告")
_PLAN_HEADING = re.compile(
    r"^(\S{0,12}年)?(度)?(工作计划|工作打算|工作思路|工作安排|工作要点|重点工作安排)$"
    r"|下一步|下步|下阶段|打算|努力方向|(明|来)年|今后(的)?工作|(年|年度)(工作)?(计划|思路|安排|打算|重点任务)"
)
_SUMMARY_HEADING = re.compile(
    r"工作总结|(完成|开展|进展|落实)(的)?情况|主要(做法|成效|成绩)|工作成效|(工作|上年|去年|全年|一年来).{0,4}回顾|(存在|主要)的?(问题|不足|困难)|取得(的)?(成绩|成效)"
)
_LOOKS_BACK = re.compile(r"(总结|汇报|报告|回顾)如下|工作(开展)?情况(总结|汇报)")
_DONE = re.compile(r"完成了|取得了?|荣获|获得|达到了?|开展了|先后|已经?[^经]|顺利|圆满|有效|得到|一年来|累计|共有?\d")
_WILL = re.compile(r"将|要|力争|争取|确保|进一步|继续|计划|拟")


def of_title(title: str) -> DocType | None:
    """Tell what a title says it is: ``"2014年工作总结及2015年工作计划"`` → ``"mixed"``; None where it is silent."""
    plan, summary = bool(_PLAN_TITLE.search(title)), bool(_SUMMARY_TITLE.search(title))
    return "mixed" if plan and summary else "plan" if plan else "summary" if summary else None


def of_body(title_says: DocType | None, body: str) -> DocType:
    """Tell what a body begins as. Its own opening words outrank its title, its title outranks its voice."""
    opening = body[:400]
    if _LOOKS_BACK.search(opening):
        return "summary"
    if title_says in ("plan", "summary"):
        return title_says
    done, will = len(_DONE.findall(body)), len(_WILL.findall(body))
    return "summary" if title_says == "mixed" or done > will else "plan"


def of_precedent(title_says: DocType | None, begins: DocType, sections: set[DocType]) -> DocType:
    """Tell what a precedent is as a whole; a summary that closes with a look ahead is still a summary."""
    if title_says == "mixed" or (title_says and title_says != begins and len(sections | {begins}) > 1):
        return "mixed"
    return begins


def turns(heading: str) -> bool:
    """Tell whether a heading opens a look back or a look ahead."""
    return bool(_PLAN_HEADING.search(heading) or _SUMMARY_HEADING.search(heading))


def after_heading(heading: str, *, top: bool, now: DocType) -> DocType:
    """Return the type that holds after ``heading``; only outermost headings turn it."""
    if not top:
        return now
    if _PLAN_HEADING.search(heading):
        return "plan"
    return "summary" if _SUMMARY_HEADING.search(heading) else now
