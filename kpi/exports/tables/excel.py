"""Workbooks (xlsx, xls) by calamine: each sheet a grid, numbers at 15 significant digits, no formula computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from kpi.exports import refusals
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.exports.tables import ole, ooxml
from kpi.exports.tables.ooxml import Marks

AT_HAND = 4_000_000
"""Sheets of so many cells together stay in memory between recognition and reading; larger ones are opened twice."""
ROUNDING = timedelta(milliseconds=5)


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
        head = list(islice(checked(self.records(), self.found.name), HEAD))
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
        after = (record for record in self.records() if record.row > first_row)
        return batched(after, width, self.found.name)

    def records(self) -> Iterator[Record]:
        """All rows of the sheet from its first on."""
        if self.at_hand:
            yield from self._records(self.at_hand)
        else:
            with opened(self.found) as book:
                yield from self._records(_sheet(book, self.name, self.found.name))

    def _records(self, sheet: CalamineSheet) -> Iterator[Record]:
        number = 0
        for number, values in enumerate(sheet.iter_rows(), 1):
            texts, kinds = [], []
            for value in values:
                text, kind = (value, "t" if value else ".") if type(value) is str else TEXTS[type(value)](value)
                texts.append(text)
                kinds.append(kind)
            yield Record(number, *_marked(texts, kinds, self.marks.get(number - 1)))
        for row in sorted(row for row in self.marks if row >= number):
            yield Record(row + 1, *_marked([], [], self.marks[row]))


def _marked(texts: list[str], kinds: list[str], marks: dict[int, tuple[str, str]] | None) -> tuple[list[str], str]:
    """A row's cells with those that calamine leaves empty: errors, and formulas never computed."""
    for column, (text, kind) in (marks or {}).items():
        missing = column + 1 - len(texts)
        texts += [""] * missing
        kinds += ["."] * missing
        texts[column], kinds[column] = text, kind
    return texts, "".join(kinds)


def plain(value: float) -> tuple[str, str]:
    """A number at the 15 significant digits that a spreadsheet keeps, without an exponent."""
    text = f"{value:.15g}"
    return (f"{Decimal(text):f}" if "e" in text else text), "n"


def moment(value: datetime) -> tuple[str, str]:
    """A day and time of day; the milliseconds that a binary fraction of a day is off are rounded away."""
    return str((value + ROUNDING).replace(microsecond=0)), "d"


def clock(value: time) -> tuple[str, str]:
    """A time of day."""
    return str((datetime.combine(date(1900, 1, 1), value) + ROUNDING).time().replace(microsecond=0)), "d"


def duration(value: timedelta) -> tuple[str, str]:
    """Hours, minutes and seconds, as a spreadsheet shows them."""
    minutes, seconds = divmod(int((value + ROUNDING).total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", "d"


TEXTS: dict[type, Callable[[Any], tuple[str, str]]] = {
    float: plain,
    int: plain,
    bool: lambda value: ("TRUE" if value else "FALSE", "b"),
    datetime: moment,
    date: lambda value: (value.isoformat(), "d"),
    time: clock,
    timedelta: duration,
}
