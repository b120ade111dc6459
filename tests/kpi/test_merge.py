"""The newest state of a key: by rank and field, whatever the order in which files arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue import load
from kpi.engine import duck
from kpi.warehouse import ledger, merge

ORDERS = load().entities["orders"]
LAYOUTS = {
    "full": ("platform", "order_id", "shop", "buyer", "paid_amount", "status"),
    "report": ("platform", "order_id", "paid_amount"),
    "buyers": ("platform", "order_id", "buyer"),
}
NOW = datetime(2026, 11, 1)  # noqa: DTZ001 — business-zone local

row = st.fixed_dictionaries({
    "order_id": st.sampled_from(["1", "2", "3"]),
    "buyer": st.sampled_from([None, "甲", "乙"]),
    "shop": st.sampled_from(["店"]),
    "paid_amount": st.sampled_from([None, 1, 2]),
    "status": st.sampled_from(["done", "closed"]),
})
file = st.tuples(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 3), st.lists(row, min_size=1, max_size=5))


class Bench:
    """A working file of one entity, files laid over it one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.con = duck.writer(folder / "working.duckdb", [folder])
        ledger.prepare(self.con)
        merge.create(self.con, ORDERS)

    def lay(self, load_id: int, layout: str, as_of: datetime, rows: list[dict[str, Any]]) -> merge.Counts:
        carried = list(LAYOUTS[layout])
        types = ORDERS.columns()
        self.con.execute(
            "create or replace temp table taken ("
            + ", ".join(f"{c} {types[c]}" for c in carried)
            + ", _row bigint, _rows bigint[])"
        )
        for number, values in enumerate(rows, start=2):
            given_ = [*({"platform": "天猫", **values}[c] for c in carried), number]
            self.con.execute(f"insert into taken values ({', '.join('?' * len(given_))}, null)", given_)
        path = self.folder / f"{load_id}.parquet"
        self.con.execute(f"copy (select *, {load_id} as _load, 0 as _file from taken) to '{path}' (format parquet)")
        self.con.execute("insert into ledger.loads values (?, 'files', ?, '', null, null)", [load_id, NOW])
        self.con.execute("insert into ledger.files (load_id, file, as_of) values (?, 0, ?)", [load_id, as_of])
        self.con.execute(
            "insert into ledger.raw (load_id, file, entity, path, carries) values (?, 0, 'orders', ?, ?)",
            [load_id, path.name, carried],
        )
        return merge.lay_over(self.con, ORDERS, "taken", carried, merge.Stamp(load_id, 0, as_of), self.folder)

    def state(self) -> list[tuple[Any, ...]]:
        return self.con.execute("select * exclude (_rows) from current.orders order by all").fetchall()


def naive(files: list[tuple[int, str, datetime, list[dict[str, Any]]]]) -> list[tuple[Any, ...]]:
    """For each order and field, the value of the last row (by time of export, load and row) whose layout has the field.

    The row that a state comes from is the last one that changed it.
    """
    found: dict[str, dict[str, Any]] = {}
    for load_id, layout, as_of, rows in sorted(files, key=lambda f: (f[2], f[0])):
        for number, values in enumerate(rows, start=2):
            at = found.get(values["order_id"])
            told = {c: {"platform": "天猫", **values}[c] for c in LAYOUTS[layout]}
            if at is None or any(at[c] != v for c, v in told.items()):
                at = {**(at or dict.fromkeys(ORDERS.fields)), **told}
                found[values["order_id"]] = at | {"_load": load_id, "_file": 0, "_row": number, "_as_of": as_of}
    return sorted((tuple(v.values()) for v in found.values()), key=lambda r: r[1])


@given(st.lists(file, min_size=1, max_size=5))
def test_the_newest_export_wins_for_each_field_in_whatever_order_files_arrive(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, int, list[dict[str, Any]]]]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("merge"))
    dated = [(n, layout, NOW + timedelta(days=age), rows) for n, (layout, age, rows) in enumerate(files, start=1)]
    for load_id, layout, as_of, rows in dated:
        bench.lay(load_id, layout, as_of, rows)
    assert bench.state() == naive(dated)


@given(st.lists(file, min_size=2, max_size=4), st.data())
def test_undoing_a_load_leaves_the_state_that_the_other_loads_give(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, int, list[dict[str, Any]]]], data: st.DataObject
) -> None:
    bench = Bench(tmp_path_factory.mktemp("merge"))
    dated = [(n, layout, NOW + timedelta(days=age), rows) for n, (layout, age, rows) in enumerate(files, start=1)]
    for load_id, layout, as_of, rows in dated:
        bench.lay(load_id, layout, as_of, rows)
    gone = data.draw(st.integers(1, len(files)))
    bench.con.execute("update ledger.loads set undone_by = 99 where load_id = ?", [gone])
    merge.touch(bench.con, ORDERS, [bench.folder / f"{gone}.parquet"])
    merge.recompute(bench.con, ORDERS, bench.folder)
    assert bench.state() == naive([f for f in dated if f[0] != gone])


def test_rows_are_counted_as_new_updated_or_duplicate(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    a = {"order_id": "1", "buyer": "甲", "shop": "店", "paid_amount": 1, "status": "done"}
    b = {**a, "order_id": "2"}
    assert bench.lay(1, "full", NOW, [a, b, b, {**b, "buyer": "乙"}]) == merge.Counts(new=2, updated=1, duplicate=1)
    assert bench.lay(2, "full", NOW, [a, b]) == merge.Counts(updated=1, duplicate=1)
    assert bench.lay(3, "report", NOW - timedelta(days=1), [{**a, "paid_amount": 5}]) == merge.Counts(duplicate=1)
