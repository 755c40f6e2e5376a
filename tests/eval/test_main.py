"""The command line of the evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import __main__ as command


@pytest.mark.parametrize("asked", [["search", "--gold", "g.jsonl", "--sources", "s", "--peers"], ["speed"]])
def test_what_is_not_installed_is_told_before_anything_takes_minutes(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setattr(command, "_EXTRA", ("numpy", "qicao-has-no-such-peer"))
    with pytest.raises(SystemExit, match=r"qicao-has-no-such-peer is not installed: pip install -e \.\[eval\]"):
        command.main(asked)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [([], "required"), (["search", "--sources", "s"], "--gold"), (["draft", "--gold", "g", "--peers"], "--sources")],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], asked: list[str], complaint: str) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(asked)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_a_report_names_folders_of_the_repository_alone(tmp_path: Path) -> None:
    assert command._shown(command.ROOT / "eval" / "gold") == "eval/gold"
    assert command._shown(tmp_path) == tmp_path.name
