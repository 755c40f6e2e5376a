"""Names of administrative divisions, with and without their suffix."""

from __future__ import annotations

import pytest

from assistant.drafting.gazetteer import places


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("到汝南县和海门学习", ["汝南县", "海门"]),
        ("江苏省教育厅", ["江苏省"]),
        ("赴上海市浦东新区考察", ["上海市", "浦东新区"]),
        ("内蒙古自治区的做法", ["内蒙古自治区"]),
        ("赴昆山考察学习", ["昆山"]),
        ("抓好校园安全隐患排查", []),
        ("利用各类资源，联合公安部门", []),
        ("全县城区学校和新区学校", []),
        ("新华书店送书进校园", []),
        ("开展和平安校园创建", []),
        ("", []),
    ],
)
def test_places(line: str, expected: list[str]) -> None:
    assert sorted({line[start:end] for start, end in places(line)}) == sorted(expected)
