"""A file as text tables: what recognition looks at, and all records as Arrow batches. Knows nothing of layouts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow.lib import StringBuilder

from kpi.exports import refusals
from kpi.settings import limits

HEAD = 50
BATCH = 50_000


class Record(NamedTuple):
    """One record: its number as a spreadsheet shows it, its cells, and a letter a cell where the file has kinds."""

    row: int
    cells: list[str]
    kinds: str | None = None


class Source(Protocol):
    """Where a grid's records come from."""

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after a record number, as `Grid.batches` tells."""


@dataclass
class Grid:
    """One table of text: a csv, a sheet, an HTML table, a transcript.

    Attributes:
        name: the sheet's name, empty for a csv.
        head: the first records that are not empty, cells as text.
        head_rows: their record numbers (0 for a header that stands in no file).
        epoch: 1900 or 1904: the year that serial numbers of days count from.
    """

    name: str
    head: list[list[str]]
    head_rows: list[int]
    source: Source = field(repr=False)
    epoch: int = 1900

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after one record number, the header's.

        Args:
            first_row: the record number after which to begin.
            width: how many cells have a column of their own.

        Yields:
            `_row` int64, `_cells` int32 (without trailing empty ones), `c0` … string (null where the record has no
            such cell), `_more` string (null, or the filled cells beyond `width` as a JSON list) and `_kinds` string
            (a letter a cell, null where the file has no kinds). Empty records are left out.
        """
        return self.source.batches(first_row, width)


def schema(width: int) -> pa.Schema:
    """The columns of a batch."""
    cells = [(f"c{i}", pa.string()) for i in range(width)]
    last = [("_more", pa.string()), ("_kinds", pa.string())]
    return pa.schema([("_row", pa.int64()), ("_cells", pa.int32()), *cells, *last])


def filled(cells: list[str]) -> int:
    """How many cells a record has when blank ones at its end are not counted."""
    count = len(cells)
    while count and (not cells[count - 1] or cells[count - 1].isspace()):
        count -= 1
    return count


def beyond(cells: list[str], width: int) -> str | None:
    """The filled cells after `width` as JSON, or nothing."""
    if len(cells) <= width:
        return None
    more = [cell for cell in cells[width:] if cell and not cell.isspace()]
    return json.dumps(more, ensure_ascii=False) if more else None


def checked(records: Iterable[Record], file: str) -> Iterator[Record]:
    """The records that are not empty; raises where one passes the limits."""
    bound = limits()
    for record in records:
        count = filled(record.cells)
        if not count:
            continue
        if record.row > bound.rows:
            raise refusals.TooManyRows(file=file, limit=bound.rows)
        if count > bound.columns:
            raise refusals.TooManyColumns(file=file, row=record.row, limit=bound.columns)
        yield record


def batched(records: Iterable[Record], width: int, file: str, size: int = BATCH) -> Iterator[pa.RecordBatch]:
    """Records as batches; the empty ones are left out, the limits kept."""
    kept: list[Record] = []
    for record in checked(records, file):
        kept.append(record)
        if len(kept) == size:
            yield batch(kept, width)
            kept = []
    if kept:
        yield batch(kept, width)


def batch(records: list[Record], width: int) -> pa.RecordBatch:
    """One batch of records."""
    nothing = [None] * width
    padded = ((*record.cells[:width], *nothing[len(record.cells) :]) for record in records)
    arrays = [
        integers(np.array([record.row for record in records], dtype=np.int64)),
        integers(np.array([filled(record.cells) for record in records], dtype=np.int32)),
        *(strings(column) for column in zip(*padded, strict=True)),
        strings(beyond(record.cells, width) for record in records),
        strings(record.kinds for record in records),
    ]
    return pa.record_batch(arrays, schema=schema(width))


def integers(numbers: npt.NDArray[np.signedinteger[Any]]) -> pa.Array:
    """Numbers of 32 or 64 bits as Arrow, without a copy and without pandas, which `pa.array` imports."""
    kind = pa.int32() if numbers.dtype == np.int32 else pa.int64()
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])


def strings(texts: Iterable[str | None]) -> pa.StringArray:
    """Texts as Arrow, without pandas."""
    builder = StringBuilder()
    builder.append_values(texts)
    return builder.finish()
