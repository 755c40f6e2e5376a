"""Web pages: visible text, lines, tables, encodings, furniture, headings."""

from __future__ import annotations

import time

import pytest

from ingest.document import Extract
from ingest.errors import DamagedDocument, NoTextFound
from ingest.reading.depth import nests_deeper
from ingest.reading.registry import read

LONG = "推进课程改革，抓好课堂教学，组织教师研修，完善评价办法。" * 5


def page(body: str, head: str = "") -> Extract:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def noise(extract: Extract) -> list[str]:
    return [span.of(extract.text) for span in extract.noise]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>甲</p><p>乙<br>丙</p>丁<div>戊</div>", "甲\n乙\n丙\n丁\n戊"),
        ("<p>\n  安全\n  工作  </p>", "安全工作"),
        ("<p>two\n words</p>", "two words"),
        ("<p>&nbsp;&nbsp;一、安全&nbsp;&nbsp;工作&nbsp;</p>", "一、安全 工作"),
        ("<p>　　缩进　保留</p>", "　　缩进　保留"),
        ("<p>A&amp;B&lt;C&#20013;</p>", "A&B<C中"),
        ("<p>加<b>粗</b>不<i>断</i>开</p>", "加粗不断开"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("<pre>甲\n  乙</pre>", "甲\n乙"),
        (
            "<script>x</script><style>y</style><template>z</template><p hidden>h</p><p style='display:none'>n</p>甲",
            "甲",
        ),
        ("<p> &nbsp; </p><p>　</p><div><br></div>甲", "甲"),
    ],
)
def test_what_a_visitor_sees(body: str, text: str) -> None:
    assert page(body).text == text


def test_rows_of_data_are_lines_with_tabs() -> None:
    table = "<table><tr><th>月份</th><th>工作</th></tr><tr><td>三月</td><td><p>检查</p><p>总结</p></td></tr>"
    assert page(table + "<tr><td></td><td>空</td></tr></table>").text == "月份\t工作\n三月\t检查 总结\n\t空"


def test_layout_tables_are_no_rows() -> None:
    body = "<table><tr><td>左栏</td><td><p>一</p><p>二</p><p>三</p><p>四</p></td></tr></table>"
    assert page(body).text == "左栏\n一\n二\n三\n四"
    assert page("<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td><td>丙</td></tr></table>").text == (
        "甲\t乙\n丙"
    )


def test_title_and_head_are_not_read() -> None:
    assert page("<p>正文</p>", "<title>标题栏</title>").text == "正文"


@pytest.mark.parametrize(("encoding", "charset"), [("gb18030", "gb2312"), ("gb18030", "iso-8859-1"), ("utf-8", "gbk")])
def test_simplified_pages_whatever_they_declare(encoding: str, charset: str) -> None:
    html = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>学校安全工作计划</p>'
    assert read(html.encode(encoding), "a.htm").text == "学校安全工作计划"


def test_traditional_page_in_big5() -> None:
    html = '<html><meta charset="big5"><p>學校安全工作計畫</p>'
    assert read(html.encode("cp950"), "a.html").text == "學校安全工作計畫"


def test_furniture_is_marked_and_kept() -> None:
    extract = page(
        "<header>某某网</header><nav>首页 &gt; 计划</nav>"
        f"<article><header><h1>2031年计划</h1></header><p>{LONG}</p></article>"
        '<div class="bdshare-box">分享到</div><div id="pageFooter">版权所有</div><div role="search">搜索</div>'
        '<p class="navy">深蓝</p>'
    )
    assert noise(extract) == ["某某网", "首页 > 计划", "分享到", "版权所有", "搜索"]
    assert "深蓝" in extract.text
    assert LONG in extract.text


def test_a_form_around_the_whole_page_is_no_furniture() -> None:
    extract = page(f'<form id="aspnetForm"><p>{LONG}</p><button>提交</button></form>')
    assert noise(extract) == ["提交"]


def test_a_long_menu_beside_a_short_text_is_furniture() -> None:
    extract = page("<nav>" + "<a>栏目</a> " * 40 + "</nav><p>短文。</p>")
    assert extract.text[extract.noise[0].end :] == "\n短文。"


def test_headings_are_lines_of_the_text() -> None:
    extract = page("<h1>总题<br>副题</h1><p>正文</p><div>　<h2> 一、安全</h2></div>")
    assert [(extract.text[at:].split("\n")[0], level) for at, level in extract.headings] == [
        ("总题", 1),
        ("一、安全", 2),
    ]


@pytest.mark.parametrize("body", ["", "<script>var a = 1</script>", "<img src=a.png>"])
def test_a_page_without_words(body: str) -> None:
    with pytest.raises(NoTextFound, match="没有文字"):
        page(body)


def test_deep_nesting_is_read() -> None:
    assert page("<div>" * 3000 + "底" + "</div>" * 3000).text == "底"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + "底",
        "<div></span>" * 200_000,
        "<span><div></span>" * 200_000,
        "<!--><!-- </div> -->" + "<div><!-- </div> -->" * 100_000,
        "<div title='</div>' data-x=\"</div>\">" * 100_000,
        "<script>'</div>'</script>" + "<div><script>'</div>'</script>" * 100_000,
    ],
    ids=["divs", "ends of nothing", "ends held up", "comments", "attributes", "scripts"],
)
def test_nesting_that_no_page_has_is_refused_at_once(body: str) -> None:
    began = time.perf_counter()
    with pytest.raises(DamagedDocument, match=r"嵌套超过 5,000 层.*Word"):
        page(body)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>甲<br><img></div>" * 8_000,
        "<ul>" + "<li>甲" * 8_000,
        "<p>甲" * 8_000,
        "<div><span>甲</div>" * 8_000,
        "<script>var a = '" + "<div>" * 8_000 + "'</script>甲",
        "<!-- " + "<div>" * 8_000 + " -->甲",
        "<svg>" + "<path d='M 1 2'/>" * 8_000 + "</svg>甲",
    ],
    ids=["void", "items", "paragraphs", "spans left open", "script", "comment", "drawing"],
)
def test_a_long_page_that_is_not_deep_is_read(body: str) -> None:
    assert page(body).text.startswith("甲")


@pytest.mark.parametrize(
    "part", ["<", "<!--", '<a "', '<a b="', "<a =", "</i>", "<script>", "<div><b><i></b>"], ids=lambda part: part
)
def test_the_depth_of_a_long_page_is_told_in_linear_time(part: str) -> None:
    inside = "<b><div>" + "<i>" * 4_900
    began = time.perf_counter()
    nests_deeper(inside + part * 200_000, 5_000)
    nests_deeper(inside + "</b>" * 200_000, 5_000)
    assert time.perf_counter() - began < 5
