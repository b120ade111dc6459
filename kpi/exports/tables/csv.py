"""Delimited text: the delimiter by evidence, quotes strictly, every line accounted for."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.settings import limits

DELIMITERS = ",\t;"
LOOKED_AT = 200
"""So many lines are looked at for the delimiter."""
LONGEST_LINE = 16_000_000


def grids(found: Found, encoding: Encoding) -> list[Grid]:
    """The one grid of a csv file."""
    first = list(islice(_lines(found, encoding), LOOKED_AT))
    if not any(line.strip() for line in first) and not any(line.strip() for line in _lines(found, encoding)):
        raise refusals.NothingInIt(file=found.name)
    source = Csv(found, encoding, delimiter_of(first))
    head = list(islice(checked(source.records(0), found.name), HEAD))
    return [Grid("", [r.cells for r in head], [r.row for r in head], source)]


def _lines(found: Found, encoding: Encoding) -> Iterator[str]:
    too_long = refusals.CellTooLong(file=found.name, row=0, limit=limits().cell_chars)
    return decode.lines(decode.pieces(found, encoding), LONGEST_LINE, too_long)


def delimiter_of(lines: list[str]) -> str:
    """The delimiter under which most lines have the same number of cells."""
    if lines and lines[0].strip().lower().removeprefix("sep=") in tuple(DELIMITERS):
        return lines[0].strip()[-1]
    return max(DELIMITERS, key=lambda delimiter: (_evenness(lines, delimiter), -DELIMITERS.index(delimiter)))


def _evenness(lines: list[str], delimiter: str) -> float:
    """How many cells a record most lines agree on, weighed by their share."""
    counts: Counter[int] = Counter()
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            counts[len(cells)] += 1
    except csv.Error:
        return 0
    return max((max(width - 1, 0) * times for width, times in counts.items()), default=0) / (counts.total() or 1)


@dataclass(frozen=True)
class Csv:
    """A csv file's records, read again from the start each time."""

    found: Found
    encoding: Encoding
    delimiter: str

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        after = (record for record in self.records(width) if record.row > first_row)
        return batched(after, width, self.found.name)

    def records(self, width: int) -> Iterator[Record]:
        """All records, empty ones too.

        Args:
            width: how many cells the header has; 0 while that is not known.

        Raises:
            QuoteNotClosed: a quote is opened and other rows begin before it is closed.
            QuoteMisplaced: something other than a delimiter follows a closing quote.
            CellTooLong: a cell has more characters than the limit.
        """
        csv.field_size_limit(limits().cell_chars)
        physical: list[str] = []
        source = _kept(_lines(self.found, self.encoding), physical)
        reader = csv.reader(source, delimiter=self.delimiter, strict=True)
        row, line = 0, 1
        while True:
            row += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise self._refusal(error, row, line, len(physical)) from error
            if cells is None:
                return
            if len(physical) > 1 and width > 1 and self._swallows(physical, width):
                raise refusals.QuoteNotClosed(file=self.found.name, line=line)
            line += len(physical)
            physical.clear()
            yield Record(row, cells)

    def _refusal(self, error: csv.Error, row: int, line: int, lines: int) -> refusals.FileRefused:
        file = self.found.name
        if "field larger" in str(error) and lines == 1:
            return refusals.CellTooLong(file=file, row=row, limit=limits().cell_chars)
        if "expected after" in str(error) and lines == 1:
            return refusals.QuoteMisplaced(file=file, line=line)
        return refusals.QuoteNotClosed(file=file, line=line)

    def _swallows(self, physical: list[str], width: int) -> bool:
        """Whether a record over several lines is rather a quote that ran on: its first and last line are whole rows."""
        enough = width - 1
        return physical[0].count(self.delimiter) >= enough and physical[-1].count(self.delimiter) >= enough


def _kept(lines: Iterator[str], into: list[str]) -> Iterator[str]:
    for line in lines:
        into.append(line)
        yield line
