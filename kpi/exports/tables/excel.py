"""Workbooks (xlsx, xls, ods) by calamine: each sheet a grid, numbers at 15 significant digits, no formula computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from kpi.exports import refusals
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked


def grids(found: Found) -> list[Grid]:
    """One grid a worksheet, hidden ones and hidden rows too."""
    with opened(found) as book:
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        made = [_grid(Sheet(found, name), book) for name in names]
    if not any(grid.head for grid in made):
        raise refusals.NothingInIt(file=found.name)
    return made


def opened(found: Found) -> CalamineWorkbook:
    """The workbook, or its refusal."""
    try:
        return load_workbook(found.open())
    except PasswordError as error:
        raise refusals.HasPassword(file=found.name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise refusals.WorkbookBroken(file=found.name) from error


def _grid(sheet: Sheet, book: CalamineWorkbook) -> Grid:
    head = list(islice(checked(sheet.records(book), sheet.found.name), HEAD))
    return Grid(sheet.name, [r.cells for r in head], [r.row for r in head], sheet)


@dataclass(frozen=True)
class Sheet:
    """One worksheet; opened again each time it is read, so that no workbook stays in memory."""

    found: Found
    name: str

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        with opened(self.found) as book:
            after = (record for record in self.records(book) if record.row > first_row)
            yield from batched(after, width, self.found.name)

    def records(self, book: CalamineWorkbook) -> Iterator[Record]:
        """All rows of the sheet from its first on."""
        try:
            rows = book.get_sheet_by_name(self.name).iter_rows()
        except CalamineError as error:
            raise refusals.WorkbookBroken(file=self.found.name) from error
        for number, row in enumerate(rows, 1):
            texts, kinds = [], []
            for value in row:
                text, kind = TEXTS[type(value)](value)
                texts.append(text)
                kinds.append(kind)
            yield Record(number, texts, "".join(kinds))


def number(value: float) -> tuple[str, str]:
    """A number at the 15 significant digits that a spreadsheet keeps, without an exponent."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return text, "n"


def moment(value: datetime) -> tuple[str, str]:
    """A day and time of day; the hundredths of a second that binary fractions of a day leave are rounded away."""
    near = value + timedelta(milliseconds=5)
    return near.strftime("%Y-%m-%d %H:%M:%S"), "d"


TEXTS: dict[type, Callable[[Any], tuple[str, str]]] = {
    str: lambda value: (value, "t" if value else "."),
    float: number,
    int: lambda value: number(float(value)) if abs(value) >= 10**15 else (str(value), "n"),
    bool: lambda value: ("TRUE" if value else "FALSE", "b"),
    datetime: moment,
    date: lambda value: (value.isoformat(), "d"),
    time: lambda value: (value.isoformat("seconds"), "d"),
    timedelta: lambda value: number(value / timedelta(days=1)),
}
