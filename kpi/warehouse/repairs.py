"""Rows in quarantine that come back repaired: each names, in a column of its own, the row that it repairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi.engine import duck

if TYPE_CHECKING:
    from kpi import exports

#: The column by which a repaired row names the one that it repairs: load, file and row.
COLUMN = "隔离编号"
_MARK = re.compile(r"(\d+)-(\d+)-(\d+)")


def mark(load_id: int, file: int, row: int) -> str:
    """The name of a row in quarantine."""
    return f"{load_id}-{file}-{row}"


def shop_of_original(con: duck.Connection, sheet: exports.Sheet) -> str | None:
    """The shop that the file of the repaired rows was told to be of; None where it repairs none, or that file said."""
    if COLUMN not in sheet.header:
        return None
    at = sheet.header.index(COLUMN)
    named = (_MARK.fullmatch(row[at].strip()) for row in sheet.grid.head if len(row) > at)
    first = next((found for found in named if found), None)
    if first is None:
        return None
    row = con.execute(
        "select shop from ledger.files where load_id = ? and file = ?", [int(first[1]), int(first[2])]
    ).fetchone()
    return row[0] if row else None


def close(con: duck.Connection, load_id: int, table: str) -> None:
    """Close the rows that the rows of a taken table repair."""
    column = f"x:{COLUMN}"
    if column not in [row[0] for row in con.execute(f"describe from {table}").fetchall()]:
        return
    con.execute(
        "update ledger.rejects as r set closed_by = ? where concat(r.load_id, '-', r.file, '-', r.\"row\") in"
        f" (select trim({duck.name(column)}) from {table})",
        [load_id],
    )
