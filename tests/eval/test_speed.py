"""Rows, made documents and measuring encoders; what needs a quiet machine is not tested."""

from __future__ import annotations

import os
from itertools import islice

import numpy as np
import pytest

from eval.serving import resident
from eval.speed.encoders import CountingEncoder, HastyEncoder
from eval.speed.filling import SECTIONS, documents, fill, numeral
from eval.speed.rows import Row, table
from ingest.index.encoder import HashingEncoder
from ingest.library import Library

SENTENCES = ["每月组织一次校园安全隐患排查。", "校长每周陪餐并做好记录。", "暑假前召开防溺水主题班会。"]
HEADINGS = ["校园安全", "食堂管理"]


@pytest.mark.parametrize(
    ("value", "side", "holds"),
    [(2.0, "at most", True), (2.01, "at most", False), (2.0, "at least", True), (1.99, "at least", False)],
)
def test_a_limit_has_a_side(value: float, side: str, holds: bool) -> None:
    row = Row("start", value, "s", 2.0, side, "why")  # type: ignore[arg-type]
    assert row.holds is holds
    assert f"| start | {value:.2f} s | {side} 2 s | {'holds' if holds else 'MISSED'} | why |" in table([row])


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (40, "四十"), (99, "九十九")]
)
def test_numerals(number: int, expected: str) -> None:
    assert numeral(number) == expected


def test_made_documents_differ_and_are_the_same_each_time() -> None:
    made = list(islice(documents(SENTENCES, HEADINGS), 3))
    assert made == list(islice(documents(SENTENCES, HEADINGS), 3))
    assert len({text for _, text in made}) == len({name for name, _ in made}) == 3
    assert sum("、校园安全" in line or "、食堂管理" in line for line in made[0][1].splitlines()) == SECTIONS


def test_a_library_is_filled_to_the_size_asked_for(library: Library) -> None:
    fill(library, SENTENCES, HEADINGS, 60)
    assert 60 <= library.counts()["passages"] < 60 + SECTIONS
    assert library.check() == []


def test_counting(library: Library) -> None:
    encoder = CountingEncoder(HashingEncoder())
    with Library(library.folder / "other", encoder) as other:
        other.add("某县教育局2021年工作计划\n一、安全\n每月组织排查。".encode(), "计划.txt")
        embedded, encoder.count = encoder.count, 0
        assert not other.add("某县教育局2021年工作计划\n一、安全\n每月组织排查。".encode(), "又名.txt").created
    assert (embedded > 0, encoder.count) == (True, 0)


def test_out_of_time_vectors_are_random_units() -> None:
    inner = HashingEncoder()
    patient, hasty = HastyEncoder(inner, 60), HastyEncoder(inner, 0)
    assert np.array_equal(patient.encode_passages(SENTENCES), inner.encode_passages(SENTENCES))
    drawn = hasty.encode_passages(SENTENCES)
    assert drawn.shape == (3, inner.dimension)
    assert drawn.dtype == np.float32
    assert np.allclose(np.linalg.norm(drawn, axis=1), 1, atol=1e-5)
    assert not np.allclose(drawn[0], drawn[1])
    assert (patient.embedded, patient.drawn, hasty.embedded, hasty.drawn) == (3, 0, 0, 3)
    assert np.array_equal(hasty.encode_query("安全"), inner.encode_query("安全"))


def test_resident_memory_of_this_process() -> None:
    assert 20 < resident(os.getpid()) < 20_000
