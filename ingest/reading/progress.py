"""How far a file is on its way into the library, as it is told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, unit): ``"pages"`` while scanned ones are recognised, then ``"passages"``, their sentences
counted with them, while they are embedded."""
