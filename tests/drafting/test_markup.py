"""Markdown emphasis is taken off, masks made of the same signs stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.markup import emphasis, unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("加强**应急演练**，每月一次。", "加强应急演练，每月一次。"),
        ("**预案到位。** 每处隐患有人管。", "预案到位。 每处隐患有人管。"),
        ("分解成**66项任务**、逐月督办。", "分解成66项任务、逐月督办。"),
        ("*德育。* 以主题班会为载体。", "德育。 以主题班会为载体。"),
        ("重点看**县城学校**和**名师工作室**。", "重点看县城学校和名师工作室。"),
    ],
)
def test_a_pair_round_words_is_emphasis(text: str, plain: str) -> None:
    assert unmarked(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "培训教师**名，新建学校**所。",
        "**所初中巡回把脉，**所小学跟进。",
        "完成**%，年底完成**%。",
        "**县教育局在**镇召开会议。",
        "**小学和**中学结对。",
        "区委区**的领导下，报上市**。",
        "20**年至20**年完成建设。",
        "推广A*算法。",
        "* 加强演练\n* 落实责任",
    ],
)
def test_masks_are_none(text: str) -> None:
    assert unmarked(text) == text


def test_emphasis_is_looked_for_beyond_the_part_that_is_wanted() -> None:
    text = "**先把账算细。年初分解任务。**逐月督办。"
    assert unmarked(text, 0, 8) == "先把账算细。"
    assert unmarked(text, 8, len(text)) == "年初分解任务。逐月督办。"


@given(st.text(alphabet="加强演练名所，。* \n20", max_size=40))
def test_marks_stand_in_order_and_are_stars(text: str) -> None:
    at = 0
    for start, end in emphasis(text):
        assert at <= start < end and set(text[start:end]) == {"*"}
        at = end
