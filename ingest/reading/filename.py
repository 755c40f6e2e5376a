"""The name of a file: its suffix, and how a message quotes it."""

from __future__ import annotations

import re

_LONGEST = 80


def suffix_of(name: str) -> str:
    """Return the last suffix in lower case, with its dot, or nothing: ``"计划.DOCX"`` → ``".docx"``."""
    base = re.split(r"[\\/]", name)[-1].strip()
    stem, dot, suffix = base.rpartition(".")
    return f".{suffix.strip().lower()}" if dot and stem and suffix.strip() else ""


def quoted(name: str) -> str:
    """Return a name as messages show it, without folders or control characters: ``"a/计划.txt"`` → ``“计划.txt”``."""
    base = re.split(r"[\\/]", name)[-1]
    visible = "".join(char for char in base if char.isprintable()).strip() or "未命名文件"
    short = visible if len(visible) <= _LONGEST else f"{visible[: _LONGEST - 10]}…{visible[-9:]}"
    return f"“{short}”"
