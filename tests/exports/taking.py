"""What tests of the mapping share: bytes in, canonical rows and what was set aside out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi import exports
from kpi.engine import duck
from tests.exports.reading import found as found_bytes

SHOP = "甲店"


@dataclass
class Given:
    """What one sheet gave."""

    layout: str
    rows: int
    skipped: int
    quarantined: int
    notes: list[tuple[str, dict[str, object]]]
    carries: dict[str, list[str]]
    told: dict[str, list[str]]
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def __getattr__(self, entity: str) -> list[dict[str, Any]]:
        """The rows of an entity."""
        try:
            return self.tables[entity]
        except KeyError:
            raise AttributeError(entity) from None

    @property
    def reasons(self) -> list[tuple[int, str, str]]:
        """Row, column and reason of each cell set aside."""
        return [(r["_row"], r["column_name"], r["reason"]) for r in self.rejects]


def plain(value: Any) -> Any:
    """A value as an expectation writes it: times and decimals as text."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def table(con: duck.Connection, name: str) -> list[dict[str, Any]]:
    """A table's rows by row number."""
    return con.execute(f"select * from {name} order by _row").to_arrow_table().to_pylist()


def take(
    data: bytes | str | Path, *, name="a.csv", layout=None, shop=SHOP, shop_of=None, folder=None, **options
) -> list[Given]:
    """What every sheet of some bytes or of a file gives; text is written as UTF-8."""
    data = data.read_bytes() if isinstance(data, Path) else data.encode() if isinstance(data, str) else data
    file = found_bytes(data, name)
    file.folder = folder
    con = duck.scratch()
    given = []
    for number, sheet in enumerate(exports.sheets(file, layout), 1):
        taken = exports.take(con, sheet, number, shop_of or (lambda _sheet: shop), **options)
        one = Given(
            sheet.layout.id, taken.rows, taken.skipped, taken.quarantined, taken.notes, taken.carries, taken.told
        )
        one.tables = {
            entity: [{k: plain(v) for k, v in row.items()} for row in table(con, name)]
            for entity, name in taken.tables.items()
        }
        one.rejects = table(con, f"rejects_{number}")
        given.append(one)
    return given


def one(data: bytes | str | Path, **options: Any) -> Given:
    """What the only sheet gives."""
    (only,) = take(data, **options)
    return only
