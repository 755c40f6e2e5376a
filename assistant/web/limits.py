"""How much one request may bring."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024
_FILES_AT_ONCE = 4


def form_limit(upload_limit: int) -> int:
    """Return how many bytes of files the page may send in one form: ``form_limit(100 * MEBIBYTE)`` → 400 MiB.

    The page sends all files that were picked together in one form; each is held against ``upload_limit``, in bytes,
    again when it is taken in.
    """
    return _FILES_AT_ONCE * upload_limit


def megabytes(count: int) -> str:
    """Return a limit for people: ``megabytes(104857600)`` → ``"100 MB"``."""
    return f"{count // MEBIBYTE} MB"
