"""Records: whole or not at all, never mistaken for one another, filtered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from ingest.document import AgencyLevel, DocType, Evidence, Filters, Passage, Precedent, Section, Sentence, Source
from ingest.errors import LibraryDamaged, NotFound
from ingest.store import Entry, Store

TEXT = "月桥区教育局2023年工作计划\n一、安全\n每月排查安全隐患。限期完成整改。"


def entry(
    source_id: str,
    *,
    name: str = "计划.txt",
    doc_type: DocType = "plan",
    year: tuple[int, int] | None = (2023, 2023),
    level: AgencyLevel = "county",
) -> Entry:
    """A source with one precedent, one passage, two sentences."""
    evidence = Evidence(6, 11, "2023年") if year else None
    start, middle, end = TEXT.index("一、"), TEXT.index("限期"), len(TEXT)
    section = Section(f"{source_id}.s", 1, "一、", "安全", doc_type, start, end, ("一、安全",))
    precedent = Precedent(
        f"{source_id}.0-{end}",
        source_id,
        "月桥区教育局2023年工作计划",
        doc_type,
        level,
        year,
        evidence,
        0,
        end,
        (section,),
    )
    passage = Passage(
        f"{source_id}.{start}-{end}",
        source_id,
        precedent.id,
        TEXT[start:],
        start,
        end,
        ("一、安全",),
        doc_type,
        year,
        level,
    )
    said = [Sentence(passage.id, start + 5, middle), Sentence(passage.id, middle, end)]
    source = Source(
        source_id, name, f"sha-{source_id}", "text/plain", 99, TEXT, "2026-01-01T00:00:00+00:00", ("页眉已略去。",)
    )
    vectors = np.arange(3 * 4, dtype=np.float16).reshape(3, 4)
    signature = np.arange(128, dtype=np.uint32)
    return Entry(source, b"bytes", [(0, 3)], [precedent], [signature], [passage], vectors[:1], said, vectors[1:])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "records.sqlite", encoder="fake")
    yield opened
    opened.close()


def test_what_was_taken_in_comes_back_equal(store: Store) -> None:
    given = entry("a")
    keys = store.add(given)
    assert (len(keys.passages), len(keys.sentences)) == (1, 2)
    assert store.source("a") == given.source == store.source_of("sha-a")
    assert store.file("a") == b"bytes"
    assert store.noise("a") == [(0, 3)]
    assert store.precedents("a") == list(given.precedents)
    assert store.precedent(given.precedents[0].id) == given.precedents[0]
    assert store.passage(given.passages[0].id) == given.passages[0]
    assert store.passages(keys.passages.tolist()) == {int(keys.passages[0]): given.passages[0]}
    owner = int(keys.passages[0])
    assert store.sentences(keys=keys.sentences.tolist()) == {
        int(key): (owner, each) for key, each in zip(keys.sentences, given.sentences, strict=True)
    }
    assert store.sentences(of_passages=[owner]) == store.sentences(keys=keys.sentences.tolist())
    assert store.counts() == {"sources": 1, "precedents": 1, "passages": 1, "sentences": 2}


def test_vectors_come_back_equal_and_can_be_replaced(store: Store) -> None:
    given = entry("a")
    keys = store.add(given)
    ((_, _, vector),) = store.every_passage()
    np.testing.assert_array_equal(vector, given.passage_vectors[0])
    said = list(store.every_sentence())
    assert [(int(key), words) for key, words, _ in said] == list(
        zip(keys.sentences.tolist(), ["每月排查安全隐患。", "限期完成整改。"], strict=True)
    )
    store.set_vectors("sentences", keys.sentences, np.ones((2, 4), np.float16))
    store.set_vectors("passages", keys.passages, np.zeros((1, 4), np.float16))
    assert [each.tolist() for _, _, each in store.every_sentence()] == [[1, 1, 1, 1]] * 2
    assert [each.tolist() for _, _, each in store.every_passage()] == [[0, 0, 0, 0]]
    of = store.sentences_of([given.passages[0].id])
    assert [(each, vector.tolist()) for each, vector in of[given.passages[0].id]] == [
        (each, [1, 1, 1, 1]) for each in given.sentences
    ]


def test_text_is_cut_by_code_points(store: Store) -> None:
    given = entry("a")
    text = "一😀二䶮三" + TEXT
    store.add(replace(given, source=replace(given.source, text=text)))
    assert store.text("a", 0, 4) == "一😀二䶮"
    assert store.text("a", 1, 2) == "😀"
    assert store.text("a", 5, 2) == ""
    assert store.text("a", len(text) - 2, len(text) + 50) == text[-2:]


def test_removal_takes_all_along(store: Store) -> None:
    kept, gone = entry("a"), entry("b")
    store.add(kept)
    keys = store.add(gone)
    removed = store.remove("b")
    np.testing.assert_array_equal(removed.passages, keys.passages)
    np.testing.assert_array_equal(removed.sentences, keys.sentences)
    assert store.counts() == {"sources": 1, "precedents": 1, "passages": 1, "sentences": 2}
    assert store.passages(keys.passages.tolist()) == {}
    assert store.sentences(keys=keys.sentences.tolist()) == {}
    assert store.source_of("sha-b") is None
    for asked in (store.source, store.file, store.noise, store.precedents):
        with pytest.raises(NotFound):
            asked("b")
    assert store.passage(kept.passages[0].id) == kept.passages[0]


def test_keys_are_never_given_again(store: Store) -> None:
    first = store.add(entry("a"))
    store.remove("a")
    second = store.add(entry("b"))
    assert second.passages.min() > first.passages.max()
    assert second.sentences.min() > first.sentences.max()
    store.remove("b")
    numbers = [number for number, _ in store.sources(limit=9)]
    store.add(entry("c"))
    assert numbers == []
    assert [number for number, _ in store.sources(limit=9)] == [3]


def test_a_source_that_cannot_be_recorded_whole_leaves_nothing(store: Store) -> None:
    given = entry("a")
    twice = replace(given, passages=[*given.passages, *given.passages], passage_vectors=np.zeros((2, 4), np.float16))
    before = store.state()
    with pytest.raises(IntegrityError):
        store.add(twice)
    assert store.counts() == {"sources": 0, "precedents": 0, "passages": 0, "sentences": 0}
    assert store.state() == before


def test_the_same_bytes_are_recorded_once(store: Store) -> None:
    given = entry("a")
    store.add(given)
    other = entry("b")
    with pytest.raises(IntegrityError):
        store.add(replace(other, source=replace(other.source, sha256="sha-a")))
    assert [source.id for _, source in store.sources(limit=9)] == ["a"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(doc_type="plan"), {"a", "c", "d"}),
        (Filters(doc_type="summary"), {"b"}),
        (Filters(year_from=2023), {"a", "c"}),
        (Filters(year_to=2022), {"b"}),
        (Filters(year_from=2025), {"c"}),
        (Filters(year_to=2024), {"a", "b", "c"}),
        (Filters(year_from=2022, year_to=2023), {"a", "b"}),
        (Filters(agency_level="school"), {"b"}),
        (Filters(source_ids=("a", "d")), {"a", "d"}),
        (Filters(exclude_source_ids=("a", "d")), {"b", "c"}),
        (Filters(source_ids=("a", "d"), exclude_source_ids=("d",)), {"a"}),
        (Filters(doc_type="plan", agency_level="school"), set()),
    ],
)
def test_filters(store: Store, filters: Filters, expected: set[str]) -> None:
    owners = {}
    for given in (entry("a"), entry("b", doc_type="summary", year=(2022, 2022), level="school"),
                  entry("c", year=(2024, 2025)), entry("d", year=None)):  # fmt: skip
        keys = store.add(given)
        owners |= {("passage", key): given.source.id for key in keys.passages.tolist()}
        owners |= {("sentence", key): given.source.id for key in keys.sentences.tolist()}
    allowed = store.allowed(filters)
    assert allowed is not None
    assert {owners["passage", key] for key in allowed.passages.tolist()} == expected
    assert {owners["sentence", key] for key in allowed.sentences.tolist()} == expected


def test_no_filter_allows_all(store: Store) -> None:
    assert store.allowed(Filters()) is None


def test_sources_are_listed_in_pages_and_by_name(store: Store) -> None:
    for at, name in enumerate(("安全计划.txt", "总结.docx", "100%计划.txt")):
        store.add(entry(f"s{at}", name=name))
    first = store.sources(limit=2)
    assert [source.id for _, source in first] == ["s0", "s1"]
    assert [source.id for _, source in store.sources(limit=2, after=first[-1][0])] == ["s2"]
    assert [source.id for _, source in store.sources(limit=9, name_contains="计划")] == ["s0", "s2"]
    assert [source.id for _, source in store.sources(limit=9, name_contains="0%")] == ["s2"]
    assert store.sources(limit=9, name_contains="_") == []


def test_versions_go_up_with_every_change_of_what_can_be_found(store: Store) -> None:
    versions = [store.state().version]
    store.add(entry("a"))
    versions.append(store.state().version)
    store.remove("a")
    versions.append(store.state().version)
    with pytest.raises(NotFound):
        store.remove("a")
    versions.append(store.state().version)
    store.drafts.save("d", "2026-01-01", "draft", {})
    versions.append(store.state().version)
    assert versions == [0, 1, 2, 2, 2]


def test_generations_and_encoder_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "r.sqlite", encoder="first")
    assert store.next_generation() == store.state().generation == 2
    store.set_encoder("second")
    store.close()
    again = Store(tmp_path / "r.sqlite", encoder="third")
    assert (again.state().encoder, again.state().generation) == ("second", 2)
    again.close()


def test_drafts_are_kept_replaced_and_listed_newest_first(store: Store) -> None:
    for at, status in enumerate(("draft", "approved", "draft")):
        store.drafts.save(f"d{at}", f"2026-01-0{at + 1}T00:00:00", status, {"at": at})
    assert [each["at"] for each in store.drafts.all()] == [2, 1, 0]
    assert [each["at"] for each in store.drafts.all(status="draft")] == [2, 0]
    assert [each["at"] for each in store.drafts.all(limit=1, before="2026-01-03T00:00:00")] == [1]
    store.drafts.save("d0", "2026-01-01T00:00:00", "in_review", {"at": 7})
    assert store.drafts.find("d0") == {"at": 7}
    assert len(store.drafts.all()) == 3


def test_what_is_not_there_is_not_found(store: Store) -> None:
    for asked, code in ((store.source, "unknown_source"), (store.file, "unknown_source"), (store.remove, "unknown_source"),
                        (store.passage, "unknown_passage"), (store.drafts.find, "unknown_draft")):  # fmt: skip
        with pytest.raises(NotFound) as caught:
            asked("无此编号")
        assert caught.value.code == code
        assert "无此编号" in caught.value.detail
    with pytest.raises(NotFound):
        store.text("无此编号", 0, 1)
    assert store.source_of("x") is None
    assert store.passages([7]) == {}


@pytest.mark.parametrize(
    "damage", [lambda data: b"not a database" * 300, lambda data: data[:4096] + b"\xff" * (len(data) - 4096)]
)
def test_a_damaged_file_is_told(tmp_path: Path, damage: object) -> None:
    path = tmp_path / "records.sqlite"
    store = Store(path, encoder="fake")
    for at in range(30):
        store.add(entry(f"s{at}"))
    store.close()
    for side in tmp_path.glob("records.sqlite-*"):
        side.unlink()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(LibraryDamaged) as caught:
        Store(path, encoder="fake")
    assert "records.sqlite" in caught.value.detail
