"""The level of the agency that a precedent is of: by the name in its title, else by that which signs it, else by its voice.

A title is read up to where its subject begins: in 月桥区教育局2023年学校安全工作计划 the schools are the subject, in
月桥区教育局安全科2023年工作计划 the section (科) is the author. A place named 市 is taken for a prefecture-level city unless the
body speaks of itself as a county (全县, 县级市): the name alone cannot tell.

Works on folded text (see script.fold): Simplified, half-width.
"""

from __future__ import annotations

import re

from ingest.document import AgencyLevel
from ingest.structure.voice import of_voice

_MARKS = re.compile(r"\s+|[“”\"#*《》「」【】]|篇[一二三四五六七八九十\d]+$|^关于(?:印发|下发|转发)?")
_YEAR = re.compile(
    r"(?:\d{2,4}|[二一][〇○零OoO一二三四五六七八九]{3}|[x×_*]{2,4}|\d{2}[x×_*○]{2})"
    r"(?:[-—–~至]+(?:\d{2,4}|[\dx×_*]{2,4}))?(?:学年度?|年度?)(?:第[一二12]学期|[上下]半年|[春秋]季(?:学期)?)?",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"小学|中学|高中|初中|完小|幼儿园|幼稚园|职专|职高|技校|[一二三四五六七八九十]小|[一二三四五六七八九十]中(?!全会)"
    r"|附[小中]|中心校|职教中心|职业(?:技术)?教育中心|学校|学院|大学|党校|国[小中](?!局)|校区|(?<![学高驾])校(?=$)"
)
_ATTACHED = re.compile(r".{0,6}(?:机关|附属|直属|实验|第[一二三四五六七八九十\d]).{0,6}(?:幼儿园|小学|中学|高中|学校)")
_OFFICE = re.compile(
    r"(?<![学文理专百内外本])科(?![技学协普研教幻目])|各?科室|股(?![份权东])|(?:办公|教研|督导|督学|教科|监察|审计|财务|人事)室"
    r"|[处馆站](?=$)|处室|教科[所院]|(?:教育科学|教学|教师发展)研究[所院]|教研中心|电教馆|仪器站|(?<!中)中心(?=$|这|的|[今去]年)"
    r"|(?:招|安|校建|体卫艺|综治|督导|普法|资助|人事|教|民政|应急|党政|扶贫|综合|信访|文明|创建|环保|城管|农业|经济|规划)办(?=$|的)|少年宫|教研组(?=$)"
)
_BUREAU = re.compile(
    r"局|委员会|教[工育]?委|[市县区旗省州]委|[市县区旗省州]直|厅|人民政府|政府|[县市]府|管委会|教育处|教育工委|行署|教育系统"
)
_PLACES: tuple[tuple[AgencyLevel, str], ...] = (
    ("city", r"地区|自治州|州|盟"),
    ("province", r"特别行政区|自治区|省|兵团|(?:^|[^一-龥])(?:北京|天津|上海|重庆)市"),
    ("county", r"自治县|县|自治旗|旗|开发区|(?<![校社片学赛地灾景])区"),
    ("city", r"市(?![场政容民值直])"),
    ("unknown", r"镇|(?<!城)乡(?!村|土|教)|街道"),
)
_PLACE = re.compile("|".join(f"(?P<p{at}>{words})" for at, (_, words) in enumerate(_PLACES)))
_COUNTY_CITY = re.compile(r"[全我本]县(?!域)|县级市")
_DATE = re.compile(r"[(]?(?:(?:19|20)[\dx×*_]{2}|[二一][〇○◯零OoΟ0九][^年]{2})[ \t]*年.{0,12}[)]?")
_SIGNATORY = re.compile(
    r"[^,。;:!?、\d]{2,28}(?:局|委|委员会|厅|处|科|股|室|中心|站|所|队|校|学|园|院|政府|办|公司)(?:\(章\))?"
)
_LAST_LINES = 400
"""Characters at the end of a body in which it is signed."""


def level_of(title: str, body: str) -> AgencyLevel:
    """Return the level; ``"unknown"`` where neither title nor body tells.

    ``("青柘市教育局2015年工作计划", "")`` → ``"city"``; ``("青柘市教育局人事科工作计划", "")`` → ``"office"``;
    ``("年度工作计划", "我县…全县…")`` → ``"county"``.
    """
    named = _of_name(_author(title))
    if named == "city" and len(_COUNTY_CITY.findall(body)) >= 2:
        return "county"
    if named:
        return named
    signed = _of_signature(body)
    if signed:
        return signed
    voiced = of_voice(body)
    return voiced if voiced != "unknown" else "school" if _BARE_SCHOOL.match(_author(title)) else "unknown"


_BARE_SCHOOL = re.compile(r"(?:学校|小学|中学|高中|初中|幼儿园)")


def _author(title: str) -> str:
    """Cut a title before its year, which stands between author and subject: ``"月桥区教育局2023年计划"`` → ``"月桥区教育局"``.

    A year in front is dropped; where there is none, the words of the genre (工作计划) end the name.
    """
    words = _MARKS.sub("", title)
    words = _YEAR.sub("\n", words).lstrip("\n()")
    words = words.split("\n")[0]
    return re.split(
        r"(?<=.)(?:20\d\d|[上下]半年|年度|年终|关于|教育工作|(?:安全|教学|德育|党建|教研|财务|人事|电教|教务|总务|卫生|体育)?工作|(?:计划|总结|要点))",
        words,
        maxsplit=1,
    )[0].removeprefix("20xx")


def _of_signature(body: str) -> AgencyLevel | None:
    """Tell the level of the office that stands alone above, or beside, the date that closes a body; None where none does."""
    lines = [line for each in body[-_LAST_LINES:].split("\n") if (line := "".join(each.split()))]
    for place, line in enumerate(lines[1:], 1):
        dated = _DATE.search(line)
        if not dated or dated.end() < len(line):
            continue
        name = line[: dated.start()] or lines[place - 1]
        if len(name) <= 30 and _SIGNATORY.fullmatch(name):
            return _of_name(name)
    return None


def _of_name(name: str) -> AgencyLevel | None:
    """Tell the level of a named author; None where it names none: ``"教育局"`` → None."""
    bureau, school = _BUREAU.search(name), _SCHOOL.search(name)
    if school and not (bureau and bureau.start() < school.start()):
        bare = _BARE_SCHOOL.match(name)
        office = _OFFICE.search(name, school.start())
        return None if bare and not office else "office" if bare and not bureau else "school"
    if bureau and _ATTACHED.match(name, bureau.end()):
        return "school"
    if _is_office(name, bureau):
        return "office"
    place = _place(name[: bureau.end()] if bureau else name)
    return place if place or not bureau else _unplaced(name)


def _is_office(name: str, bureau: re.Match[str] | None) -> bool:
    """An office is a part of a bureau; the office of a government (县政府办公室) is a bureau itself."""
    found = _OFFICE.search(name, bureau.end() if bureau else 0)
    if not found:
        return False
    return not (
        bureau and bureau[0].endswith(("政府", "府", "委")) and not bureau[0].startswith("教") and "局" not in name
    )


def _unplaced(name: str) -> AgencyLevel | None:
    return "province" if "教育厅" in name else None


def _place(name: str) -> AgencyLevel | None:
    """Tell the level of the innermost place in a name: ``"望川市月桥区教育局"`` → ``"county"``."""
    level: AgencyLevel | None = None
    for match in _PLACE.finditer(name):
        level = _PLACES[int((match.lastgroup or "p0")[1:])][0]
    return level
