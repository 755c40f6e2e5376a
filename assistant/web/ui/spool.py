"""Where an upload lies until it is taken in: a folder beside the records, which nobody else reads and which is kept empty.

``take_in`` deletes what it was given. What a browser left half-way, a cut-off upload or a kill leaves behind goes when
the server starts, when it stops, and in between when it has got old. Gradio's own ``delete_cache`` knows whole uploads
only, and its usual folder is the machine's shared one.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI

_OF_ONE_UPLOAD = re.compile(r"[0-9a-f]{64}")
_SECONDS_BETWEEN = 600
_OLD = 24 * 3600
"""Seconds. The last of many files waits its turn for hours where the others are scans."""


def install(app: FastAPI, folder: Path) -> None:
    """Have Gradio's uploads lie in ``folder``, swept as long as ``app`` runs; to be called before a page is made.

    ``folder`` must be the app's alone: what is in it is deleted.
    """
    sweep(folder, older_than=0)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["GRADIO_TEMP_DIR"] = str(folder.resolve())  # the one way to tell Gradio
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        async with inner(running) as state:
            sweeping = asyncio.create_task(_sweep_on(folder))
            try:
                yield state
            finally:
                sweeping.cancel()
                with suppress(asyncio.CancelledError):
                    await sweeping
                sweep(folder, older_than=0)

    app.router.lifespan_context = lifespan


def discard(path: Path) -> None:
    """Delete an upload, and the folder that Gradio made for it alone, which is named by its SHA-256."""
    path.unlink(missing_ok=True)
    if _OF_ONE_UPLOAD.fullmatch(path.parent.name):
        with suppress(OSError):  # it holds the same bytes under another name, or is gone
            path.parent.rmdir()


def sweep(folder: Path, *, older_than: float) -> None:
    """Delete what lies in ``folder`` and was last changed more than ``older_than`` seconds ago; 0 means all.

    A file that is deleted meanwhile, or that another process holds open (Windows), is passed over.
    """
    if not folder.is_dir():
        return
    latest = time.time() - older_than
    for each in folder.iterdir():
        with suppress(OSError):
            if older_than and each.lstat().st_mtime > latest:
                continue
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()


async def _sweep_on(folder: Path) -> None:
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN)
        await asyncio.to_thread(sweep, folder, older_than=_OLD)
