"""The few settings of an installation, read once.

Each is also a ``QICAO_…`` variable of the environment (``QICAO_DATA_DIR``, …); the command line comes before it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from ingest.errors import InvalidSetting

_PREFIX = "QICAO_"
_MEBIBYTE = 1024 * 1024
_MOST_MEBIBYTES = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an office may choose; made with values out of range, it raises InvalidSetting."""

    data_dir: Path
    """Where the library is kept; made when missing."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 8000
    """Port to listen on, 1 to 65535."""
    encoder: str = "bundled"
    """``bundled``, or the folder or locally cached name of any sentence-transformers model."""
    upload_limit_mb: int = 100
    """Largest file taken in, in MiB, 1 to 2048."""

    def __post_init__(self) -> None:
        """Refuse values without sense."""
        if not 1 <= self.port <= 65535:
            raise _senseless("port", self.port, "应为 1 到 65535 之间的整数")
        if not 1 <= self.upload_limit_mb <= _MOST_MEBIBYTES:
            raise _senseless(
                "upload_limit_mb", self.upload_limit_mb, f"应为 1 到 {_MOST_MEBIBYTES} 之间的整数，单位 MB"
            )
        for key in ("host", "encoder"):
            if not getattr(self, key).strip():
                raise _senseless(key, "", "不能为空")
        if self.data_dir.exists() and not self.data_dir.is_dir():
            raise _senseless("data_dir", self.data_dir, "这是一个文件，应为目录")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], **overrides: str | int | Path | None) -> Self:
        """Read the settings: ``from_environment({"QICAO_PORT": "9000"}, host="::1").port`` → ``9000``.

        Args:
            environ: the environment's variables; of the others only XDG_DATA_HOME is looked at.
            **overrides: values that come before the environment's, by field name; None means not given.

        Raises:
            InvalidSetting: a ``QICAO_…`` variable is unknown, or a value has no sense; the message names it.
        """
        names = {each.name for each in fields(cls)}
        unknown = sorted(
            key for key in environ if key.startswith(_PREFIX) and key.removeprefix(_PREFIX).lower() not in names
        )
        if unknown:
            known = "、".join(_variable(each.name) for each in fields(cls))
            raise InvalidSetting(f"不认识的环境变量 {unknown[0]}；可用的有 {known}。请改正拼写或删去它。")
        given: dict[str, str | int | Path] = {
            name: environ[_variable(name)] for name in names if _variable(name) in environ
        }
        given |= {name: value for name, value in overrides.items() if value is not None}
        for name in ("port", "upload_limit_mb"):
            if name in given:
                given[name] = _whole(name, given[name])
        given["data_dir"] = _folder(str(given.get("data_dir", data_dir_of(environ))))
        return cls(**given)  # type: ignore[arg-type]  # the names are checked above, the types by the lines before

    @property
    def upload_limit(self) -> int:
        """Largest file taken in, in bytes."""
        return self.upload_limit_mb * _MEBIBYTE

    @property
    def address(self) -> str:
        """Where the server is found: ``http://127.0.0.1:8000``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def require_loopback(self) -> None:
        """Raise InvalidSetting unless ``host`` is this machine only: no keys exist yet to tell callers apart."""
        if not is_loopback(self.host):
            raise _senseless(
                "host", self.host, "尚未启用访问密钥，只能监听本机地址；请改用 127.0.0.1、::1 或 localhost"
            )


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own: ``127.0.0.1``, ``::1``, ``localhost``."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def data_dir_of(environ: Mapping[str, str]) -> str:
    """Return the data folder that holds where the command line names none, unchecked, for the help to tell.

    ``data_dir_of({"QICAO_DATA_DIR": "/srv/a"})`` → ``"/srv/a"``.
    """
    if (named := environ.get(_variable("data_dir"))) is not None:
        return named
    base = environ.get("XDG_DATA_HOME", "")
    # The XDG specification says to ignore a relative path.
    return f"{base}/qicao" if base.startswith("/") else "~/.local/share/qicao"


def _folder(path: str) -> Path:
    if not path.strip() or "\0" in path:
        raise _senseless("data_dir", path, "不能为空")
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise _senseless("data_dir", path, "找不到用户主目录") from error


def _whole(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise _senseless(name, value, "应为整数") from error


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _senseless(name: str, value: object, why: str) -> InvalidSetting:
    return InvalidSetting(f"设置 {_variable(name)}（--{name.replace('_', '-')}）的值“{str(value)[:80]}”无效：{why}。")
