"""Uploads: what became of each file, told in its own line; and the list of sources."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.ui.counts import counts_told
from assistant.web.ui.shelf import results_view, shelf_view, size
from assistant.web.ui.strings import Words
from assistant.web.ui.upload import take_in
from ingest.index.encoder import HashingEncoder
from ingest.library import Library
from tests.reading.builders import archive
from tests.web.ui.test_html import read
from tests.web.ui.texts import HOSTILE, PLAN, SECOND_PLAN

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


def test_a_disk_that_fails_is_told_and_the_others_are_taken(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "枫浦.txt").write_bytes(PLAN.encode())
    (tmp_path / "月桥.txt").write_bytes(SECOND_PLAN.encode())
    read_bytes = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == "枫浦.txt":
            raise OSError(errno.EIO, "Input/output error")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    paths = [str(tmp_path / "枫浦.txt"), str(tmp_path / "月桥.txt")]
    bad, good = take_in(library, paths, [], ZH, LIMIT, lambda *_, **__: None)
    assert (bad.kind, bad.message) == ("failed", "无法读写（磁盘读写出错）；请检查磁盘后重新上传。")
    assert good.kind == "ok"


def test_the_shelf_lists_counts_and_pages(library: Library) -> None:
    library.add(PLAN.encode(), "<i>枫浦</i>.txt")
    library.add(SECOND_PLAN.encode(), "月桥.txt")
    page, more = shelf_view(library, "", 1, ZH)
    assert more
    assert "2 个文件 · 2 篇先例 · " in page
    found = read(page)
    assert "i" not in found.tags
    assert "<i>枫浦</i>.txt" in found.text
    assert "枫浦区教育局2024年工作计划（计划，2024年）" in found.text
    page, more = shelf_view(library, "月桥", 50, ZH)
    assert not more
    assert "枫浦" not in page
    assert "没有文件名包含“&lt;x&gt;”" in shelf_view(library, "<x>", 50, ZH)[0]


def test_other_versions_of_a_text_are_told(library: Library) -> None:
    library.add(PLAN.encode(), "枫浦.txt")
    library.add(PLAN.replace("逐一登记", "登记").encode(), "又一稿.txt")
    library.add(SECOND_PLAN.encode(), "月桥.txt")
    said = "3 个文件 · 3 篇先例（其中 1 篇为同一文稿的其他版本） · "
    assert said in shelf_view(library, "", 50, ZH)[0]
    assert "3 precedents (1 of them other versions of the same text)" in counts_told(library, Words("en"))


def test_each_file_of_an_archive_is_told_of(library: Library, tmp_path: Path) -> None:
    made = tmp_path / "2019.zip"
    made.write_bytes(archive(("安全科/枫浦.txt", PLAN.encode()), ("同.txt", PLAN.encode()), ("a.mp4", b"0")))
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04")
    told: list[tuple[float, str]] = []
    found = take_in(library, [str(made), str(bad)], ["2019年.zip"], ZH, LIMIT,
                    lambda share, desc: told.append((share, desc)))  # fmt: skip
    assert [(each.name, each.kind) for each in found] == [
        ("2019年.zip/安全科/枫浦.txt", "ok"),
        ("2019年.zip/同.txt", "same"),
        ("2019年.zip/a.mp4", "failed"),
        ("bad.zip", "failed"),
    ]
    assert ("（1/2）2019年.zip：已处理其中 2/3 个文件") in [desc for _, desc in told]
    assert told == sorted(told, key=lambda each: each[0])
    assert not made.exists() and not bad.exists()
    assert "成功 1 个，重复 1 个，未入库 2 个" in results_view(found, ZH)


def test_the_shelf_folds_by_path(library: Library) -> None:
    library.add(PLAN.encode(), "2019年.zip/<i>科/枫浦.txt")
    library.add(HOSTILE.encode(), "石溪.txt")
    library.add(SECOND_PLAN.encode(), "2019年.zip/月桥.txt")
    page, _ = shelf_view(library, "", 50, ZH)
    found = read(page)
    assert "i" not in found.tags
    order = [
        found.text.index(each) for each in ("2019年.zip", "2 份", "<i>科", "1 份", "枫浦.txt", "月桥.txt", "石溪.txt")
    ]
    assert order == sorted(order)
    assert page.count('class="qc-folder"') == 2
    assert " open" not in page.replace("data-open", "")
    assert page.count('class="qc-table"') == 3
    assert "已显示 1 份" in shelf_view(library, "", 1, ZH)[0]
    assert shelf_view(library, "枫浦", 50, ZH)[0].count('class="qc-folder" open') == 2


@pytest.mark.parametrize(("count", "said"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (3 * 1024**2, "3.0 MB")])
def test_sizes_are_for_people(count: int, said: str) -> None:
    assert size(count) == said
