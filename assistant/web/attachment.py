"""Headers of a download."""

from __future__ import annotations

from urllib.parse import quote


def attachment(name: str) -> dict[str, str]:
    """Return the headers that make a browser save the body as ``name`` and never show or guess it.

    The name is given twice, as RFC 6266 advises: in plain ASCII, and whole as RFC 5987 encodes it.
    """
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    whole = quote(name, safe="", errors="replace")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}",
        "X-Content-Type-Options": "nosniff",
    }
