r"""Rich text (.rtf) → extracted text: paragraphs, tables, list marks and heading levels.

Ours, because striprtf 0.0.35 turns Chinese into mojibake wherever the font does not name the code page (a font of
charset 0 under ``\ansicpg936``, ``\deff`` alone, bytes that are not escaped), and prints hidden and deleted text.
The grammar is that of the Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Extract
from ingest.errors import DamagedDocument, SourceTooLarge
from ingest.reading.filename import quoted
from ingest.reading.rtf.fonts import Fonts, decoded
from ingest.reading.rtf.grammar import BOXES, CLASSES, KEPT, SIGNS, SKIPPED, SYMBOLS, TARGETS, State, tokens
from ingest.reading.rtf.page import Page
from ingest.reading.rtf.styles import Stylesheet

_DEEPEST, _MOST = 5000, 6_000_000
"""Groups in each other; tokens in all, some 20 seconds of work and three million characters."""


def read_rtf(data: bytes, name: str) -> Extract:
    r"""Read .rtf: ``rb"{\rtf1\ansi\ansicpg936 \'bc\'d3\'c7\'bf\par}"`` → text ``"加强"``.

    A text box or a note is read after the paragraph it hangs on, a note as ``[1] …``, as the reader of .docx does.
    Left out: hidden and deleted text, headers, footers, comments, pictures.

    Raises:
        DamagedDocument: groups nested deeper than any program writes them.
        SourceTooLarge: more than six million tokens.
    """
    reader = _Reader(name)
    reader.read(data)
    return reader.page.extract(tuple(reader.warnings()))


class _Reader:
    """One pass over the bytes."""

    def __init__(self, name: str) -> None:
        self.page = Page()
        self._name = name
        self._fonts = Fonts()
        self._styles = Stylesheet()
        self._state = State()
        self._stack: list[State] = []
        self._star = False
        self._to_skip = 0
        self._bytes, self._codepage = bytearray(), ""

    def read(self, data: bytes) -> None:
        """Take the tokens one by one; what follows the document is no part of it."""
        for count, (kind, raw, value) in enumerate(tokens(data)):
            if count > _MOST:
                raise SourceTooLarge(f"{quoted(self._name)}的内容超过能读取的上限；请另存为 .docx，或拆成几个文件。")
            if kind == "word":
                self._word(raw.decode("ascii"), value)
            elif kind == "text":
                self._put(raw)
            elif kind == "symbol":
                self._symbol(raw)
            else:
                self._brace(raw)
                if not self._stack:
                    break
        self._flush()
        self.page.end()

    def warnings(self) -> list[str]:
        """Return what had to be left out, in Chinese."""
        return ["文件的结尾不完整，可能缺少最后一部分，请对照原文件核对。"] if self._stack else []

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        self._star = False
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise DamagedDocument(
                    f"{quoted(self._name)}的结构异常，没有打开；请用 Word 或 WPS 打开，另存为 .docx 后重新上传。"
                )
            self._stack.append(self._state)
            self._state = replace(self._state, fonts=dict(self._state.fonts), box="")
            if self._state.target == "styles":
                self._flush()
                self._styles.begin()
        elif self._stack:
            inner, outer = self._state, self._stack.pop()
            if inner.target != outer.target or inner.target == "styles":
                self._flush()
            if inner.target == "styles":
                self._styles.end()
            if inner.box:
                self._flush()
                self.page.close_box(inner.box)
            self._state = outer

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif symbol in b"\r\n":
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])

    def _word(self, word: str, value: int | None) -> None:
        self._to_skip = 0  # what stands in for a character has ended; the specification would eat a \par here
        starred, self._star = self._star, False
        target = self._state.target
        if target in ("nowhere", "upr"):
            if target == "upr" and word == "ud":
                self._enter("text")
        elif word in SKIPPED or (starred and word not in KEPT):
            self._enter("nowhere")
        elif word in TARGETS:
            self._enter(TARGETS[word])
        elif word in BOXES:
            self._flush()
            self.page.open_box()
            self._state.box = "box" if word == "shptxt" else word
        elif word == "u":
            self._unicode(value or 0)
        elif word in SIGNS:
            self._say(SIGNS[word])
        else:
            self._property(word, value)

    def _enter(self, target: str) -> None:
        self._flush()
        self._state.target = target

    def _property(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "ftnalt" and state.box:
            state.box = "endnote"
        elif word == "uc":
            state.fallback = min(max(0, 1 if value is None else value), 32)
        elif word in ("v", "deleted"):
            self._flush()
            state.hidden = value != 0
        elif word in CLASSES:
            state.writing = "" if word == "ltrch" else word
        elif word in ("f", "af"):
            self._fonts.current = value or 0
            state.fonts[state.writing] = value or 0
        elif word == "plain":
            self._flush()
            state.hidden, state.fonts, state.writing = False, {}, ""
        elif word in ("ansicpg", "deff", "fcharset", "mac", "pc", "pca"):
            self._fonts.property(word, value or 0)
        elif state.target == "styles":
            self._styles.property(word, value)
        elif state.target == "text" and not state.hidden:
            self._flush()
            self.page.control(word, value, self._styles)

    def _unicode(self, value: int) -> None:
        code = value + 0x10000 if value < 0 else value
        if 0 < code <= 0x10FFFF:
            # Symbol fonts keep their signs in a private area: 0xF0B7 is the bullet 0xB7.
            self._say("·" if code in (0xF0B7, 0xF06C, 0xF06E) else chr(code))
        self._to_skip = self._state.fallback

    def _put(self, raw: bytes) -> None:
        """Take bytes of text; those of one code page are decoded together, as a character may be two escapes."""
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        raw = raw[skipped:]
        if not raw or self._state.target in ("nowhere", "upr") or self._state.hidden:
            return
        codepage = self._fonts.codepage(self._state.fonts, self._state.writing)
        if codepage != self._codepage:
            self._flush()
            self._codepage = codepage
        self._bytes += raw

    def _flush(self) -> None:
        if self._bytes:
            text, self._bytes = decoded(bytes(self._bytes), self._codepage), bytearray()
            self._give(text)

    def _say(self, text: str) -> None:
        self._flush()
        self._to_skip = 0
        if self._state.target != "nowhere" and not self._state.hidden:
            self._give(text)

    def _give(self, text: str) -> None:
        target = self._state.target
        if target == "text":
            self.page.text(text)
        elif target == "mark":
            self.page.mark(text)
        elif target == "styles":
            self._styles.name(text)
