from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from assistant.oserrors import reason

LATIN = re.compile(r"[A-Za-z]")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "没有这个文件"),
        (errno.EACCES, "没有权限"),
        (errno.EISDIR, "这是目录"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EIO, "读写出错"),
        (errno.ENOSPC, "空间不足"),
        (errno.EPIPE, "已经关闭"),
        (errno.EADDRINUSE, "端口已被占用"),
        (errno.EXDEV, f"系统错误 {errno.EXDEV}"),
    ],
)
def test_the_reason_is_in_chinese(number: int, said: str) -> None:
    found = reason(OSError(number, os.strerror(number)))
    assert said in found
    assert not LATIN.search(found)


def test_one_that_the_system_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / ("长" * 300)).read_bytes()
    assert reason(caught.value) == "路径或文件名太长"


def test_one_without_a_number() -> None:
    assert reason(OSError("broken")) == "系统没有说明原因"
