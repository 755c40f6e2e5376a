"""Records and indexes as one: what is acknowledged stays, what is removed is gone, whatever happens in between."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.document import Filters
from ingest.errors import (
    DamagedDocument,
    DocumentError,
    LibraryDamaged,
    LibraryInUse,
    NoTextFound,
    NotFound,
    UnsupportedMediaType,
)
from ingest.index.encoder import HashingEncoder, Vectors
from ingest.index.indexes import Indexes
from ingest.inspection import inspect
from ingest.library import Candidate, Library

QUERY = "校园安全隐患排查"
WORDS = {"校园": 1.0, "安全": 1.0, "隐患": 1.0, "排查": 1.0}


OTHER = "汀原县教育局2020年工作总结\n一、队伍\n全年培训教师三百余人次，新聘教师四十名，名师工作室增至六个。\n二、资助\n发放助学金八十万元。"


class OtherEncoder(HashingEncoder):
    """The fake under another name, its vectors turned about."""

    name = "other-256"

    def encode_passages(self, texts: object) -> NDArray[np.float32]:
        return super().encode_passages(texts)[:, ::-1]  # type: ignore[arg-type]

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return super().encode_query(text)[::-1]


class NeverEncoder(HashingEncoder):
    """The fake, for where nothing must be embedded again."""

    def encode_passages(self, texts: object) -> NDArray[np.float32]:
        raise AssertionError("embedded again")


def search(library: Library) -> list[Candidate]:
    return library.search(QUERY, WORDS, 20)


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "data"


def crash(tmp_path: Path) -> Path:
    """What a kill leaves on disk: a copy of the folder while the library is open."""
    return Path(
        shutil.copytree(folder_of(tmp_path), tmp_path / "crashed", ignore=shutil.ignore_patterns("lock", "*.lock"))
    )


def test_what_is_added_is_found(library: Library, documents: dict[str, bytes]) -> None:
    added = library.add(documents["月桥计划.txt"], "月桥计划.txt")
    assert added.created
    assert (added.precedents, added.passages) == (1, library.store.counts()["passages"])
    found = search(library)
    best = max(found, key=lambda each: each.lexical)
    assert "安全隐患排查" in best.passage.text
    assert best.passage.source_id == added.source.id
    for each in found:
        assert each.passage.text == added.source.text[each.passage.start : each.passage.end]
        assert each.passage.start <= each.nearest.start < each.nearest.end <= each.passage.end
        assert -1.001 <= each.dense <= 1.001 and -1.001 <= each.sentence <= 1.001


def test_a_query_equal_to_a_sentence_is_nearest_to_it(filled: Library) -> None:
    sentence = "各校建立食品留样台账，校长每周陪餐，食堂明厨亮灶全部建成，家长可以随时查看后厨操作。"
    best = max(filled.search(sentence, {}, 20), key=lambda each: each.sentence)
    assert best.sentence == pytest.approx(1.0, abs=1e-3)
    assert filled.store.text(best.passage.source_id, best.nearest.start, best.nearest.end) == sentence


def test_the_same_bytes_twice_are_one_source(library: Library, documents: dict[str, bytes]) -> None:
    first = library.add(documents["月桥计划.txt"], "月桥计划.txt")
    before = search(library)
    again = library.add(documents["月桥计划.txt"], "改了名.txt")
    assert (again.created, again.source) == (False, first.source)
    assert (again.precedents, again.passages) == (first.precedents, first.passages)
    assert search(library) == before


def test_progress_is_told_to_the_end(library: Library, documents: dict[str, bytes]) -> None:
    told: list[tuple[int, int, str]] = []
    library.add(documents["月桥计划.txt"], "月桥计划.txt", lambda *call: told.append(call))
    counts = library.store.counts()
    assert told[-1] == (*(counts["passages"] + counts["sentences"],) * 2, "passages")
    assert told == sorted(told)


def test_removed_is_found_no_more(filled: Library) -> None:
    gone = next(source for _, source in filled.store.sources(limit=9) if source.name == "月桥计划.txt")
    filled.remove(gone.id)
    assert gone.id not in {each.passage.source_id for each in search(filled)}
    assert filled.store.source_of(gone.sha256) is None
    assert filled.check() == []
    with pytest.raises(NotFound):
        filled.remove(gone.id)


def test_removed_can_be_added_anew_under_a_new_id(library: Library, documents: dict[str, bytes]) -> None:
    first = library.add(documents["月桥计划.txt"], "月桥计划.txt")
    library.remove(first.source.id)
    assert search(library) == []
    second = library.add(documents["月桥计划.txt"], "月桥计划.txt")
    assert second.created and second.source.id != first.source.id
    assert {each.passage.source_id for each in search(library)} == {second.source.id}
    assert library.check() == []


def test_filters_hold_in_every_leg(filled: Library) -> None:
    for filters in (Filters(doc_type="summary"), Filters(year_from=2023), Filters(agency_level="school")):
        for each in filled.search(QUERY, WORDS, 20, filters):
            assert filters.doc_type in (None, each.passage.doc_type)
            assert filters.year_from is None or (each.passage.year or (0, 0))[1] >= filters.year_from
    assert filled.search(QUERY, WORDS, 20, Filters(agency_level="school")) == []
    assert filled.search(QUERY, WORDS, 20, Filters(doc_type="summary")) != []


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert search(library) == []
    assert library.check() == []


def test_word_counts(filled: Library) -> None:
    total, counts = filled.word_counts(["隐患", "天文台"])
    assert total == filled.store.counts()["passages"]
    assert 0 < counts["隐患"] < total
    assert counts["天文台"] == 0


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "空.txt", NoTextFound),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "图.txt", DamagedDocument),
        ("一、安全".encode(), "文件.exe", UnsupportedMediaType),
        (b"PK\x03\x04" + b"\x00" * 60, "坏.docx", DocumentError),
        ("首页 > 计划\n返回顶部\n".encode(), "导航.txt", NoTextFound),
    ],
)
def test_what_cannot_be_a_source_leaves_nothing(
    filled: Library, data: bytes, name: str, error: type[DocumentError]
) -> None:
    before, state = search(filled), filled.store.state()
    with pytest.raises(error):
        filled.add(data, name)
    assert filled.store.state() == state
    assert search(filled) == before
    assert filled.check() == []


def test_reopened_after_close_it_is_the_same(tmp_path: Path, documents: dict[str, bytes]) -> None:
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        for name, data in documents.items():
            library.add(data, name)
        before, generation = search(library), library.store.state().generation
    with Library(folder_of(tmp_path), NeverEncoder()) as library:
        assert search(library) == before != []
        assert library.store.state().generation == generation
        assert library.check() == []


def test_reopened_after_a_crash_it_is_the_same(filled: Library, tmp_path: Path) -> None:
    with Library(crash(tmp_path), NeverEncoder()) as again:
        assert search(again) == search(filled) != []
        assert again.check() == []


def test_a_crash_after_a_removal_brings_nothing_back(filled: Library, tmp_path: Path) -> None:
    _, gone = filled.store.sources(limit=1)[0]
    filled.remove(gone.id)
    with Library(crash(tmp_path), NeverEncoder()) as again:
        assert search(again) == search(filled)
        assert gone.id not in {each.passage.source_id for each in search(again)}


@pytest.mark.slow
def test_killed_in_the_middle_it_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    program = """
        import os, sys
        from pathlib import Path
        from ingest.index.encoder import HashingEncoder
        from ingest.library import Library

        library = Library(Path(sys.argv[1]), HashingEncoder())
        for number in range(9):
            text = f"月桥区教育局20{number + 10}年工作计划\\n一、安全\\n每月组织第{number}轮校园安全隐患排查，登记造册。"
            library.add(text.encode(), f"{number}.txt")
            print(number, flush=True)
        os.kill(os.getpid(), 9)
    """
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(folder_of(tmp_path))], cwd=root,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == -9, done.stderr
    with Library(folder_of(tmp_path), NeverEncoder()) as library:
        assert [source.name for _, source in library.store.sources(limit=20)] == [
            f"{each}.txt" for each in done.stdout.split()
        ]
        assert len(search(library)) == 9
        assert library.check() == []


def newest_index(folder: Path) -> Path:
    return max((folder / "index").iterdir())


@pytest.mark.parametrize("name", ["stamp.json", "passages.faiss", "sentences.faiss"])
def test_stale_indexes_are_built_anew_from_the_records(tmp_path: Path, documents: dict[str, bytes], name: str) -> None:
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        for filename, data in documents.items():
            library.add(data, filename)
        before, generation = search(library), library.store.state().generation
    (newest_index(folder_of(tmp_path)) / name).write_bytes(b"{}")
    with Library(folder_of(tmp_path), NeverEncoder()) as library:
        assert search(library) == before != []
        assert library.store.state().generation > generation
        assert library.check() == []
        assert [each.name for each in (folder_of(tmp_path) / "index").iterdir()] == [
            f"{library.store.state().generation:06d}"
        ]


def test_lost_words_are_built_anew_too(tmp_path: Path, documents: dict[str, bytes]) -> None:
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        for filename, data in documents.items():
            library.add(data, filename)
        before = search(library)
    shutil.rmtree(newest_index(folder_of(tmp_path)) / "lexical")
    with Library(folder_of(tmp_path), NeverEncoder()) as library:
        assert library.check() == []
        assert search(library) == before


def test_a_rebuilt_library_finds_the_same(filled: Library) -> None:
    before = search(filled)
    told: list[tuple[int, int]] = []
    filled.rebuild(lambda done, total, _unit: told.append((done, total)))
    assert search(filled) == before
    assert filled.check() == []
    assert told[-1][0] == told[-1][1]


def test_a_rebuild_after_a_removal_finds_the_same(filled: Library) -> None:
    _, gone = filled.store.sources(limit=1)[0]
    filled.remove(gone.id)
    before = search(filled)
    filled.rebuild()
    after = search(filled)
    assert [each.passage.id for each in after] == [each.passage.id for each in before]
    assert [each.lexical for each in after] == pytest.approx([each.lexical for each in before])


def test_another_encoder_embeds_all_again(tmp_path: Path, documents: dict[str, bytes]) -> None:
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        library.add(documents["月桥计划.txt"], "月桥计划.txt")
        before = search(library)
        vector = next(library.store.every_passage())[2]
    with Library(folder_of(tmp_path), OtherEncoder()) as library:
        assert library.store.state().encoder == "other-256"
        np.testing.assert_array_equal(next(library.store.every_passage())[2], vector[::-1])
        assert [each.dense for each in search(library)] == pytest.approx([each.dense for each in before], abs=1e-3)
        assert library.check() == []
    with Library(folder_of(tmp_path), OtherEncoder()) as library:
        assert len(search(library)) == len(before)


def test_a_second_library_is_kept_out(library: Library, tmp_path: Path) -> None:
    with pytest.raises(LibraryInUse) as caught:
        Library(folder_of(tmp_path), HashingEncoder())
    assert "--data-dir" in caught.value.detail
    assert library.check() == []


@pytest.mark.slow
def test_another_process_is_kept_out(library: Library, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\nfrom ingest.errors import LibraryInUse\nfrom ingest.index.encoder import HashingEncoder\n"
        "from ingest.library import Library\ntry:\n    Library(Path(sys.argv[1]), HashingEncoder())\nexcept LibraryInUse:\n    print('in use')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder_of(tmp_path))], cwd=Path(__file__).parents[1],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout.strip() == "in use", done.stderr
    assert library.check() == []


def test_closed_it_lets_the_folder_go(tmp_path: Path) -> None:
    Library(folder_of(tmp_path), HashingEncoder()).close()
    Library(folder_of(tmp_path), HashingEncoder()).close()


def test_damaged_records_are_told_and_the_folder_is_let_go(tmp_path: Path) -> None:
    folder_of(tmp_path).mkdir()
    (folder_of(tmp_path) / "records.sqlite").write_bytes(b"no database" * 1000)
    for _ in range(2):
        with pytest.raises(LibraryDamaged):
            Library(folder_of(tmp_path), HashingEncoder())


@pytest.fixture
def closed(tmp_path: Path, documents: dict[str, bytes]) -> Iterator[Path]:
    """The folder of a library with one document."""
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        library.add(documents["月桥计划.txt"], "月桥计划.txt")
    yield folder_of(tmp_path)


PLANTED = [
    ("DELETE FROM sentences WHERE key = (SELECT min(key) FROM sentences)", "句子"),
    ("UPDATE passages SET key = key + 1000 WHERE key = (SELECT min(key) FROM passages)", "段落"),
    ("DELETE FROM passages WHERE key = (SELECT min(key) FROM passages)", "词语索引"),
]


def plant(folder: Path, sql: str) -> None:
    connection = sqlite3.connect(folder / "records.sqlite")
    with connection:
        assert connection.execute(sql).rowcount == 1
    connection.close()


@pytest.mark.parametrize(("sql", "told"), PLANTED)
def test_check_finds_a_planted_difference(closed: Path, sql: str, told: str) -> None:
    plant(closed, sql)
    with Library(closed, HashingEncoder()) as library:
        assert [problem for problem in library.check() if told in problem]
        library.rebuild()
        assert library.check() == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [*PLANTED, ('UPDATE passages SET "end" = "end" + 9999 WHERE key = (SELECT max(key) FROM passages)', "起止位置")],
)
def test_an_inspection_finds_a_planted_difference_and_changes_nothing(closed: Path, sql: str, told: str) -> None:
    assert inspect(closed) == []
    plant(closed, sql)
    before = {path: path.read_bytes() for path in closed.rglob("*") if path.is_file() and path.name != "lock"}
    for _ in range(2):
        assert [problem for problem in inspect(closed) if told in problem]
    for path, data in before.items():
        assert path.read_bytes() == data, path


def test_an_inspection_tells_of_stale_indexes(closed: Path) -> None:
    (newest_index(closed) / "stamp.json").unlink()
    assert len(inspect(closed)) == 1
    with Library(closed, HashingEncoder()):
        pass
    assert inspect(closed) == []


def test_an_inspection_beside_an_open_library_disturbs_nothing(filled: Library, tmp_path: Path) -> None:
    assert inspect(folder_of(tmp_path)) == []
    assert filled.check() == []
    with pytest.raises(LibraryInUse):
        Library(folder_of(tmp_path), HashingEncoder())


def test_an_inspection_of_a_folder_without_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryDamaged):
        inspect(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_threads_may_add_and_search_at_once(library: Library) -> None:
    def text(number: int) -> bytes:
        return f"月桥区教育局{2000 + number}年工作计划\n一、安全\n第{number}轮校园安全隐患排查，每月组织一次，登记造册，限期整改。".encode()

    with ThreadPoolExecutor(8) as pool:
        adding = [pool.submit(library.add, text(number % 12), f"{number}.txt") for number in range(24)]
        searching = [pool.submit(search, library) for _ in range(12)]
        created = [each.result().created for each in adding]
        found = [each.result() for each in searching]
    assert sum(created) == 12
    assert all(each.passage.text for row in found for each in row)
    assert len(search(library)) == 12
    assert library.check() == []


def test_threads_may_remove_and_search_at_once(filled: Library) -> None:
    ids = [source.id for _, source in filled.store.sources(limit=9)]
    with ThreadPoolExecutor(8) as pool:
        searching = [pool.submit(search, filled) for _ in range(20)]
        removing = [pool.submit(filled.remove, each) for each in ids]
        for each in [*searching, *removing]:
            each.result()
    assert search(filled) == []
    assert filled.check() == []


class Failing(HashingEncoder):
    """Another encoder, which gives up after some texts."""

    name = "failing"

    def __init__(self, good_for: int) -> None:
        super().__init__()
        self.left = good_for

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.left -= len(texts)
        if self.left < 0:
            raise MemoryError
        return -super().encode_passages(texts)


def test_a_change_of_encoder_that_breaks_off_is_begun_again(tmp_path: Path, documents: dict[str, bytes]) -> None:
    with Library(tmp_path, HashingEncoder()) as library:
        for name, data in documents.items():
            library.add(data, name)
        before = [vector.tobytes() for _, _, vector in library.store.every_passage()]
        passages = len(before)
    with pytest.raises(MemoryError):
        Library(tmp_path, Failing(good_for=passages))
    with Library(tmp_path, HashingEncoder()) as library:
        assert [vector.tobytes() for _, _, vector in library.store.every_passage()] == before
        assert library.check() == []


def test_a_change_that_breaks_off_is_not_believed(
    tmp_path: Path, documents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(*_: object) -> None:
        raise MemoryError

    first, second = list(documents.items())[:2]
    with Library(tmp_path, HashingEncoder()) as library:
        library.add(first[1], first[0])
        with monkeypatch.context() as patch:
            patch.setattr(Indexes, "add_sentences", gives_up)
            with pytest.raises(MemoryError):
                library.add(second[1], second[0])
        added = library.add(second[1], second[0])
        assert added.created  # nothing of the first try was left
        found = library.search("食堂食品安全", {"食堂": 1.0}, 5, Filters(source_ids=(added.source.id,)))
        assert found
        assert library.check() == []
    with Library(tmp_path, HashingEncoder()) as library:
        assert library.check() == []


def test_what_a_person_put_right_stays_and_can_be_undone(tmp_path: Path, documents: dict[str, bytes]) -> None:
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        added = library.add(documents["月桥计划.txt"], "月桥计划.txt")
        (before,) = library.store.precedents(added.source.id)
        library.correct(before.id, {"doc_type": "summary", "year": None})
        right = library.correct(before.id, {"title": "另一个题目", "agency_level": "school"})
        library.rebuild()
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        assert library.store.precedents(added.source.id) == [right]
        assert (right.title, right.doc_type, right.agency_level, right.year) == (
            "另一个题目",
            "summary",
            "school",
            None,
        )
        assert set(right.corrected) == {"title", "doc_type", "agency_level", "year"}
        assert right.year_evidence is None
        assert {each.doc_type for each in right.sections} == {"summary"}
        assert {each.passage.doc_type for each in search(library)} == {"summary"}
        assert not library.search(QUERY, WORDS, 20, Filters(doc_type="plan"))
        assert not library.check()
        library.correct(before.id, {"doc_type": "mixed"})
        assert {each.passage.doc_type for each in search(library)} == {"plan"}
        assert library.correct(before.id, {}) == before
        assert {each.passage.doc_type for each in search(library)} == {"plan"}
        with pytest.raises(NotFound):
            library.correct("nothing.0-1", {"title": "无"})


def test_the_same_plan_filed_twice_is_one_text_in_two_versions(tmp_path: Path, documents: dict[str, bytes]) -> None:
    text = documents["月桥计划.txt"].decode()
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        first = library.add(text.encode(), "月桥计划.txt").source.id
        again = library.add(text.replace("月桥", "XX").encode(), "转载.txt").source.id
        (one,), (two,) = library.store.precedents(first), library.store.precedents(again)
        assert library.versions(two.id) == library.versions(one.id) == [one.id, two.id]
        other = library.add(OTHER.encode(), "另一份.txt").source.id
        assert [library.versions(each.id) for each in library.store.precedents(other)] == [
            [each.id] for each in library.store.precedents(other)
        ]
    with Library(folder_of(tmp_path), HashingEncoder()) as library:
        assert library.versions(two.id) == [one.id, two.id]
        library.remove(first)
        assert library.versions(two.id) == [two.id]
