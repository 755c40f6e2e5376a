"""A mail (.eml) → its body and its attachments, in their order.

The parser is the standard library's with its old policy on purpose: the new one, by the time anybody can ask, has put
U+FFFD for what Chinese mailers do every day (a subject or file name in bare GBK; GBK under the name of gb2312).
"""

from __future__ import annotations

import email
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from html import escape
from typing import TypeAlias

from ingest.errors import DamagedDocument
from ingest.reading import encoding, signature
from ingest.reading.containers.members import Entry, clean, is_junk
from ingest.reading.filename import quoted

Part: TypeAlias = "Message[str, str]"
BODY = "正文"
_HEADERS = ("from", "to", "subject", "date", "received", "mime-version", "content-type", "message-id")
_NAMED_IN = ("subject", "content-type", "content-disposition")
_FOREIGN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, MessageError)
"""What the parser raises at headers that no program writes."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
          "big5": "cp950", "cn-big5": "cp950", "x-x-big5": "cp950"}  # fmt: skip
"""What mailers call an encoding → what they write."""
_REPLY = re.compile(r"\A(\s*(re|fw|fwd|回复|转发|答复|回覆|轉寄|轉發)\s*[:：])+\s*", re.IGNORECASE)
_WORDS = re.compile(r"\w")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LEAST_WORDS = 20
"""Characters of a body that is worth keeping: 请查收附件 is not."""


@dataclass(slots=True)
class _Found:
    """What stands in a mail."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Entry] = field(default_factory=list)


def entries(data: bytes, name: str) -> list[Entry]:
    """List a mail's body, ``正文.txt`` or ``正文.html``, its subject in front, and the files that came with it.

    A body of a few words is left out, as are pictures that stand in the text (signatures, logos).

    Raises:
        DamagedDocument: the bytes are no mail.
    """
    try:
        mail = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        if not any(header in mail for header in _HEADERS):
            raise DamagedDocument(
                f"{quoted(name)}的文件名是 .eml，内容却不是邮件（是{signature.describe(data)}）；请从邮箱重新导出。"
            )
        found = _Found()
        for part in _leaves(mail):
            _sort(part, found)
        return [*_body(found, _subject(mail)), *found.files]
    except _FOREIGN as error:
        raise DamagedDocument(f"{quoted(name)}的邮件格式有误，无法读取；请从邮箱重新导出。") from error


def _leaves(part: Part) -> Iterator[Part]:
    """Yield the parts that hold something, mails that are forwarded whole among them."""
    if part.is_multipart() and part.get_content_maintype() != "message":
        for each in part.get_payload():
            if isinstance(each, Message):
                yield from _leaves(each)
    else:
        yield part


def _sort(part: Part, found: _Found) -> None:
    _mend(part)
    kind, placed = part.get_content_type(), part.get_content_disposition()
    name = clean(_file_name(part))
    if part.get_content_maintype() == "message":
        forwarded = part.get_payload(0) if kind == "message/rfc822" and part.is_multipart() else None
        if isinstance(forwarded, Message):
            _add(found, f"{(name or _subject(forwarded) or '转发邮件').removesuffix('.eml')}.eml", forwarded.as_bytes())
    elif kind in ("text/plain", "text/html") and not name and placed != "attachment":
        (found.plain if kind == "text/plain" else found.html).append(_text(part))
    elif (placed == "attachment" or name) and not _is_shown(part, found.html):
        guessed = mimetypes.guess_extension(kind) or ""
        _add(found, name or f"附件{len(found.files) + 1}{guessed}", _bytes(part))


def _is_shown(part: Part, pages: list[str]) -> bool:
    """Tell a picture that stands in the text, as a signature's logo does, by the page that names it (RFC 2392)."""
    own = str(part.get("content-id", "")).strip("<> \t\r\n")
    return bool(own) and part.get_content_maintype() == "image" and any(f"cid:{own}" in page for page in pages)


def _add(found: _Found, name: str, data: bytes) -> None:
    path = clean(name)
    if not is_junk(path):
        found.files.append(Entry(path, len(data), lambda: data))


def _body(found: _Found, subject: str) -> Iterator[Entry]:
    plain, page = "\n\n".join(filter(None, found.plain)), "\n".join(found.html)
    if _is_useful(plain):
        above = f"{subject}\n\n" if subject and subject not in plain[:200] else ""
        suffix, text = ".txt", above + plain
    elif _is_useful(_TAG.sub(" ", page)):
        suffix, text = ".html", (f"<h1>{escape(subject)}</h1>\n" if subject else "") + page
    else:
        return
    data = text.encode("utf-8", "replace")
    yield Entry(BODY + suffix, len(data), lambda: data)


def _is_useful(text: str) -> bool:
    return len(_WORDS.findall(text)) >= _LEAST_WORDS


def _text(part: Part) -> str:
    data = _bytes(part)
    return _decoded(data, part.get_content_charset() or "").strip() if data else ""


def _bytes(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _subject(mail: Part) -> str:
    _mend(mail)
    said = " ".join(_unwrapped(str(mail.get("subject", ""))).split())
    return _REPLY.sub("", clean(said.replace("/", "／").replace("\\", "＼")))


def _file_name(part: Part) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        given = part.get_param(parameter, None, header)
        if isinstance(given, tuple):  # RFC 2231: charset, language, bytes as characters
            return _decoded(given[2].encode("raw-unicode-escape"), given[0] or "")
        if given:
            return _unwrapped(str(given))
    return ""


def _mend(part: Part) -> None:
    """Put characters for the bare bytes of a header, which the parser keeps as surrogates and shows as U+FFFD."""
    for name, value in list(part.raw_items()):
        text = str(value)
        if name.lower() in _NAMED_IN and any("\udc80" <= char <= "\udcff" for char in text):
            whole = _decoded(text.encode("utf-8", "surrogateescape"), "")
            part.replace_header(name, whole.replace("\udc80", "\ufffd"))


def _unwrapped(text: str) -> str:
    """Return a header without its encoded words (RFC 2047): ``"=?GB2312?B?zajWqg==?="`` → ``"通知"``."""
    try:
        pieces = decode_header(text)
    except (*_FOREIGN, MessageError):
        return text
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset or "") for piece, charset in pieces)


def _decoded(data: bytes, declared: str) -> str:
    """Decode what a mail says is in ``declared``, else what it looks like; never fails."""
    named = declared.strip().lower()
    for each in (_WIDER.get(named, named) or "utf-8", "big5hkscs" if "big5" in named else "utf-8"):
        try:
            return data.decode(each)
        except (UnicodeError, LookupError):
            continue
    try:
        return encoding.decode(data, "", declared).text
    except DamagedDocument:
        return data.decode(_WIDER.get(named, "utf-8"), "replace")
