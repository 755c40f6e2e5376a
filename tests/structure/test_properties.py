"""What holds of structure/ whatever the text is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Extract, Passage, Span
from ingest.structure.analysis import Analysis, analyse
from ingest.structure.lines import each_line, merge, without
from ingest.structure.noise import find_noise
from ingest.structure.passages import MOST, STRAY
from ingest.structure.script import fold, is_traditional, normalise
from ingest.structure.sentences import sentences
from ingest.structure.words import tagged, tokens

MARKS = [
    "壹、",
    "第一部分 ",
    "一、",
    "二、",
    "十一、",
    "（一）",
    "（二）",
    "(三)",
    "1.",
    "2、",
    "3．",
    "（1）",
    "①",
    "⒉",
    "㈡",
    "（一）\n",
    "2.\n",
    "（二）月桥区教育局",
    "一是",
    "二要",
    "第一，",
    "——",
    "# ",
    "### ",
]
WORDS = [
    "加强",
    "校园安全",
    "教师队伍",
    "下一步打算",
    "工作总结",
    "存在问题",
    "指导思想",
    "三月份",
    "隐患",
    "xx",
    "2024年",
    "112學年度",
    "國小",
    "20xx年",
    "家长",
]
STOPS = ["。", "；", "，", "：", "！", "？”", "）", " ", "　", "\t", ""]
FURNITURE = [
    "首页",
    "相关文章：",
    "篇1",
    "篇2：安全",
    "范文第1篇",
    "返回顶部",
    "来源：网络",
    "第一篇 计划",
    "上一篇：无",
    "教育局工作计划(1)",
    "教育局工作计划(2)",
]

words = st.sampled_from(WORDS)
sentence = st.builds(
    lambda parts, stop: "".join(parts) + stop, st.lists(words, min_size=1, max_size=12), st.sampled_from(STOPS)
)
paragraph = st.builds("".join, st.lists(sentence, min_size=1, max_size=25))
heading = st.builds(
    lambda mark, title, body: mark + title + body, st.sampled_from(MARKS), words, st.one_of(st.just(""), paragraph)
)
line = st.one_of(heading, paragraph, st.sampled_from(FURNITURE), st.just(""), st.text(max_size=20))
composed = st.builds(
    lambda title, lines: title + "\n".join(lines),
    st.sampled_from(
        ["", "月桥区教育局2023年工作计划\n", "月桥区教育局\n2023年工作总结\n", "2022年工作总结及2023年工作计划\n"]
    ),
    st.lists(line, max_size=30),
)
texts = st.one_of(st.text(max_size=600), composed)


@st.composite
def extracts(draw: st.DrawFn) -> Extract:
    """A text, with hints of a format: some spans are furniture, some lines are headings."""
    text = draw(texts)
    places = st.integers(0, len(text))
    noise = [Span(min(pair), max(pair)) for pair in draw(st.lists(st.tuples(places, places), max_size=3))]
    starts = [each.start for each in each_line(text)]
    hints = draw(st.dictionaries(st.sampled_from(starts), st.integers(1, 6), max_size=4)) if starts else {}
    return Extract(text, "text/html", noise=tuple(noise), headings=tuple(sorted(hints.items())))


def analysed(extract: Extract) -> Analysis:
    return analyse("0" * 12, "某文件.txt", extract)


@given(extracts())
def test_passages_are_slices_within_their_precedent(extract: Extract) -> None:
    found = analysed(extract)
    precedents = {each.id: each for each in found.precedents}
    for passage in found.passages:
        assert passage.text == extract.text[passage.start : passage.end]
        assert passage.text.strip() == passage.text != ""
        assert len(passage.text) <= MOST
        assert passage.id == f"{passage.source_id}.{passage.start}-{passage.end}"
        holder = precedents[passage.precedent_id]
        assert holder.start <= passage.start < passage.end <= holder.end
        assert (passage.year, passage.agency_level) == (holder.year, holder.agency_level)


@given(extracts())
def test_every_passage_is_of_a_plan_or_of_a_summary(extract: Extract) -> None:
    """Searches and drafts ask for one of the two: a passage that is neither would never be found."""
    assert {each.doc_type for each in analysed(extract).passages} <= {"plan", "summary"}


@given(extracts())
def test_passages_lie_apart_and_hold_no_noise_but_stray_signs(extract: Extract) -> None:
    found = analysed(extract)
    spans = sorted(
        (each.start, each.end)
        for each in [*found.passages, *found.noise]
        if isinstance(each, Passage) or each.end - each.start > STRAY
    )
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


@given(extracts())
def test_no_words_are_lost_between_passages(extract: Extract) -> None:
    found = analysed(extract)
    covered = {at for each in [*found.passages, *found.noise] for at in range(each.start, each.end)}
    for precedent in found.precedents:
        own = [each for each in found.passages if each.precedent_id == precedent.id]
        if own:
            lost = [extract.text[at] for at in range(own[0].start, precedent.end) if at not in covered]
            assert not "".join(lost).strip()


@given(extracts())
def test_every_character_is_in_exactly_one_precedent_or_noise(extract: Extract) -> None:
    found = analysed(extract)
    counts = [0] * len(extract.text)
    for precedent in found.precedents:
        for at in range(precedent.start, precedent.end):
            counts[at] += 1
    assert max(counts, default=0) <= 1
    for span in found.noise:
        for at in range(span.start, span.end):
            counts[at] += 1
    assert min(counts, default=1) >= 1


@given(extracts())
def test_sections_nest_and_their_paths_agree(extract: Extract) -> None:
    for precedent in analysed(extract).precedents:
        open_: list[tuple[int, int, int, tuple[str, ...]]] = []
        for section in precedent.sections:
            assert precedent.start <= section.start < section.end <= precedent.end
            assert extract.text[section.start :].lstrip("# ").startswith(section.numbering)
            assert section.doc_type != "mixed"
            while open_ and section.start >= open_[-1][1]:
                open_.pop()
            if open_:
                start, end, level, path = open_[-1]
                assert start < section.start and section.end <= end
                assert level < section.level
                assert section.heading_path[: len(path)] == path
            own = (section.numbering + section.title,) if section.level < 5 else ()
            assert section.heading_path == (open_[-1][3] if open_ else ()) + own
            open_.append((section.start, section.end, section.level, section.heading_path))


@given(extracts())
def test_a_passage_has_the_path_of_a_section_that_holds_it(extract: Extract) -> None:
    found = analysed(extract)
    precedents = {each.id: each for each in found.precedents}
    for passage in found.passages:
        holding = {
            each.heading_path
            for each in precedents[passage.precedent_id].sections
            if each.start <= passage.start and passage.end <= each.end
        }
        assert passage.heading_path in holding | {()}


@given(extracts())
def test_year_evidence_is_quoted_exactly(extract: Extract) -> None:
    for precedent in analysed(extract).precedents:
        assert (precedent.year is None) == (precedent.year_evidence is None)
        if precedent.year and (evidence := precedent.year_evidence):
            assert evidence.quote == extract.text[evidence.start : evidence.end] != ""
            assert precedent.start <= evidence.start < evidence.end <= precedent.end
            assert 0 <= precedent.year[1] - precedent.year[0] <= 1


@given(extracts())
def test_the_same_text_gives_the_same_analysis(extract: Extract) -> None:
    assert analysed(extract) == analysed(extract)


@given(texts, st.integers(0, 1000))
def test_sentences_are_slices_in_order(text: str, offset: int) -> None:
    passage = Passage("p", "s", "r", text, offset, offset + len(text), (), "plan")
    found = sentences(passage)
    at = offset
    for each in found:
        assert at <= each.start < each.end <= offset + len(text)
        words = text[each.start - offset : each.end - offset]
        assert words == words.strip()
        assert each.passage_id == "p"
        assert not text[at - offset : each.start - offset].strip()
        at = each.end
    assert not text[at - offset :].strip()


@given(texts)
def test_fold_keeps_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_normal_forms_are_normal(text: str) -> None:
    once = normalise(text)
    assert not is_traditional(once)
    assert normalise(once) == once


@given(texts)
def test_tagged_words_joined_are_the_text(text: str) -> None:
    assert "".join(word for word, _ in tagged(text)) == text


@given(texts)
def test_tokens_are_lower_case_words_without_space(text: str) -> None:
    for token in tokens(text):
        assert token == token.lower()
        assert token and not any(character.isspace() for character in token)


@given(texts)
def test_noise_is_in_order_and_apart(text: str) -> None:
    found = find_noise(fold(text))
    for span, following in pairwise(found):
        assert span.end < following.start
    assert all(0 <= span.start < span.end <= len(text) for span in found)


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair), max(pair))), max_size=6
)


@given(spans, st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_merge_and_without_divide_a_span(holes: list[Span], ends: tuple[int, int]) -> None:
    merged = merge(holes)
    inside = {at for hole in holes for at in range(hole.start, hole.end)}
    assert [at for span in merged for at in range(span.start, span.end)] == sorted(inside)
    whole = Span(min(ends), max(ends))
    rest = [at for span in without(whole, merged) for at in range(span.start, span.end)]
    assert rest == [at for at in range(whole.start, whole.end) if at not in inside]
