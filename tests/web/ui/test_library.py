"""Uploads: what became of each file, told in its own line; and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.ui.library import take_in
from assistant.web.ui.shelf import results_view, shelf_view, size
from assistant.web.ui.strings import Words
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.web.ui.test_html import read
from tests.web.ui.texts import PLAN, SECOND_PLAN

ZH = Words("zh")
LIMIT = 100_000


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "data", HashingEncoder()) as made:
        yield made


def test_each_file_is_told_of_and_its_copy_deleted(library: Library, tmp_path: Path) -> None:
    contents = {
        "枫浦.txt": PLAN.encode(),
        "again.txt": PLAN.encode(),
        "坏.docx": b"no zip",
        "大.txt": b"x" * (LIMIT + 1),
    }
    paths = []
    for name, data in contents.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    told: list[tuple[float, str]] = []
    names = ["<b>枫浦</b>.txt", "", "坏.docx", "大.txt", "没有.txt"]
    found = take_in(library, [*map(str, paths), str(tmp_path / "gone.txt")], names, ZH, LIMIT,
                    lambda share, desc: told.append((share, desc)))  # fmt: skip
    assert [each.kind for each in found] == ["ok", "same", "failed", "failed", "failed"]
    assert [each.name for each in found] == ["b>.txt", "again.txt", "坏.docx", "大.txt", "没有.txt"]
    assert "docx" in found[2].message
    assert "超过上限" in found[3].message
    assert not any(path.exists() for path in paths)
    assert told == sorted(told, key=lambda each: each[0])
    assert all(0 <= share <= 1 for share, _ in told)
    assert read(results_view(found, ZH)).tags.count("li") == 5


def test_the_shelf_lists_counts_and_pages(library: Library) -> None:
    library.add(PLAN.encode(), "<i>枫浦</i>.txt")
    library.add(SECOND_PLAN.encode(), "月桥.txt")
    page, more = shelf_view(library, "", 1, ZH)
    assert more
    assert "共 2 份来源文件" in page
    found = read(page)
    assert "i" not in found.tags
    assert "<i>枫浦</i>.txt" in found.text
    assert "枫浦区教育局2024年工作计划（计划，2024年）" in found.text
    page, more = shelf_view(library, "月桥", 50, ZH)
    assert not more
    assert "枫浦" not in page
    assert "没有文件名包含“&lt;x&gt;”" in shelf_view(library, "<x>", 50, ZH)[0]


@pytest.mark.parametrize(("count", "said"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (3 * 1024**2, "3.0 MB")])
def test_sizes_are_for_people(count: int, said: str) -> None:
    assert size(count) == said
