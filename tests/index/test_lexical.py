"""BM25 over Chinese words: both scripts, headings, removal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.index.lexical import HEADING_WEIGHT, LexicalIndex
from ingest.structure.words import tokens

PASSAGES = [
    (1, "一、校园安全", "每月组织一次安全隐患排查，登记造册，限期整改。"),
    (2, "二、教师队伍", "安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛。"),
    (3, "三、營養午餐", "學校營養午餐食材每日公告產地，由家長參與查驗留樣。"),
]


@pytest.fixture
def index() -> Iterator[LexicalIndex]:
    """Three passages, one of them in Traditional script."""
    made = LexicalIndex()
    made.add(PASSAGES)
    made.commit()
    yield made
    made.close()


def words(text: str) -> dict[str, float]:
    return dict.fromkeys(tokens(text), 1.0)


def found(index: LexicalIndex, text: str, allowed: list[int] | None = None) -> list[int]:
    keys: list[int] = index.search(words(text), 10, allowed)[0].tolist()
    return keys


def test_words_find_their_passage(index: LexicalIndex) -> None:
    assert found(index, "隐患排查") == [1]
    assert found(index, "骨干教师")[0] == 2
    assert found(index, "天文台") == []


@pytest.mark.parametrize(("query", "key"), [("家长查验", 3), ("家長查驗", 3), ("隱患排查", 1)])
def test_either_script_finds_either(index: LexicalIndex, query: str, key: int) -> None:
    assert found(index, query) == [key]


def test_scores_fall(index: LexicalIndex) -> None:
    keys, scores = index.search(words("安全隐患排查和教师帮带"), 10)
    assert keys.tolist() == [1, 2]
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assert scores.min() > 0


def test_at_most_as_many_as_asked_for(index: LexicalIndex) -> None:
    assert len(index.search(words("安全 教师 查验"), 2)[0]) == 2


def test_only_allowed_keys_are_found(index: LexicalIndex) -> None:
    assert found(index, "安全 教师 查验", [2, 3, 99]) in ([2, 3], [3, 2])
    assert found(index, "隐患", [2]) == []
    assert found(index, "隐患", []) == []


def test_allowed_keys_do_not_change_scores(index: LexicalIndex) -> None:
    free = index.search({"隐患": 1.0}, 10)[1].tolist()
    assert index.search({"隐患": 1.0}, 10, [1])[1].tolist() == pytest.approx(free)


def test_a_word_weighs_what_it_is_given(index: LexicalIndex) -> None:
    light, heavy = (index.search({"隐患": weight}, 1)[1][0] for weight in (1.0, 3.0))
    assert heavy == pytest.approx(3 * light)


def test_a_heading_weighs_less_than_the_body() -> None:
    index = LexicalIndex()
    index.add([(1, "食堂", "值班"), (2, "值班", "食堂")])
    index.commit()
    keys, scores = index.search({"食堂": 1.0}, 10)
    assert keys.tolist() == [2, 1]
    assert scores[1] == pytest.approx(HEADING_WEIGHT * scores[0])
    index.close()


def test_no_word_finds_nothing(index: LexicalIndex) -> None:
    keys, scores = index.search({}, 10)
    assert (keys.tolist(), scores.tolist()) == ([], [])


def test_changes_count_after_commit_only(index: LexicalIndex) -> None:
    index.add([(4, "四、宿舍", "宿舍管理员夜间巡查。")])
    index.remove([1])
    assert (found(index, "宿舍"), found(index, "隐患"), len(index)) == ([], [1], 3)
    index.commit()
    assert (found(index, "宿舍"), found(index, "隐患"), len(index)) == ([4], [], 3)


def test_frequency_counts_bodies(index: LexicalIndex) -> None:
    assert [index.frequency(word) for word in ("组织", "隐患", "天文台", "队伍")] == [2, 1, 0, 0]
    index.remove([1])
    index.commit()
    assert index.frequency("隐患") == 0


def test_a_folder_keeps_what_was_committed(tmp_path: Path) -> None:
    first = LexicalIndex(tmp_path)
    first.add(PASSAGES)
    first.commit()
    first.close()
    second = LexicalIndex(tmp_path)
    assert len(second) == 3
    assert found(second, "骨干教师")[0] == 2
    second.close()
