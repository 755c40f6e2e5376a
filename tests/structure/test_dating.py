"""The year a precedent is for: told where it says so, unknown where it does not."""

from __future__ import annotations

import re

import pytest

from ingest.document import DocType, Extract, Precedent, Span
from ingest.structure.analysis import analyse
from ingest.structure.dating import date
from ingest.structure.references import month, table
from ingest.structure.script import fold

BODY = "一、校园安全\n各校每月组织一次隐患排查，登记造册，限期整改，整改结果报区教育局备案。\n"
PLAN, SUMMARY, BOTH = "月桥区教育局工作计划", "月桥区教育局工作总结", "月桥区教育局工作总结和工作计划"

Years = tuple[int, int] | None


def precedent(text: str) -> Precedent:
    found = analyse("a1", "某.txt", Extract(text, "text/plain")).precedents
    assert len(found) == 1
    return found[0]


def dated(
    title: str, body: str, *, doc_type: DocType | None = None, furniture: tuple[Span, ...] = ()
) -> tuple[Years, str]:
    """Date a title and a body; the quote must be a slice of the text."""
    text = f"{title}\n{body}"
    years, evidence = date(
        text, fold(text), Span(0, len(title)), Span(len(title), len(text)), doc_type=doc_type, furniture=furniture
    )
    assert (years is None) == (evidence is None)
    if evidence is None:
        return None, ""
    assert text[evidence.start : evidence.end] == evidence.quote
    return years, evidence.quote


@pytest.mark.parametrize(
    ("title", "years", "quote"),
    [
        ("月桥区教育局2023年工作计划", (2023, 2023), "2023年"),
        ("月桥区教育局2023年度工作计划", (2023, 2023), "2023年"),
        ("月桥区教育局 2023 年工作计划", (2023, 2023), "2023 年"),
        ("月桥区教育局２０２３年工作计划", (2023, 2023), "２０２３年"),
        ("月桥区教育局2024—2025学年度工作计划", (2024, 2025), "2024—2025学年"),
        ("月桥区教育局2024-2025学年工作计划", (2024, 2025), "2024-2025学年"),
        ("月桥区教育局2024至2025学年工作计划", (2024, 2025), "2024至2025学年"),
        ("石门小学2014—2015学年度第二学期工作计划", (2014, 2015), "2014—2015学年"),
        ("石门小学2014年—2015年学年度工作计划", (2014, 2015), "2014年—2015年"),
        ("石门小学2014-15学年度工作计划", (2014, 2015), "2014-15学年"),
        ("石门小学14-15学年度工作计划", (2014, 2015), "14-15学年"),
        ("石门小学2014学年第一学期工作计划", (2014, 2015), "2014学年"),
        ("石门小学2014年9月至2015年7月工作总结", (2014, 2015), "2014年9月至2015年7月"),
        ("石门小学2015年春季工作计划", (2015, 2015), "2015年"),
        ("月桥区教育局二〇一五年工作计划", (2015, 2015), "二〇一五年"),
        ("月桥区教育局二○一五年工作计划", (2015, 2015), "二○一五年"),
        ("月桥区教育局二零一五年工作计划", (2015, 2015), "二零一五年"),
        ("月桥区教育局一九九八年工作总结", (1998, 1998), "一九九八年"),
        ("石门小学二〇一四—二〇一五学年度工作计划", (2014, 2015), "二〇一四—二〇一五学年"),
        ("月桥区教育局14年工作计划", (2014, 2014), "14年"),
        ("月桥区教育局14年工作总结及15年工作计划", (2014, 2015), "14年工作总结及15年"),
        ("月桥区教育局2015工作总结", (2015, 2015), "2015"),
        ("月桥区教育局2015年上半年工作总结及下半年工作计划", (2015, 2015), "2015年"),
        ("月桥区教育局2015年3月工作计划", (2015, 2015), "2015年"),
        ("松濤縣政府教育處112學年度工作計劃", (2023, 2024), "112學年"),
        ("松濤縣政府教育處98學年度工作計劃", (2009, 2010), "98學年"),
        ("松濤縣政府教育處一一二學年度工作計劃", (2023, 2024), "一一二學年"),
        ("松濤縣政府教育處113年度工作計劃", (2024, 2024), "113年"),
        ("松濤縣政府教育處民國104年工作計劃", (2015, 2015), "民國104年"),
        ("松濤縣政府教育處112學年度（2023年8月起）工作計劃", (2023, 2024), "112學年"),
        ("月桥区教育局2018年工作总结及2019年工作计划", (2018, 2019), "2018年工作总结及2019年"),
        ("月桥区教育局2018年工作总结和下一年工作计划", (2018, 2019), "2018年"),
        ("月桥区教育局落实《青岚省教育规划纲要(2010-2020年)》2012年工作计划", (2012, 2012), "2012年"),
        ("月桥区教育局关于落实青教〔2014〕12号文件的2015年工作计划", (2015, 2015), "2015年"),
        ("关于印发《月桥区教育局2015年工作计划》的通知", (2015, 2015), "2015年"),
    ],
)
def test_the_title_tells_the_year(title: str, years: Years, quote: str) -> None:
    assert dated(title, BODY) == (years, quote)


@pytest.mark.parametrize(
    ("title", "body", "years", "quote"),
    [
        (PLAN, "2022年是推进教育现代化的关键一年。", (2022, 2022), "2022年"),
        (PLAN, "2014年，我们取得了好成绩。2015年，我局将抓好三件事。", (2015, 2015), "2015年"),
        (PLAN, "现就2015年工作安排如下。", (2015, 2015), "2015年"),
        (PLAN, BODY * 6 + "二、2015年主要任务\n" + BODY, (2015, 2015), "2015年"),
        (PLAN, "到2020年基本实现教育现代化。2016年，要把基础打牢。", (2016, 2016), "2016年"),
        (PLAN, "根据青教〔2014〕12号和《规划纲要(2010—2020年)》，现制订2015年工作计划。", (2015, 2015), "2015年"),
        (PLAN, BODY + "月桥区教育局\n2014年12月25日\n", (2015, 2015), "2014年12月25日"),
        (PLAN, BODY + "月桥区教育局\n2015年2月25日\n", (2015, 2015), "2015年2月25日"),
        (SUMMARY, "现将2014年工作总结如下。", (2014, 2014), "2014年"),
        (SUMMARY, "2014年，全区学校顺利通过验收。\n三、2015年工作打算\n将继续努力。", (2014, 2014), "2014年"),
        (PLAN, "在全面完成2014年工作任务的基础上，2015年，我局将抓好三件事。", (2015, 2015), "2015年"),
        (PLAN, "为做好2015年教育工作，特制定本计划。", (2015, 2015), "2015年"),
        (PLAN, "2014—2015学年度第二学期，我校将抓好三件事。", (2014, 2015), "2014—2015学年"),
        (SUMMARY, "回顾2014年，成绩来之不易；展望2015年，任务艰巨。", (2014, 2014), "2014年"),
        (SUMMARY, "一、2014年主要工作\n开展了三件事。\n二、2015年工作打算\n做好五件事。", (2014, 2014), "2014年"),
        (SUMMARY, "2014年区教育系统在区委的正确领导下，教育各项工作成效显著。", (2014, 2014), "2014年"),
        (SUMMARY, "本局102年度辦理成果如下。", (2013, 2013), "102年"),
        (SUMMARY, "二〇一四年，全区荣获省级表彰。", (2014, 2014), "二〇一四年"),
        (SUMMARY, BODY + "月桥区教育局\n2015年1月8日\n", (2014, 2014), "2015年1月8日"),
        (SUMMARY, BODY + "月桥区教育局\n2014年12月28日\n", (2014, 2014), "2014年12月28日"),
        (
            BOTH,
            "一、2014年工作总结\n完成了三件事。\n二、2015年工作计划\n要做五件事。",
            (2014, 2015),
            "2014年工作总结\n完成了三件事。\n二、2015年",
        ),
        (BOTH, "现将2014年工作总结如下。完成了三件事。\n二、明年工作计划\n要做五件事。", (2014, 2015), "2014年"),
        (
            BOTH,
            "现将2014年上半年工作总结如下。完成了三件事。\n二、下半年工作计划\n要做五件事。",
            (2014, 2014),
            "2014年",
        ),
    ],
)
def test_the_body_tells_the_year_where_the_title_does_not(title: str, body: str, years: Years, quote: str) -> None:
    assert dated(title, body) == (years, quote)


@pytest.mark.parametrize(
    ("title", "body", "years", "quote"),
    [
        (PLAN, "今年是“十三五”开局之年，全区要开好头。", (2016, 2016), "十三五”开局之年"),
        (PLAN, "20xx年是“十二五”规划的收官之年，20xx年要抓紧。", (2015, 2015), "十二五”规划的收官之年"),
        (PLAN, "今年是“十一五”的第三年。", (2008, 2008), "十一五”的第三年"),
        (PLAN, "今年是第十四个五年规划的最后一年。", (2025, 2025), "第十四个五年规划的最后一年"),
        (PLAN, "以优异成绩迎接党的二十大胜利召开。", (2022, 2022), "迎接党的二十大"),
        (PLAN, "以党的十八届三中、四中全会精神为指导。", (2015, 2015), "十八届三中、四中全会"),
        (PLAN, "贯彻党的十八大和十八届三中、四中、五中全会精神。", (2016, 2016), "十八届三中、四中、五中全会"),
        (PLAN, "贯彻党的十七届三中、四中全会精神。", (2010, 2010), "十七届三中、四中全会"),
        (PLAN, "去年是“十二五”的最后一年，成绩不小。", (2016, 2016), "十二五”的最后一年"),
        (PLAN, "隆重庆祝第三十个教师节。", (2014, 2014), "第三十个教师节"),
        (PLAN, "开展庆祝中国共产党成立100周年活动。", (2021, 2021), "中国共产党成立100周年"),
        (SUMMARY, "明年是“十三五”的开局之年。", (2015, 2015), "十三五”的开局之年"),
        (
            SUMMARY,
            "一年来，扎实开展党史学习教育。贯彻十九届五中、六中全会精神。",
            (2021, 2021),
            "党史学习教育。贯彻十九届五中、六中全会",
        ),
        (SUMMARY, "一年来，先后组织学校抗击台风“麦莎”。", (2005, 2005), "台风“麦莎"),
        (SUMMARY, "紧扣迎接和学习宣传贯彻党的二十大这条主线。", (2022, 2022), "迎接和学习宣传贯彻党的二十大"),
        (f"{PLAN}（2021年）", "20xx年是“十三五”开局之年。20xx年起步。", (2016, 2016), "十三五”开局之年"),
    ],
)
def test_dated_references_tell_the_year_where_they_leave_one(title: str, body: str, years: Years, quote: str) -> None:
    assert dated(title, body) == (years, quote)


def test_what_stands_in_other_script_is_read_the_same() -> None:
    assert dated("石門國小工作計畫", "今年是「十三五」開局之年。") == ((2016, 2016), "十三五」開局之年")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (PLAN, BODY),
        ("教育局20xx年工作计划", BODY),
        ("教育局20XX年工作计划", "2019年是重要的一年。"),
        ("教育局20**年工作计划", BODY),
        ("教育局xxxx年工作计划", BODY),
        ("石门小学20xx-2015学年度工作计划", BODY),
        ("2021年教育局工作计划", "20xx年，我局将做好下列工作，到20xx年底全部完成。"),
        ("月桥区教育局2016—2020年发展规划", BODY),
        ("月桥区教育局近三年(2013-2015年)工作总结", BODY),
        ("月桥区教育局2014年以来工作总结", BODY),
        ("月桥区教育局30年的工作总结", BODY),
        ("月桥区教育局建校20年工作总结", BODY),
        ("月桥区教育局工作总结（2015-01-15）", BODY),
        ("落实教育现代化2035工作要点", BODY),
        ("石门小学2015级新生军训计划", BODY),
        ("月桥区学校食堂工作计划", "餐具消毒温度不低于110度，留样不少于48小时。"),
        (PLAN, BODY * 5 + "到2035年基本实现教育现代化。"),
        (PLAN, "2014年我们取得了好成绩，荣获省级表彰。"),
        (PLAN, "自2014年以来，学校面貌大变。"),
        (PLAN, "根据《教育规划纲要(2010—2020年)》和青教〔2014〕12号文件。"),
        (PLAN, "每校补助2015元，电话0577-2015201。"),
        (PLAN, "发布时间：2016-03-01"),
        (PLAN, "根据区委2014年12月会议精神，制订本计划。"),
        (PLAN, "2014年是极不平凡的一年。新的一年，我们要再接再厉。"),
        (SUMMARY, "今年投入增长。2013年投入2000万元，2014年投入2200万元。"),
        ("2015年教育局2014年工作总结", BODY),
        (PLAN, "近三年(2013-2015年)投入持续增长。"),
        (PLAN, "按照2011年版课程标准组织培训。"),
        (PLAN, "比2013年增长三成。"),
        (PLAN, "2012年9月5日，召开了电视电话会议。"),
        (PLAN, "第十二个五年规划实施以来，变化很大。"),
        (PLAN, "宣传《中华人民共和国教师法》。新修订的《义务教育法》要人人知晓。"),
        (PLAN, "贯彻党的十八届三中全会精神。"),
        (PLAN, "贯彻党的二十大精神和二十届二中全会精神。"),
        (PLAN, "贯彻习近平新时代中国特色社会主义思想，落实“双减”政策。"),
        (PLAN, "2015年是“十二五”收官之年，取得了圆满成绩。"),
        (PLAN, "谋划好“十五五”开局之年的工作。"),
        (PLAN, "做好常态化疫情防控。"),
        (PLAN, "巩固党的群众路线教育实践活动成果。"),
        (PLAN, "到建党100周年时全面建成小康社会。"),
        (PLAN, "吸取汶川地震教训，开展演练。"),
        (PLAN, "发扬抗击非典的精神。"),
        (PLAN, "本学期是“十三五”开局之年的第一个学期。"),
        (SUMMARY, "以优异成绩迎接党的二十大胜利召开。"),
        (SUMMARY, "2015年，我局将做好三件事。"),
        (SUMMARY, "贯彻党的十八届四中全会精神。"),
        (SUMMARY, "20xx年，完成三件事。20xx年是“十三五”开局之年，我们将再接再厉。"),
        (SUMMARY, "像抗击非典那样抓防控，总结经验，取得实效。"),
        (BOTH, "今年是“十三五”开局之年。"),
        (SUMMARY, BODY + "月桥区教育局\n2015年6月8日\n"),
        ("石门小学学期工作总结", BODY + "石门小学\n2015年1月8日\n"),
        ("月桥区教育局2013年工作计划", "贯彻党的十九届四中全会精神。"),
    ],
)
def test_no_year_rather_than_a_wrong_one(title: str, body: str) -> None:
    assert dated(title, body) == (None, "")


def test_page_furniture_and_what_a_collection_is_called_are_not_the_documents_words() -> None:
    body = "今年是“十三五”开局之年。\n2016年工作计划\n"
    start = len(PLAN) + 1
    assert dated(PLAN, body + BODY, furniture=(Span(start, start + len(body)),)) == (None, "")
    text = f"{PLAN}2023年篇1\n{BODY}"
    assert date(text, fold(text), Span(0, len(PLAN) + 7), Span(len(PLAN) + 7, len(text)), own_title=False)[0] is None


def test_the_kind_of_document_may_be_given() -> None:
    body = "2014年，全区荣获省级表彰。"
    assert dated("月桥区教育局材料", body, doc_type="summary")[0] == (2014, 2014)
    assert dated("月桥区教育局材料", body, doc_type="plan")[0] is None


def test_analysis_dates_a_precedent() -> None:
    text = f"{PLAN}\n2022年是推进教育现代化的关键一年。\n{BODY}"
    found = precedent(text)
    assert found.year == (2022, 2022)
    assert found.year_evidence is not None and found.year_evidence.quote == "2022年"


def test_the_table_of_references_is_sound() -> None:
    rows = table()
    assert len(rows) >= 120
    assert len({row.term for row in rows}) == len(rows)
    for row in rows:
        compiled = re.compile(fold(row.term))
        assert not compiled.match(""), row.term
        assert compiled.groups == 0, f"{row.term}: groups must not capture"
        assert month("1990") <= row.first <= month("2031"), row.term
        assert row.last is None or row.first <= row.last <= month("2031"), row.term
        assert row.kind in ("年份", "事件", "会议", "规划", "普法", "活动", "法律", "文件", "台湾"), row.term
        assert re.search(r"\d{4}", row.source), row.term
        if row.kind == "年份":
            assert row.first // 12 == (row.last or 0) // 12, row.term
