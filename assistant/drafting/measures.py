"""Is a line a measure, the sentence of a plan that says what is to be done? What leads in to one is taken off.

A line is looked at clause by clause. A lead-in (``围绕一个目标，抓好五件事``), an aim without a way (``巩固率达到95%以上``), a
definition (``今年是攻坚之年``) and a trouble (``校舍安全还有漏洞``) are no measures; a line needs one clause that is.
Words are only taken away, never added.
"""

from __future__ import annotations

import re

from ingest.structure.words import tagged

_OWN_YEAR = r"(?:今年|明年|本学年|新的一年里?|(?:19|20)(?:\d\d|[xX×*_]{2})年度?)(?![底初内末前间春秋上下第的至到是以\d—–\-~])，?"
_WHO = re.compile(
    rf"^(?:{_OWN_YEAR})?"
    r"(?:(?:我们|我局|局机关|教育局|教体局)(?:将|要|还将|还要)?|[县区市]?教(?:体|育|育体育)局(?:将|要|还将|还要)|要(?![求点素闻]))，?"
)
_YEAR = re.compile(rf"^{_OWN_YEAR}(?:将(?!.{{0,16}}(?:列入|纳入|作为|划分|调整))|要)?(?=[\u4e00-\u9fff“《])")
_WE = re.compile(r"(?<=[，；])(?:我们|我局)(?:将|要)?")
_LEVEL = re.compile(r"(?<=[与同合由以、和及])[市县区](?=(?!教|场)[\u4e00-\u9fff]{2,6}?(?:[局委](?!员)|[大支]队))")
"""会同|县|公安局: bureaus of the writer's own level need no word that says so."""
_THEREUPON = re.compile(r"^(?:据此|在(?:此|这个|这一)基础上|与此同时|在这方面|对此|通过(?:以上|上述)[^，]{0,8})，?")
_INNER_MARK = re.compile(
    r"(?<=[，；：])(?:[一二三四五六七八九十]是要?|[（(][一二三四五六七八九十\d]{1,2}[)）]|第[一二三四五六七八九十]，)"
)
_LEADS_IN = re.compile(
    r"(?:围绕|突出|抓住|把握|坚持|聚焦|紧扣)(?:好|着)?[一二两三四五六七八九十][个条大项]?[\u4e00-\u9fff]{0,4}(?:中心|重点|目标|主线|关键|核心|主题|原则)$"
    r"|(?:以下|如下|下列|下面)[几\d一二三四五六七八九十]?|(?:[几\d一二三四五六七八九十两]+)(?:件|项|个)?(?:重点|主要|大)?"
    r"(?:事|大事|实事|方面|工作|任务|环节|问题)(?:上下功夫|入手)?$"
    r"|研究(?:确定|决定)|(?:思路|原则|要求)(?:展开|开展|推进)(?:工作)?$"
)
_PREAMBLE = re.compile(
    r"^[^，：]{0,14}(?:总的?要求|总体(?:要求|目标|思路)|指导思想|工作(?:思路|目标|主线)|主要(?:目标|任务|思路)|奋斗目标|目标任务|基本原则)"
    r"(?:$|是|为|：)|[，；]是[^，；]+"
    r"|^[^，；]{0,10}(?:项目|工程|内容)(?:主要)?包括|^[一二三四五]期(?:工程)?[^，；]{0,4}(?:为|是)"
)
"""A line that says what the office aims at, or what the matter is, from its beginning to its end."""
_BACKGROUND = re.compile(
    r"(?:会议|全会|讲话|报告)上?(?:把|将|首次|明确|已|就)?[^，；]{0,24}(?:提出了?|指出|强调|作为[^，；]{0,16}(?:开始|正式|予以))"
    r"|开始(?:推动|启动|施行)$|(?:大会|[一二三四五六七八九十]大|全会|两会)[^，；]{0,4}(?:将|即将)[^，；]{0,6}(?:召开|开幕|举行)|交账"
)
"""What others have said or are about to do: a reason for measures and none."""
_OCCASION = re.compile(
    r"(?:迎接|喜迎|迎|庆祝|纪念|献礼|献给)(?:党的|建党|建国|新中国|中国共产党|[^，；]{0,10})"
    r"(?:[一二][十]?[一二三四五六七八九十]大(?!报告|精神)|百年|(?:\d+|[一二三四五六七八九十百]+)周年)|胜利召开|(?:周年|百年|[十百]大)[^，；]{0,4}献礼"
)
"""What happens in one year alone, and not in that of the draft."""
_IS = re.compile(
    r"^是|^(?!对|凡|以|把|将|按|从|围绕|坚持|重点是)[^，；]{2,30}(?<![于要还就凡但只若正可总老都特尤])是(?![否非])"
)
_WAY_IS = re.compile(r"^[^，；]{0,20}(?:思路|办法|做法|措施|重点|任务|内容)是")
"""What follows is the measure: 校改资金的使用思路是|结合布局调整新建寄宿制小学."""
_THING = re.compile(r"^[^，；要应须由把将对]*(?:项目|工程|名单|情况|一览表)$")
_HOW = (
    r"(?:[全我][县区市])?将?(?:努力|力争|争取|切实|全面|基本|最终|从而|进而|逐步|有效|不断|真正|坚决|年内|年底|全年)*"
)
_AIM = re.compile(
    rf"^{_HOW}(?:力争|争取|实现|达到|不(?:发生|出现)|没有|无(?!证|障|人)|零|使|让|以确保|形成[^，；]*(?:格局|氛围|局面)$"
    r"|(?:进一步)?(?:提高|提升|增强|促进)[^，；]{0,14}(?:水平|质量|素质|能力|形象|发展|满意度|效益)$"
    r"|(?:确保|保证)[^，；]*(?:不(?:发生|出现|出|留)|无|零|安全$|稳定$|达到|达标|以上|100[%％]))"
    r"|“[三四五六]个不(?:发生|出现)”|不发生[^，；]*(?:事故|事件|疫情|案件)"
)
_MEASURED = re.compile(
    r"(?:率|比例|占比|比重|人数|面积|均值|满意度|覆盖面|指标|生均[\u4e00-\u9fff]{2,6})[^，；]{0,16}"
    r"(?:达|达到|不低于|不少于|不超过|保持|控制|稳定|提高|下降|上升|高于|低于|为|占|以上|以内|\d[\d.]*[%％])"
    r"|^\d[\d.]*[%％](?:以上)?的"
)
_TROUBLE = re.compile(
    r"(?:还|仍|尚|依然|仍然)(?:存在|没有|不够|不足|缺乏|[有需][^，；]{0,20}(?:问题|差距|漏洞|不足|看护缺位))|存在[^，；]{0,14}(?:问题|不足|漏洞|差距|短板|隐患|现象)$"
    r"|倾向[^，；]*存在|(?:^|[^少没])有的(?:校长|学校|教师|单位|地方|干部)|有待(?:进一步)?(?:提高|加强|完善)|(?:后继乏人|还有漏洞|差得远|不容乐观|任务艰巨|用得少)|(?:不足|薄弱|滞后|突出|不够)$"
)
_SETTING = re.compile(
    r"^(?:按照|根据|围绕|以[^，]+为|为了?|结合|针对|依据|遵循|本着|随着|通过|在[^，]+[中下上后前里时]$)"
)
_LEFT_OPEN = re.compile(
    r"^(?:结合[^，；]{0,8}实际|按照|根据|为了?|以便|[^，；]*(?:前提下|基础上|同时|期间))[^，；]{0,8}$"
)
"""A last clause that leads on to what was cut off."""
_DOES = re.compile(
    r"^(?:[^，；]{0,12}(?:认真|切实|扎实|积极|大力|深入|进一步|严格|继续|定期|按时|及时))?"
    r"(?:落实|加强|推进|开展|做好|抓好|完善|强化|健全|建立|组织|推行|实行|实施|举办|落细|规范|建设|改造|新建|招聘|督促|加快)"
)
_ACTION = re.compile(
    r"(?:认真|切实|扎实|积极|大力|全面|深入|进一步|严格|继续|坚持|不断|着力|持续|统筹|科学|合理|有序)?"
    r"(?:落实|加强|推进|开展|做好|抓好|完善|强化|健全|建立)"
)
_BARE = re.compile(
    r"^(?:认真|切实|扎实|积极|大力|全面|深入|进一步|严格|继续|坚持|不断|着力|持续|统筹|重点|【年份】)*"
    r"(?:落实|加强|推进|开展|做好|抓好|完善|强化|健全|建立|狠抓|规范|实施|提高|提升|深化|优化|推动|加大|督查|抓|做)[^，；每\d]+$"
)
_BARE_LONG = 22


def as_measure(line: str) -> str | None:
    """Return the line with what leads in to its measure taken off; None where it holds none.

    ``"今年，我们要重点抓好五件事，推行“一岗双责”，每月排查隐患。"`` → ``"推行“一岗双责”，每月排查隐患。"``;
    ``"小学巩固率达到99%以上。"`` → None.

    Args:
        line: as ``statements.clean`` returns it.
    """
    line = in_own_voice(line)
    if _PREAMBLE.search(line) or _BACKGROUND.search(line):
        return None
    clauses = [each for each in _clauses(_way(line)) if not _OCCASION.search(each)]
    while clauses and _LEADS_IN.search(clauses[0].rstrip("，；：")):
        clauses = clauses[1:]
    if not clauses or _IS.match(clauses[0]) or not any(_acts(each.rstrip("，；")) for each in clauses):
        return None
    while len(clauses) > 1 and _LEFT_OPEN.match(clauses[-1].rstrip("，；")):
        clauses.pop()
    rest = "".join(clauses).rstrip("，；")
    return None if _THING.match(rest) and not opens_with_verb(rest) else rest + "。"


def _way(line: str) -> str:
    rest = _WAY_IS.sub("", line)
    return rest if opens_with_verb(rest) or _SETTING.match(rest.partition("，")[0]) else line


def in_own_voice(line: str) -> str:
    """Return the line without who speaks, when, and of what level: ``"2019年，我局将会同县公安局巡查。"`` → ``"会同公安局巡查。"``.

    The year that a plan or summary is of is that of its title; a sentence that opens with it says no more without it.
    """
    line = _INNER_MARK.sub("", _THEREUPON.sub("", line))
    return _LEVEL.sub("", _WE.sub("", _YEAR.sub("", _WHO.sub("", line))))


def opens_with_verb(line: str) -> bool:
    """Tell whether a line begins with its action: ``"落实应急预案。"`` → True, ``"预案要落实。"`` → False."""
    tags = [tag for _, tag in tagged(line)[:3]]
    if _ACTION.match(line) or tags[:1] == ["v"]:
        return True
    return bool(tags) and tags[0] in ("d", "ad", "a") and any(tag.startswith("v") for tag in tags[1:])


def tells_of_trouble(line: str) -> bool:
    """Tell whether a line says what went wrong with another office: ``"消防设施还存在漏洞。"`` → True."""
    return any(_TROUBLE.search(each.rstrip("，；")) for each in _clauses(line))


def is_bare(line: str) -> bool:
    """Tell whether a line is but a heading, an action without a way: ``"狠抓校园安全隐患排查与整改。"`` → True."""
    return len(line) <= _BARE_LONG and bool(_BARE.match(line.rstrip("。")))


def _clauses(line: str) -> list[str]:
    """Split a line after its commas and semicolons, its stop left out; a colon ends a lead-in, so it splits too."""
    return [each for each in re.split(r"(?<=[，；：])", line.rstrip("。")) if each]


def _acts(clause: str) -> bool:
    if _DOES.match(clause):
        return True
    return not (
        _AIM.search(clause)
        or _MEASURED.search(clause)
        or _SETTING.match(clause)
        or _LEADS_IN.search(clause)
        or _TROUBLE.search(clause)
    )
