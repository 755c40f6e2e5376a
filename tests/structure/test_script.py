"""Both scripts have one normal form; what is Simplified stays as it is."""

from __future__ import annotations

import pytest

from ingest.structure.script import fold, is_traditional, normalise, simplified
from ingest.structure.words import tagged, tokens


@pytest.mark.parametrize(
    ("filed", "normal"),
    [
        ("國小教師資訊研習（一）", "小学教师信息培训(一)"),
        ("各國小每學期辦理防災演練", "各小学每学期办理防灾减灾演练"),
        ("營養午餐食材登錄", "营养餐食材登录"),
        ("校園安全計畫", "校园安全计划"),
        ("縣府教育處督導", "县政府教育局督导"),
        ("全國小學生運動會", "全国小学生运动会"),
        ("我國中小學教師", "我国中小学教师"),
        ("建立校園安全機制，整合資源", "建立校园安全机制，整合资源".replace("，", ",")),
        ("校园安全计划", "校园安全计划"),
        ("２０２３年（一）", "2023年(一)"),
        ("", ""),
    ],
)
def test_normal_form(filed: str, normal: str) -> None:
    assert normalise(filed) == normal


def test_simplified_text_comes_back_as_it_is() -> None:
    text = "建立资源整合机制，研习书法，全国小学生运动会，皇后镇里程碑。"
    assert simplified(text) == text
    assert not is_traditional(text)


def test_a_few_traditional_characters_in_a_page_do_not_make_it_traditional() -> None:
    text = "松濤" + "各校每月组织一次校园安全隐患排查，登记造册。" * 8
    assert not is_traditional(text)
    assert simplified(text) == text


def test_fold_keeps_every_place() -> None:
    filed = "國小（一）　ＡＢ"
    assert fold(filed) == "国小(一) AB"
    assert len(fold(filed)) == len(filed)


def test_both_scripts_give_the_same_tokens() -> None:
    assert tokens("校園安全隱患排查") == tokens("校园安全隐患排查")
    assert {"校园", "安全", "隐患", "排查"} <= set(tokens("校園安全隱患排查"))


def test_tokens_have_words_within_long_words_and_no_punctuation() -> None:
    found = tokens("校园安全隐患，1.5倍！ABC")
    assert {"安全", "隐患", "安全隐患", "1.5", "abc"} <= set(found)
    assert not {"，", "！", ","} & set(found)


def test_tags_cover_the_text() -> None:
    assert tagged("加强校园安全。")[0] == ("加强", "v")
