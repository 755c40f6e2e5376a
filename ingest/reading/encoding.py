"""Bytes → characters: which of the encodings that Chinese offices use, decided the same way every time."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from ingest.errors import DamagedDocument
from ingest.reading.common import COMMON
from ingest.reading.filename import quoted
from ingest.reading.lines import is_wide, unify_breaks

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-8")
"""Earlier wins a draw. cp950 is Big5 as Windows writes it; utf-8 stands here for files cut inside a character."""
_DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "euc-cn"), ("gb18030",)),
    **dict.fromkeys(("big5", "x-x-big5", "cn-big5", "cp950"), ("cp950", "big5hkscs")),
    "big5-hkscs": ("big5hkscs",),
}
"""What a page may declare and be believed. Others (iso-8859-1 above all) are server defaults, not facts."""
_SAMPLE = 20_000
_MAX_BAD_SHARE = 0.01
_MIN_SCORE = 0.2
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding they were written in, and what was lost, in Chinese."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    r"""Decode a file: by BOM, else strict UTF-8, else ``declared`` if it fits, else the likelier of GB18030 and Big5.

    All line breaks become ``\n``; stray control characters are dropped with a warning.
    Example: ``"学校工作计划".encode("gb18030")`` → ``Decoded("学校工作计划", "gb18030")``.

    Raises:
        DamagedDocument: the bytes are no text, or no text in any of these encodings.
    """
    decoded = _by_bom(data) or _strict(data, ("utf-8", *_DECLARED.get((declared or "").strip().lower(), ())))
    return _without_controls(decoded or _likeliest(data, name), name)


def _by_bom(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding)
    return None


def _strict(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    for encoding in encodings:
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    warning = (f"有 {bad} 处字节不能按 {encoding} 读出，已用“\ufffd”代替，请对照原文件核对。",) if bad else ()
    return Decoded(text, encoding, warning)


def _likeliest(data: bytes, name: str) -> Decoded:
    tried = [_lenient(data, encoding) for encoding in _CANDIDATES]
    best = max(tried, key=lambda decoded: plausibility(decoded.text))
    bad = best.text.count("\ufffd") / max(1, len(best.text))
    if bad > _MAX_BAD_SHARE or plausibility(best.text) < _MIN_SCORE:
        raise DamagedDocument(
            f"{quoted(name)}的文字编码无法识别（试过 UTF-8、UTF-16、GB18030、Big5）；"
            "请用记事本或 WPS 打开，另存为 UTF-8 编码后重新上传。"
        )
    return best


def plausibility(text: str) -> float:
    """Return how much ``text`` looks like Chinese prose: mean over its non-ASCII characters, from −3 to 1.

    A common character or full-width punctuation counts 1, any other Han character 0, a character of another script or
    of a private area −1, one that could not be decoded −3. Text in ASCII alone scores 1. At most the first 20,000
    non-ASCII characters count. Example: ``"工作"`` → ``1.0``; the same bytes read as Big5 score about 0.
    """
    scores = [_likelihood(char) for char in islice((char for char in text if char > "\x7f"), _SAMPLE)]
    return sum(scores) / len(scores) if scores else 1.0


def _likelihood(char: str) -> float:
    if char in COMMON or "\u3000" <= char <= "\u3011" or char in "，。：；！？（）、“”‘’—…·％＋－．":
        return 1.0
    if char == "\ufffd":
        return -3.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.0
    return 0.5 if "\uff01" <= char <= "\uff5e" or "\u2460" <= char <= "\u249b" else -1.0 + is_wide(char)


def _without_controls(decoded: Decoded, name: str) -> Decoded:
    text = unify_breaks(decoded.text)
    found = len(_CONTROLS.findall(text))
    if not found:
        return Decoded(text, decoded.encoding, decoded.warnings)
    if found > max(3, len(text) * _MAX_BAD_SHARE) or found * 2 > len(text):
        raise DamagedDocument(
            f"{quoted(name)}里有大量控制字符，是二进制数据而不是文字；请用原来的程序打开，另存为 .docx 后重新上传。"
        )
    warning = f"删去了 {found} 个看不见的控制字符，其余文字未动。"
    return Decoded(_CONTROLS.sub("", text), decoded.encoding, (*decoded.warnings, warning))
