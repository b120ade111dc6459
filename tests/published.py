"""A world's canonical rows as a published version, to be asked through the product's own door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from kpi import refresh
from kpi.catalogue import load
from kpi.engine import duck, versions
from kpi.warehouse import ledger, merge

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def publish(data: Path, rows: Rows, settings: Mapping[str, Any] | None = None) -> Path:
    """Make a version with these rows: one invented file an entity, its rows numbered from 2."""
    known = load()
    working = versions.working_copy(data, versions.newest(data)) if versions.newest(data) is None else None
    assert working is not None, "a world is published into an empty folder"
    con = duck.writer(working, [data])
    ledger.prepare(con)
    given = {**rows, "settings": [{"name": n, "value": str(v)} for n, v in (settings or {}).items()]}
    for number, (entity_id, entity) in enumerate(known.entities.items()):
        merge.create(con, entity)
        con.execute("insert into ledger.files (load_id, file, path) values (1, ?, ?)", [number, f"{entity_id}.csv"])
        if some := given.get(entity_id):
            table = pa.table({f: pa.array([_text(row.get(f)) for row in some], pa.string()) for f in entity.fields})
            con.register("given", table.append_column("_row", pa.array(range(2, len(some) + 2), pa.int64())))
            casts = [f"cast({duck.name(f)} as {kind}) as {duck.name(f)}" for f, kind in entity.columns().items()]
            con.execute(
                f"insert into current.{entity_id} by name"
                f" select {', '.join(casts)}, 1 as _load, {number} as _file, _row from given"
            )
            con.unregister("given")
    refresh.refresh(con, known, None)
    con.execute("checkpoint")
    con.close()
    versions.publish(data, working)
    return data


def _text(value: object) -> str | None:
    return None if value is None else str(value)
