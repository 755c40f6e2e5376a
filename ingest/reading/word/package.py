"""The zip package of an Office document: opened only when it is sane, read a part at a time."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading.filename import quoted

_MAX_TOTAL = 200 * 1024 * 1024
_MAX_XML = 50 * 1024 * 1024
_MAX_RATIO = 200
_BIG = 10 * 1024 * 1024
_MAX_MEMBERS = 10_000
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """The XML parts of one document. Parts are asked for by what the relationships call them, as Word does.

    python-docx's own package layer is passed by on purpose: it loads every relationship, so that one picture that is
    gone (WPS writes ``Target="NULL"``) shuts out the whole file. Its XML layer is used.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``; ``name`` is for messages.

        Raises:
            DamagedDocument: cut short, no Word document, or a zip bomb.
            SourceTooLarge: more than 200 MB when unpacked.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self._damaged("文件不完整") from error
        self._refuse_bomb()
        self._main = self._target("", "officeDocument") or "word/document.xml"

    def document(self) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root element of the main part.

        Raises:
            DamagedDocument: there is none, or it is not well-formed.
        """
        root = self._xml(self._main)
        if root is None:
            raise self._damaged("缺少正文部件")
        return root

    def related(self, kind: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root of the part that the document calls its ``styles``, ``numbering`` …; ``None`` without one."""
        target = self._target(self._main, kind)
        return self._xml(target) if target else None

    def _target(self, part: str, kind: str) -> str | None:
        folder, base = posixpath.split(part)
        relationships = self._xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relationship in () if relationships is None else relationships:
            if str(relationship.get("Type", "")).endswith(f"/{kind}"):
                target = relationship.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None

    def _xml(self, part: str) -> Any:  # noqa: ANN401 - lxml has no types
        from docx.oxml.parser import parse_xml

        content = self._content(part)
        if content is None:
            return None
        try:
            return parse_xml(content.replace(_STRICT, _TRANSITIONAL))
        except SyntaxError as error:  # what lxml.etree.XMLSyntaxError is a kind of
            raise self._damaged(f"部件 {part} 第 {error.lineno} 行不合 XML 格式") from error

    def _content(self, part: str) -> bytes | None:
        try:
            return self._zip.read(part)
        except KeyError:
            return None
        except RuntimeError as error:  # the zip itself has a password
            raise EncryptedDocument(f"{quoted(self._name)}的压缩内容有密码；请取消密码后重新上传。") from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise self._damaged(f"部件 {part} 无法解压") from error

    def _refuse_bomb(self) -> None:
        members = self._zip.infolist()
        total = sum(member.file_size for member in members)
        xml = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
        if total > _MAX_TOTAL or xml > _MAX_XML:
            raise SourceTooLarge(
                f"{quoted(self._name)}解压后有 {max(total, xml) // 2**20} MB，"
                f"超过上限（全部 {_MAX_TOTAL // 2**20} MB、单个部件 {_MAX_XML // 2**20} MB）；"
                "请删去图片或拆成几个文件。"
            )
        bombs = [m for m in members if m.file_size > _BIG and m.file_size > _MAX_RATIO * max(1, m.compress_size)]
        if bombs or len(members) > _MAX_MEMBERS:
            raise self._damaged("压缩比或部件数异常，像是压缩炸弹，没有打开")

    def _damaged(self, what: str) -> DamagedDocument:
        return DamagedDocument(
            f"{quoted(self._name)}不是完好的 .docx：{what}；请用 Word 或 WPS 打开原文件，另存为 .docx 后重新上传。"
        )
