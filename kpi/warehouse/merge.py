"""From the typed rows of one file to the newest state: the newest export wins, per natural key and field.

The state is a function of the set of live raw rows. Rows are ranked by export time, load, file and row; each field
has the value of the highest row whose layout carries it, and a state's provenance is the highest row that changed it.
So a row that says what is known already costs nothing. A file newer than all that is there is laid over it; where a
newer file of the entity was loaded before, and when a load is undone, the keys are computed again from the raw rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi.catalogue import Entity
from kpi.catalogue.provenance import COLUMNS as PROVENANCE
from kpi.engine import duck

_RANK_SHIFT = 1 << 36  # rows of one file


@dataclass(frozen=True)
class Stamp:
    """Where rows come from and how they rank: newer `as_of` first, then load, then file."""

    load_id: int
    file: int
    as_of: datetime

    @property
    def moment(self) -> str:
        """`as_of` as a SQL literal."""
        return f"timestamp '{self.as_of.isoformat(sep=' ')}'"


@dataclass(frozen=True)
class Counts:
    """What the rows of a file were: not there before, changed, or known already."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0


@dataclass(frozen=True)
class Names:
    """An entity's names in SQL."""

    entity: Entity

    @property
    def table(self) -> str:
        """Its newest states."""
        return f"current.{duck.name(self.entity.id)}"

    @property
    def keys(self) -> str:
        """Its natural key, listed."""
        return ", ".join(map(duck.name, self.entity.key))

    @property
    def columns(self) -> str:
        """All columns of a state, listed."""
        return ", ".join([*map(duck.name, self.entity.fields), *PROVENANCE])

    def same(self, left: str, right: str) -> str:
        """The condition that two rows have the same key."""
        return " and ".join(f"{left}.{duck.name(k)} = {right}.{duck.name(k)}" for k in self.entity.key)


def delta(entity_id: str) -> str:
    """The temporary table with the states that this write took away and put in (`_came`): a refresh follows them."""
    return f"delta_{entity_id}"


def create(con: duck.Connection, entity: Entity) -> None:
    """Make an entity's table of newest states, the view by which facts name it, and this write's delta."""
    columns = ", ".join(f"{duck.name(name)} {kind}" for name, kind in _columns(entity).items())
    names = Names(entity)
    con.execute(f"create table if not exists {names.table} ({columns})")
    con.execute(f"create view if not exists main.{duck.name(entity.id)} as from {names.table}")
    con.execute(f"create temp table if not exists {delta(entity.id)} ({columns}, _came boolean)")


def _columns(entity: Entity) -> dict[str, str]:
    return {**entity.columns(), **PROVENANCE}


def fits(con: duck.Connection, entities: Iterable[Entity]) -> bool:
    """Whether the tables of a version have the columns that these definitions give them."""
    found: dict[str, list[str]] = {}
    told = "select table_name, column_name from duckdb_columns() where schema_name = 'current' order by column_index"
    for table, column in con.execute(told).fetchall():
        found.setdefault(table, []).append(column)
    return all(found.get(one.id, list(_columns(one))) == list(_columns(one)) for one in entities)


def lay_over(
    con: duck.Connection,
    entity: Entity,
    taken: str,
    carried: list[str],
    stamp: Stamp,
    data: Path,
    told: Sequence[str] = (),
) -> Counts:
    """Lay the rows of one file over the newest state.

    Args:
        con: a writing connection to the working file.
        entity: whose rows these are.
        taken: the table with `carried` fields, `_row` and `_rows`; its raw rows are written and entered already.
        carried: the fields that the file's layout has; the others keep what other exports gave.
        stamp: where the rows come from.
        data: the data directory, for raw rows of earlier loads.
        told: fields of `taken` that were said of the file as a whole: they stand where no layout carries the field.

    Returns:
        Counts of the file's rows; classes by row stay in the temp table `classes` (`_row`, `class`).
    """
    names = Names(entity)
    rest = [f for f in carried if f not in entity.key]
    repeats = _repeats(con, names, taken)
    if not repeats and empty(con, entity):
        return _first_ever(con, names, taken, [*carried, *told], stamp)
    ordered = _ordered(con, names, taken, rest, repeats=repeats)
    before = "".join(f", c.{duck.name(f)} as {_was(f)}" for f in (*entity.fields, *PROVENANCE) if f not in entity.key)
    con.execute(
        f"create or replace temp table step as select t.*, c.rowid as _known, case when t._nth > 1 then t._changes"
        f" else c.rowid is null or {_state(rest, 'c.')} is distinct from {_state(rest, 't.')} end as _differs{before}"
        f" from {ordered} t left join {names.table} c on {names.same('c', 't')}"
    )
    con.execute(
        "create or replace temp table classes as select _row, case when not _differs then 'duplicate'"
        " when _known is null and _nth = 1 then 'new' else 'updated' end as class from step"
    )
    if newer_file(con, entity, stamp) or _told_otherwise(con, told):
        _replace(con, names, [*carried, *told], stamp, "_known is null")
        con.execute(
            f"create or replace temp table touched as select distinct {names.keys} from step where _known is not null"
        )
        recompute(con, entity, data)
        _judge_late(con, names)
    else:
        _replace(con, names, [*carried, *told], stamp, "true")
    return counts(con)


def _told_otherwise(con: duck.Connection, told: Sequence[str]) -> bool:
    """Whether a file as a whole is said to be what known rows of it are not: then all that was said is weighed."""
    other = " or ".join(f"{duck.name(f)} is distinct from {_was(f)}" for f in told)
    return (
        bool(other)
        and con.execute(f"select 1 from step where _known is not null and ({other}) limit 1").fetchone() is not None
    )


def empty(con: duck.Connection, entity: Entity) -> bool:
    """Whether there is no state of an entity yet."""
    return con.execute(f"select 1 from {Names(entity).table} limit 1").fetchone() is None


def _first_ever(con: duck.Connection, names: Names, taken: str, carried: list[str], stamp: Stamp) -> Counts:
    """Take rows of different keys over as they are: nothing to compare them with, no delta worth keeping."""
    fields = ", ".join(map(duck.name, carried))
    con.execute(
        f"insert into {names.table} ({fields}, {', '.join(PROVENANCE)})"
        f" select {fields}, {stamp.load_id}, {stamp.file}, _row, _rows, {stamp.moment} from {taken}"
    )
    con.execute(f"create or replace temp table classes as select _row, 'new' as class from {taken}")
    return counts(con)


def _repeats(con: duck.Connection, names: Names, taken: str) -> bool:
    """Whether a key stands in several rows."""
    distinct = f"select count(*) from (select distinct {names.keys} from {taken})"
    return con.execute(f"select count(*) from {taken}").fetchone() != con.execute(distinct).fetchone()


def _ordered(con: duck.Connection, names: Names, taken: str, rest: list[str], *, repeats: bool) -> str:
    """The rows with their number among those of their key, and whether they differ from the one before."""
    if not repeats:
        return f"(select *, 1 as _nth, true as _changes from {taken})"
    state = _state(rest)
    con.execute(
        f"create or replace temp table repeating as select *, row_number() over w as _nth,"
        f" lag({state}) over w is distinct from {state} as _changes from {taken} window w as (partition by"
        f" {names.keys} order by _row)"
    )
    return "repeating"


def _was(field: str) -> str:
    """The column of `step` that says what a field was before."""
    return duck.name(f"was:{field}")


def _state(fields: list[str], prefix: str = "") -> str:
    return (
        "struct_pack("
        + (", ".join(f"{duck.name(f)} := {prefix}{duck.name(f)}" for f in fields) or "nothing := true")
        + ")"
    )


def counts(con: duck.Connection) -> Counts:
    """The classes of the last file, counted by row; a row that joins several items is new if one of them is."""
    found = dict(
        con.execute(
            "select class, count(*) from (select _row, case when bool_or(class = 'new') then 'new'"
            " when bool_or(class = 'updated') then 'updated' else 'duplicate' end as class from classes group by _row)"
            " group by class"
        ).fetchall()
    )
    return Counts(found.get("new", 0), found.get("updated", 0), found.get("duplicate", 0))


def newer_file(con: duck.Connection, entity: Entity, stamp: Stamp) -> bool:
    """Whether a live file of the entity ranks above this one, so that this one comes late."""
    row = con.execute(
        "select count(*) from ledger.raw r join ledger.files f using (load_id, file) left join"
        " ledger.loads l using (load_id)"
        f" where r.entity = ? and l.undone_by is null and (f.as_of, r.load_id, r.file) > ({stamp.moment}, ?, ?)",
        [entity.id, stamp.load_id, stamp.file],
    ).fetchone()
    return bool(row and row[0])


def _replace(con: duck.Connection, names: Names, carried: list[str], stamp: Stamp, which: str) -> None:
    """Take the states that change away and put the new ones in."""
    changing = f"_differs and {which} qualify row_number() over (partition by {names.keys} order by _row desc) = 1"
    con.execute(f"create or replace temp table changes as select * from step where {changing}")
    before = ", ".join(duck.name(f) if f in names.entity.key else _was(f) for f in (*names.entity.fields, *PROVENANCE))
    gone = con.execute(
        f"insert into {delta(names.entity.id)} ({names.columns}, _came)"
        f" select {before}, false from changes where _known is not null"
    ).fetchone()
    if gone and gone[0]:
        con.execute(f"delete from {names.table} where rowid in (select _known from changes)")
    values = ", ".join(duck.name(f) if f in carried else _was(f) for f in names.entity.fields)
    incoming = f"select {values}, {stamp.load_id}, {stamp.file}, _row, _rows, {stamp.moment} from changes order by _row"
    con.execute(f"insert into {names.table} ({names.columns}) {incoming}")
    con.execute(f"insert into {delta(names.entity.id)} ({names.columns}, _came) select *, true from ({incoming})")


def _judge_late(con: duck.Connection, names: Names) -> None:
    """A late row whose key is in the end what it was is a duplicate, whatever it says."""
    state = _state(list(names.entity.fields), "c."), _state(list(names.entity.fields), "b.")
    con.execute(
        "update classes set class = 'duplicate' where class = 'updated' and _row in (select s._row from step s"
        f" join {names.table} c on {names.same('c', 's')} join before_it b on {names.same('c', 'b')}"
        f" where s._known is not null and {state[0]} is not distinct from {state[1]})"
    )


def touch(con: duck.Connection, entity: Entity, raw: list[Path]) -> None:
    """Put the keys of some raw files into the temp table `touched`."""
    paths = ", ".join(duck.quoted(str(path)) for path in raw)
    con.execute(
        f"create or replace temp table touched as select distinct {Names(entity).keys} from"
        f" read_parquet([{paths}], union_by_name = true)"
    )


def recompute(con: duck.Connection, entity: Entity, data: Path) -> None:
    """Compute the states of the keys in the temp table `touched` again, from the live raw rows."""
    names = Names(entity)
    con.execute(
        f"create or replace temp table before_it as select c.* from {names.table} c semi join touched"
        f" using ({names.keys})"
    )
    con.execute(f"delete from {names.table} c using touched t where {names.same('c', 't')}")
    con.execute("create or replace temp table after_it as from before_it limit 0")
    files = _live_files(con, entity)
    if files:
        con.execute(f"insert into after_it ({names.columns}) {_from_raw(con, names, [data / path for path in files])}")
    con.execute(f"insert into {names.table} from after_it")
    for here, there, came in (("before_it", "after_it", "false"), ("after_it", "before_it", "true")):
        differing = f"select * from {here} except all select * from {there}"
        con.execute(f"insert into {delta(entity.id)} select *, {came} from ({differing})")


def _live_files(con: duck.Connection, entity: Entity) -> list[str]:
    """The raw files of an entity that count, ranked in the temp table `ranked`."""
    con.execute(
        "create or replace temp table ranked as select r.load_id as _load, r.file as _file, r.path,"
        " r.carries as _carries, f.as_of as _as_of,"
        f" (row_number() over (order by f.as_of, r.load_id, r.file)) * {_RANK_SHIFT} as _rank from ledger.raw r"
        " join ledger.files f using (load_id, file) left join ledger.loads l using (load_id)"
        f" where r.entity = {duck.quoted(entity.id)} and l.undone_by is null"
    )
    return [row[0] for row in con.execute("select path from ranked order by _rank").fetchall()]


def _from_raw(con: duck.Connection, names: Names, paths: list[Path]) -> str:
    """The select that makes the states of `touched` from raw: the newest fields, and the last row that changed one."""
    source = f"read_parquet([{', '.join(duck.quoted(str(p)) for p in paths)}], union_by_name = true)"
    known = {row[0] for row in con.execute(f"describe from {source}").fetchall()}
    absent = "".join(f", null::{t} as {duck.name(f)}" for f, t in names.entity.columns().items() if f not in known)
    rest = [f for f in names.entity.fields if f not in names.entity.key]
    has = {f: f"list_contains(_carries, {duck.quoted(f)})" for f in rest}
    said = {f: f"arg_max({duck.name(f)}, _order) filter (where {duck.name(f)} is not null)" for f in rest}
    boxed = ", ".join(
        f"case when {has[f]} then struct_pack(v := {duck.name(f)}) end as {duck.name('new:' + f)}" for f in rest
    )
    before = ", ".join(
        f"last_value({duck.name('new:' + f)} ignore nulls) over earlier as {duck.name('old:' + f)}" for f in rest
    )
    changed = " or ".join(
        f"({duck.name('new:' + f)} is not null and {duck.name('new:' + f)}.v is distinct from"
        f" {duck.name('old:' + f)}.v)"
        for f in rest
    )
    picks = ", ".join(
        duck.name(f)
        if f in names.entity.key
        else f"case when count({duck.name('new:' + f)}) > 0 then arg_max({duck.name('new:' + f)}, _order).v"
        f" else {said[f]} end as {duck.name(f)}"
        for f in names.entity.fields
    )
    provenance = ", ".join(
        f"arg_max(struct_pack(v := {p}), _order) filter (where _changed).v as {p}" for p in PROVENANCE
    )
    return (
        f"with boxed as (select r.*{absent}, k._as_of, k._rank + r._row as _order, k._carries from {source} r"
        f" join ranked k using (_load, _file) semi join touched using ({names.keys})),"
        f" said as (select *, {boxed} from boxed),"
        f" told as (select *, row_number() over whole = 1 as _first, {before} from said"
        f" window whole as (partition by {names.keys} order by _order), earlier as (partition by"
        f" {names.keys} order by _order"
        " rows between unbounded preceding and 1 preceding)),"
        f" judged as (select *, _first or {changed or 'false'} as _changed from told)"
        f" select {picks}, {provenance} from judged group by {names.keys}"
    )
