"""Rows that were set aside: shown with reason and what to do, written for repair, closed by the repaired file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kpi import words
from kpi.engine import versions
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
    """The rows in quarantine that nobody has repaired yet, of all loads or one."""
    sql = (
        'select r.load_id, r.file, f.path, r."row", r.column_name, r.value, r.reason, r.expected, r.cells, f.header'
        " from ledger.open_rejects r join ledger.files f using (load_id, file) where ? is null or r.load_id = ?"
        ' order by r.load_id, r.file, r."row"'
    )
    with versions.reading(data) as (con, _):
        rows = con.execute(sql, [load_id, load_id]).fetchall()
    return [
        SetAside(
            **dict(zip(_FIELDS, row, strict=True))
            | {"cells": tuple(json.loads(row[8] or "[]")), "header": tuple(row[9])}
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Group:
    """Rows of one file that were set aside for one reason in one column, with an example of the cell."""

    load_id: int
    file: str
    column: str | None
    reason: str
    rows: int
    example: str | None
    expected: str | None


_GROUP_FIELDS = tuple(field.name for field in fields(Group))


def groups(data: Path) -> list[Group]:
    """The open rows of all loads by file, column and reason, the most first; counted, not read."""
    sql = (
        'select r.load_id, f.path, r.column_name, r.reason, count(distinct r."row"), arg_min(r.value, r."row"),'
        ' arg_min(r.expected, r."row")'
        " from ledger.open_rejects r join ledger.files f using (load_id, file)"
        " group by r.load_id, r.file, f.path, r.column_name, r.reason order by 1, 5 desc, 2, 3, 4"
    )
    with versions.reading(data) as (con, _):
        rows = con.execute(sql).fetchall()
    return [Group(**dict(zip(_GROUP_FIELDS, row, strict=True))) for row in rows]


def write_for_repair(rows: Iterable[SetAside], path: Path) -> list[Path]:
    """Write rows as the file that they came from had them, for repair: each once, one file a header.

    Returns:
        The files written: `path` itself, and `path` with -2, -3 … where the rows have several headers.
    """
    from kpi.exports import escape  # noqa: PLC0415 — Arrow and all readers, which a listing need not pay for

    by_header: dict[tuple[str, ...], dict[str, SetAside]] = {}
    for row in rows:  # one for each cell that could not be taken
        by_header.setdefault(row.header, {})[row.mark] = row
    written = []
    for number, (header, some) in enumerate(by_header.items(), start=1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, repairs.COLUMN])
            for row in some.values():
                cells = [escape(cell) for cell in row.cells] + [""] * (len(header) - len(row.cells))
                writer.writerow([*cells[: len(header)], row.mark, *cells[len(header) :]])
        written.append(target)
    return written
