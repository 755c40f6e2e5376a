"""The sandbox: another program run on one file, bounded in time, memory and disk, killed with all its children."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

_SHELL = 'ulimit -v "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; ulimit -c 0 2>/dev/null; shift 2; exec "$@"'
"""Limits set by a shell: a preexec_fn may deadlock in a program that has threads. macOS knows no ``ulimit -v``."""
_MAX_WRITTEN = 512 * 1024 * 2
"""Largest file that the program may write, in blocks of 512 bytes: 512 MB."""
_PASSED_ON = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMFILES", "ANTIWORDHOME", "LD_LIBRARY_PATH")
STDOUT = "stdout"
"""The file in the folder that takes what the program says."""


def run(command: list[str], folder: Path, *, seconds: float, memory_mb: int) -> int | None:
    """Run ``command`` in ``folder``, its home for the time: ``run(["true"], folder, …)`` → ``0``.

    Args:
        command: an executable, with its path, and arguments.
        folder: private and thrown away afterwards; what the program prints lies there in ``STDOUT``.
        seconds: how long it may take.
        memory_mb: address space of each process; on Windows there is no bound.

    Returns:
        The exit status, negative when a signal ended it; ``None`` when its time ran out.
    """
    posix = os.name == "posix"
    limits = ["/bin/sh", "-c", _SHELL, "sh", str(memory_mb * 1024), str(_MAX_WRITTEN)] if posix else []
    with (folder / STDOUT).open("wb") as out:
        process = subprocess.Popen(
            limits + command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=posix,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _environment(folder: Path) -> dict[str, str]:
    """Return a bare environment: no proxy, no settings and no keys of ours, and all that is written lands in folder."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME"), str(folder))
    return kept | homes | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        # The whole group may be gone; macOS says so in its own way for one that is not yet buried.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        subprocess.run([str(killer), "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()
