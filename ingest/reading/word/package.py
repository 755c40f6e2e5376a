"""The zip package of a Word document: its parts, asked for by what its relationships call them."""

from __future__ import annotations

import posixpath
from typing import Any

from ingest.errors import DamagedDocument, EncryptedDocument
from ingest.reading.archive import Archive
from ingest.reading.filename import quoted

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package(Archive):
    """The XML parts of one document. Parts are asked for by what the relationships call them, as Word does.

    python-docx's own package layer is passed by on purpose: it loads every relationship, so that one picture that is
    gone (WPS writes ``Target="NULL"``) shuts out the whole file. Its XML layer is used.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``; ``name`` is for messages.

        Raises:
            DamagedDocument: cut short, no Word document, or a zip bomb.
            SourceTooLarge: more than 200 MB when unpacked, or a part of more than 50 MB.
        """
        super().__init__(data, name)
        self._main = self._target("", "officeDocument") or "word/document.xml"

    def document(self) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root element of the main part.

        Raises:
            DamagedDocument: there is none, or it is not well-formed.
        """
        root = self.xml(self._main)
        if root is None:
            raise self.damaged("缺少正文部件")
        return root

    def related(self, kind: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root of the part that the document calls its ``styles``, ``numbering`` …; ``None`` without one."""
        target = self._target(self._main, kind)
        return self.xml(target) if target else None

    def _target(self, part: str, kind: str) -> str | None:
        folder, base = posixpath.split(part)
        relationships = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relationship in () if relationships is None else relationships:
            if str(relationship.get("Type", "")).endswith(f"/{kind}"):
                target = relationship.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None

    def parsed(self, content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root element as python-docx makes it, the strict names put for those that it knows."""
        from docx.oxml.parser import parse_xml

        return parse_xml(content.replace(_STRICT, _TRANSITIONAL))

    def damaged(self, what: str) -> DamagedDocument:
        """Return the error that says ``what`` is wrong with the file."""
        return DamagedDocument(
            f"{quoted(self._name)}不是完好的 .docx：{what}；请用 Word 或 WPS 打开原文件，另存为 .docx 后重新上传。"
        )

    def encrypted(self) -> EncryptedDocument:
        """Return the error that asks for the password to be taken off."""
        return EncryptedDocument(f"{quoted(self._name)}的压缩内容有密码；请取消密码后重新上传。")
