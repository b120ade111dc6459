"""A database with a world's canonical rows and every fact that metrics read, built by the product's own SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kpi import catalogue
from kpi.catalogue import Entity, Metric, compose
from kpi.engine import duck
from tests.sql.spec import PROVENANCE, figures

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class Department:
    """A world to ask metrics of."""

    def __init__(self, rows: Rows, settings: Mapping[str, Any] | None = None) -> None:
        self.known, self.con = catalogue.load(), duck.scratch()
        self.con.execute("create schema current")
        self.con.execute("create schema facts")
        rows = {**rows, "settings": [{"name": name, "value": value} for name, value in (settings or {}).items()]}
        for entity in self.known.entities.values():
            columns = entity.columns() | PROVENANCE
            defined = ", ".join(f"{duck.name(name)} {kind}" for name, kind in columns.items())
            self.con.execute(f"create table current.{entity.id} ({defined})")
            if given := rows.get(entity.id):
                self.fill(entity, given)
        self.con.execute("set search_path = 'facts,current'")
        for name in self.needed():
            self.con.execute(f"create table facts.{name} as {self.known.facts[name].sql}")

    def fill(self, entity: Entity, given: Sequence[Mapping[str, Any]]) -> None:
        """Put rows into an entity's table, in their order."""
        carried = [name for name in entity.fields if any(name in row for row in given)]
        table = pa.table({name: pa.array([text(row.get(name)) for row in given], pa.string()) for name in carried})
        numbers = pa.array([str(i) for i in range(2, len(given) + 2)], pa.string())
        self.con.register("given", table.append_column("_row", numbers))
        casts = [f'cast("{name}" as {kind}) as "{name}"' for name, kind in entity.columns().items() if name in carried]
        self.con.execute(
            f"insert into current.{entity.id} by name "
            f"select {', '.join(casts)}, 1 as _load, 1 as _file, cast(_row as bigint) as _row from given"
        )
        self.con.unregister("given")

    def needed(self) -> list[str]:
        """The facts that metrics read, in the order of building."""
        ahead = [name for metric in self.known.metrics.values() for name in compose.tables_of(metric)]
        found: set[str] = set()
        while ahead:
            if (name := ahead.pop()) in self.known.facts and name not in found:
                found.add(name)
                ahead += self.known.facts[name].uses
        return [name for name in self.known.facts if name in found]

    def figures(self, metric: Metric, by: Sequence[str], grain: str, days: tuple[object, object]) -> dict[tuple, list]:
        """n and d by group, of the days from the first to the last."""
        period = f"day between date '{days[0]}' and date '{days[1]}'"
        return figures(self.con, metric, list(by), grain, {}, period)


def text(value: object) -> str | None:
    """A value as the engine reads it."""
    return None if value is None else str(value)
