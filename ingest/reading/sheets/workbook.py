"""A workbook's cells, read in a process of its own: what a hostile or broken file does to a library stays in there.

openpyxl reads .xlsx and xlrd .xls and .et (the same format), both with the number formats, which say that 0.95 is shown
as 95% and 45356 as 3月5日. python-calamine 0.9.1 gives none, and ends the process on a sheet that says it is a million
rows long.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.reading.sheets.shown import BUILT_IN, shown

ENCRYPTED, TOO_LARGE = 3, 4
"""Exit statuses; 0 is success, any other means damage."""
MAX_CELLS = 100_000
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 512
_MAX_TEXT = 10_000_000
_Cell = tuple[int, int, str]


class TooLarge(Exception):
    """More cells than this program takes."""


def main(path: str) -> int:
    """Print the visible sheets of the file as JSON and return an exit status."""
    data = Path(path).read_bytes()
    try:
        sheets = list(_xlsx(path) if data.startswith(b"PK") else _xls(data))
    except (TooLarge, MemoryError):
        return TOO_LARGE
    except Exception as error:
        # The libraries raise whatever their code happens to stumble on; the parent process is told only that they did.
        return ENCRYPTED if "encrypted" in str(error).lower() else 1
    sys.stdout.write(json.dumps(sheets))
    return 0


def _xlsx(path: str) -> Iterator[dict[str, Any]]:
    import openpyxl
    from openpyxl.styles import numbers

    numbers.BUILTIN_FORMATS.update(BUILT_IN)
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        cells = (
            (row - 1, column - 1, shown(cell.value, cell.number_format))
            for (row, column), cell in sorted(sheet._cells.items())
            if cell.value is not None
        )
        merges = [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges]
        yield _sheet(sheet.title, sheet.sheet_state == "visible", cells, merges)


def _xls(data: bytes) -> Iterator[dict[str, Any]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=sys.stderr)
    for sheet in book.sheets():
        merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        yield _sheet(sheet.name, sheet.visibility == 0, _xls_cells(book, sheet), merges)


def _xls_cells(book: Any, sheet: Any) -> Iterator[_Cell]:  # noqa: ANN401 - xlrd has no types
    import xlrd

    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
                continue
            key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
            listed = book.format_map.get(key)
            number_format = BUILT_IN.get(key) or (listed.format_str if listed else "General")
            if kind == xlrd.XL_CELL_DATE:
                moment = xlrd.xldate_as_datetime(value, book.datemode)
                value = moment if value >= 1 else moment.time()
            elif kind == xlrd.XL_CELL_BOOLEAN:
                value = bool(value)
            yield row, column, shown(value, number_format)


def _sheet(title: str, visible: bool, cells: Iterator[_Cell], merges: list[Any]) -> dict[str, Any]:
    kept: list[_Cell] = []
    length = 0
    for cell in cells if visible else ():
        if cell[2].strip():
            kept.append(cell)
            length += len(cell[2])
            if len(kept) > MAX_CELLS or length > _MAX_TEXT or cell[1] >= _MAX_COLUMNS or cell[0] >= _MAX_ROWS:
                raise TooLarge
    return {"title": str(title), "visible": visible, "cells": kept, "merges": merges[:MAX_CELLS]}
