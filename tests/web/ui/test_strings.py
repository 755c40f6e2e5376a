"""The catalogue: whole in both languages, and the only place with text for a reader."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from assistant.web.ui import strings
from assistant.web.ui.strings import TEXT, Words

FOLDER = Path(strings.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if not path.name.endswith("strings.py"))
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", TEXT)
def test_both_languages_say_the_same_fields(key: str) -> None:
    chinese, english = TEXT[key]
    assert _fields(chinese) == _fields(english)
    assert bool(chinese) == bool(english)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_other_files_hold_no_chinese_and_only_known_keys(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            assert node.value == "年" or not _HAN.search(node.value), node.value
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "words":
            key = node.args[0]
            if isinstance(key, ast.Constant):
                assert key.value in TEXT


def test_no_key_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    for key in TEXT:
        stem = key.rpartition(".")[0]
        assert f'"{key}"' in code or f'f"{stem}.{{' in code, key


def test_fields_are_filled_in() -> None:
    assert Words("zh")("desk.items", n=3) == "3 条"
    assert Words("en")("desk.items", n=3) == "3 items"
