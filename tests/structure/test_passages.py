"""The units of retrieval: whole small sections, long ones cut at sentence ends."""

from __future__ import annotations

from dataclasses import asdict, replace

from ingest.document import Extract, Passage, Section, Span
from ingest.structure.analysis import analyse
from ingest.structure.passages import LEAST, MOST, cut

TITLE = "月桥区教育局2023年工作计划\n"
SENTENCE = "各校每月组织一次隐患排查，登记造册，限期整改，整改结果报区教育局备案。"


def passages(text: str) -> tuple[Passage, ...]:
    return analyse("a1", "某.txt", Extract(text, "text/plain")).passages


def test_a_short_document_is_one_passage_without_its_title() -> None:
    found = passages(f"{TITLE}一、安全\n{SENTENCE}\n")
    assert [each.text for each in found] == [f"一、安全\n{SENTENCE}"]


def test_sections_of_some_length_are_passages_of_their_own() -> None:
    text = TITLE + "".join(f"{mark}、第{mark}项工作\n{SENTENCE * 8}\n" for mark in "一二三")
    found = passages(text)
    assert [each.text.split("\n")[0] for each in found] == ["一、第一项工作", "二、第二项工作", "三、第三项工作"]
    assert [each.heading_path for each in found] == [("一、第一项工作",), ("二、第二项工作",), ("三、第三项工作",)]


def test_small_sections_of_one_section_share_a_passage_under_its_path() -> None:
    text = f"{TITLE}一、安全\n（一）排查\n{SENTENCE}\n（二）演练\n{SENTENCE}\n二、队伍\n{SENTENCE * 14}\n"
    first = passages(text)[0]
    assert first.heading_path == ("一、安全",)
    assert "（一）排查" in first.text and "（二）演练" in first.text


def test_a_long_section_is_cut_at_sentence_ends() -> None:
    found = passages(f"{TITLE}一、安全\n{SENTENCE * 40}\n")
    assert len(found) > 3
    assert all(LEAST <= len(each.text) <= MOST for each in found)
    assert all(each.text.endswith("。") for each in found)
    assert {each.heading_path for each in found} == {("一、安全",)}


def test_a_sentence_beyond_all_bounds_is_cut_in_the_middle() -> None:
    found = passages(f"{TITLE}一、安全\n{'隐患排查整改' * 200}\n")
    assert all(len(each.text) <= MOST for each in found)
    assert "".join(each.text for each in found).removeprefix("一、安全") == "隐患排查整改" * 200


def test_time_grows_with_the_number_of_headings_and_not_with_its_square() -> None:
    """Counted, not timed: how many sections are looked at in cutting a document of twice as many."""
    looked = [_looked_at(number) for number in (200, 400)]
    assert looked[1] < 2.5 * looked[0]


def _looked_at(number: int) -> int:
    text = "".join(f"（一）第{at}项\n1.其一\n{SENTENCE * 12}\n2.其二\n{SENTENCE * 12}\n" for at in range(number))
    (precedent,) = analyse("a1", "某.txt", Extract(TITLE + "一、安全\n" + text, "text/plain")).precedents
    looks = 0

    class Counted(Section):
        def __getattribute__(self, name: str) -> object:
            nonlocal looks
            looks += name == "start"
            return super().__getattribute__(name)

    sections = tuple(Counted(**asdict(each)) for each in precedent.sections)
    cut(TITLE + "一、安全\n" + text, replace(precedent, sections=sections), Span(len(TITLE), precedent.end), (), "plan")
    return looks


def test_year_and_level_come_from_the_precedent() -> None:
    found = passages(f"{TITLE}一、安全\n{SENTENCE}\n")
    assert (found[0].year, found[0].agency_level, found[0].doc_type) == ((2023, 2023), "county", "plan")
