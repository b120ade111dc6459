"""What we have, to which day, what is missing between, and whom nobody knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from kpi.engine import duck, versions


def status(data: Path) -> dict[str, Any]:
    """The newest version, its sources by shop with their days, and accounts that nobody owns.

    Raises:
        NoData: nothing was ever loaded.
    """
    with versions.reading(data) as (con, number):
        newest = versions.newest(data)
        return {
            "version": number,
            "damaged_version": newest if newest != number else None,
            "sources": [
                {**row, "missing": _missing(con, row)}
                for row in _dicts(con, "from facts.coverage order by entity, shop nulls last")
            ],
            "unassigned": _dicts(
                con,
                "select shop, account, entity as seen_in, rows_of_it as rows from facts.unassigned order"
                " by rows_of_it desc, account, entity",
            ),
            "quarantined": _one(con, 'select count(distinct (load_id, file, "row")) from ledger.open_rejects'),
        }  # fmt: skip


def _missing(con: duck.Connection, source: dict[str, Any], most: int = 31) -> list[date]:
    """The first days between a source's first and last of which it has no row."""
    if not source["missing_days"]:
        return []
    rows = con.execute(
        "select cast(d as date) from generate_series(?::timestamp, ?::timestamp, interval 1 day) as s(d)"
        " where cast(d as date) not in (select day from facts.source_days where entity = ? and shop is"
        " not distinct from ?)"
        " order by 1 limit ?",
        [source["first_day"], source["last_day"], source["entity"], source["shop"], most],
    ).fetchall()
    return [row[0] for row in rows]


def _dicts(con: duck.Connection, sql: str) -> list[dict[str, Any]]:
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _one(con: duck.Connection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    return row[0] if row else None
