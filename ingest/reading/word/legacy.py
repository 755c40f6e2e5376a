"""Word 97–2003 and WPS documents → extracted text, by an office program that is installed on this machine.

No Python library reads these files whole. LibreOffice makes a .docx of them, which our own reader reads, numbering and
headings included; antiword and catdoc give the words alone, among them those that a revision deleted and those that are
hidden: antiword 0.37 shows them with and without its -r and -s.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.document import Extract
from ingest.errors import ConverterMissing, DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading import sandbox, signature
from ingest.reading.filename import quoted
from ingest.reading.lines import join, unify_breaks
from ingest.reading.word.docx import read_docx

_MEDIA_TYPE = "application/msword"
_SECONDS = 120.0
_MEMORY_MB = 3072
_MAX_TEXT = 20 * 1024 * 1024
_AT_ONCE = threading.BoundedSemaphore(2)
"""LibreOffice takes some 300 MB for a document; an office PC has room for two."""
_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
"""Where LibreOffice installs itself without adding to PATH."""
_TEXT_ONLY = (
    ("antiword", ["-m", "UTF-8.txt", "-w", "0"]),
    ("catdoc", ["-d", "utf-8", "-w"]),
)
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Nothing in a document runs, and nothing that it links to is fetched. LibreOffice 7.4 does fetch linked pictures whatever
its security settings say, so it is sent to a proxy that nobody is: port 9 of this machine."""


def read_legacy(data: bytes, name: str) -> Extract:
    """Read .doc or .wps: a paragraph 一、加强校园安全 → text ``"一、加强校园安全"``.

    Raises:
        ConverterMissing: neither LibreOffice nor antiword nor catdoc is installed.
        DamagedDocument: no installed program can open it, or not in two minutes.
        EncryptedDocument: a password is needed.
        SourceTooLarge: more inside than this program opens.
    """
    if signature.is_encrypted_word(data):
        raise EncryptedDocument(f"{quoted(name)}设有打开密码；请在 Word 或 WPS 中取消密码后重新上传。")
    office, plain = _installed("soffice") or _installed("libreoffice"), list(_text_programs())
    if not office and not plain:
        raise ConverterMissing(
            f"{quoted(name)}是老版 Word 或 WPS 文档，读取它要用 LibreOffice（或 antiword），这台电脑上没有安装；"
            "请安装 LibreOffice 后重新上传，或用 Word、WPS 另存为 .docx。"
        )
    with _AT_ONCE, TemporaryDirectory(prefix="qicao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "in.doc"
        source.write_bytes(data)
        found = _by_office(office, source, name) if office else None
        for command in plain:
            found = found or _by_text_program(command, source, name)
    if found is None:
        raise DamagedDocument(
            f"{quoted(name)}无法作为 Word 文档打开，文件可能已损坏；请用 Word 或 WPS 打开，另存为 .docx 后重新上传。"
        )
    return dataclasses.replace(found, media_type=_MEDIA_TYPE)


def _installed(program: str) -> str | None:
    searched = [os.environ.get("PATH", ""), *(folder for folder in _FOLDERS if Path(folder).is_dir())]
    return shutil.which(program, path=os.pathsep.join(searched))


def _text_programs() -> Iterator[list[str]]:
    for program, options in _TEXT_ONLY:
        path = _installed(program)
        if path:
            yield [path, *options]


def _by_office(office: str, source: Path, name: str) -> Extract | None:
    """Let LibreOffice convert; it exits with 0 even when it could not, so only the file that it made counts."""
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
    sandbox.run(command, folder, seconds=_SECONDS, memory_mb=_MEMORY_MB)
    made = folder / "in.docx"
    return read_docx(made.read_bytes(), name) if made.is_file() and made.stat().st_size else None


def _settings() -> str:
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _by_text_program(command: list[str], source: Path, name: str) -> Extract | None:
    status = sandbox.run([*command, str(source)], source.parent, seconds=_SECONDS, memory_mb=_MEMORY_MB)
    out = source.parent / sandbox.STDOUT
    if out.stat().st_size > _MAX_TEXT:
        raise SourceTooLarge(f"{quoted(name)}里的文字超过 {_MAX_TEXT // 2**20} MB；请拆成几个文件。")
    text = unify_breaks(out.read_bytes().decode("utf-8", errors="replace"))
    if status != 0 or not text.strip():
        return None
    joined, _ = join((_line(line), None) for line in text.split("\n"))
    program = Path(command[0]).stem
    warning = (
        f"这台电脑没有可用的 LibreOffice，由 {program} 只取出了文字：自动编号和标题层级可能缺失，"
        "修订中已删除的文字和隐藏文字可能混入，请安装 LibreOffice 后重新上传，或对照原文件核对。"
    )
    return Extract(text=joined, media_type=_MEDIA_TYPE, warnings=(warning,))


def _line(line: str) -> str:
    r"""Turn antiword's table row into ours: ``"|月份   |工作   |"`` → ``"月份\t工作"``."""
    if len(line) > 2 and line[0] == line[-1] == "|":
        return "\t".join(cell.strip() for cell in line[1:-1].split("|")).rstrip()
    return line.rstrip()
