"""From the typed rows of one file to the newest state: the newest export wins, per natural key and field.

The state is a function of the set of live raw rows: rows are ranked by export time, load, file and row, and each field has the
value of the highest row whose layout carries it. A file that outranks all that is there is laid over it; keys for which an
older export arrives late, and keys of an undone load, are computed again from the raw rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi.catalogue import Entity
from kpi.engine import duck

PROVENANCE = ("_load", "_file", "_row", "_rows", "_as_of")
@dataclass(frozen=True)
class Stamp:
    """Where rows come from and how they rank: newer `as_of` first, then load, then file."""

    load_id: int
    file: int
    as_of: datetime

    @property
    def sql(self) -> str:
        """The stamp as a row value, to be compared with `_as_of, _load, _file`."""
        return f"(timestamp '{self.as_of.isoformat(sep=' ')}', {self.load_id}, {self.file})"


@dataclass(frozen=True)
class Counts:
    """What the rows of a file were: not there before, changed, or known already."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0


def create(con: duck.Connection, entity: Entity) -> None:
    """Make an entity's table of newest states, and the view by which facts name it."""
    columns = [f"{duck.name(f)} {t}" for f, t in entity.columns().items()]
    columns += ["_load integer", "_file integer", "_row bigint", "_rows bigint[]", "_as_of timestamp"]
    con.execute(f"create table if not exists current.{duck.name(entity.id)} ({', '.join(columns)})")
    con.execute(f"create or replace view main.{duck.name(entity.id)} as from current.{duck.name(entity.id)}")
    con.execute(f"create temp table if not exists {delta(entity)} as from current.{duck.name(entity.id)} limit 0")


def delta(entity: Entity) -> str:
    """The temporary table with the states that this load took away and put in: what a refresh has to reach."""
    return f"delta_{entity.id}"


def lay_over(con: duck.Connection, entity: Entity, taken: str, carried: list[str], stamp: Stamp, data: Path) -> Counts:
    """Lay the rows of one file over the newest state.

    Args:
        con: a writing connection to the working file.
        entity: whose rows these are.
        taken: the table with `carried` fields, `_row` and `_rows`.
        carried: the fields that the file's layout has; the others keep what other exports gave.
        stamp: where the rows come from.
        data: the data directory, for raw rows of late exports.

    Returns:
        Counts of the file's rows; classes by row stay in the temp table `classes` (`_row`, `class`).
    """
    table = f"current.{duck.name(entity.id)}"
    keys = ", ".join(map(duck.name, entity.key))
    rest = [f for f in carried if f not in entity.key]
    state = _state(rest)
    same = " and ".join(f"c.{duck.name(k)} = t.{duck.name(k)}" for k in entity.key)
    ordered = f"(select *, 1 as _nth, null as _before, true as _last from {taken})"
    if _repeats(con, taken, keys):
        ordered = "repeating"
        con.execute(
            f"create or replace temp table repeating as select *, row_number() over w as _nth, lag({state}) over w as _before,"
            f" lead(_row) over w is null as _last from {taken} window w as (partition by {keys} order by _row)"
        )
    prior = ", ".join(f"c.{duck.name(f)} as {duck.name('keep:' + f)}" for f in entity.fields if f not in carried)
    con.execute(
        f"create or replace temp table step as select t.*, c._load is not null as _known,"
        f" c._load is not null and (c._as_of, c._load, c._file) > {stamp.sql} as _outranked,"
        f" {_state(rest, 'c.')} is distinct from {_state(rest, 't.')} as _differs {', ' + prior if prior else ''}"
        f" from {ordered} t left join {table} c on {same}"
    )
    con.execute(
        "create or replace temp table classes as select _row, case"
        f" when _nth = 1 and not _known then 'new' when _nth = 1 and _differs then 'updated'"
        f" when _nth > 1 and _before is distinct from {state} then 'updated' else 'duplicate' end as class from step"
    )
    _replace(con, entity, carried, stamp, data)
    return counts(con)


def counts(con: duck.Connection) -> Counts:
    """The classes of the last file, counted."""
    found = dict(con.execute("select class, count(*) from classes group by class").fetchall())
    return Counts(found.get("new", 0), found.get("updated", 0), found.get("duplicate", 0))


def _state(fields: list[str], prefix: str = "") -> str:
    return "struct_pack(" + (", ".join(f"{duck.name(f)} := {prefix}{duck.name(f)}" for f in fields) or "nothing := true") + ")"


def _repeats(con: duck.Connection, taken: str, keys: str) -> bool:
    row = con.execute(f"select (select count(*) from {taken}) > (select count(*) from (select distinct {keys} from {taken}))")
    return bool((row.fetchone() or (False,))[0])


def _replace(con: duck.Connection, entity: Entity, carried: list[str], stamp: Stamp, data: Path) -> None:
    """Take the known states away and put the new ones in; keys with a newer state are computed from raw instead."""
    table = f"current.{duck.name(entity.id)}"
    same = " and ".join(f"c.{duck.name(k)} = s.{duck.name(k)}" for k in entity.key)
    fields = ", ".join(map(duck.name, entity.fields))
    values = ", ".join(duck.name(f) if f in carried else duck.name("keep:" + f) for f in entity.fields)
    known, late = (con.execute("select coalesce(bool_or(_known), false), coalesce(bool_or(_outranked), false) from step").fetchone() or (False, False))
    if known:
        con.execute(
            f"insert into {delta(entity)} select c.* from {table} c join step s on {same} where s._last and s._differs and not s._outranked"
        )
        con.execute(f"delete from {table} c using step s where {same} and s._last and not s._outranked")
    incoming = (
        f"select {values}, {stamp.load_id}, {stamp.file}, _row, _rows, timestamp '{stamp.as_of.isoformat(sep=' ')}'"
        " from step where _last and not _outranked"
    )
    con.execute(f"insert into {table} ({fields}, {', '.join(PROVENANCE)}) {incoming}")
    con.execute(f"insert into {delta(entity)} ({fields}, {', '.join(PROVENANCE)}) {incoming} and (not _known or _differs)")
    if late:
        keys = ", ".join(map(duck.name, entity.key))
        con.execute(f"create or replace temp table touched as select distinct {keys} from step where _outranked")
        recompute(con, entity, data)
        _judge_late(con, entity)


def _judge_late(con: duck.Connection, entity: Entity) -> None:
    """An older row that changed nothing is a duplicate, whatever it says."""
    fields = list(entity.fields)
    same = " and ".join(f"c.{duck.name(k)} = s.{duck.name(k)}" for k in entity.key)
    con.execute(
        f"update classes set class = 'duplicate' where class = 'updated' and _row in (select s._row from step s"
        f" join current.{duck.name(entity.id)} c on {same} join before_it b on {same.replace('s.', 'b.')}"
        f" where s._outranked and {_state(fields, 'c.')} is not distinct from {_state(fields, 'b.')})"
    )


def touch(con: duck.Connection, entity: Entity, raw: list[Path]) -> None:
    """Put the keys of some raw files into the temp table `touched`."""
    keys = ", ".join(map(duck.name, entity.key))
    paths = ", ".join(duck.quoted(str(path)) for path in raw)
    con.execute(f"create or replace temp table touched as select distinct {keys} from read_parquet([{paths}], union_by_name = true)")


def recompute(con: duck.Connection, entity: Entity, data: Path) -> None:
    """Compute the states of the keys in the temp table `touched` again, from the live raw rows."""
    table = f"current.{duck.name(entity.id)}"
    keys = ", ".join(map(duck.name, entity.key))
    con.execute(f"insert into {delta(entity)} select c.* from {table} c semi join touched using ({keys})")
    con.execute(f"create or replace temp table before_it as select c.* from {table} c semi join touched using ({keys})")
    con.execute(f"delete from {table} c using touched t where " + " and ".join(f"c.{duck.name(k)} = t.{duck.name(k)}" for k in entity.key))
    files = con.execute(
        "select r.path, r.load_id, r.file, list_distinct(r.carries), f.as_of from ledger.raw r join ledger.files f using (load_id, file)"
        " join ledger.loads l using (load_id) where r.entity = ? and l.undone_by is null order by f.as_of, load_id, file",
        [entity.id],
    ).fetchall()
    if not files:
        return
    con.execute("create or replace temp table ranked (_load integer, _file integer, _rank bigint, _carries varchar[], _as_of timestamp)")
    con.executemany("insert into ranked values (?, ?, ?, ?, ?)", [[f[1], f[2], n, f[3], f[4]] for n, f in enumerate(files)])
    paths = ", ".join(sorted({duck.quoted(str(data / f[0])) for f in files}))
    picks = ", ".join(
        duck.name(f)
        if f in entity.key
        else f"arg_max(struct_pack(v := {duck.name(f)}), _order) filter (where list_contains(_carries, {duck.quoted(f)})).v as {duck.name(f)}"
        for f in entity.fields
    )
    known = {c[0] for c in con.execute(f"describe from read_parquet([{paths}], union_by_name = true)").fetchall()}
    absent = "".join(f", null::{t} as {duck.name(f)}" for f, t in entity.columns().items() if f not in known)
    rows_of = ", ".join(f"arg_max({p}, _order) as {p}" for p in ("_load", "_file", "_row"))
    con.execute(
        f"insert into {table} by name select {picks}, {rows_of}, arg_max(struct_pack(v := _rows), _order).v as _rows,"
        f" arg_max(k._as_of, _order) as _as_of from (select r.*{absent}, k._carries, k._as_of, k._rank * 68719476736 + r._row as _order"
        f" from read_parquet([{paths}], union_by_name = true) r join ranked k using (_load, _file) semi join touched using ({keys})) k"
        f" group by {keys}"
    )
    con.execute(f"insert into {delta(entity)} select c.* from {table} c semi join touched using ({keys})")
