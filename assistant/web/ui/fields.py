"""What people type into fields → values."""

from __future__ import annotations

from assistant.web.ui.strings import Words
from ingest.errors import InvalidRequest

_DIGITS = 4


def year_of(text: str | None, words: Words) -> int | None:
    """Return the year in a field, full-width digits too: ``"２０２６"`` → ``2026``, ``""`` → None.

    Raises:
        InvalidRequest: it is no year of four digits.
    """
    given = (text or "").strip().removesuffix("年")
    if not given:
        return None
    if len(given) != _DIGITS or not given.isdecimal():
        raise InvalidRequest(words("brief.year.wrong", text=given[:20]))
    return int(given)
