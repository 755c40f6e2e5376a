"""Vectors go by their own keys, whatever was removed before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.index.vectors import VectorIndex

EYE = np.eye(8, dtype=np.float32)


def keys(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


@pytest.fixture
def index() -> VectorIndex:
    """Keys 1 to 5, each with an axis of its own."""
    made = VectorIndex(8)
    made.add(keys(1, 2, 3, 4, 5), EYE[:5])
    return made


def test_a_vector_added_after_a_removal_answers_for_itself(index: VectorIndex) -> None:
    index.remove(keys(2))
    index.add(keys(9), EYE[5:6])
    found, scores = index.search(EYE[5], 1)
    assert (found.tolist(), scores.tolist()) == ([9], [1.0])
    assert sorted(index.keys.tolist()) == [1, 3, 4, 5, 9]
    for axis, key in enumerate((1, None, 3, 4, 5, 9)):
        best, cosines = index.search(EYE[axis], 10)
        assert 2 not in best.tolist()
        assert [int(each) for each, cosine in zip(best, cosines, strict=True) if cosine > 0.5] == ([key] if key else [])


def test_a_key_may_come_back_with_another_vector(index: VectorIndex) -> None:
    index.remove(keys(2))
    index.add(keys(2), EYE[6:7])
    assert index.search(EYE[6], 1)[0].tolist() == [2]
    assert index.search(EYE[1], 10)[1].max() == 0.0


def test_best_come_first_and_no_more_than_asked_for(index: VectorIndex) -> None:
    query = np.array([0.1, 0.9, 0.3, 0, 0, 0, 0, 0], np.float32)
    found, scores = index.search(query, 3)
    assert found.tolist() == [2, 3, 1]
    np.testing.assert_allclose(scores, [0.9, 0.3, 0.1])
    assert len(index.search(query, 100)[0]) == 5


def test_only_allowed_keys_are_found(index: VectorIndex) -> None:
    found, _ = index.search(EYE[1], 10, keys(3, 5, 77))
    assert sorted(found.tolist()) == [3, 5]
    assert index.search(EYE[1], 10, keys())[0].tolist() == []


def test_an_empty_index_finds_nothing() -> None:
    found, scores = VectorIndex(8).search(EYE[0], 3)
    assert (found.tolist(), scores.tolist()) == ([], [])


def test_removing_what_is_not_there_does_no_harm(index: VectorIndex) -> None:
    index.remove(keys(77))
    index.remove(keys())
    assert len(index) == 5


def test_saved_and_loaded_it_finds_the_same(index: VectorIndex, tmp_path: Path) -> None:
    index.remove(keys(4))
    index.save(tmp_path / "x.faiss")
    loaded = VectorIndex.load(tmp_path / "x.faiss")
    assert sorted(loaded.keys.tolist()) == sorted(index.keys.tolist()) == [1, 2, 3, 5]
    query = np.linspace(0.1, 0.8, 8, dtype=np.float32)
    for one, other in zip(index.search(query, 10), loaded.search(query, 10), strict=True):
        np.testing.assert_array_equal(one, other)
    loaded.add(keys(9), EYE[5:6])
    assert loaded.search(EYE[5], 1)[0].tolist() == [9]


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"xxxx" + data[4:]]
)
def test_a_damaged_file_is_refused(index: VectorIndex, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "x.faiss"
    index.save(path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(RuntimeError):
        VectorIndex.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        VectorIndex.load(tmp_path / "none.faiss")


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 12)), max_size=40))
def test_it_holds_what_a_dictionary_would(steps: list[tuple[bool, int]]) -> None:
    index, model = VectorIndex(8), dict[int, NDArray[np.float32]]()
    for at, (adding, key) in enumerate(steps):
        if adding and key not in model:
            angle = 0.01 + at
            model[key] = np.array([np.cos(angle), np.sin(angle), 0, 0, 0, 0, 0, 0], np.float32)
            index.add(keys(key), model[key][None])
        elif not adding:
            model.pop(key, None)
            index.remove(keys(key))
    assert sorted(index.keys.tolist()) == sorted(model)
    for key, vector in model.items():
        found, scores = index.search(vector, 1)
        assert scores[0] == pytest.approx(1.0)
        assert found[0] == key
