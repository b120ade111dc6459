"""Rows that were set aside: shown with reason and what to do, written for repair, closed by the repaired file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi import words
from kpi.engine import duck, versions
from kpi.warehouse import repairs


@dataclass(frozen=True)
class SetAside:
    """A row in quarantine, with the cell that could not be taken."""

    load_id: int
    file_number: int
    file: str
    row: int
    column: str | None
    value: str | None
    reason: str
    expected: str | None
    cells: tuple[str, ...]
    header: tuple[str, ...]
    shop: str | None
    as_of: datetime

    @property
    def mark(self) -> str:
        """Its name in a file of repaired rows."""
        return repairs.mark(self.load_id, self.file_number, self.row)

    def told(self, lang: str) -> str:
        """Why it was set aside."""
        return words.say(
            self.reason, lang, column=self.column or "", value=self.value or "", expected=self.expected or ""
        )

    def shown(self, lang: str) -> dict[str, Any]:
        """As a listing shows it."""
        return {
            "load_id": self.load_id, "file": self.file, "row": self.row, "column": self.column, "value": self.value,
            "reason": self.told(lang), "expected": self.expected,
            "do": words.say("quarantine.do", lang, load=self.load_id), "cells": list(self.cells),
        }  # fmt: skip


_FIELDS = tuple(field.name for field in fields(SetAside))


def read(data: Path, load_id: int | None = None) -> list[SetAside]:
    """The rows in quarantine that nobody has repaired yet, of all loads or one.

    Raises:
        NoSuchLoad: there is no load of this number.
    """
    sql = (
        'select r.load_id, r.file, f.path, r."row", r.column_name, r.value, r.reason, r.expected, r.cells, f.header,'
        " f.shop, f.as_of"
        " from ledger.open_rejects r join ledger.files f using (load_id, file) where ? is null or r.load_id = ?"
        ' order by r.load_id, r.file, r."row"'
    )
    with versions.reading(data) as (con, _):
        if load_id is not None:
            _must_be(con, load_id)
        rows = con.execute(sql, [load_id, load_id]).fetchall()
    return [
        SetAside(
            **dict(zip(_FIELDS, row, strict=True))
            | {"cells": tuple(json.loads(row[8] or "[]")), "header": tuple(row[9])}
        )
        for row in rows
    ]


def _must_be(con: duck.Connection, load_id: int) -> None:
    if con.execute("select 1 from ledger.loads where load_id = ?", [load_id]).fetchone() is None:
        from kpi.loads.change import NoSuchLoad  # noqa: PLC0415 — Arrow and all readers, which a listing need not pay for

        raise NoSuchLoad(load=load_id)


@dataclass(frozen=True)
class Group:
    """Rows of one file that were set aside for one reason, each counted once, with an example from each column.

    Attributes:
        load_id: the load.
        file: the file's path.
        reason: why, as a text id.
        rows: how many rows.
        shared: how many of these were set aside for another reason too.
        columns: whose cells could not be taken.
        examples: such a cell of each column.
        expected: what a cell of each column should look like, where that can be said.
    """

    load_id: int
    file: str
    reason: str
    rows: int
    shared: int
    columns: tuple[str, ...]
    examples: tuple[str, ...]
    expected: tuple[str, ...]


_GROUPS = """
with cells as (
    select *, min(reason) over line is distinct from max(reason) over line as shared
    from ledger.open_rejects window line as (partition by load_id, file, "row")
), by_column as (
    select load_id, file, reason, column_name, arg_min(value, "row") as value, arg_min(expected, "row") as expected
    from cells group by all
), examples as (
    select
        load_id, file, reason,
        list(column_name order by column_name) as columns,
        list(value order by column_name) as examples,
        list(expected order by column_name) as expected,
    from by_column group by all
), counted as (
    select
        load_id, file, reason, count(distinct "row") as rows, count(distinct "row") filter (shared) as shared,
    from cells group by all
)
select load_id, f.path, reason, c.rows, c.shared, e.columns, e.examples, e.expected
from counted c join examples e using (load_id, file, reason) join ledger.files f using (load_id, file)
order by load_id, c.rows desc, f.path, reason, file
"""


def groups(data: Path) -> list[Group]:
    """The open rows of all loads by file and reason, the most first; counted, not read."""
    with versions.reading(data) as (con, _):
        rows = con.execute(_GROUPS).fetchall()
    return [
        Group(*row[:5], *(tuple(dict.fromkeys(cell for cell in cells if cell)) for cells in row[5:])) for row in rows
    ]


def write_for_repair(rows: Iterable[SetAside], path: Path) -> list[Path]:
    """Write rows as the file that they came from had them, for repair: each once.

    Rows share a file where theirs had one header, were told one shop and are of one time: else a repaired row would
    be read as another shop's, or as newer than it is.

    Returns:
        The files written: `path` itself, and `path` with -2, -3 … where there are several.
    """
    from kpi.exports import escape  # noqa: PLC0415 — Arrow and all readers, which a listing need not pay for

    alike: dict[tuple[object, ...], dict[str, SetAside]] = {}
    for row in rows:  # one for each cell that could not be taken
        alike.setdefault((row.header, row.shop, row.as_of), {})[row.mark] = row
    written = []
    for number, some in enumerate(alike.values(), start=1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        header = next(iter(some.values())).header
        repaired = header.index(repairs.COLUMN) if repairs.COLUMN in header else None
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header if repaired is not None else [*header, repairs.COLUMN])
            for row in some.values():
                cells = [escape(cell) for cell in row.cells] + [""] * (len(header) - len(row.cells))
                if repaired is None:
                    writer.writerow([*cells[: len(header)], row.mark, *cells[len(header) :]])
                else:  # repaired before, and not well: both rows are closed by the next repair
                    cells[repaired] = f"{cells[repaired]} {row.mark}".strip()
                    writer.writerow(cells)
        written.append(target)
    return written
