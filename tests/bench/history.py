"""A long history to measure on: a version with millions of orders and messages, made by SQL and not from files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kpi import refresh
from kpi.catalogue import load
from kpi.engine import duck, versions
from kpi.warehouse import archive, ledger, merge

FIRST = "2025-11-01"
SHOPS = (("旗舰店", "天猫"), ("京东店", "京东"))
AGENTS = 30


def make(data: Path, rows: int) -> None:
    """Publish a version with so many orders and as many messages, spread evenly over a year up to 2026-10-31."""
    (data / "raw" / "000001").mkdir(parents=True)
    (data / "archive").mkdir()
    working = versions.working_copy(data, None)
    con = duck.writer(working, [data / "raw", data / "archive"])
    known = load()
    ledger.prepare(con)
    for entity in known.entities.values():
        merge.create(con, entity)
    _department(con)
    con.execute(_orders(rows))
    con.execute(_chats(rows))
    con.execute("insert into ledger.loads values (1, 'files', now()::timestamp, 'bench', null, null)")
    for number, entity_id in enumerate(("orders", "chats", "shops", "staff")):
        con.execute(
            "insert into ledger.files (load_id, file, path, as_of) values (1, ?, ?, timestamp '2026-11-01')",
            [number, entity_id],
        )
        _raw(con, data, number, entity_id)
    refresh.refresh(con, known, None)
    con.execute("checkpoint")
    con.close()
    versions.publish(data, working)
    archive.write(data, archive.Manifest(1, 1, "files", datetime(2026, 11, 1).isoformat(), "bench"))  # noqa: DTZ001 — local


def _department(con: duck.Connection) -> None:
    for shop, platform in SHOPS:
        con.execute("insert into current.shops values (?, ?, 1, 2, 2, null, timestamp '2026-11-01')", [shop, platform])
    accounts = " || ';' || ".join(f"'{shop}:' || i" for shop, _ in SHOPS)
    con.execute(
        "insert into current.staff select 'E' || i, date '0001-01-01', '名' || i, '客服部', '客服专员', 'E0',"
        f" date '2024-01-01', null, {accounts}, 3500, 2000, 1, 3, i + 2, null, timestamp '2026-11-01'"
        f" from range({AGENTS}) t(i)"
    )


def _moment(index: str, rows: int) -> str:
    return f"timestamp '{FIRST}' + to_microseconds((({index}) * (365 * 86400000000.0 / {rows}))::bigint)"


def _shop(index: str) -> str:
    return f"case when ({index}) % 3 = 0 then '京东店' else '旗舰店' end"


def _orders(rows: int) -> str:
    return f"""
    insert into current.orders
    select case when i % 3 = 0 then '京东' else '天猫' end, (3100000000000000000 + i * 7)::varchar, {_shop("i")},
        'b' || (hash(i) % {rows // 2})::varchar, ts,
        case when i % 10 < 9 then ts + to_seconds((hash(i, 3) % 600)::bigint) end,
        case when i % 10 < 9 then (hash(i, 5) % 50000) / 100 end, 0, null, i % 20 = 0, '交易成功', 1, 0, i + 2, null,
        timestamp '2026-11-01'
    from (select i, {_moment("i", rows)} as ts from range({rows}) t(i))"""


def _chats(rows: int) -> str:
    return f"""
    insert into current.chats
    select {_shop("i // 5")}, 'b' || (hash(i // 5) % {rows // 2})::varchar,
        {_moment("(i // 5) * 5", rows)} + to_seconds(i % 5 * 20),
        case when i % 5 % 2 = 0 then 'buyer' else 'agent' end,
        {_shop("i // 5")} || ':' || ((i // 5) % {AGENTS})::varchar,
        'text ' || i % 50, case when i % 5 = 0 then 'P' || (i % 20) end, 1, 1, 1, i + 2, null, timestamp '2026-11-01'
    from range({rows}) t(i)"""


def _raw(con: duck.Connection, data: Path, number: int, entity_id: str) -> None:
    entity = load().entities[entity_id]
    path = data / "raw" / "000001" / f"{number:05d}.{entity_id}.parquet"
    fields = ", ".join(map(duck.name, entity.fields))
    con.execute(
        f"copy (select {fields}, _row, _rows, 1 as _load, {number} as _file from current.{entity_id})"
        f" to {duck.quoted(str(path))} (format parquet)"
    )
    found = ledger.fingerprint(con, f"current.{entity_id}", entity.key, ledger.money_of(entity, list(entity.fields)))
    ledger.add_raw(con, 1, number, entity, path.relative_to(data).as_posix(), list(entity.fields), found)
