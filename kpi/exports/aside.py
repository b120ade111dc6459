"""What is set aside: the table of cells for which rows are not taken."""

# ruff: noqa: S608 — every name and text in this SQL is quoted by `kpi.engine.duck`, or stands in a layout of ours

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from kpi.engine import duck


@dataclass(frozen=True)
class Rejected:
    """A cell for which its row is set aside; `cells` is the whole row as JSON, to be repaired and loaded again."""

    row: int
    column: str
    value: str | None
    reason: str
    expected: str
    cells: str


def as_json(cells: Sequence[str | None]) -> str:
    """The cells of a row, without the empty ones at its end."""
    kept = [cell or "" for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return json.dumps(kept, ensure_ascii=False)


def start(con: duck.Connection, table: str) -> None:
    """Make the empty table of what is set aside, a row a cell."""
    columns = "_row bigint, column_name varchar, value varchar, reason varchar, expected varchar, cells varchar"
    con.execute(f"create or replace temp table {table} ({columns})")


def add(con: duck.Connection, table: str, rejected: Sequence[Rejected]) -> None:
    """Add cells to the table of what is set aside."""
    if not rejected:
        return
    columns: dict[str, tuple[pa.DataType, list[int] | list[str] | list[str | None]]] = {
        "_row": (pa.int64(), [r.row for r in rejected]),
        "column_name": (pa.string(), [r.column for r in rejected]),
        "value": (pa.string(), [r.value for r in rejected]),
        "reason": (pa.string(), [r.reason for r in rejected]),
        "expected": (pa.string(), [r.expected for r in rejected]),
        "cells": (pa.string(), [r.cells for r in rejected]),
    }
    con.register("rejected", pa.table({name: pa.array(data, kind) for name, (kind, data) in columns.items()}))
    con.execute(f"insert into {table} select * from rejected")
    con.unregister("rejected")


def drop(con: duck.Connection, table: str, rows: Sequence[int]) -> None:
    """Take rows out of a table of typed rows."""
    if rows:
        con.register("dropped", pa.table({"_row": pa.array(rows, pa.int64())}))
        con.execute(f"delete from {duck.name(table)} where _row in (select _row from dropped)")
        con.unregister("dropped")
