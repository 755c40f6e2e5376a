"""Whether the library is loaded and its indexes equal its records, checked again only when the records changed."""

from __future__ import annotations

import threading

from ingest.library import Library


class Readiness:
    """Remembers the last check and the version of the records that it was of."""

    def __init__(self, library: Library) -> None:
        """Begin without any check."""
        self._library, self._lock = library, threading.Lock()
        self._version = -1
        self._differences: list[str] = []

    def differences(self) -> list[str]:
        """Return what differs between records and indexes, in Chinese; empty when the library is ready."""
        with self._lock:
            version = self._library.store.state().version
            # What differed is looked at again each time: a file may have been on its way in.
            if version != self._version or self._differences:
                self._differences, self._version = self._library.check(), version
            return self._differences
