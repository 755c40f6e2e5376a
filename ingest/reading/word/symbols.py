"""Symbols: the signs that Word takes from picture fonts, as characters that every font has."""

from __future__ import annotations

_PRIVATE = 0xF000
_CIRCLED = {0x80: "⓪", **{0x81 + at: chr(0x2460 + at) for at in range(10)}}
_BLACK = {0x8B: "⓿", **{0x8C + at: chr(0x2776 + at) for at in range(10)}}
_CIRCLED_2 = {0x69: "⓪", **{0x6A + at: chr(0x2460 + at) for at in range(10)}}
_BLACK_2 = {0x74: "⓿", **{0x75 + at: chr(0x2776 + at) for at in range(10)}}
_GREEK = dict(
    zip(
        (*range(0x41, 0x5B), *range(0x61, 0x7B)),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)


def _signs(codes: str, signs: str) -> dict[int, str]:
    """Pair hexadecimal codes with signs: ``("6C 6E", "●■")`` → ``{0x6C: "●", 0x6E: "■"}``."""
    return dict(zip((int(code, 16) for code in codes.split()), signs, strict=True))


_FONTS = {
    "wingdings": _signs(
        "28 2A 6C 6D 6E 6F 70 71 72 73 74 75 76 77 78 9E 9F A1 A7 A8 AA AB AC B6 D8 DC DF E0 E1 E2 E8 EF F0 F1 F2 FB FC FD FE",
        "☎✉●○■□□□□◆◆◆❖◆☒·•○▪□✦★★☆➢➲←→↑↓➔⇦⇨⇧⇩×√☒☑",
    )
    | _CIRCLED
    | _BLACK,
    "wingdings 2": _signs("4F 50 51 52 53 54 97 98 A2 A3 A4 AE", "×√☒☑☒☒●●■□□◆") | _CIRCLED_2 | _BLACK_2,
    "wingdings 3": _signs("21 22 23 24 7D 7E", "←→↑↓▶◀"),
    "symbol": _signs("A3 AB AC AD AE AF B0 B1 B3 B4 B7 B8 B9 BB C5 C7 C8 CE D6 E5", "≤↔←↑→↓°±≥×·÷≠≈⊕∩∪∈√∑") | _GREEK,
}
_ANY = _signs("A3 A8 6F FE 52 FC FD 6C 6E B7 D8 75 76", "□□□☑☑√☒●■·➢◆❖")
"""Where no font is named: what forms and lists use most, over all these fonts."""


def symbol(font: str | None, code: int) -> str:
    """Return the character that ``font`` shows at ``code``, nothing for a picture without one.

    Example: ``symbol("Wingdings", 0xF0FE)`` → ``"☑"``, ``symbol("宋体", 0x2605)`` → ``"★"``.
    """
    place = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    signs = _FONTS.get((font or "").strip().lower())
    if signs is None:
        signs = _ANY if place != code else {}
    if place in signs:
        return signs[place]
    plain = place == code and 0x20 <= code < 0xD800
    return chr(code) if plain and (font or "").strip().lower() not in _FONTS else ""


def without_private(text: str, font: str | None) -> str:
    r"""Return ``text`` with the private characters of a picture font as their signs: ``"\uf0fe是"`` → ``"☑是"``.

    A private character that no table here has is kept: it may be a rare Han character of the office's own font.
    """
    if not any("\uf020" <= char <= "\uf0ff" for char in text):
        return text
    return "".join(symbol(font, ord(char)) or char if "\uf020" <= char <= "\uf0ff" else char for char in text)
