"""Zip bombs: each is refused before memory is spent on it."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from ingest.errors import SourceTooLarge
from ingest.reading.containers import members, zipped
from tests.reading.builders import archive
from tests.reading.test_zipped import MIB, TEXT, told


class TestBombs:
    """What the test itself packs is part of what is measured."""

    @pytest.fixture(autouse=True)
    def _little_memory(self) -> Iterator[None]:
        tracemalloc.start()
        yield
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 60 * MIB

    @pytest.mark.parametrize("size", [99 * MIB, 4095 * MIB])
    def test_one_that_says_so(self, size: int) -> None:
        data = announced(archive(("零.txt", bytes(1000))), size)
        with pytest.raises(SourceTooLarge, match=r"“包.zip”.*压缩炸弹"):
            told(data)

    def test_one_that_lies(self) -> None:
        data = announced(archive(("零.txt", bytes(50 * MIB))), 1000)
        assert told(data) == {"包.zip/零.txt": "damaged_document"}

    def test_one_that_lies_in_a_method_that_unpacks_all_at_once(self) -> None:
        data = announced(archive(("零.txt", bytes(20 * MIB)), method=zipfile.ZIP_BZIP2), 1000)
        assert told(data) == {"包.zip/零.txt": "damaged_document"}

    def test_many_files_of_the_same_bytes(self) -> None:
        data = overlapping(archive(("零.txt", bytes(MIB))), 300)
        with pytest.raises(SourceTooLarge, match="压缩炸弹"):
            told(data)

    def test_one_in_an_archive_that_is_none(self) -> None:
        inner = announced(archive(("零.txt", bytes(1000))), 99 * MIB)
        found = told(archive(("里.zip", inner), ("计划.txt", TEXT)))
        assert found == {"包.zip/里.zip": "source_too_large", "包.zip/计划.txt": TEXT}

    @pytest.mark.slow
    def test_too_many_files(self) -> None:
        with pytest.raises(SourceTooLarge, match="5,000 个"):
            told(archive(*((f"{at}.txt", b"") for at in range(5_001))))

    def test_too_many_files_over_several_archives(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(members, "MOST_FILES", 5)
        inner = archive(("a.txt", b"1"), ("b.txt", b"2"), ("c.txt", b"3"))
        found = told(archive(("一.zip", inner), ("二.zip", inner)))
        assert list(found.values()) == [b"1", b"2", b"3", "source_too_large"]

    def test_a_list_that_alone_would_fill_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zipped, "_MOST_HEADERS", 3)
        with pytest.raises(SourceTooLarge):
            told(archive(*((f"{at}.txt", b"") for at in range(4))))

    def test_more_than_two_gigabytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(members, "MOST_BYTES", 1000)
        with pytest.raises(SourceTooLarge, match="解压后超过"):
            told(archive(("a.txt", bytes(600)), ("b.txt", bytes(600))))


def announced(data: bytes, size: int) -> bytes:
    """Have an archive of one file say that the file has ``size`` bytes."""
    out = bytearray(data)
    struct.pack_into("<I", out, out.index(b"PK\x01\x02") + 24, size)
    return bytes(out)


def overlapping(data: bytes, times: int) -> bytes:
    """Have the directory of an archive of one file name it ``times`` times."""
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] * times
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, times, times, len(directory))
    return data[:start] + directory + bytes(tail)
