"""The ledger of a version: which loads and files went in, what each was counted as, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kpi.catalogue import Entity
from kpi.engine import duck

Fingerprint = tuple[int, Decimal, int]

_TABLES = """
create schema if not exists ledger;
create schema if not exists current;
create schema if not exists facts;
create schema if not exists measures;
create table if not exists ledger.loads (
    load_id integer, kind varchar, made_at timestamp, author varchar, undoes integer, undone_by integer
);
create table if not exists ledger.files (
    load_id integer, file integer, path varchar, sheet varchar, sha256 varchar, layout varchar, entity varchar,
    shop varchar, as_of timestamp, "rows" bigint, new bigint, updated bigint, duplicate bigint, quarantined bigint,
    skipped bigint, notes varchar, header varchar[]
);
create table if not exists ledger.raw (
    load_id integer, file integer, entity varchar, path varchar, carries varchar[], "rows" bigint, money decimal(38, 2),
    keys_hash ubigint, engine varchar
);
create table if not exists ledger.rejects (
    load_id integer, file integer, "row" bigint, column_name varchar, value varchar, reason varchar, expected varchar,
    cells varchar, closed_by integer
);
create view if not exists ledger.open_rejects as
    select r.* from ledger.rejects as r join ledger.loads as l using (load_id)
    left join ledger.loads as c on c.load_id = r.closed_by
    where l.undone_by is null and (c.load_id is null or c.undone_by is not null);
create table if not exists ledger.built (definitions varchar, engine varchar, made_at timestamp);
"""


def prepare(con: duck.Connection) -> None:
    """Make the ledger's tables where a working file has none yet."""
    con.execute(_TABLES)


def last_load(con: duck.Connection) -> int:
    """The highest load number, 0 for none."""
    row = con.execute("select coalesce(max(load_id), 0) from ledger.loads").fetchone()
    return int(row[0]) if row else 0


def live_copy(con: duck.Connection, sha256: str, sheet: str | None, layout: str, shop: str | None) -> int | None:
    """The load that already took this sheet of these bytes for this layout and shop and was not undone, or None."""
    row = con.execute(
        "select max(f.load_id) from ledger.files f left join ledger.loads l using (load_id)"
        " where f.sha256 = ? and f.sheet is not distinct from ? and f.layout = ?"
        " and (? is null or f.shop is null or f.shop = ?) and l.undone_by is null",
        [sha256, sheet, layout, shop, shop],
    ).fetchone()
    return row[0] if row else None


def add_load(con: duck.Connection, load_id: int, kind: str, made_at: datetime, author: str, undoes: int | None) -> None:
    """Note a load."""
    con.execute("insert into ledger.loads values (?, ?, ?, ?, ?, null)", [load_id, kind, made_at, author, undoes])


def settle_undos(con: duck.Connection) -> list[int]:
    """Work out which loads are undone: by the newest undo that is not itself undone.

    Returns:
        The loads of files whose state changed.
    """
    rows = con.execute("select load_id, undoes, undone_by from ledger.loads order by load_id desc").fetchall()
    undone: dict[int, int] = {}
    for load_id, undoes, _ in rows:
        if undoes is not None and load_id not in undone:
            undone[undoes] = load_id
    changed = [(load_id, undone.get(load_id)) for load_id, _, before in rows if undone.get(load_id) != before]
    for load_id, now in changed:
        con.execute("update ledger.loads set undone_by = ? where load_id = ?", [now, load_id])
    return [load_id for load_id, _ in changed]


def raw_of(con: duck.Connection, loads: list[int]) -> dict[str, list[str]]:
    """The raw files of some loads, by entity, as paths below the data directory."""
    found: dict[str, list[str]] = {}
    for entity, path in con.execute(
        "select entity, path from ledger.raw where list_contains(?, load_id)", [loads]
    ).fetchall():
        found.setdefault(entity, []).append(path)
    return found


@dataclass(frozen=True)
class Stored:
    """What a raw file was when it was written: which money and keys to add up, and what they added up to."""

    money: tuple[str, ...]
    keys: tuple[str, ...]
    fingerprint: Fingerprint


def fingerprint(con: duck.Connection, rows: str, keys: Sequence[str], money: Sequence[str]) -> Fingerprint:
    """Rows, sum of money and a hash over the keys of a table or Parquet file (named as SQL has it after `from`)."""
    total = " + ".join(f"coalesce(sum({duck.name(f)}), 0)" for f in money) or "0"
    named = ", ".join(map(duck.name, keys))
    row = con.execute(
        f"select count(*), cast({total} as decimal(38, 2)), coalesce(bit_xor(hash({named})), 0) from {rows}"
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def add_raw(
    con: duck.Connection, load_id: int, file: int, entity: Entity, path: str, carries: list[str], found: Fingerprint
) -> None:
    """Note a raw file and its fingerprint."""
    con.execute(
        "insert into ledger.raw values (?, ?, ?, ?, ?, ?, ?, ?, version())",
        [load_id, file, entity.id, path, carries, *found],
    )


def money_of(entity: Entity, carries: Sequence[str]) -> tuple[str, ...]:
    """The money that a layout carries."""
    return tuple(f for f in carries if entity.fields[f] == "money")


def raw_counts(con: duck.Connection, entities: dict[str, Entity]) -> list[tuple[str, Stored]]:
    """Every raw file with what it was when written, but those that another engine's version hashed."""
    rows = con.execute(
        'select path, entity, carries, "rows", money, keys_hash from ledger.raw where engine = version()'
    ).fetchall()
    return [
        (path, Stored(money_of(entities[entity], carries), entities[entity].key, (count, money, keys)))
        for path, entity, carries, count, money, keys in rows
    ]
