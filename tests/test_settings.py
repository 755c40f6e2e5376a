from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings, data_dir_of, is_loopback
from ingest.errors import InvalidSetting


def test_defaults() -> None:
    settings = Settings.from_environment({"XDG_DATA_HOME": "/srv/share", "PATH": "/bin"})
    assert settings == Settings(data_dir=Path("/srv/share/qicao"))
    assert (settings.address, settings.upload_limit) == ("http://127.0.0.1:8000", 100 * 1024 * 1024)
    assert Settings.from_environment({}).data_dir == Path.home() / ".local/share/qicao"
    assert Settings.from_environment({"XDG_DATA_HOME": "relative"}).data_dir == Path.home() / ".local/share/qicao"


def test_the_data_folder_can_be_told_without_reading_the_rest() -> None:
    assert data_dir_of({"QICAO_DATA_DIR": "/srv/a", "QICAO_PORT": "eight"}) == "/srv/a"
    assert data_dir_of({"XDG_DATA_HOME": "/srv/share"}) == "/srv/share/qicao"
    assert data_dir_of({}) == "~/.local/share/qicao"


def test_every_field_is_also_a_variable_and_the_command_line_comes_first() -> None:
    environ = {
        "QICAO_DATA_DIR": "/srv/a", "QICAO_HOST": "::1", "QICAO_PORT": "9000", "QICAO_ENCODER": "BAAI/bge-m3",
        "QICAO_UPLOAD_LIMIT_MB": "5",
    }  # fmt: skip
    settings = Settings.from_environment(environ)
    assert settings == Settings(
        data_dir=Path("/srv/a"), host="::1", port=9000, encoder="BAAI/bge-m3", upload_limit_mb=5
    )
    assert settings.address == "http://[::1]:9000"
    changed = Settings.from_environment(environ, data_dir="~/b", port="9001", host=None)
    assert (changed.data_dir, changed.port, changed.host) == (Path.home() / "b", 9001, "::1")


@pytest.mark.parametrize(
    "environ",
    [
        {"QICAO_PROT": "9000"},
        {"QICAO_": "1"},
        {"QICAO_PORT": "0"},
        {"QICAO_PORT": "65536"},
        {"QICAO_PORT": "eight"},
        {"QICAO_PORT": "8.5"},
        {"QICAO_PORT": ""},
        {"QICAO_UPLOAD_LIMIT_MB": "0"},
        {"QICAO_UPLOAD_LIMIT_MB": "99999"},
        {"QICAO_HOST": " "},
        {"QICAO_ENCODER": ""},
        {"QICAO_DATA_DIR": ""},
        {"QICAO_DATA_DIR": __file__},
    ],
)
def test_what_is_unknown_or_has_no_sense_is_refused_by_name(environ: dict[str, str]) -> None:
    (key,) = environ
    with pytest.raises(InvalidSetting, match=key):
        Settings.from_environment(environ)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LocalHost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)
    Settings(data_dir=Path(), host=host).require_loopback()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", "localhost.example.com", ""])
def test_no_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_an_open_host_is_refused_by_name() -> None:
    with pytest.raises(InvalidSetting, match=r"QICAO_HOST.*0\.0\.0\.0.*密钥"):
        Settings(data_dir=Path(), host="0.0.0.0").require_loopback()
