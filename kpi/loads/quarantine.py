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
from kpi.exports import escape

#: The column by which a repaired row names the one that it repairs; a load closes that one.
REPAIRS = "隔离编号"


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
    cells: dict[str, str]
    closed_by: int | None

    @property
    def mark(self) -> str:
        """Its name in a file of repaired rows."""
        return f"{self.load_id}-{self.file_number}-{self.row}"

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
            "do": words.say("quarantine.do", lang, load=self.load_id), "closed_by": self.closed_by, "cells": self.cells,
        }  # fmt: skip


_FIELDS = tuple(field.name for field in fields(SetAside))


def read(data: Path, load_id: int | None = None, *, closed: bool = False) -> list[SetAside]:
    """The rows in quarantine, of all loads or one; those closed by a repair only if asked for."""
    sql = (
        'select r.load_id, r.file, f.path, r."row", r.column_name, r.value, r.reason, r.expected, r.cells, r.closed_by'
        " from ledger.rejects r join ledger.files f using (load_id, file) join ledger.loads l using (load_id)"
        " where l.undone_by is null and (? is null or r.load_id = ?) and (? or r.closed_by is null)"
        ' order by r.load_id, r.file, r."row"'
    )
    with versions.reading(data) as (con, _):
        rows = con.execute(sql, [load_id, load_id, closed]).fetchall()
    return [SetAside(**dict(zip(_FIELDS, row, strict=True)) | {"cells": json.loads(row[8] or "{}")}) for row in rows]


def write_for_repair(rows: Iterable[SetAside], path: Path) -> list[Path]:
    """Write rows as the file that they came from had them, for repair; one file a header.

    Returns:
        The files written: `path` itself, and `path` with -2, -3 … where the rows have several headers.
    """
    by_header: dict[tuple[str, ...], list[SetAside]] = {}
    for row in rows:
        by_header.setdefault(tuple(row.cells), []).append(row)
    written = []
    for number, (header, some) in enumerate(by_header.items(), start=1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, REPAIRS])
            writer.writerows([[escape(cell) for cell in row.cells.values()] + [row.mark] for row in some])
        written.append(target)
    return written
