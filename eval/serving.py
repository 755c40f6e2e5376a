"""The app as an office starts it, in a process of its own on a free port of this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 600
"""Seconds for it to be ready; the sample corpus is taken in meanwhile where the library is empty."""
_BETWEEN = 0.05


@dataclass(frozen=True, slots=True)
class Served:
    """A running app."""

    address: str
    """``http://127.0.0.1:8000/``."""
    pid: int
    seconds: float
    """From its start until ``/readyz`` said yes."""


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """Run the app over the library in ``data`` while the block runs. Raises SystemExit where it does not start."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--data-dir", str(data), "--encoder", "bundled", "--host", "127.0.0.1"]
    begun = time.perf_counter()
    app = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        while not _ready(address):
            if app.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise SystemExit("the app did not start")
            time.sleep(_BETWEEN)
        yield Served(address, app.pid, time.perf_counter() - begun)
    finally:
        app.terminate()
        app.wait(PATIENCE)


def _ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}readyz", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):  # it does not listen yet, or says 503
        return False


def resident(pid: int) -> float:
    """Return the MiB of memory that a process of Linux holds now. Raises OSError where there is no such process."""
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024
