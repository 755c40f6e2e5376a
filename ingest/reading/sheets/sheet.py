"""Workbooks (.xlsx, .xls, .et) → extracted text: each row of a table is a line with its headers."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.document import Extract
from ingest.errors import DamagedDocument, EncryptedDocument, SourceTooLarge
from ingest.reading import sandbox, signature
from ingest.reading.archive import Archive
from ingest.reading.filename import quoted
from ingest.reading.lines import join
from ingest.reading.sheets.table import Grid, Line, lines
from ingest.reading.sheets.workbook import ENCRYPTED, MAX_CELLS, TOO_LARGE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
_SECONDS, _MEMORY_MB = 60.0, 2048
_NAMELESS = re.compile(r"(sheet|工作表|表|table)\s*[(（]?\d*[)）]?", re.IGNORECASE)
_ROOT = Path(__file__).parents[2]
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.reading.sheets.workbook import main; sys.exit(main(sys.argv[2]))"


def read_sheet(data: bytes, name: str) -> Extract:
    """Read a workbook: header 月份, 工作 over a row 三月, 植树 → text ``"月份：三月；工作：植树"``.

    Raises:
        DamagedDocument: cut short, no workbook, a zip bomb, or not to be read within a minute.
        EncryptedDocument: a password is needed.
        SourceTooLarge: more than 100,000 cells, or more inside than this program opens.
    """
    zipped = signature.is_zip(data)
    if zipped:
        Archive(data, name)  # refuses what must not be unpacked
    sheets = _sheets(data, name)
    text, headings = join(_lines([sheet for sheet in sheets if sheet["cells"]]))
    hidden = "、".join(sheet["title"] for sheet in sheets if not sheet["visible"])
    warnings = (f"隐藏的工作表没有读取：{hidden[:200]}。",) if hidden else ()
    return Extract(text=text, media_type=XLSX if zipped else XLS, warnings=warnings, headings=headings)


def _sheets(data: bytes, name: str) -> list[dict[str, Any]]:
    with TemporaryDirectory(prefix="qicao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "in.xlsx"
        source.write_bytes(data)
        command = [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), str(source)]
        status = sandbox.run(command, Path(folder), seconds=_SECONDS, memory_mb=_MEMORY_MB)
        if status == 0:
            sheets: list[dict[str, Any]] = json.loads((Path(folder) / sandbox.STDOUT).read_bytes())
            return sheets
    if status == ENCRYPTED:
        raise EncryptedDocument(f"{quoted(name)}设有打开密码；请在 Excel 或 WPS 中取消密码后重新上传。")
    if status == TOO_LARGE:
        raise SourceTooLarge(
            f"{quoted(name)}超过 {MAX_CELLS:,} 个单元格的上限；请只留下计划和任务的部分，或拆成几个文件。"
        )
    raise DamagedDocument(
        f"{quoted(name)}无法作为表格打开，文件可能已损坏；请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"
    )


def _lines(sheets: list[dict[str, Any]]) -> Iterator[Line]:
    for sheet in sheets:
        grid = Grid.of(sheet["cells"], (tuple(merge) for merge in sheet["merges"]))
        title, first = sheet["title"].strip(), next(iter(grid.rows[min(grid.rows)].values())) if grid.rows else ""
        named = title not in ("", first) and (len(sheets) > 1 or not _NAMELESS.fullmatch(title))
        if named:
            yield title, 1
        yield from lines(grid, 2 if named else 1)
