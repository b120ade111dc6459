"""Delimited text record by record: quotes taken strictly, every line accounted for, or the file is refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi.exports import decode, refusals
from kpi.exports.grid import Record
from kpi.settings import limits

LONGEST_LINE = 16_000_000
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Shape:
    """What the text of a csv file looks like.

    Attributes:
        file: the name for refusals.
        delimiter: what stands between cells.
        width: how many cells the header has; 0 while that is not known.
    """

    file: str
    delimiter: str
    width: int = 0


class Records:
    """The records of a text, empty ones too.

    Attributes:
        row: the number of the last record, as a spreadsheet shows it.
        line: the physical line on which the next record begins.
        chars: how many characters were read so far.
        each: the records that are left.
    """

    def __init__(self, texts: Iterator[str], shape: Shape, row: int = 0, line: int = 1) -> None:
        """Begin after a record."""
        self.shape = shape
        self.row = row
        self.line = line
        self.chars = 0
        self._physical: list[str] = []
        csv.field_size_limit(limits().cell_chars)
        self._reader = csv.reader(self._lines(texts), delimiter=shape.delimiter, strict=True)
        self.each = self._each()

    def __iter__(self) -> Iterator[Record]:
        """The records that are left."""
        return self.each

    def _each(self) -> Iterator[Record]:
        """Each record.

        Raises:
            QuoteNotClosed: a quote is opened and other rows begin before it is closed.
            QuoteMisplaced: something other than a delimiter follows a closing quote.
            CellTooLong: a cell has more characters than the limit.
        """
        while True:
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                raise self._refusal(error) from error
            if cells is None:
                return
            if len(self._physical) > 1 and swallows(cells, self.shape):
                raise refusals.QuoteNotClosed(file=self.shape.file, line=self.line)
            self.row += 1
            self.line += len(self._physical)
            self.chars += sum(map(len, self._physical))
            self._physical.clear()
            yield Record(self.row, cells)

    def _lines(self, texts: Iterator[str]) -> Iterator[str]:
        for line in decode.lines(texts, LONGEST_LINE, self._too_long):
            self._physical.append(line)
            yield line

    def _too_long(self) -> refusals.FileRefused:
        return refusals.CellTooLong(file=self.shape.file, row=self.row + 1, limit=limits().cell_chars)

    def _refusal(self, error: csv.Error) -> refusals.FileRefused:
        if len(self._physical) > 1 or "unexpected end" in str(error):
            return refusals.QuoteNotClosed(file=self.shape.file, line=self.line)
        if "field larger" in str(error):
            return self._too_long()
        return refusals.QuoteMisplaced(file=self.shape.file, line=self.line)


def swallows(cells: list[str], shape: Shape) -> bool:
    """Whether a cell is rather a quote that ran on: with the cells around, its first and last line are whole rows."""
    if shape.width <= 1:
        return False
    for at, cell in enumerate(cells):
        if "\n" in cell or "\r" in cell:
            lines = LINE_END.split(cell.strip("\r\n"))
            before = at + lines[0].count(shape.delimiter)
            after = lines[-1].count(shape.delimiter) + len(cells) - 1 - at
            if before >= shape.width - 1 and after >= shape.width - 1:
                return True
    return False
