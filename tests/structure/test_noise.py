"""Page furniture is skipped, and nothing else is."""

from __future__ import annotations

import pytest

from ingest.document import Extract, Span
from ingest.structure.analysis import analyse
from ingest.structure.noise import find_noise, read_rules
from ingest.structure.script import fold

BODY = "一、校园安全\n各校每月组织一次隐患排查，登记造册，限期整改，整改结果报区教育局备案。\n"


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2023-03-01",
        "发布时间：2023年3月1日 来源：月桥教育网 作者：佚名",
        "日期:2023-05-06 阅读：128次",
        "更新于 2022/03/05",
        "来源：月桥教育网",
        "责任编辑：佚名",
        "浏览次数：1024",
        "文章录入：admin　　责任编辑：admin",
        "您当前的位置：首页 > 政务公开 > 计划总结",
        "您的位置：首页 > 政务公开 > 计划总结",
        "当前位置：首页 > 计划",
        "首页 > 工作计划 > 教育",
        "首页 » 工作计划",
        "立即下载",
        "下载本文 word 版",
        "打印本页",
        "关闭窗口",
        "返回顶部",
        "【返回列表】",
        "【打印】【关闭】",
        "分享到：微信 微博",
        "收藏",
        "复制全文",
        "上一篇：春季开学工作通知",
        "下一篇：没有了",
        "文章分页：1 2 3 下一页",
        "版权所有 月桥教育网",
        "Copyright © 2023 Yueqiao All Rights Reserved",
        "某ICP备00000000号-1",
        "技术支持：某科技公司",
        "2/5页",
        "共12页",
        "字号：大 中 小",
        "首页 要闻 政务 服务 互动 专题 数据 地图",
        "以上就是小编整理的教育局工作计划，欢迎阅读参考。",
        "本文仅供参考，希望对您有所帮助！",
        "發布時間：2023-03-01　點擊：35",
    ],
)
def test_a_line_of_furniture_is_noise(line: str) -> None:
    text = fold(f"月桥区教育局工作计划\n{line}\n{BODY}")
    start = text.index(fold(line))
    assert find_noise(text) == (Span(start, start + len(line)),)


@pytest.mark.parametrize(
    "line",
    [
        "一、校园安全",
        "各校每月组织一次隐患排查。",
        "（一）做好信息发布工作，2023年3月1日前公开招生简章。",
        "做好推荐阅读书目的遴选，推荐阅读书目报区教育局备案。",
        "完善首页栏目设置，及时更新政务公开内容。",
        "三月：召开部署会议",
        "打印试卷须由专人负责，全程监控。",
        "来源单一的学校要拓宽经费渠道。",
        "责任单位：安全科",
        "学校 计划数 完成数",
        "2023年12月31日",
        "附件：2019年重点任务分解表.xls",
        "主办单位：区教育局",
        "格式：A4纸打印",
    ],
)
def test_a_line_of_the_document_is_not_noise(line: str) -> None:
    assert find_noise(fold(f"月桥区教育局工作计划\n{line}\n{BODY}")) == ()


def test_a_list_of_related_articles_goes_whole() -> None:
    text = f"月桥区教育局工作计划\n{BODY}相关文章：\n学校德育工作计划 03-12\n幼儿园保教工作计划\n教研室工作要点 2023-02-01\n"
    assert find_noise(text) == (Span(text.index("相关文章"), len(text) - 1),)


@pytest.mark.parametrize("line", ["•相关推荐", "推荐阅读", "热门文章："])
def test_a_list_of_related_articles_ends_at_a_heading(line: str) -> None:
    text = f"月桥区教育局工作计划\n{line}\n{BODY}"
    start = text.index(line)
    assert find_noise(text) == (Span(start, start + len(line)),)


def test_a_list_of_related_articles_ends_at_a_sentence() -> None:
    text = f"月桥区教育局工作计划\n相关阅读\n学校德育工作计划 03-12\n{BODY}各校要认真落实；每月报告，不得迟报。\n"
    found = find_noise(text)
    assert "各校每月组织" not in "".join(each.of(text) for each in found)


def test_a_link_inside_a_paragraph_is_noise_and_the_paragraph_is_not() -> None:
    link = "(相关阅读:教育局工作计划)"
    text = f"月桥区教育局工作计划\n{link}近三年我区每年净增小学生1300人以上,学位紧张。\n{BODY}"
    assert [each.of(fold(text)) for each in find_noise(fold(text))] == [link]


def test_teasers_at_the_tail_are_noise() -> None:
    teaser = "学校德育工作计划\n为了进一步做好学校德育工作，结合本校实际，特制定本学期德育工作计划，现将主要内容说明如下，希望各班主任认真…\n"
    text = f"月桥区教育局工作计划\n{BODY}{teaser}{teaser}"
    assert find_noise(text) == (Span(text.index("学校德育"), text.index("学校德育") + len(teaser) - 1),
                                Span(text.index(teaser) + len(teaser), len(text) - 1))  # fmt: skip


def test_what_the_format_marks_is_noise_and_no_passage_holds_it() -> None:
    text = f"月桥区教育局2023年工作计划\n{BODY}网站导航区\n二、教师队伍\n每学期组织教学观摩和基本功比赛，结对帮带青年教师。\n"
    nav = Span(text.index("网站导航区"), text.index("网站导航区") + 5)
    found = analyse("a1", "某.html", Extract(text, "text/html", noise=(nav,)))
    assert nav in found.noise
    assert [each.text.split("\n")[0] for each in found.passages] == ["一、校园安全", "二、教师队伍"]


def test_a_page_of_furniture_alone_holds_no_passage() -> None:
    found = analyse("a1", "某.html", Extract("首页 > 计划\n返回顶部\n版权所有 月桥教育网\n", "text/html"))
    assert (found.precedents, found.passages) == ((), ())
    assert sum(each.end - each.start for each in found.noise) == len("首页 > 计划\n返回顶部\n版权所有 月桥教育网\n")


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule["example"])
def test_each_rule_of_the_table_finds_its_example(rule: dict[str, str]) -> None:
    example = rule["example"]
    assert find_noise(fold(f"加强校园安全。\n{example}\n落实责任。")) == (Span(8, 8 + len(example)),)


def test_links_with_their_openings_are_noise() -> None:
    block = "大家都在看\n学校德育工作计划\n新学期，德育处将抓好三件事，一是抓习惯，二是抓活动。[阅读全文]\n幼儿园保教计划\n新的学期，我园将继续……\n"
    text = f"月桥区教育局工作计划\n{BODY}{block}"
    assert find_noise(text) == (Span(text.index("大家都在看"), len(text) - 1),)


def test_links_beside_their_label_take_no_part_along() -> None:
    text = fold(f"工作计划 篇1\n{BODY}延伸阅读：大班计划 | 小班计划\n工作计划 篇2\n{BODY}")
    assert [each.of(text) for each in find_noise(text)] == ["延伸阅读:大班计划 | 小班计划"]


@pytest.mark.parametrize(
    ("line", "stray"),
    [
        ("追授`奖项四十个。", "`"),
        ("对“十查”逐条’对照。", "’"),
        ("食堂“每天留样。", "“"),
        ("安排好每周的.值班。", "."),
        ("落实“双减”要求。", ""),
        ("执行“课程标准“，按时开课。", ""),
        ("落实“双\n减”要求。", ""),
        ("完成1'30\"长跑测试。", ""),
    ],
)
def test_a_sign_without_its_partner_is_noise(line: str, stray: str) -> None:
    text = fold(f"月桥区教育局工作计划\n{BODY}{line}\n")
    assert "".join(each.of(text) for each in find_noise(text)) == stray


@pytest.mark.parametrize("line", ["工作项目\t主办单位\t协办单位\t完成期限", "月份\t一月\t二月\t三月\t四月\t五月\t六月"])
def test_a_row_of_a_table_is_not_a_menu(line: str) -> None:
    assert find_noise(f"月桥区教育局工作计划\n{line}\n{BODY}") == ()
