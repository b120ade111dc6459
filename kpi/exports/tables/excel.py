"""Workbooks (xlsx, xls) by calamine: each sheet a grid, numbers at 15 significant digits, no formula computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from kpi.exports import refusals
from kpi.exports.found import Found
from kpi.exports.grid import BATCH, HEAD, Grid, Record, beyond, checked, integers, schema, strings
from kpi.exports.tables import ole, ooxml
from kpi.exports.tables.cells import Mark, converted
from kpi.exports.tables.ooxml import Marks
from kpi.settings import limits

AT_HAND = 4_000_000
"""Sheets of so many cells together stay in memory between recognition and reading; larger ones are opened twice."""


def grids(found: Found, *, xml: bool) -> list[Grid]:
    """One grid a worksheet, hidden ones and hidden rows too.

    Args:
        found: the workbook.
        xml: whether it is an xlsx (else an xls).
    """
    facts = ooxml.facts(found) if xml else ole.facts(found)
    made: list[Grid] = []
    room = AT_HAND
    with opened(found) as book:
        metadata = book.sheets_metadata
        if len(metadata) != len(facts.marks):
            raise refusals.WorkbookBroken(file=found.name)
        for about, marks in zip(metadata, facts.marks, strict=True):
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = Sheet(found, about.name, marks, _sheet(book, about.name, found.name))
                made.append(sheet.grid(facts.epoch))
                room -= sheet.cells()
                sheet.let_go(unless=room >= 0)
    if not any(grid.head for grid in made):
        raise refusals.NothingInIt(file=found.name)
    return made


@contextmanager
def opened(found: Found) -> Iterator[CalamineWorkbook]:
    """The workbook while it is read, or its refusal."""
    with found.open() as stream:
        with _refusing(found.name):
            book = load_workbook(stream)
        with book:
            yield book


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    """What calamine raises as the refusal of a file; a panic of its own derives from no usual exception."""
    try:
        yield
    except PasswordError as error:
        raise refusals.HasPassword(file=file) from error
    except (CalamineError, ValueError, OSError) as error:
        raise refusals.WorkbookBroken(file=file) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise refusals.WorkbookBroken(file=file) from error


def _sheet(book: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    with _refusing(file):
        return book.get_sheet_by_name(name)


@dataclass
class Sheet:
    """One worksheet: at hand while it is small, else opened again when it is read."""

    found: Found
    name: str
    marks: Marks = field(repr=False)
    at_hand: CalamineSheet | None = field(repr=False)

    def grid(self, epoch: int) -> Grid:
        """The sheet as a grid."""
        records = (Record(row, list(converted(values)[0]) if values else []) for row, values in self.rows())
        head = list(islice(checked(records, self.found.name), HEAD))
        return Grid(self.name, [r.cells for r in head], [r.row for r in head], self, epoch)

    def cells(self) -> int:
        """How many places its table has."""
        row, column = (self.at_hand and self.at_hand.end) or (-1, -1)
        return (row + 1) * (column + 1)

    def let_go(self, *, unless: bool) -> None:
        """Keep nothing in memory."""
        if not unless:
            self.at_hand = None

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        rows = ((row, values) for row, values in self.rows() if row > first_row)
        while block := list(islice(rows, BATCH)):
            made = self._batch(block, width)
            if made.num_rows:
                yield made

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """All rows of the sheet with their numbers."""
        if self.at_hand:
            yield from self._rows(self.at_hand)
        else:
            with opened(self.found) as book:
                yield from self._rows(_sheet(book, self.name, self.found.name))

    def _rows(self, sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
        last = 0
        for last, values in enumerate(sheet.iter_rows(), 1):
            yield last, (_marked(values, self.marks[last - 1]) if last - 1 in self.marks else values)
        for row in sorted(row for row in self.marks if row >= last):
            yield row + 1, _marked([], self.marks[row])

    def _batch(self, block: list[tuple[int, list[Any]]], width: int) -> pa.RecordBatch:
        """Some rows as one batch, a column at a time."""
        most = max(len(values) for _, values in block)
        columns = list(zip(*(values + [""] * (most - len(values)) for _, values in block), strict=True))
        texts, kinds = zip(*map(converted, columns), strict=True)
        of_rows = ["".join(letters) for letters in zip(*kinds, strict=True)]
        numbers = np.array([row for row, _ in block], dtype=np.int64)
        counts = np.array([len(letters.rstrip(".")) for letters in of_rows], dtype=np.int32)
        self._check(numbers, counts, texts)
        further = {int(at): beyond([column[at] for column in texts], width) for at in np.flatnonzero(counts > width)}
        nothing = [""] * len(block)
        arrays = [
            integers(numbers),
            integers(counts),
            *(strings(column) for column in [*texts[:width], *[nothing] * (width - most)]),
            strings(further.get(at) for at in range(len(block))),
            strings(of_rows),
        ]
        made = pa.record_batch(arrays, schema=schema(width))
        return made if counts.all() else made.take(integers(np.flatnonzero(counts)))

    def _check(self, numbers: Any, counts: Any, texts: Iterable[Sequence[str]]) -> None:
        """Raise where a row passes a limit."""
        bound, file = limits(), self.found.name
        if counts.any() and numbers[np.flatnonzero(counts)[-1]] > bound.rows:
            raise refusals.TooManyRows(file=file, limit=bound.rows)
        if (wide := counts > bound.columns).any():
            raise refusals.TooManyColumns(file=file, row=int(numbers[wide.argmax()]), limit=bound.columns)
        for column in texts:
            if len(longest := max(column, key=len)) > bound.cell_chars:
                row = int(numbers[column.index(longest)])
                raise refusals.CellTooLong(file=file, row=row, limit=bound.cell_chars)


def _marked(values: list[Any], marks: dict[int, Mark]) -> list[Any]:
    """A row's values with those that calamine leaves empty: errors, and formulas never computed."""
    values = values + [""] * (max(marks) + 1 - len(values))
    for column, mark in marks.items():
        values[column] = mark
    return values
