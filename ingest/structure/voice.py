"""The level that a body tells by how it speaks of its own: 我县, 全市, 各乡镇人民政府：.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import AgencyLevel

_BODY: tuple[tuple[AgencyLevel, re.Pattern[str]], ...] = (
    (
        "county",
        re.compile(
            r"[全我本](?:自治)?[县区旗](?![域级])|[区县]委(?!员)|县直|县财政|(?<![各到全])县(?:教育|教体)[^,。\n]{0,2}局|县府"
        ),
    ),
    ("city", re.compile(r"[全我本]市|市委(?!员)|市直")),
    ("unknown", re.compile(r"[全我本](?:乡(?!镇|村)|镇|街道)")),  # of a town, which has no level of its own
    ("province", re.compile(r"[全我本]省|(?<!兄弟)省委(?!员)")),
    (
        "school",
        re.compile(
            r"[我本全]校(?!验)|[我本全]园(?=[^林])|[我本]院|学校党[委总支]|本学校|校长室|校领导|校长(?:审阅|向|的审)|学校(?:办公室|行政会)"
        ),
    ),
)
_OWN_VOICE = re.compile(r"[我本](?:自治)?([县区旗市省校园]|[乡镇](?!镇))")
_VOICES: dict[str, AgencyLevel] = {
    "县": "county", "区": "county", "旗": "county", "市": "city", "省": "province", "校": "school", "园": "school",
    "乡": "unknown", "镇": "unknown",
}  # fmt: skip
_OWN_OFFICE = re.compile(
    r"(?:^|[\n,。;:年\dx*_])[^,。;:\n]{0,14}?(?:(?<![学文理专百内外本])科(?![技学协普研教目])|股|教研室|办公室|(?<!活动)中心|电教馆|仪器站)"
    r"(?:20\d\d年|(?:20)?[x×_*]{2,4}年)?(?:的?工作(?:计划|总结|职责|月历|主题|思路|要点|重点|目标|总的要求)|,?将(?!由)|,?[现特]?(?:拟定|制[定订](?!的)|编制)|结合[本我]?(?:科|股|室|站|中心))|(?:我科|[我本](?:科室|股室?|办公室|处室)|本(?:科|中心)(?=将|工作|的|职))"
    r"|(?:配合|会同|协同|协助)(?!各)[^,。]{0,5}(?:科|股|科室)(?![学技目])|制[定订][^,。;\n]{0,12}教研(?:工作)?计划",
    re.IGNORECASE,
)
_HEAD = 420
"""Characters in which an office says who it is; further down it names others, and its appendices."""
_TOWNS = re.compile(
    r"各?(?:乡镇|镇街|镇办|镇\((?:办|街)[^)]{0,8}\)|镇)(?:中心校|教委|教办|中心学校|学区|\(开发区\)教委)|各(?:乡镇|镇街)"
)
_COUNTIES = re.compile(r"各(?:县|区县|县区|市县|区\()|县\(?市|县\(区|县区|各区")


_COUNTY_HINTS = re.compile(
    r"[县区]里(?!的?外)|(?<![各到全外])[县区](?:局|级)(?!市)|(?<![各全外])县(?:第.{1,3}[次届]|[一二三四五六七八九][小中]|职[中教]|城(?![镇乡])"
    r"|(?:图书|文化|博物|体育)馆|(?:人民|中)医院)"
    r"|(?:安全|人事|财务|计财|规建|教育|基教|业务|执法|法规|审批|监督|综合)股(?![份权东民])"
)
"""What a county says of its own, and others may say, too: they count where nothing else does. 股 are a county bureau's."""
_ADDRESSED = re.compile(r"(?m)^\s*[^。;\n]{0,6}各(?P<who>[^。;\n]{2,60})[::]\s*$")
_OVER: tuple[tuple[AgencyLevel, re.Pattern[str]], ...] = (
    ("province", re.compile(r"(?:设区|地级)?市(?:州|\(州|、州|教育局|人民政府)|设区")),
    ("city", re.compile(r"县|区县|市辖区|区(?!内|属|直)")),
    ("county", re.compile(r"乡|镇|街道|镇街")),
)
"""Whom a bureau of a level writes to."""


def of_voice(body: str) -> AgencyLevel:
    """Return the level that a body speaks of as its own, ``"unknown"`` where it does not tell: ``"我县…全县…"`` → ``"county"``."""
    counts = {level: len(pattern.findall(body)) for level, pattern in _BODY}
    if _OWN_OFFICE.search(body[:_HEAD]) and counts["school"] < 2:
        return "office"
    for match in _OWN_VOICE.finditer(body):  # our county weighs more than all the city, of which it is a part
        counts[_VOICES[match[1]]] += 1
    if addressed := _addressed(body[:_HEAD]):
        counts[addressed] += 2
    most = max(counts, key=lambda level: counts[level])
    if counts[most] < 2:
        hinted = counts["county"] + len(_COUNTY_HINTS.findall(body)) >= 2 and counts[most] == counts["county"]
        return "county" if hinted else "unknown"
    if most in ("city", "province") and counts["county"] >= 2 and 2 * counts["county"] >= counts[most]:
        most = "county"  # a county names the levels above it far more than a city says 全区
    if most == "city" and len(_TOWNS.findall(body)) >= 3 and not _COUNTIES.search(body):
        return "county"
    return most


def _addressed(head: str) -> AgencyLevel | None:
    """Tell the level of who writes to those that a notice names in its first lines: ``"各乡镇人民政府："`` → ``"county"``."""
    line = _ADDRESSED.search(head)
    return next((level for level, pattern in _OVER if pattern.match(line["who"])), None) if line else None
