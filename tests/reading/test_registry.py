"""The registry: content against name, refusals, and the promise that nothing but a QicaoError comes out."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Extract
from ingest.errors import DamagedDocument, EncryptedDocument, NoTextFound, QicaoError, UnsupportedMediaType
from ingest.reading.filename import quoted, suffix_of
from ingest.reading.registry import READERS, read, supported_suffixes
from tests.reading.builders import body, docx_of, pdf
from tests.reading.test_sheet import calendar

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WORD = docx_of("一、加强校园安全")
PDF = pdf([body(["一、加强校园安全"])])
HTML = "<!DOCTYPE html><html><body><h1>计划</h1><nav>首页</nav><p>正文</p></body></html>".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
SAMPLES = {
    ".docx": WORD,
    ".pdf": PDF,
    ".html": HTML,
    ".md": b"# A\n\n\xe4\xb8\x80",
    ".rtf": (FIXTURES / "plan.rtf").read_bytes(),
    ".odt": (FIXTURES / "plan.odt").read_bytes(),
    ".xlsx": calendar(),
    ".csv": "月份,工作\n三月,植树".encode(),
    ".mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>abc</p>",
    ".txt": "一、安全\r\n二、教学".encode(),
}


def zipped(member: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "x")
    return out.getvalue()


@pytest.mark.parametrize("suffix", SAMPLES)
def test_each_format_is_read(suffix: str) -> None:
    extract = read(SAMPLES[suffix], f"某某计划{suffix.upper()}")
    assert extract.media_type == next(reader.media_type for reader in READERS if suffix in reader.suffixes)
    check(extract)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (PNG, "a.docx", "PNG 图片.*改为 .png"),
        (b"\xff\xd8\xff" + bytes(40), "a.docx", "JPEG 图片.*改为 .jpg"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "a.pdf", "JPEG 图片"),
        (PNG, "a.txt", "PNG 图片"),
        (HTML, "a.pdf", "网页.*改为 .html"),
        (HTML, "a.docx", "网页"),
        (HTML, "a.txt", "网页.*改为 .html"),
        (PDF, "a.docx", "PDF.*改为 .pdf"),
        (PDF, "a.html", "PDF"),
        (WORD, "a.pdf", "Word.*改为 .docx"),
        (WORD, "a.txt", "Word"),
        ("纯文本".encode(), "a.html", "纯文本.*改为 .txt"),
        ("纯文本".encode(), "a.docx", "纯文本.*改为 .txt"),
        (zipped("xl/workbook.xml"), "a.docx", "Excel"),
        (zipped("OFD.xml"), "a.docx", "OFD"),
        (zipped("a.txt"), "a.docx", "ZIP"),
        (b"{\\rtf1 abc}", "a.docx", "RTF.*改为 .rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", "老版 Word.*改为 .doc "),
        (b"Rar!\x1a\x07\x01\x00", "a.docx", "RAR"),
        (b"\x00\x01\x02\x03" * 9, "a.html", "二进制"),
    ],
)
def test_content_that_is_not_what_the_name_says(data: bytes, name: str, says: str) -> None:
    with pytest.raises(DamagedDocument, match=f"“{name}”.*{name[1:]}，内容却是.*{says}"):
        read(data, name)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"GIF89a" + bytes(40), "a.gif", ".gif 文件.*GIF 图片"),
        (WORD, "计划", "没有扩展名.*Word.*改为 .docx"),
        (zipped("OFD.xml"), "a.ofd", "OFD"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "PowerPoint.*另存为 .docx"),
        (zipped("a.txt"), "a.7z", "ZIP.*改为 .zip "),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "RAR.*解压.*压缩成 .zip"),
        (zipped("a.txt"), "a.zip", "里面的文件"),
    ],
)
def test_kinds_that_have_no_reader(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=says):
        read(data, name)


@pytest.mark.parametrize(("name", "says"), [("a.wps", r"\.docx"), ("a.doc", r"\.docx"), ("a.xls", r"\.xlsx")])
def test_old_office_files_without_their_main_stream(name: str, says: str) -> None:
    with pytest.raises(DamagedDocument, match=f"不完整.*另存为 {says}"):
        read(OLE, name)


def test_an_encrypted_word_document() -> None:
    data = (Path(__file__).parent / "fixtures" / "encrypted.docx").read_bytes()
    for name in ("a.docx", "a.doc", "a.pdf"):
        with pytest.raises(EncryptedDocument, match="密码"):
            read(data, name)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe\r\x00\n\x00", bytes(64), "　\n　".encode()]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_empty_files(data: bytes, name: str) -> None:
    with pytest.raises(NoTextFound, match=r"空文件|没有文字"):
        read(data, name)


@pytest.mark.parametrize("suffix", supported_suffixes())
def test_nothing_at_all(suffix: str) -> None:
    with pytest.raises(NoTextFound, match="空文件"):
        read(b"", f"a{suffix}")


def test_names() -> None:
    assert [suffix_of(name) for name in ("a.DOCX", "a.b.pdf", ".txt", "a", "C:\\x.y\\a", "a. txt ")] == [
        ".docx",
        ".pdf",
        "",
        "",
        "",
        ".txt",
    ]
    assert quoted("/etc/a\nb\x00.txt") == "“ab.txt”"
    assert quoted("") == "“未命名文件”"
    assert len(quoted("长" * 500 + ".docx")) <= 82
    assert quoted("长" * 500 + ".docx").endswith(".docx”")


def test_suffixes_for_the_upload_button() -> None:
    assert " ".join(supported_suffixes()) == (
        ".docx .docm .dotx .doc .wps .dot .wpt .pdf .xlsx .xlsm .xls .et .rtf .odt .html .htm .mht .mhtml .txt .md "
        ".markdown .csv .tsv .png .jpg .jpeg .tif .tiff .bmp .webp "
        ".zip .eml"
    )


def test_importing_the_registry_loads_no_parser() -> None:
    code = "import sys, ingest.reading.registry; print({'lxml', 'docx', 'selectolax', 'pypdfium2', 'openpyxl', 'xlrd', 'rapidocr', 'cv2', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def check(extract: Extract) -> None:
    """Assert what every extract promises."""
    text = extract.text
    assert text.strip()
    assert text == text.rstrip("\n")
    assert "\r" not in text
    assert "\n\n\n" not in text
    text.encode("utf-8")
    lines = text.split("\n")
    assert all(line == "" or line.strip() for line in lines)
    for offset, level in extract.headings:
        assert 0 <= offset < len(text)
        assert offset == 0 or text[offset - 1] == "\n"
        assert level >= 1
    end = 0
    for span in extract.noise:
        assert end <= span.start < span.end <= len(text)
        end = span.end


def read_or_refuse(data: bytes, name: str) -> None:
    try:
        extract = read(data, name)
    except QicaoError as error:
        assert error.detail[0] == "“"
        assert error.detail[-1] == "。"
        return
    check(extract)


SLOW_ENOUGH = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from([f"a{suffix}" for suffix in supported_suffixes()] + ["a", "a.ppt"])


@SLOW_ENOUGH
@given(st.binary(max_size=400), NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refuse(data, name)


@SLOW_ENOUGH
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "gb18030"]), NAMES)
def test_any_characters_are_read_or_refused(text: str, encoding: str, name: str) -> None:
    read_or_refuse(text.encode(encoding, errors="replace"), name)


MARKUP = """
<p> </p> <br> <table> <tr> <td> </td> </tr> </table> <nav> </nav> <h2> </h2> <form> </form> <div class=share> </div>
<pre> </pre> <li> <b> </b> <header> <article> <script> </script> <!-- --> &nbsp; &#xD800; <select><option> <svg>
"""
TAGS = st.sampled_from(MARKUP.split())


@SLOW_ENOUGH
@given(st.lists(TAGS | st.text("安全 \n\t　\xa0a<&", max_size=6), max_size=40))
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    read_or_refuse(("<html>" + "".join(parts)).encode(), "a.html")


@SLOW_ENOUGH
@given(st.sampled_from([".docx", ".pdf", ".rtf", ".odt"]), st.data())
def test_files_with_wrong_bytes_are_read_or_refused(suffix: str, data: st.DataObject) -> None:
    broken = bytearray(SAMPLES[suffix])
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(broken), f"a{suffix}")


CORPUS = [path for path in sorted((ROOT / "corpus").iterdir()) if path.name not in ("manifest.csv", "README.md")]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_sample_corpus(path: Path) -> None:
    check(read(path.read_bytes(), path.name))
