"""Whether the library is loaded and its indexes equal its records, told at once."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait

from ingest.library import Library

_PATIENCE = 1.0
"""Seconds that a caller waits for a look at the whole library, beyond which the last verdict stands."""


class Readiness:
    """Compares counts; only where these differ is the library looked at whole, in a thread of its own.

    While a file is being recorded the counts differ for a moment, and the whole look waits until that is over. Opening
    the library has made indexes and records equal, so that is the verdict to begin with.
    """

    def __init__(self, library: Library) -> None:
        """Begin without any check."""
        self._library, self._lock = library, threading.Lock()
        self._looker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")
        self._looking: Future[list[str]] | None = None
        self._differences: list[str] = []

    def differences(self, recorded: int) -> list[str]:
        """Return what differs between records and indexes, in Chinese; empty when the library is ready.

        Args:
            recorded: how many passages the records hold.
        """
        indexed, _ = self._library.word_counts(())
        if indexed == recorded:
            self._differences = []
            return []
        with self._lock:
            if self._looking is None or self._looking.done():
                self._looking = self._looker.submit(self._library.check)
            looking = self._looking
        wait((looking,), _PATIENCE)
        if looking.done():
            self._differences = looking.result()
        return self._differences

    def close(self) -> None:
        """Let a look that is under way end; no other begins."""
        self._looker.shutdown(wait=True, cancel_futures=True)
