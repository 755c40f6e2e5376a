"""Fonts of a rich text file: they say which code page its bytes are in."""

from __future__ import annotations

from collections.abc import Mapping

_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""``\\fcharset`` → codec. 0 (ANSI) and 1 (default) name none; GB18030 reads all that code page 936 can write."""
_CODEPAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 65001: "utf-8", 10000: "mac_roman", 10008: "gb18030"}
_SYMBOL, _SYMBOL_CHARSET = "symbol", 2
_LATIN = "cp1252"
_SIGNS = {0xB7: "·", 0x6C: "·", 0x6E: "■", 0xA8: "□", 0xA3: "□", 0xFE: "☑", 0x52: "☑", 0xFC: "√", 0x20: " "}


class Fonts:
    """The font table, and the code page of the whole file."""

    def __init__(self) -> None:
        """Start with Windows Latin, which is the default of the format."""
        self.current = 0
        self._default = 0
        self._document = _LATIN
        self._charsets: dict[int, int] = {}

    def property(self, word: str, value: int) -> None:
        """Take a control word: ``property("ansicpg", 936)``."""
        if word == "fcharset":
            self._charsets[self.current] = value
        elif word == "deff":
            self._default = value
        elif word == "ansicpg":
            self._document = _CODEPAGES.get(value) or _known(f"cp{value}") or _LATIN

    def codepage(self, chosen: Mapping[str, int], writing: str) -> str:
        r"""Return the codec of the bytes that follow: in a font of ``\fcharset134`` → ``"gb18030"``.

        Args:
            chosen: the font of each class of characters; ``""`` is that of the run.
            writing: the class that the characters are said to be of, such as ``dbch``; may be empty.
        """
        font = chosen.get(writing, chosen.get("", self._default))
        charset = self._charsets.get(font, 0)
        if charset == _SYMBOL_CHARSET:
            return _SYMBOL
        return _CHARSETS.get(charset, self._document)


def decoded(raw: bytes, codepage: str) -> str:
    r"""Decode what a program wrote in one code page: ``b"\xbc\xd3", "gb18030"`` → ``"加"``."""
    if codepage == _SYMBOL:
        return "".join(_SIGNS.get(byte, "") for byte in raw)
    return raw.replace(b"\t", b" ").decode(codepage, errors="replace")


def _known(codec: str) -> str | None:
    try:
        b"".decode(codec)
    except LookupError:
        return None
    return codec
