"""Explicit years: where a text names one, and whether it speaks of the years that it is itself for.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.document import Span

_FULL = r"(?<![\d.A-Za-z])(?:19[89]\d|20[0-4]\d)"
_TO = r"[ \t]*(?:年度?)?[ \t]*[-—–―─−~〜至到/]+[ \t]*"
_NUMERAL = r"[〇○◯零OoΟ0一二三四五六七八九]"
_CHINESE = rf"(?:二[〇○◯零OoΟ0][〇○◯零OoΟ0一二三四]|一九[八九]){_NUMERAL}"
_UNIT = r"[ \t]*(?P<unit>学年|年)"
_MONTHS = re.compile(
    rf"(?P<a>{_FULL})年\d{{1,2}}月份?(?:\d{{1,2}}日)?[-—–~至到]+(?P<b>20\d\d)(?P<unit>年)\d{{1,2}}月份?"
)
_ARABIC = re.compile(rf"(?P<a>{_FULL})(?:{_TO}(?P<b>(?:19|20)?\d\d))?{_UNIT}")
_WRITTEN = re.compile(rf"(?P<a>{_CHINESE})(?:{_TO}(?P<b>{_CHINESE}))?{_UNIT}")
_SHORT = re.compile(
    r"(?<![\d.])(?<!近)(?<!前)(?<!后)(?<!过去)(?<!未来)(?<!建校)(?<!建局)(?<!办学)(?<!成立)(?<!从教)(?<!创办)"
    r"(?P<a>[0-3]\d|9\d)(?:[ \t]*年?[-—–~至/]+(?P<b>\d\d))?(?P<unit>学年|年)(?!来|间|发展|规划|纪念|校庆|的|教龄)"
)
_NAKED = re.compile(
    rf"(?<![化向造略\d])(?P<a>{_FULL})(?:[-—–~](?P<b>20\d\d))?(?P<unit>)"
    r"(?=上半年|下半年|春|秋|学期|度|全年|工作|[^\d年,。;:、]{0,12}(?:计划|总结|要点|思路|打算)$)"
)
"""Of the titles of pages: 区教育局2019工作总结."""
_ROC = re.compile(
    rf"(?<![\d.])(?:民国)?(?P<a>[89]\d|1[0-4]\d|一{_NUMERAL}{_NUMERAL})[ \t]*(?P<unit>学年(?=度)|年(?=度))"
)
_ROC_NAMED = re.compile(r"民国[ \t]*(?P<a>\d{2,3})[ \t]*(?P<unit>学年|年)")
_ROC_TITLE = re.compile(r"(?<![\d.])(?<!校)(?P<a>1[0-4]\d)(?P<unit>年)(?=工作|施政|上半年|下半年|第)")
_DIGITS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○◯零OoΟ0", "0")

_CITED = re.compile(
    r"《[^《》\n]{0,80}》"
    r"|[〔\[【(][ \t]*(?:19|20)\d\d(?:年)?[ \t]*[〕\]】)][ \t]*第?[ \t]*\d+[ \t]*号"
    r"|(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
)
_WITHIN = (
    r"(?:上半年|下半年|[春夏秋冬]季?|第?[一二]?学期|新学年|开学|\d{1,2}月份?|\d{1,2}日|[上中下]旬|[年月]?[初底末])*"
)
_NOT_OWN_BEFORE = re.compile(
    r"(?:到|至|截止?|(?:自从?|从)(?:我.|学校)?|早在|(?:始|建|办|创|成立|迁|组建|设立)于|比|较|面向|迎接|力争|距|去年|上年)[ \t(]*$"
)
_SINCE = re.compile(rf"(?:度)?{_WITHIN}(?:起|开始|以来)")
_NOT_OWN_AFTER = re.compile(
    rf"(?:度)?{_WITHIN}(?:起|开始|以来|以后|之后)|[^,。;:]{{0,10}}(?:新生|年级|入学|招生|学生)起|[^,。;:]{{0,6}}(?:学期|开学)后"
    r"|(?:度)?(?:以来|以后|之后|后|起|开始|以前|之前|前(?!期)|年?底|末|版|级|届|修订|颁布|印发|出台|发布|制定|成立|建成|同期"
    r"|[^,。]{0,4}(?:创下|创造|保持|留下|开办|启用|投用)的|[^,。]{0,4}相比|[^,。]{0,6}基础上|\d{1,2}月份?(?:\d{1,2}日|起|以来|底|前))"
)
# whose a year is where another's document, meeting or assessment bears it; read within one clause
_CITES = re.compile(r"贯彻|根据|按照|依据|依照|遵照|遵循|参照|响应|传达|转发|(?<!相)继(?!续|承|而|任)")
_HEEDS = re.compile(r"落实|学习|执行|围绕|结合|对照|对标|紧扣")
_TITLE_CITES = re.compile(r"贯彻|落实|根据|按照|依据|遵照")
_CLAUSE_BEGINS = re.compile(r"[,;:]|现将|现就|现把|制[定订]|拟[定订]|编制|做好|开展")
_ENDS_CITING = re.compile(r"(?:精神|要求|部署|意见|文件|的|[)〕\]】]| {4})[ \t]*$")
_OURS = re.compile(r"(?:我|本)(?:校|局|园|院|委|厅|处|科|室|中心|单位)[ \t]*$")
_BODIES = re.compile(r"[厅局委部省市县区镇乡]|国家|全国|上级|政府|中央|教育组|中心校")
_OBJECT = r"(?:会议|大会|精神|要点|部署|文件|通知|意见|要求|讲话|报告|安排|任务|目标|方案|计划的)"
_BORNE = re.compile(rf"(?:度)?[^,。;:]{{0,20}}?{_OBJECT}")
_BORNE_IN_TITLE = re.compile(rf"(?:度)?[^,。;:]{{0,20}}?{_OBJECT}(?=[ \t]*[^ \t\n)])")
_OF_ALL = (
    r"(?:全国|国家|全?[省市县区州旗镇乡]|教育|教体|基础|职业|义务|学前|校园|学校|安全|级|综合|目标|绩效|管理|责任|专项|质量|教学"
    r"|办学|水平|党风|廉政|党建|党的|建设|系统|年度|第.次|工作|厅|局|委|部|政府|暨|和|与|[ \t])*"
)
_GATHERING = re.compile(rf"(?:度)?{_OF_ALL}(?:会议?(?:精神|上|要求|提出|强调|指出)|会议|大会|精神|文件|通知)(?!室)")
_JUDGED = rf"(?:度)?{_OF_ALL}(?:考核|考评|评估|评比|评选|检查|督查|督导|测评|验收|竞赛|比赛|审计)"
_JUDGED_SO = re.compile(rf"{_JUDGED}(?:工作|评估|验收|活动)*(?:[中里时]|荣?获|[被为]|结果|优秀|第|位居|名列)")
_JUDGED_IN = re.compile(r"(?:在|于|经过?|通过|接受|迎接|参加|顺利|据)[^,。;:]{0,12}$")
_MILESTONE = re.compile(
    r"(?:度)?[^,。;:]{0,4}(?:荣?获|被|通过|评为|创建|创成|建成|成立|撤并|搬迁|迁入|开工|竣工|投入使用)"
)
# what follows a year, and tells what is said of it
_SAYS_BACK = re.compile(
    r"(?:度)?[^,。:;]{0,16}?(?:总结|回顾|完成情况|开展情况|工作情况|落实情况|执行情况|成效|成绩|成果|汇报|述职)"
)
_SAYS_AHEAD = re.compile(
    r"(?:度)?(?:[^,。:;]{0,12}?(?:计划|思路|安排|打算|要点|总体要求|设想|工作目标|目标任务|主要任务|重点任务|工作重点|工作任务|指导思想)"
    r"|[^。:;]{0,24}?(?:将(?!近)|(?<![主重需必首])要(?!求|点|素)|拟(?!定)|力争|计划))"
)
_DONE = re.compile(
    r"完成了|取得|圆满|荣获|顺利|获得|已经?|得到|先后|开展了|达到了|一年来|过去|刚刚|不平凡|显著|明显|良好|来之不易"
)
_WILL = re.compile(r"将(?!近)|(?<![主重需必首])要(?!求|点|素)|力争|确保|计划|打算|继续|拟(?!定)|今年")
_ANNOUNCES = re.compile(r"(?:现将|现就|现把|特制[定订])[^。;]{0,30}$")
_BEGINS = re.compile(
    r"[ \t#*]*(?:[一二三四五六七八九十\d]{1,3}[、.,]|[((][^))]{1,4}[))]|第[^ ]{1,3}部分)?[^,。;:]{0,16}$"
)
_OPENS = re.compile(r"(?:度)?(?:[,是]|[^,。;:]{0,8}工作)")
_LOOKS = re.compile(r"(?:回顾|展望)$")
_PREPARES = re.compile(r"制定|编制|谋划|研究|拟定|做好|起草|部署|启动|对照|按照|根据|完成")
_YEARS_THEN_PLAN = re.compile(
    r"度?[)]?[^,。;:\n\d]{0,20}?(?:(?P<count>[三四五345])年)?(?:行动|攻坚|提升|实施|工作|推进)(?:计划|方案)\s*"
)
_PLAN_THEN_YEARS = re.compile(r"(?:(?P<count>[三四五345])年)?(?:行动|攻坚|提升|实施|工作|推进)(?:计划|方案)\s*[(]\s*$")
_CLOSED = re.compile(r"度?\s*[)]\s*")
_SENTENCE = re.compile(r"[^。;!?\n]{1,400}")

Tense = Literal["back", "ahead", "open", "begins", "none"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A year, a school year or a range, as named: first and last calendar year, and where."""

    years: tuple[int, int]
    span: Span


@dataclass(frozen=True, slots=True)
class Vote:
    """What a sentence of the body says of a year: reported on, planned for, its subject (2022年是…), its first word, none."""

    mention: Mention
    tense: Tense
    stated: bool
    """In so many words: a heading (二、2015年工作打算) or an announcement (现将2014年工作总结如下)."""


def blank_cited(flat: str, where: Span) -> str:
    """Return ``flat`` up to the end of ``where``, with spaces there for cited titles, document numbers and dates of a day.

    ``"《规划(2010-2020年)》和教〔2014〕12号"`` → ``"                 和教         "``; length kept, so that offsets hold.
    """
    return flat[: where.start] + _CITED.sub(lambda match: " " * len(match[0]), where.of(flat))


def in_title(flat: str, where: Span, *, traditional: bool) -> list[Mention]:
    """Return what a title names as its years: ``"14年工作总结及15年工作计划"`` → 2014 and 2015."""
    readers = [_MONTHS, _ARABIC, _WRITTEN, _ROC_NAMED, _ROC, _SHORT, _NAKED]
    if traditional:
        readers.append(_ROC_TITLE)
    return [
        each
        for each in _mentions(flat, where, readers, traditional=traditional)
        if _may_be_own(flat, each, where) and not _cited_in_title(flat, each, where)
    ]


def plan_of_years(flat: str, where: Span) -> Mention | None:
    """Return the years of a plan for several, as its title names them: ``"2018—2020年三年行动计划"`` → 2018 to 2020.

    None where the title speaks of another's plan, names another year or counts other than its range.
    """
    found = _mentions(flat, where, [_MONTHS, _ARABIC, _WRITTEN], traditional=False)
    if len(found) != 1:
        return None
    (first, last), span = found[0].years, found[0].span
    before, after = flat[where.start : span.start], flat[span.end : where.end]
    plan = _YEARS_THEN_PLAN.fullmatch(after) or (_PLAN_THEN_YEARS.search(before) if _CLOSED.fullmatch(after) else None)
    if not plan or not 2 <= last - first <= 4 or _CITES.search(before) or _HEEDS.search(before):
        return None
    return found[0] if plan["count"] in (None, "三四五"[last - first - 2], str(last - first + 1)) else None


def in_body(flat: str, body: Span, *, traditional: bool) -> Iterator[Vote]:
    """Yield what each sentence of a body says of the years that it names; ranges of more than two years are left out.

    Of a year since which something holds it says nothing, but that the document is no earlier.
    """
    for sentence in _SENTENCE.finditer(flat, body.start, body.end):
        if "年" not in sentence[0]:
            continue
        where = Span(*sentence.span())
        for mention in _mentions(flat, where, [_MONTHS, _ARABIC, _WRITTEN, _ROC_NAMED, _ROC], traditional=traditional):
            if _may_be_own(flat, mention, where):
                yield _vote(flat, mention, where)
            elif _SINCE.match(flat, mention.span.end, where.end):
                yield Vote(mention, "none", stated=False)


def _vote(flat: str, mention: Mention, sentence: Span) -> Vote:
    before, after = flat[sentence.start : mention.span.start], flat[mention.span.end : sentence.end]
    words = sentence.of(flat)
    if _cited(before, after):
        return Vote(mention, "none", stated=False)
    at_head = bool(_BEGINS.fullmatch(before)) and not _PREPARES.search(before)
    done, will = bool(_DONE.search(words)), bool(_WILL.search(words))
    if re.match(r"\d{1,2}月", after):  # the day of an event
        return Vote(mention, "back" if done and not will else "none", stated=False)
    if (looks := _LOOKS.search(before)) is not None:
        return Vote(mention, "back" if looks[0] == "回顾" else "ahead", stated=False)
    back, ahead = _SAYS_BACK.match(after), _SAYS_AHEAD.match(after)
    if _ANNOUNCES.search(before) and (back or ahead):
        return Vote(mention, "back" if back else "ahead", stated=True)
    if back and not (ahead and ahead.end() <= back.end()):
        return Vote(mention, "back", stated=at_head and len(words) < 60)
    if ahead and not _PREPARES.search(before[-12:]) and not done:
        return Vote(mention, "ahead", stated=at_head)
    if done != will:
        return Vote(mention, "back" if done else "ahead", stated=False)
    if at_head and _OPENS.match(after):
        return Vote(mention, "open", stated=False)
    return Vote(mention, "none" if before.strip() or done else "begins", stated=False)


def _cited(before: str, after: str) -> bool:
    """Tell whether a body's year is that of what is heeded, cited or was once awarded, not that of the document.

    ``"根据省厅|2018年|工作要点"``, ``"继|2015年|荣获"``, ``"在|2018年|度考核中"``; not ``"根据上级要求制定|2018年|计划"``.
    """
    begins = max((match.end() for match in _CLAUSE_BEGINS.finditer(before)), default=0)
    clause = before[begins:]
    if _GATHERING.match(after) or _JUDGED_SO.match(after):
        return True
    if re.match(_JUDGED, after) and _JUDGED_IN.search(clause):
        return True
    if re.search(r"[^\s#*\d.、()一二三四五六七八九十]", clause) and _MILESTONE.match(after):
        return True
    if _ENDS_CITING.search(clause) or (_OURS.search(clause) and "继" not in clause):
        return False
    if _CITES.search(clause):
        return True
    heeds = _last(_HEEDS, clause)
    return heeds is not None and bool(_BODIES.search(clause, heeds.end()) or _BORNE.match(after))


def _cited_in_title(flat: str, mention: Mention, title: Span) -> bool:
    """Tell whether a title's year is that of what the document heeds: ``"贯彻省厅|2019年|工作要点的计划"``."""
    before, after = flat[title.start : mention.span.start], flat[mention.span.end : title.end]
    verb = _last(_TITLE_CITES, before)
    if not verb or _ENDS_CITING.search(before):
        return False
    return bool(_BORNE_IN_TITLE.match(after) or _BODIES.search(before, verb.end()))


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    return max(pattern.finditer(words), key=lambda match: match.end(), default=None)


def _may_be_own(flat: str, mention: Mention, sentence: Span) -> bool:
    first, last = mention.years
    before = flat[max(sentence.start, mention.span.start - 8) : mention.span.start]
    after = flat[mention.span.end : min(sentence.end, mention.span.end + 16)]
    return last - first <= 1 and not _NOT_OWN_BEFORE.search(before) and not _NOT_OWN_AFTER.match(after)


def _mentions(flat: str, where: Span, readers: list[re.Pattern[str]], *, traditional: bool) -> list[Mention]:
    """Return what the readers find, in order; of two that overlap, that of the reader that comes first."""
    found: list[Mention] = []
    for reader in readers:
        for match in reader.finditer(flat, where.start, where.end):
            span = Span(*match.span())
            years = _years(match, reader, traditional=traditional)
            if years and all(span.end <= each.span.start or each.span.end <= span.start for each in found):
                found.append(Mention(years, span))
    return sorted(found, key=lambda each: each.span.start)


def _years(match: re.Match[str], reader: re.Pattern[str], *, traditional: bool) -> tuple[int, int] | None:
    school = match["unit"] == "学年"
    if reader in (_ROC, _ROC_NAMED, _ROC_TITLE):
        written = arabic(match["a"])
        if len(written) < 3 and reader is _ROC and not traditional:
            return None  # 98学年度 is 1998 on the mainland
        first = int(written) + 1911
        return first, first + school
    first = _gregorian(arabic(match["a"]))
    second = match["b"]
    last = _gregorian(arabic(second)) if second else first + school
    return (first, last) if first <= last else None


def arabic(written: str) -> str:
    """Write each Chinese digit as an Arabic one: ``"二〇一五"`` → ``"2015"``."""
    return "".join(_DIGITS.get(each, each) for each in written)


def _gregorian(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 50 else 1900)


def own(votes: list[Vote], tense: Tense, wanted: Callable[[Vote], bool]) -> Mention | None:
    """Return the years that all ``wanted`` votes of a tense agree on; None where they differ or there are none."""
    chosen = [each.mention for each in votes if each.tense == tense and wanted(each)]
    return chosen[0] if chosen and len({each.years for each in chosen}) == 1 else None
