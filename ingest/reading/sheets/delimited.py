"""Tables as text (.csv, .tsv) → extracted text: each row is a line with its headers."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from itertools import islice

from ingest.document import Extract
from ingest.errors import SourceTooLarge
from ingest.reading.encoding import decode
from ingest.reading.filename import quoted
from ingest.reading.lines import join
from ingest.reading.sheets.table import Grid, lines
from ingest.reading.text import read_text

_DELIMITERS = ",\t;|"
_SAMPLE = 50
_MAX_CELLS = 100_000


def read_delimited(data: bytes, name: str) -> Extract:
    r"""Read .csv or .tsv: ``"月份,工作\n三月,植树"`` → text ``"月份：三月；工作：植树"``; commas may be tabs, ; or |.

    A row that leaves its month, week or kind empty takes that of the row above, as a merged cell of a workbook does.

    Raises:
        DamagedDocument: the bytes are no text, or the encoding cannot be told.
        SourceTooLarge: more than 100,000 cells.
    """
    decoded = decode(data, name)
    rows = decoded.text.split("\n")
    try:
        delimiter = max(_DELIMITERS, key=lambda char: _regularity(rows, char))
        # Line breaks inside quotes need the breaks that split took away.
        reader = csv.reader((f"{row}\n" for row in rows), delimiter=delimiter)
        cells = list(
            islice(
                (
                    (at, column, text)
                    for at, row in enumerate(reader)
                    for column, text in enumerate(row)
                    if text.strip()
                ),
                _MAX_CELLS + 1,
            )
        )
    except csv.Error:  # a quote that nothing closes: the lines as they stand are better than none
        return dataclasses.replace(read_text(data, name), media_type="text/csv")
    if len(cells) > _MAX_CELLS:
        raise SourceTooLarge(f"{quoted(name)}超过 {_MAX_CELLS:,} 个单元格的上限；请拆成几个文件。")
    text, headings = join(lines(Grid.of(cells), 1, unmerged=True))
    return Extract(text=text, media_type="text/csv", warnings=decoded.warnings, headings=headings)


def _regularity(rows: list[str], delimiter: str) -> int:
    """Return how many of the first rows have the commonest number of cells, if more than one."""
    sample = csv.reader((f"{row}\n" for row in islice(filter(str.strip, rows), _SAMPLE)), delimiter=delimiter)
    widths = Counter(len(row) for row in sample if len(row) > 1)
    return max(widths.values(), default=0)
