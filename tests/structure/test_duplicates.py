"""Near-duplicates are told from what is merely alike."""

from __future__ import annotations

from ingest.structure.duplicates import alike, group, shingles

FILED = "各校每月组织一次校园安全隐患排查，对消防设施、用电线路和校舍墙体逐一登记造册，明确整改责任人和完成时限。"
OTHER = "实施青年教师成长工程，安排骨干教师结对帮带，每学期组织教学观摩和基本功比赛，提高课堂教学质量。"
SAME_TOPIC = "学校安全科要建立隐患台账，实行销号管理，重大隐患由局领导挂牌督办，一般隐患两周内整改完毕。"
TRADITIONAL = "各校每月組織一次校園安全隱患排查，對消防設施、用電線路和校舍牆體逐一登記造冊，明確整改責任人和完成時限。"


def grouped(*texts: str) -> list[list[int]]:
    return group(range(len(texts)), texts)


def test_the_same_words_are_one_group() -> None:
    assert grouped(FILED, OTHER, FILED) == [[0, 2], [1]]


def test_scripts_do_not_part_them() -> None:
    assert grouped(FILED, TRADITIONAL, OTHER) == [[0, 1], [2]]


def test_small_losses_do_not_part_them() -> None:
    assert grouped(FILED, FILED.replace("用电线路和", ""), FILED.replace("每月", "xx月")) == [[0, 1, 2]]


def test_white_space_and_punctuation_do_not_part_them() -> None:
    assert grouped(FILED, FILED.replace("，", ",\n").replace("。", "")) == [[0, 1]]


def test_a_part_of_a_longer_text_goes_with_it() -> None:
    assert grouped(FILED + OTHER, FILED) == [[0, 1]]


def test_the_same_topic_in_other_words_stays_apart() -> None:
    assert grouped(FILED, SAME_TOPIC, OTHER) == [[0], [1], [2]]


def test_groups_stand_in_the_order_of_their_first() -> None:
    assert grouped(OTHER, FILED, OTHER, TRADITIONAL) == [[0, 2], [1, 3]]


def test_short_texts_are_compared_whole() -> None:
    assert alike(shingles("安全"), shingles("安全。"))
    assert not alike(shingles("安全"), shingles("质量"))


def test_texts_without_any_word_are_no_duplicates_of_others() -> None:
    assert grouped("。。。", FILED) == [[0], [1]]


def test_nothing_gives_no_group() -> None:
    assert grouped() == []
