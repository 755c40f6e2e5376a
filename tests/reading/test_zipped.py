"""Archives: names, junk, passwords, damage, bombs, archives in archives, and the promise that unpacking always ends."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import DamagedDocument, DocumentError, EncryptedDocument, NoTextFound, SourceTooLarge
from ingest.reading.containers import members
from ingest.reading.containers.members import clean, is_junk
from ingest.reading.containers.unpack import is_container, unpack
from tests.reading.builders import archive, docx_of

TEXT = "一、校园安全\n每月排查一次隐患。".encode()
MIB = 2**20


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Write other raw bytes of the same length over a member's ASCII name, in its header and in the directory."""
    assert len(old) == len(new) and data.count(old) == 2
    return data.replace(old, new)


def told(data: bytes, name: str = "包.zip", largest: int = members.LARGEST) -> dict[str, bytes | str]:
    """Return path → bytes, or the code of what was wrong."""
    return {each.name: each.error.code if each.error else each.data for each in unpack(data, name, largest=largest)}


def flagged(data: bytes, flag: int) -> bytes:
    """Set a bit of every member's flags: 0x1 says that it is encrypted."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= flag
            start = out.find(mark, start + 4)
    return bytes(out)


def test_files_come_in_order_with_their_paths() -> None:
    data = archive(("安全科/计划.txt", TEXT), ("安全科/", b""), ("总结.md", b"# a"), ("录像.mp4", bytes(9)))
    found = list(unpack(data, "2019年.zip"))
    assert [each.name for each in found] == ["2019年.zip/安全科/计划.txt", "2019年.zip/总结.md", "2019年.zip/录像.mp4"]
    assert [each.data for each in found] == [TEXT, b"# a", b""]
    assert [each.total for each in found] == [3, 3, 3]
    assert found[0].error is None
    assert found[2].error is not None
    assert found[2].error.code == "unsupported_media_type"
    assert "“录像.mp4”：不支持 .mp4 文件" in found[2].error.detail


def test_files_are_unpacked_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(("a.txt", TEXT), ("b.txt", TEXT))
    opened: list[str] = []
    original = zipfile.ZipFile.open

    def noting(self: zipfile.ZipFile, name: zipfile.ZipInfo, *rest: str) -> object:
        opened.append(name.filename)
        return original(self, name, *rest)

    monkeypatch.setattr(zipfile.ZipFile, "open", noting)
    next(unpack(data, "包.zip"))
    assert opened == ["a.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "utf-8"])
def test_names_in_the_code_page_of_whoever_packed_them(encoding: str) -> None:
    name = "學校工作計畫.txt" if encoding == "big5" else "学校安全工作计划.txt"
    raw = name.encode(encoding)
    data = renamed(archive(("x" * len(raw), TEXT)), b"x" * len(raw), raw)
    assert told(data) == {f"包.zip/{name}": TEXT}


def test_names_that_are_no_chinese_stay_what_they_were() -> None:
    raw = "résumé.txt".encode("cp437")
    assert list(told(renamed(archive(("x" * len(raw), TEXT)), b"x" * len(raw), raw))) == ["包.zip/résumé.txt"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("../../etc/计划.docx", "etc/计划.docx"),
        ("/root/计划.docx", "root/计划.docx"),
        ("C:\\Users\\某\\计划.docx", "Users/某/计划.docx"),
        ("c:计划.docx", "计划.docx"),
        ("\\\\server\\share\\计划.docx", "server/share/计划.docx"),
        ("安全科/./..//计划\x07\u202e.docx\n", "安全科/计划.docx"),
        (" . / .. / ", ""),
        ("", ""),
        ("长" * 300 + ".docx", "长" * 95 + ".docx"),
        ("/".join("abcdefghijklmnop") + "/计划.txt", "f/g/h/i/j/k/l/m/n/o/p/计划.txt"),
    ],
)
def test_paths_are_labels_that_lead_nowhere(path: str, label: str) -> None:
    assert clean(path) == label


@given(st.text(max_size=300))
def test_any_path_is_cleaned_for_good(path: str) -> None:
    label = clean(path)
    assert label.isprintable()
    assert not label.startswith("/") and "\\" not in label
    assert not {"", ".", ".."} & set(label.split("/")) or label == ""
    assert len(label) <= 12 * 101


def test_junk_is_passed_over_in_silence() -> None:
    junk = ("__MACOSX/._计划.txt", ".DS_Store", "安全科/Thumbs.db", "~$计划.docx", "desktop.ini", ".~计划.docx", "空/")
    assert list(told(archive(*((each, TEXT) for each in junk), ("计划.txt", TEXT)))) == ["包.zip/计划.txt"]
    with pytest.raises(NoTextFound, match=r"“包.zip”.*没有文件"):
        told(archive(*((each, TEXT) for each in junk)))
    assert not is_junk("安全科/计划.docx")


def test_folders_and_files_without_a_name_are_none() -> None:
    data = archive(("a.txt", TEXT), ("folder\\", b""), ("..", TEXT), ("xyz", TEXT))
    assert told(renamed(data, b"xyz", b"\0\0\0")) == {"包.zip/a.txt": TEXT}


def test_a_link_is_not_followed() -> None:
    link = zipfile.ZipInfo("计划.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(link, "/etc/passwd")
    with pytest.raises(NoTextFound):
        told(out.getvalue())


def test_what_is_encrypted() -> None:
    plain = archive(("计划.txt", TEXT), ("总结.txt", TEXT))
    with pytest.raises(EncryptedDocument, match=r"“包.zip”设有解压密码"):
        told(flagged(plain, 1))
    mixed = archive(("计划.txt", TEXT), ("里.zip", flagged(plain, 1)))
    assert told(mixed) == {"包.zip/计划.txt": TEXT, "包.zip/里.zip": "encrypted_document"}
    one = bytearray(plain)
    one[plain.index(b"PK\x01\x02") + 8] |= 1
    assert told(bytes(one)) == {"包.zip/计划.txt": "encrypted_document", "包.zip/总结.txt": TEXT}


def test_one_damaged_file_does_not_spoil_the_others() -> None:
    data = bytearray(archive(("坏.txt", TEXT), ("好.txt", TEXT), method=zipfile.ZIP_STORED))
    data[data.index(TEXT)] ^= 1
    assert told(bytes(data)) == {"包.zip/坏.txt": "damaged_document", "包.zip/好.txt": TEXT}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_of_packing(method: int) -> None:
    long = TEXT * 9_000
    assert told(archive(("计划.txt", long), method=method)) == {"包.zip/计划.txt": long}


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", NoTextFound, "空文件"),
        (b"PK\x03\x04" + bytes(40), DamagedDocument, "不完整"),
        (archive(("a.txt", TEXT))[:-30], DamagedDocument, "不完整"),
        (docx_of("一、安全"), DamagedDocument, "内容却是Word"),
        ("纯文本".encode(), DamagedDocument, "内容却是纯文本"),
        (b"Rar!\x1a\x07\x01\x00", DamagedDocument, "RAR"),
        (archive(), NoTextFound, "没有文件"),
    ],
)
def test_what_is_no_archive(data: bytes, error: type[DocumentError], says: str) -> None:
    with pytest.raises(error, match=f"“包.zip”.*{says}"):
        told(data)


def test_a_file_over_the_limit_is_passed_over() -> None:
    found = list(unpack(archive(("大.txt", bytes(2001)), ("小.txt", TEXT)), "包.zip", largest=2000))
    assert [each.data for each in found] == [b"", TEXT]
    assert isinstance(found[0].error, SourceTooLarge)
    assert "“大.txt”" in found[0].error.detail


def test_archives_in_archives_to_the_third() -> None:
    fourth = archive(("四.txt", b"4"))
    third = archive(("三.txt", b"3"), ("四.zip", fourth))
    second = archive(("二.txt", b"2"), ("三.zip", third))
    found = told(archive(("一.txt", b"1"), ("二.zip", second)))
    assert found == {
        "包.zip/一.txt": b"1",
        "包.zip/二.zip/二.txt": b"2",
        "包.zip/二.zip/三.zip/三.txt": b"3",
        "包.zip/二.zip/三.zip/四.zip": "unsupported_media_type",
    }


def test_a_damaged_archive_in_an_archive_is_told_in_its_place() -> None:
    found = told(archive(("里.zip", b"PK\x03\x04" + bytes(9)), ("空.zip", b""), ("计划.txt", TEXT)))
    assert found == {
        "包.zip/里.zip": "damaged_document",
        "包.zip/空.zip": "no_text_found",
        "包.zip/计划.txt": TEXT,
    }


def test_what_is_a_container() -> None:
    assert [is_container(name) for name in ("a.zip", "A.ZIP", "通知.eml", "a.docx", "zip", "a.rar")] == [
        *[True] * 3,
        *[False] * 3,
    ]


SAMPLE = archive(("安全科/计划.txt", TEXT), ("里.zip", archive(("总结.md", TEXT))), ("a.eml", b"Subject: a\n\n" + TEXT))


def unpack_or_refuse(data: bytes, name: str) -> None:
    try:
        for member in unpack(data, name):
            assert member.name.isprintable()
            assert member.error is None or (not member.data and member.error.detail.endswith("。"))
    except DocumentError as error:
        assert error.detail[0] == "“" and error.detail[-1] == "。"


@settings(deadline=None, max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_an_archive_with_wrong_bytes_is_unpacked_or_refused(changes: list[tuple[int, int]]) -> None:
    broken = bytearray(SAMPLE)
    for at, value in changes:
        broken[at] = value
    unpack_or_refuse(bytes(broken), "a.zip")


@given(st.binary(max_size=300), st.sampled_from(["a.zip", "a.eml"]), st.sampled_from([b"", b"PK\x03\x04"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, name: str, start: bytes) -> None:
    unpack_or_refuse(start + data, name)
