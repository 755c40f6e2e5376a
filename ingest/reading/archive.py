"""The zip archive that an office document is: looked over before anything is unpacked from it, read a part at a time."""

from __future__ import annotations

import io
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


class Archive:
    """The parts of one file by their names; a format with more to say of damage overrides what the errors say."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``; ``name`` is for messages.

        Raises:
            DamagedDocument: cut short, or a zip bomb.
            SourceTooLarge: more than 200 MB when unpacked, or a part of more than 50 MB.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self.damaged("文件不完整") from error
        self._refuse_bomb()

    def content(self, part: str) -> bytes | None:
        """Return the bytes of a part, ``None`` when there is no such part; never more than the directory announces."""
        try:
            return self._zip.read(part)
        except KeyError:
            return None
        except RuntimeError as error:  # the zip itself has a password
            raise self.encrypted() from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise self.damaged(f"部件 {part} 无法解压") from error

    def xml(self, part: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root element of a part, ``None`` when there is no such part; entities are not expanded."""
        content = self.content(part)
        if content is None:
            return None
        try:
            return self.parsed(content)
        except SyntaxError as error:  # what lxml.etree.XMLSyntaxError is a kind of
            raise self.damaged(f"部件 {part} 第 {error.lineno} 行不合 XML 格式") from error

    def parsed(self, content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root element of a part's bytes. Raises SyntaxError."""
        from lxml import etree

        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))

    def damaged(self, what: str) -> DamagedDocument:
        """Return the error that says ``what`` is wrong with the file."""
        return DamagedDocument(f"{quoted(self._name)}不是完好的文件：{what}；请用原来的程序打开，另存后重新上传。")

    def encrypted(self) -> EncryptedDocument:
        """Return the error that asks for the password to be taken off."""
        return EncryptedDocument(f"{quoted(self._name)}设有打开密码；请取消密码，另存后重新上传。")

    def _refuse_bomb(self) -> None:
        members = self._zip.infolist()
        total = sum(member.file_size for member in members)
        xml = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
        if total > _MAX_TOTAL or xml > _MAX_XML:
            raise SourceTooLarge(
                f"{quoted(self._name)}解压后有 {max(total, xml) // 2**20} MB，超过上限"
                f"（全部 {_MAX_TOTAL // 2**20} MB、单个部件 {_MAX_XML // 2**20} MB）；请删去图片或拆成几个文件。"
            )
        bombs = [m for m in members if m.file_size > _BIG and m.file_size > _MAX_RATIO * max(1, m.compress_size)]
        if bombs or len(members) > _MAX_MEMBERS:
            raise self.damaged("压缩比或部件数异常，像是压缩炸弹，没有打开")
