"""The quick way through delimited text: Arrow parses what is proven to read just as the strict reader would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow

from kpi.exports import refusals
from kpi.exports.grid import BATCH, Record, batch, beyond, checked, integers, schema, strings
from kpi.exports.tables.strict import LONGEST_LINE, Shape, swallows
from kpi.settings import limits

CHUNK = 8 << 20
QUOTE = 0x22
EQUALS = 0x3D
SPACES = np.isin(np.arange(256), [*range(0x09, 0x0E), *range(0x1C, 0x21), 0xC2, 0xE1, 0xE2, 0xE3])
"""Bytes with which a blank cell can begin."""
T = TypeVar("T")
Ints = npt.NDArray[np.int64]


class Quick:
    """Batches of clean text; stops before the first chunk that is not clean.

    Attributes:
        row: the number of the last record read.
        line: the physical line on which the next one begins.
        rest: where it stopped, the text from there to the end of the chunk; else nothing.
    """

    def __init__(self, shape: Shape, columns: int, row: int, line: int) -> None:
        """Begin after a record; `columns` is how many cells most records have, blank ones at the end counted."""
        self.shape = shape
        self.columns = columns
        self.row = row
        self.line = line
        self.rest = ""

    def batches(self, texts: Iterator[str]) -> Iterator[pa.RecordBatch]:
        """The records as `Grid.batches` tells; while one chunk is parsed the next is decoded in a thread."""
        for data in ahead(chunks(texts, self.shape.delimiter)):
            made = None if isinstance(data, str) else self._parsed(data)
            if made is None:
                self.rest = data if isinstance(data, str) else data.decode()
                return
            for start in range(0, made.num_rows, BATCH):
                yield made.slice(start, BATCH)

    def _parsed(self, data: bytes) -> pa.RecordBatch | None:
        """A chunk as one batch, or nothing where a quote may have swallowed rows."""
        odd: list[arrow.InvalidRow] = []
        table = _table(data, self.columns, self.shape.delimiter, odd)
        count = table.num_rows + len(odd)
        records = [Record(self.row + row.number, self._cells(row.text)) for row in odd]
        lines = count
        if QUOTE in data:
            ends = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
            lines = ends + (not data.endswith((b"\n", b"\r")))
            if lines != count and self._any_swallows(table, records):
                return None
        numbers = np.delete(np.arange(count), [row.number - 1 for row in odd]) + self.row + 1
        made = self._merged(_batch(table, numbers, self.shape), checked(records, self.shape.file))
        self.row += count
        self.line += lines
        return made

    def _cells(self, text: str) -> list[str]:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=self.shape.delimiter, strict=True))

    def _any_swallows(self, table: pa.Table, records: list[Record]) -> bool:
        several = reduce(pc.or_, (pc.match_substring_regex(column, "[\r\n]") for column in table.columns))
        rows = table.filter(several).columns
        cells = chain(zip(*(column.to_pylist() for column in rows), strict=True), (r.cells for r in records))
        return any(swallows(list(row), self.shape) for row in cells)

    def _merged(self, made: pa.RecordBatch, records: Iterator[Record]) -> pa.RecordBatch:
        """The batch with the records that have another number of cells, in order."""
        if not (kept := list(records)):
            return made
        both = pa.Table.from_batches([made, batch(kept, self.shape.width)])
        return both.sort_by("_row").combine_chunks().to_batches()[0]


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made in a thread while the one before is worked on."""
    with ThreadPoolExecutor(1, "decode") as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def chunks(texts: Iterator[str], delimiter: str) -> Iterator[bytes | str]:
    """Clean chunks of whole records as UTF-8; where one is not clean, last, its text."""
    kept = bytearray()
    for text in texts:
        kept += text.encode()
        if len(kept) < CHUNK:
            continue
        cut = clean(kept, delimiter, last=False)
        if cut is None or (cut == 0 and len(kept) > LONGEST_LINE):
            yield kept.decode()
            return
        if cut:
            yield bytes(kept[:cut])
            del kept[:cut]
    if kept:
        yield kept.decode() if clean(kept, delimiter, last=True) is None else bytes(kept)


def clean(data: bytes | bytearray, delimiter: str, *, last: bool) -> int | None:
    """How many bytes are whole records that read the same strictly or not; nothing where that is not certain.

    Every quote must open a cell at its beginning, close it before a delimiter, be one of two within a quoted cell, or
    be one of the two of a guard `="…"`. Taken in turn, quotes at even places then stand outside quoted cells.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return None
    if QUOTE not in data:
        return len(data) if last else data.rfind(b"\n") + 1
    text = np.frombuffer(bytes(data), dtype=np.uint8)
    at = np.flatnonzero(text == QUOTE)
    end = len(data) if last else data.rfind(b"\n") + 1
    while end and not last and np.searchsorted(at, end) % 2:
        end = data.rfind(b"\n", 0, end - 1) + 1
    at = at[: np.searchsorted(at, end)]
    if len(at) % 2:
        return None
    return end if _in_turn(text, at, delimiter) else None


def _in_turn(text: npt.NDArray[np.uint8], at: Ints, delimiter: str) -> bool:
    """Whether the quotes open and close cells in turn."""
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), 0x0A, 0x0D]] = True
    padded = np.concatenate(([0x0A, 0x0A], text, [0x0A])).astype(np.uint8) if len(at) else text
    first, second = at[0::2] + 2, at[1::2] + 2
    doubled = second[:-1] + 1 == first[1:]
    opens = edge[padded[first - 1]]
    closes = edge[padded[second + 1]]
    guards = (padded[first - 1] == EQUALS) & edge[padded[first - 2]]
    opens_or = opens | guards
    opens_or[1:] |= doubled
    closes_or = closes.copy()
    closes_or[:-1] |= doubled
    guarded = ~guards | (closes & ~edge[padded[second - 1]])
    return bool(opens_or.all() and closes_or.all() and guarded.all())


def _table(data: bytes, columns: int, delimiter: str, odd: list[arrow.InvalidRow]) -> pa.Table:
    """A chunk parsed; records with another number of cells are put into `odd`."""

    def keep(row: arrow.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    names = [str(i) for i in range(columns)]
    return arrow.read_csv(
        pa.BufferReader(data),
        arrow.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        arrow.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        arrow.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    ).combine_chunks()


def _batch(table: pa.Table, numbers: Ints, shape: Shape) -> pa.RecordBatch:
    """The records that are not empty, with their numbers and what stands beyond the width."""
    columns = [column.chunk(0) if column.num_chunks else pa.array([], pa.string()) for column in table.columns]
    counts = _filled(columns, len(numbers))
    _check(columns, numbers, counts, shape.file)
    width = shape.width
    nothing = more = pa.nulls(len(numbers), pa.string())
    if len(wider := np.flatnonzero(counts > width)):
        found = {int(at): beyond([column[int(at)].as_py() for column in columns], width) for at in wider}
        more = strings(found.get(at) for at in range(len(numbers)))
    cells = [*columns[:width], *[nothing] * (width - len(columns))]
    arrays = [integers(numbers), integers(counts.astype(np.int32)), *cells, more, nothing]
    made = pa.record_batch(arrays, schema=schema(width))
    return made if counts.all() else made.take(integers(np.flatnonzero(counts)))


def _lengths(column: pa.StringArray) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Where each cell's bytes begin, and how many there are."""
    offsets = np.frombuffer(column.buffers()[1], dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    return offsets[:-1], np.diff(offsets)


def _check(columns: list[pa.StringArray], numbers: Ints, counts: Ints, file: str) -> None:
    """Raise where a record passes a limit."""
    bound = limits()
    if counts.any() and numbers[np.flatnonzero(counts)[-1]] > bound.rows:
        raise refusals.TooManyRows(file=file, limit=bound.rows)
    if (wide := counts > bound.columns).any():
        raise refusals.TooManyColumns(file=file, row=int(numbers[wide.argmax()]), limit=bound.columns)
    for column in columns:
        if len(column) and _lengths(column)[1].max() > bound.cell_chars:
            long = pc.index(pc.greater(pc.utf8_length(column), bound.cell_chars), value=True).as_py()
            if long >= 0:
                raise refusals.CellTooLong(file=file, row=int(numbers[long]), limit=bound.cell_chars)


def _filled(columns: list[pa.StringArray], count: int) -> Ints:
    """How many cells each record has when blank ones at its end are not counted."""
    counts = np.zeros(count, dtype=np.int64)
    open_ = np.ones(count, dtype=bool)
    for number in range(len(columns), 0, -1):
        column = columns[number - 1]
        starts, lengths = _lengths(column)
        here = open_ & (lengths > 0)
        text = np.frombuffer(column.buffers()[2] or b"\0", dtype=np.uint8)
        perhaps = np.flatnonzero(here)
        perhaps = perhaps[SPACES[text[starts[perhaps]]]]
        here[[at for at in perhaps if column[int(at)].as_py().isspace()]] = False
        counts[here] = number
        open_ &= ~here
        if not open_.any():
            break
    return counts
