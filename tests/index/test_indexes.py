"""A folder of indexes is believed only with the right stamp on the right files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.document import Passage
from ingest.index.encoder import HashingEncoder
from ingest.index.indexes import Indexes, StaleIndexes

TEXTS = ["每月组织一次安全隐患排查。", "安排骨干教师结对帮带。", "食堂落实校长陪餐制度。"]
KEYS = np.array([1, 2, 3], np.int64)


def passage(text: str, at: int) -> Passage:
    return Passage(f"s.{at}", "s", "s.0", text, at, at + len(text), ("一、工作",), "plan")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with indexes that are equal to version 7."""
    encoder = HashingEncoder()
    indexes = Indexes.new(tmp_path / "000001", encoder.dimension)
    vectors = encoder.encode_passages(TEXTS).astype(np.float16)
    indexes.add_passages(KEYS, [passage(text, at) for at, text in enumerate(TEXTS)], vectors)
    indexes.add_sentences(KEYS + 10, vectors)
    indexes.commit()
    indexes.save(7)
    indexes.close()
    return tmp_path / "000001"


def test_the_right_version_is_loaded_whole(saved: Path) -> None:
    loaded = Indexes.load(saved, 7)
    query = HashingEncoder().encode_query(TEXTS[1])
    assert loaded.passages.search(query, 1)[0].tolist() == [2]
    assert loaded.sentences.search(query, 1)[0].tolist() == [12]
    assert loaded.lexical.search({"陪餐": 1.0}, 5)[0].tolist() == [3]
    loaded.close()


@pytest.mark.parametrize("version", [6, 8, 0])
def test_another_version_is_stale(saved: Path, version: int) -> None:
    with pytest.raises(StaleIndexes):
        Indexes.load(saved, version)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["passages.faiss", "sentences.faiss", "stamp.json"])
@pytest.mark.parametrize("damage", [Path.unlink, half, flip], ids=["missing", "cut short", "flipped"])
def test_a_damaged_folder_is_stale(saved: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(saved / name)
    with pytest.raises(StaleIndexes):
        Indexes.load(saved, 7)


@pytest.mark.parametrize("stamp", ["", "null", "[]", "{}", '"x"', '{"version": 7}'])
def test_a_stamp_without_sense_is_stale(saved: Path, stamp: str) -> None:
    (saved / "stamp.json").write_text(stamp, "utf-8")
    with pytest.raises(StaleIndexes):
        Indexes.load(saved, 7)


def test_a_folder_that_is_not_there_is_stale(tmp_path: Path) -> None:
    with pytest.raises(StaleIndexes):
        Indexes.load(tmp_path / "000009", 7)


def test_words_that_are_lost_make_it_stale(saved: Path) -> None:
    for path in (saved / "lexical").iterdir():
        path.unlink()
    with pytest.raises(StaleIndexes):
        Indexes.load(saved, 7)


def test_without_its_stamp_it_is_stale(saved: Path) -> None:
    loaded = Indexes.load(saved, 7)
    loaded.unstamp()
    loaded.unstamp()
    loaded.close()
    with pytest.raises(StaleIndexes):
        Indexes.load(saved, 7)


def test_removed_is_gone_from_all_three(saved: Path) -> None:
    loaded = Indexes.load(saved, 7)
    loaded.unstamp()
    loaded.remove(KEYS[:1], KEYS[:1] + 10)
    loaded.commit()
    loaded.save(8)
    loaded.close()
    again = Indexes.load(saved, 8)
    assert sorted(again.passages.keys.tolist()) == [2, 3]
    assert sorted(again.sentences.keys.tolist()) == [12, 13]
    assert again.lexical.search({"隐患": 1.0}, 5)[0].tolist() == []
    again.close()


def test_the_stamp_names_version_and_digests(saved: Path) -> None:
    stamp = json.loads((saved / "stamp.json").read_text("utf-8"))
    assert stamp["version"] == 7
    assert {len(stamp[name]) for name in ("passages", "sentences")} == {64}
