"""Page furniture → spans to skip. Text is never cut, so offsets hold.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import Span
from ingest.structure.lines import each_line, merge

_DATE = r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?"
_FURNITURE = re.compile(
    rf"""
      (发布|发表|更新)?(时间|日期|于)?\s*[::]?\s*{_DATE}.{{0,20}}(阅读|浏览|点击|投稿|来源|作者|人气|工作计划|工作总结|字号).{{0,40}}
    | .{{0,14}}(发布|发表|更新)(时间|日期|于)?\s*[::]?\s*{_DATE}.{{0,60}}
    | (栏目|分类|来源|作者|编辑|责任编辑|文章录入|录入|附件下载|审核|人气|阅读|浏览|点击)(次数|量)?\s*[::].{{0,60}}
    | ((您的?)?(当前)?的?位置\s*[::]|首页\s*[>»›]).{{0,60}}
    | (立即下载|我要投稿|下载(本文|文档|word).{{0,12}}|分享到?.{{0,20}}|打印(本页)?|收藏(本页)?)
    | (复制(全文|链接)?|关闭(窗口|本页)?|返回(顶部|首页|列表|栏目).{{0,6}}|【?(返回|关闭|打印).{{0,12}}】)
    | [•·\s]*(相关推荐|推荐阅读|猜你喜欢|热门推荐|相关阅读)
    | (上一[篇页条]|下一[篇页条])\s*[::]?.{{0,60}}
    | (文章|相关)分页\s*[::]?.{{0,40}}
    | .{{0,20}}(版权所有|copyright|ICP备|公网安备|技术支持|all\ rights\ reserved).{{0,80}}
    | [『「\s]*\d{{0,3}}\s*(共\d+页|\d+/\d+页?)[』」\s]*
    | 字[号体]\s*[::]?.{{0,20}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MENU = re.compile(r"(?:[^\s,。;:、]{2,6}[\s|]+){5,}[^\s,。;:、]{2,6}")
_EDITOR = re.compile(r"小编|欢迎(阅读|参考|借鉴|大家)|仅供参考|范文网|希望对(您|你|大家)有所?帮助")
_RELATED = re.compile(
    r".{0,30}(相关文章|相关阅读|相关推荐|推荐阅读|猜你喜欢|延伸阅读|你可能(还)?(喜欢|感兴趣)|热门文章|最新文章).{0,4}[::]?"
)
_LINK = re.compile(r"[^。;,]{2,44}?(\d{2}-\d{2}|\d{4}-\d{2}-\d{2})?")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十\d]+[篇章]|篇[一二三四五六七八九十\d]"
)
_TEASER = re.compile(r"[^\n]{40,}(\.{3}|…+)")
_TITLE = re.compile(r"[^。;,!?]{4,50}")


def find_noise(flat: str, hints: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Return the spans that are furniture: those that the format marks, and those that their wording betrays.

    Args:
        flat: folded text of one source.
        hints: spans that a reader found by the format's own marks.

    Returns:
        Spans in order that do not overlap, whole lines.
    """
    lines = list(each_line(flat))
    spans = list(hints)
    spans += [line for line in lines if _is_furniture(line.of(flat))]
    spans += _related_lists(flat, lines)
    spans += _teasers(flat, lines)
    return merge(spans)


def _is_furniture(line: str) -> bool:
    if _FURNITURE.fullmatch(line) or _MENU.fullmatch(line):
        return True
    return len(line) < 300 and bool(_EDITOR.search(line))


def _related_lists(flat: str, lines: list[Span]) -> list[Span]:
    """A line like 相关文章： takes the lines of links below it along."""
    spans = []
    for place, line in enumerate(lines):
        if not _RELATED.fullmatch(line.of(flat)):
            continue
        end = line.end
        for below in lines[place + 1 :]:
            if not _LINK.fullmatch(below.of(flat)) or _HEADING.match(below.of(flat)):
                break
            end = below.end
        spans.append(Span(line.start, end))
    return spans


def _teasers(flat: str, lines: list[Span]) -> list[Span]:
    """At the tail of a page: the titles of other articles, each with an opening that breaks off in dots."""
    spans: list[Span] = []
    place = len(lines) - 1
    while place >= 1 and _TEASER.fullmatch(lines[place].of(flat)) and _TITLE.fullmatch(lines[place - 1].of(flat)):
        spans.append(Span(lines[place - 1].start, lines[place].end))
        place -= 2
    return spans
