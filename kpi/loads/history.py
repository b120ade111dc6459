"""The loads there were, and the settings in force."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from kpi.engine import versions

_LOADS = """
select
    l.load_id, l.kind, l.made_at, l.author, f.path as file, f.layout, f.shop, f."rows", f.new, f.updated, f.duplicate,
    f.quarantined, f.skipped, l.undoes, l.undone_by
from ledger.loads as l
left join ledger.files as f using (load_id)
order by l.load_id, f.file
"""


def loads(data: Path) -> list[dict[str, Any]]:
    """Every load and its files, the newest last; nothing where nothing was ever loaded."""
    return _rows(data, _LOADS)


def shops(data: Path) -> list[str]:
    """The shops that are known, by name."""
    return [
        row["shop"]
        for row in _rows(data, "select distinct shop from current.shops where shop is not null order by shop")
    ]


def settings(data: Path) -> list[dict[str, Any]]:
    """The settings in force, and the exchange rates that were set."""
    with versions.reading(data) as (con, _):
        cursor = con.execute("select * from facts.setting")
        names = [column[0] for column in cursor.description]
        found = [{"name": n, "value": shown(v)} for n, v in zip(names, cursor.fetchone() or (), strict=True)]
        rates = con.execute("select currency, rate from facts.rate order by currency").fetchall()
    return found + [{"name": f"rate_{currency}", "value": str(rate)} for currency, rate in rates]


def shown(value: object) -> str:
    """A setting's value as it would be typed."""
    if not isinstance(value, timedelta):
        return str(value)
    hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
    return f"{hours:02d}:{minutes:02d}"


def _rows(data: Path, sql: str) -> list[dict[str, Any]]:
    try:
        with versions.reading(data) as (con, _):
            cursor = con.execute(sql)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except versions.NoData:
        return []
