"""Page furniture → spans to skip. Text is never cut, so offsets hold.

What furniture looks like stands in furniture.csv, a pattern and an example a row:

    label     a word before a colon that says something of the page: 来源：…
    tag       the same, which counts only beside another of these: 星级：…　页数：…
    command   a word that lines of buttons and links are made of: 返回顶部 | 打印本页
    line      a whole line
    phrase    words that only a site's editor writes, anywhere in a short line
    related   a line that takes the lines of links below it along

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files

from ingest.document import Span
from ingest.structure.lines import each_line, merge
from ingest.structure.pagenumbers import page_numbers

LONGEST = 300
"""Characters of a line of furniture."""
_DATE = r"\d{2,4}[-./年]\d{1,2}[-./月]\d{1,2}日?"
_WHO = r"(于|时间|日期|单位|机构|部门|人|者|员|次数|数|量|指数|级别|到|至)?"
_MENU = re.compile(r"(?:[^\s,。;:、]{2,8}[ |]+){5,}[^\s,。;:、]{2,8}")
"""Parted by spaces or bars: tabs part the cells of a table's row."""
_BUTTONS = re.compile(r"(?:[【\[〖][^】\]〗\n]{1,14}[】\]〗]\s*){2,}")
_BETWEEN = re.compile(r"[\s|/·>»›<«•*,、:()\[\]【】『』「」]+")
_BACKTICK = re.compile(r"[`´]")
_AFTER_OF = re.compile(r"(?<=[\u4e00-\u9fff]的)\.(?=[\u4e00-\u9fff])")
"""A dot that sites put after 的, against copying."""
_QUOTES = (("“", "”"), ("‘", "’"))
_STOPS = frozenset(",。;、:!?)") | {""}
"""Before these an opening quote is a closing one set wrong."""
_NEAR = 300
"""Characters in which a quote's partner may stand on another line."""
_PLAIN_QUOTE = re.compile(r"(?<![A-Za-z\d])'(?![A-Za-z\d])|(?<=[\u4e00-\u9fff])'|'(?=[\u4e00-\u9fff])")
_LINK = re.compile(r"[^。;,]{2,44}?(\d{2}-\d{2}|\d{4}-\d{2}-\d{2})?")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|.{0,40}?(?:第[一二三四五六七八九十\d]+[篇章节份]|篇[一二三四五六七八九十\d]|范文[一二三四五六七八九十\d]{1,2}(?![\d-]))"
)
"""What no link to another article begins with: the headings of a document, the parts of an anthology."""
_LINKS_BESIDE = re.compile(r".*[::].{3,}")
_TEASER = re.compile(r"[^\n]{40,}(\.{3}|…+)")
_TEASED = re.compile(r"[^\n]{10,}(?:\.{3}|…|\[?(?:阅读全文|查看全文|查看详情|查看更多|详细|详情)\]?(?:>>|»)?)")
"""An article's opening below its link."""
_TITLE = re.compile(r"[^。;,!?]{4,50}")
_INSERTED = re.compile(
    r"[(\[【](?:(?:相关|推荐|延伸|拓展)(?:阅读|链接|推荐|文章|信息)|点击(?:查看|阅读|进入|下载)|(?:赞助商?)?广告)[^()\[\]【】\n]{0,60}[)\]】]"
)
"""A link that a site put inside a paragraph."""
_PARAGRAPH = 20
"""Characters beside such a link that make its line a paragraph."""
_OF_APPENDIX = re.compile(r"附件\s*\d{0,2}\s*[::.](?!\s*(?:无|没有|暂无))")
"""What a document says it has appended is its own, even where a site made a link of it (GB/T 9704-2012, 7.3.4)."""


def read_rules() -> list[dict[str, str]]:
    """Return the rows of furniture.csv: kind, pattern, example."""
    return list(csv.DictReader(files("ingest.structure").joinpath("furniture.csv").read_text("utf-8").splitlines()))


def _any_of(kind: str) -> str:
    return "(?:" + "|".join(row["pattern"] for row in read_rules() if row["kind"] == kind) + ")"


_LINE, _PHRASE, _RELATED, _COMMAND = (
    re.compile(_any_of(kind), re.IGNORECASE) for kind in ("line", "phrase", "related", "command")
)
_LABEL = re.compile(
    rf"(?:^|[\s|/,;【\[(])(?:{_any_of('label')}|{_any_of('tag')}){_WHO}\s*[】\])]?\s*[::]", re.IGNORECASE
)
_LABELLED = re.compile(rf"[\s【\[(]*{_any_of('label')}{_WHO}\s*[】\])]?\s*[::].{{0,60}}", re.IGNORECASE)
_WHEN = re.compile(
    rf".{{0,14}}(发布|发表|更新|刊登|上传|时间|日期)(于|时间|日期)?\s*[::]?\s*{_DATE}.{{0,60}}"
    rf"|{_DATE}\s*(\d{{1,2}}:\d{{2}}|(阅读|浏览|点击|来源|作者|投稿)).{{0,60}}"
)
"""A date alone is as likely the one under a signature."""


def find_noise(flat: str, hints: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Return the spans that are furniture: those that the format marks, and those that their wording betrays.

    Args:
        flat: folded text of one source.
        hints: spans that a reader found by the format's own marks.

    Returns:
        Spans in order that do not overlap: whole lines, and single stray signs. See pagenumbers for those of pages.
    """
    lines = list(each_line(flat))
    spans = list(hints)
    for line in lines:
        spans += [Span(*match.span()) for match in _INSERTED.finditer(flat, line.start, line.end)]
    whole = [line for line in lines if not _is_paragraph_with_link(line.of(flat))]
    spans += [line for line in whole if _is_furniture(line.of(flat))]
    spans += _related_lists(flat, whole)
    spans += _teasers(flat, whole)
    spans += page_numbers(flat, lines)
    for line in lines:
        spans += _stray(flat, line)
    return merge(spans)


def _is_paragraph_with_link(line: str) -> bool:
    rest = _INSERTED.sub("", line)
    return len(rest) < len(line) and len(rest) >= _PARAGRAPH


def _is_furniture(line: str) -> bool:
    if len(line) > LONGEST or _OF_APPENDIX.match(line):
        return False
    if any(whole.fullmatch(line) for whole in (_LABELLED, _WHEN, _BUTTONS, _LINE, _MENU)) or _PHRASE.search(line):
        return True
    return len(_LABEL.findall(line)) >= 2 or any(all(map(_COMMAND.fullmatch, words)) for words in _words(line))


def _words(line: str) -> tuple[list[str], list[str]]:
    """Return a line of links cut at its separators, and as one word without its spaces (下载本文 word 版)."""
    return [word for word in _BETWEEN.split(line) if word] or [line], ["".join(line.split())]


def _related_lists(flat: str, lines: list[Span]) -> list[Span]:
    """A line like 相关文章： takes the lines of links below it along, with their openings; not where its links stand beside it."""
    spans: list[Span] = []
    for place, line in enumerate(lines):
        if (spans and line.end <= spans[-1].end) or not _RELATED.fullmatch(line.of(flat)):
            continue
        end = line.end
        if not _LINKS_BESIDE.fullmatch(line.of(flat)):
            end = _end_of_links(flat, lines, place)
        spans.append(Span(line.start, end))
    return spans


def _end_of_links(flat: str, lines: list[Span], place: int) -> int:
    end = lines[place].end
    for at in range(place + 1, len(lines)):
        words = lines[at].of(flat)
        if not (_LINK.fullmatch(words) or _TEASED.fullmatch(words)) or _HEADING.match(words):
            break
        end = lines[at].end
    return end


def _teasers(flat: str, lines: list[Span]) -> list[Span]:
    """At the tail of a page: the titles of other articles, each with an opening that breaks off in dots."""
    spans: list[Span] = []
    place = len(lines) - 1
    while place >= 1 and _TEASER.fullmatch(lines[place].of(flat)) and _TITLE.fullmatch(lines[place - 1].of(flat)):
        spans.append(Span(lines[place - 1].start, lines[place].end))
        place -= 2
    return spans


def _stray(flat: str, line: Span) -> Iterator[Span]:
    """Yield the signs that a copy left inside a sentence: one alone in its line, or a quote without its partner.

    A quote is not alone where its paragraph, torn in two, closes it on the next line.
    """
    words = line.of(flat)
    for pattern in (_BACKTICK, _PLAIN_QUOTE):
        signs = [match.start() for match in pattern.finditer(words)]
        if len(signs) == 1 and len(words) > 1:
            yield Span(line.start + signs[0], line.start + signs[0] + 1)
    for match in _AFTER_OF.finditer(flat, line.start, line.end):
        yield Span(*match.span())
    for opening, closing in _QUOTES:
        yield from _unpaired(flat, line, opening, closing)


def _unpaired(flat: str, line: Span, opening: str, closing: str) -> Iterator[Span]:
    open_: int | None = None
    for at in (match.start() for match in re.finditer(f"[{opening}{closing}]", flat[line.start : line.end])):
        sign, after = flat[line.start + at], flat[line.start + at + 1 : min(line.start + at + 2, line.end)]
        if sign == opening and (open_ is None or after not in _STOPS):
            if open_ is not None:
                yield Span(line.start + open_, line.start + open_ + 1)
            open_ = at
        elif open_ is None:
            if not _torn(flat, line.start - 1, -1, opening, closing):
                yield Span(line.start + at, line.start + at + 1)
        else:
            open_ = None
    if open_ is not None and not _torn(flat, line.end, 1, closing, opening):
        yield Span(line.start + open_, line.start + open_ + 1)


def _torn(flat: str, at: int, step: int, partner: str, like: str) -> bool:
    """Tell whether the partner of a quote stands on the next line, before (-1) or after (1) it."""
    near = flat[at : at + _NEAR] if step > 0 else flat[max(0, at - _NEAR) : at + 1][::-1]
    first = next((sign for sign in near if sign in (partner, like)), None)
    return first == partner
