from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.export.escape import escape_line, escape_lines
from assistant.export.markdown import to_markdown
from assistant.export.numbering import number
from assistant.plan import Item
from tests.export.samples import citation, draft, full

_RENDERER = MarkdownIt("gfm-like", {"linkify": False})

EXPECTED = """# 2026年云陂区教育局工作计划

## 校园安全管理

### （一）隐患排查

投入【金额】开展校园安全隐患大排查。[^1][^2]

#### 1.消防设施

逐校登记消防设施。[^3]

2\\.建立隐患台账。[^4]

（二）开展防溺水教育。[^5]

---

**先例写到的方面**

- 隐患排查：5 份先例，已写入
- 食堂：2 份先例，未写入

**核查意见**

- **提醒** （一）1. 只有一份先例支持这一条。
- **说明** 没有写到食堂。（食堂食品安全）

[^1]: 《枫浦区教育局2023年工作计划》，计划.txt，第 41–55 字

    > 每月组织一次校园安全隐患大排查

[^2]: 《枫浦区教育局2023年工作计划》，计划.txt，第 41–52 字

    > 投入12万元。\\
    > 开展排查

[^3]: 《枫浦区教育局2023年工作计划》，计划.txt，第 61–69 字

    > 对消防设施逐一登记

[^4]: 《枫浦区教育局2023年工作计划》，计划.txt，第 76–81 字

    > 建立隐患台账

[^5]: 《枫浦区教育局2023年工作计划》，计划.txt，第 41–47 字

    > 加强防溺水教育
"""


def test_a_whole_draft() -> None:
    assert to_markdown(full()) == EXPECTED


def test_a_draft_that_abstained_says_what_was_searched() -> None:
    text = to_markdown(draft())
    assert "没有起草" in text
    assert "- 校园安全管理\n- 校园安全\n" in text
    assert "[^" not in text


@pytest.mark.parametrize(
    ("position", "depth", "mark"),
    [(1, 1, "（一）"), (10, 1, "（十）"), (12, 1, "（十二）"), (20, 1, "（二十）"), (35, 1, "（三十五）"), (3, 2, "3."),
     (3, 3, "（3）"), (3, 4, "③"), (21, 4, "（21）")],
)  # fmt: skip
def test_numbers(position: int, depth: int, mark: str) -> None:
    assert number(position, depth=depth) == mark


_MARKUP = [
    "[点我](http://evil.example)", "![图](x.png)", "<img src=x onerror=alert(1)>", "<script>", "&lt;b&gt;", "# 标题",
    "- 条", "1. 条", "12) 条", "> 引", "```", "    代码", "\t代码", "a\\*b", "*粗* _斜_ ~~删~~ `码`", "---", "===",
    "+ 条", "|a|b|", "http://evil.example", "www.evil.example", "a@evil.example", "[^1]", "[^1]: 注", "<http://evil.example>",
    "a  ", "\\", ": 定义", "[x]: http://evil.example", "$x$",
]  # fmt: skip


@pytest.mark.parametrize("text", _MARKUP)
def test_markup_in_a_text_is_only_text(text: str) -> None:
    _assert_only_text(text)


@given(st.text(alphabet=st.sampled_from("一A1 .)(*_`#<>[]&;|~-+=\\\t!:/@w^$\"'"), min_size=1, max_size=30))
def test_any_text_is_only_text(text: str) -> None:
    _assert_only_text(text)


def _assert_only_text(text: str) -> None:
    rendered = _RENDERER.render(escape_line(text))
    found = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert found, (text, rendered)
    assert "<" not in found[1], (text, rendered)
    assert html.unescape(found[1]) == text


def test_lines_stay_lines() -> None:
    assert escape_lines("一\r\n# 二\n\n三") == ["一", "\\# 二", "", "三"]


@pytest.mark.parametrize("text", _MARKUP)
def test_a_draft_with_markup_in_every_field_has_no_more_structure_than_one_without(text: str) -> None:
    def tags(word: str) -> list[str]:
        item = Item("i1", word, word, citations=(citation(word, title=word, source=word),))
        plain = Item("i2", "", word)
        return re.findall(r"<[a-z0-9/ ]+", _RENDERER.render(to_markdown(draft(item, plain))))

    assert tags(text) == tags("平常的话")


@pytest.mark.parametrize("quote", ["一\n二", "一\n\n二\n", "    缩进\n\t制表", "# 一\n> 二\n- 三"])
def test_a_quote_shows_exactly(quote: str) -> None:
    text = to_markdown(draft(Item("i1", "", "条", citations=(citation(quote),))))
    block = "\n".join(line[4:] for line in text.split("\n") if line.startswith("    >"))
    rendered = _RENDERER.render(block).replace("<br>\n", "\n").replace("<br />\n", "\n").replace("</p>\n<p>", "\n\n")
    assert html.unescape(re.sub(r"</?(blockquote|p)>\n?", "", rendered)).rstrip("\n") == quote.rstrip("\n")


def test_a_footnote_tells_the_page() -> None:
    text = to_markdown(draft(Item("i1", "", "条", citations=(citation("建立隐患台账", page=3),))))
    assert "，计划.txt，第 3 页，第 41–46 字" in text
