"""Web archive (.mht, and what Word calls "single file web page") → extracted text, by the reader of web pages."""

from __future__ import annotations

import dataclasses
import email

from ingest.document import Extract
from ingest.errors import DamagedDocument
from ingest.reading.filename import quoted
from ingest.reading.html import read_html


def read_mhtml(data: bytes, name: str) -> Extract:
    """Read the first page of a web archive (RFC 2557): its ``<p>正文`` → text ``"正文"``.

    Raises:
        DamagedDocument: there is no page in it, or its encoding cannot be told.
    """
    page = _page(data)
    if page:
        return dataclasses.replace(read_html(page, name), media_type="multipart/related")
    raise DamagedDocument(
        f"{quoted(name)}是单一文件网页，里面却没有网页；请用浏览器或 Word 打开，另存为 .docx 后重新上传。"
    )


def _page(data: bytes) -> bytes | None:
    try:
        for part in email.message_from_bytes(data).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes) and page.strip():
                return page
    except RecursionError:  # parts in parts in parts, as no program writes them
        return None
    return None
