"""Delimited text (csv, tsv, txt): the delimiter by evidence, then the quick way while certain, else the strict."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, batched, checked
from kpi.exports.tables.quick import Quick
from kpi.exports.tables.strict import LONGEST_LINE, Records, Shape
from kpi.settings import limits

DELIMITERS = ",\t;"
LOOKED_AT = 200
"""So many lines are looked at for the delimiter."""
HEADER = 2
"""To part the first line that is parted at all counts as much as to part so many others."""


def grids(found: Found, encoding: Encoding) -> list[Grid]:
    """The one grid of a csv file."""
    first = list(islice(_lines(found, encoding), LOOKED_AT))
    source = Csv(found, encoding, Shape(found.name, delimiter_of(first)))
    records = Records(decode.pieces(found, encoding), source.shape)
    head = list(islice(checked(records, found.name), HEAD))
    if not head:
        raise refusals.NothingInIt(file=found.name)
    return [Grid("", [r.cells for r in head], [r.row for r in head], source)]


def _lines(found: Found, encoding: Encoding) -> Iterator[str]:
    def too_long() -> refusals.FileRefused:
        return refusals.CellTooLong(file=found.name, row=1, limit=limits().cell_chars)

    return decode.lines(decode.pieces(found, encoding), LONGEST_LINE, too_long)


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that parts most lines (a header has none of those that stand in text), and the most evenly."""
    hint = lines[0].strip().lower() if lines else ""
    if hint.startswith("sep=") and hint[4:] in tuple(DELIMITERS):
        return hint[4:]
    evidence = {delimiter: Evidence(lines, delimiter) for delimiter in DELIMITERS}
    first = min(each.first for each in evidence.values())
    return max(DELIMITERS, key=lambda delimiter: evidence[delimiter].rank(first))


class Evidence:
    """How a delimiter would part some lines.

    Attributes:
        right: whether quotes stand right under it (a cell that the last line cuts is none of its faults).
        first: the number of the first line that it parts.
        widths: how many records have how many cells.
    """

    def __init__(self, lines: list[str], delimiter: str) -> None:
        """Read the lines, strictly if that goes."""
        self.first = len(lines)
        self.right = self._read(lines, delimiter, strict=True) or self._read(lines, delimiter, strict=False)

    def _read(self, lines: list[str], delimiter: str, *, strict: bool) -> bool:
        self.widths: Counter[int] = Counter()
        reader = csv.reader(lines, delimiter=delimiter, strict=strict)
        try:
            for cells in reader:
                self.widths[len(cells)] += 1
                if len(cells) > 1:
                    self.first = min(self.first, reader.line_num)
        except csv.Error as error:
            return len(lines) == LOOKED_AT and "unexpected end" in str(error)
        return strict

    def rank(self, first: int) -> tuple[int, bool, float]:
        """How much speaks for it: what parts the header, most records, and those evenly, is no character of texts."""
        parted = {width: times for width, times in self.widths.items() if width > 1}
        total = sum(parted.values())
        evenness = max((width * (times / total) ** 2 for width, times in parted.items()), default=0.0)
        return total + HEADER * (self.first == first), self.right, evenness


@dataclass(frozen=True)
class Csv:
    """A csv file's records, read again from the start each time."""

    found: Found
    encoding: Encoding
    shape: Shape

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        shape = replace(self.shape, width=width)
        before = Records(decode.pieces(self.found, self.encoding), shape)
        while before.row < first_row and next(before.each, None):
            pass
        chars, row, line = before.chars, before.row, before.line
        counts = Counter(len(record.cells) for record in islice(before.each, HEAD) if any(record.cells))
        columns = counts.most_common(1)[0][0] if counts else max(width, 1)
        texts = _without(decode.pieces(self.found, self.encoding), chars)
        quick = Quick(shape, columns, row, line)
        yield from quick.batches(texts)
        if quick.rest:
            rest = Records(chain([quick.rest], texts), shape, quick.row, quick.line)
            yield from batched(rest, width, self.found.name)


def _without(texts: Iterator[str], chars: int) -> Iterator[str]:
    """The texts without the first so many characters."""
    for text in texts:
        if chars < len(text):
            yield text[chars:]
        chars = max(0, chars - len(text))
