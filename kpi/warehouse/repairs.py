"""Rows in quarantine that come back repaired: each names, in a column of its own, the row that it repairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.engine import duck

if TYPE_CHECKING:
    from kpi import exports

#: The column by which a repaired row names the one that it repairs: load, file and row; several after one another.
COLUMN = "隔离编号"
_MARK = re.compile(r"(\d+)-(\d+)-(\d+)")


def mark(load_id: int, file: int, row: int) -> str:
    """The name of a row in quarantine."""
    return f"{load_id}-{file}-{row}"


@dataclass(frozen=True)
class Original:
    """What was known of the file that repaired rows come from: the shop it was told to be of, and its export time."""

    shop: str | None
    as_of: datetime


def original(con: duck.Connection, sheet: exports.Sheet) -> Original | None:
    """The file whose rows a sheet repairs; None where it repairs none."""
    if COLUMN not in sheet.header:
        return None
    at = sheet.header.index(COLUMN)
    named = (_MARK.search(row[at]) for row in sheet.grid.head if len(row) > at)
    first = next((found for found in named if found), None)
    if first is None:
        return None
    row = con.execute(
        "select shop, as_of from ledger.files where load_id = ? and file = ?", [int(first[1]), int(first[2])]
    ).fetchone()
    return Original(*row) if row else None


def close(con: duck.Connection, load_id: int, table: str) -> None:
    """Close the rows that the rows of a taken table repair."""
    column = f"x:{COLUMN}"
    if column not in [row[0] for row in con.execute(f"describe from {table}").fetchall()]:
        return
    con.execute(
        "update ledger.rejects as r set closed_by = ? where concat(r.load_id, '-', r.file, '-', r.\"row\") in"
        f" (select unnest(string_split({duck.name(column)}, ' ')) from {table})",
        [load_id],
    )


def number_lines(con: duck.Connection, items: str) -> None:
    """Number repaired lines of orders after those that are known: alone in their file they would begin at 1 again.

    Args:
        con: where the table is, with the newest states beside it.
        items: the table of taken order items; those whose layout has numbers of its own keep them.
    """
    nth = "try_cast(regexp_extract(item_id, '#([0-9]+)$', 1) as integer)"
    numbered = "starts_with(item_id, order_id || '#')"
    con.execute(
        f"update {duck.name(items)} as t set item_id = t.order_id || '#' || ({nth.replace('item_id', 't.item_id')}"
        f" + known.last) from (select platform, order_id, max({nth}) as last from current.order_items where {numbered}"
        " group by platform, order_id) as known where known.platform is not distinct from t.platform"
        f" and known.order_id = t.order_id and starts_with(t.item_id, t.order_id || '#')"
    )
