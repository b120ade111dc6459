"""Bring facts and measures of a working file up to date after a load: what it reaches, no more.

A fact is built whole, unless its file declares `reach`: the columns by which a changed row reaches it. Then the same
select runs over its inputs narrowed to the keys that changed (temporary tables of the same names stand before them),
and only rows that differ are replaced. A fact that only adds up (`adds`) has taken off what the states that went gave,
and added what those that came give. A measure is added up again for the days of such rows. A fact that comes out
as it was changes nothing after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kpi.catalogue import Catalogue, Fact, Metric, compose
from kpi.catalogue.provenance import semi_join, shadowed, stored, tells_places, unsaid
from kpi.engine import duck
from kpi.warehouse.merge import delta

#: A fact of at most so many rows is compared with what it was before those that use it are built again.
COMPARED = 200_000

#: A delta is followed where the whole entity is at least so many times as large.
WORTH_FOLLOWING = 4

#: A fact that does not fit into memory is built in four parts, then sixteen, and so on up to so many.
MOST_PARTS = 256

Progress = Callable[[str], None]


def refresh(
    con: duck.Connection, catalogue: Catalogue, touched: Mapping[str, bool] | None, progress: Progress | None = None
) -> None:
    """Build the facts and measures that a change of these entities reaches.

    Args:
        con: a writing connection to the working file, with the deltas that `merge` left.
        catalogue: the definitions to build by.
        touched: entities that a load changed, and whether `merge` left a delta of each; None builds everything.
        progress: told each fact that is built.
    """
    whole = touched is None or definitions_changed(con, catalogue)
    work = _Work(con, catalogue, dict.fromkeys(catalogue.entities, False) if whole else _changed(con, touched or {}))
    for fact in catalogue.facts.values():
        if work.changed_of(fact.uses):
            if progress:
                progress(fact.id)
            work.fact(fact, whole=whole)
    for metric in catalogue.metrics.values():
        if not metric.composed:
            work.measures(metric)
    con.execute("delete from ledger.built")
    con.execute(
        "insert into ledger.built values (?, version(), localtimestamp::timestamp)", [fingerprint(catalogue.root)]
    )


def _changed(con: duck.Connection, touched: Mapping[str, bool]) -> dict[str, bool]:
    """The entities of which a state changed, and whether it pays to follow their deltas instead of building anew."""
    found = {}
    for entity, followed in touched.items():
        sizes = con.execute(
            f"select (select count(*) from {delta(entity)}), (select count(*) from current.{duck.name(entity)})"
        ).fetchone()
        some, all_ = sizes or (0, 0)
        if some or not followed:
            found[entity] = followed and some * WORTH_FOLLOWING < all_
    return found


@dataclass
class _Work:
    """One refresh.

    `changed` says of each changed table whether its delta is known, `near` which tables are narrowed to which keys,
    `filled` in which columns of a table of keys none is null.
    """

    con: duck.Connection
    catalogue: Catalogue
    changed: dict[str, bool]
    columns: dict[str, list[str]] = field(default_factory=dict)
    near: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    filled: dict[str, list[str]] = field(default_factory=dict)

    def changed_of(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.changed]

    def fact(self, fact: Fact, *, whole: bool) -> None:
        reach = fact.reach
        inputs = self.changed_of(fact.uses)
        near = (
            reach
            and not whole
            and all(self.changed[name] and set(reach) <= set(self.columns_of(name)) for name in inputs)
        )
        if near and self._exists(fact.id) and self._narrowly(fact, reach, inputs):
            return
        if fact.adds and not whole and self._exists(fact.id) and all(self.changed[name] for name in inputs):
            self._by_difference(fact, inputs)
        elif whole or not self._same_as_before(fact):
            build_fact(self.con, fact)
            self.columns.pop(fact.id, None)
            self.changed[fact.id] = False

    def _exists(self, name: str) -> bool:
        row = self.con.execute(
            "select count(*) from duckdb_tables() where schema_name = 'facts' and table_name = ?", [name]
        ).fetchone()
        return bool(row and row[0])

    def columns_of(self, name: str) -> list[str]:
        if name not in self.columns:
            self.columns[name] = [row[0] for row in self.con.execute(f"describe main.{duck.name(name)}").fetchall()]
        return self.columns[name]

    def _not_stored(self, name: str) -> list[str]:
        return self.columns_of(name) if name in self.catalogue.facts else []

    def table_of(self, name: str) -> str:
        return f"{'current' if name in self.catalogue.entities else 'facts'}.{duck.name(name)}"

    def _same_as_before(self, fact: Fact) -> bool:
        """Whether a small fact comes out as it was."""
        if not self._exists(fact.id):
            return False
        count = self.con.execute(f"select count(*) from facts.{duck.name(fact.id)}").fetchone()
        if count is None or count[0] > COMPARED:
            return False
        self.con.execute(f"create or replace temp table fresh as\n{stored(fact.sql, self.columns_of(fact.id))}")
        return not self._differ("fresh", f"facts.{duck.name(fact.id)}") and not self._differ(
            f"facts.{duck.name(fact.id)}", "fresh"
        )

    def _differ(self, left: str, right: str) -> bool:
        return self.con.execute(f"select 1 from (from {left} except all from {right}) limit 1").fetchone() is not None

    def _by_difference(self, fact: Fact, inputs: Sequence[str]) -> None:
        """Take from a fact's sums what the states that went gave, and add what those that came give."""
        table = f"facts.{duck.name(fact.id)}"
        for what, which in (("less", "not _came"), ("more", "_came")):
            views = {
                name: f"select * exclude (_came) from {delta(name)} where {which}"
                if name in inputs
                else f"from {self.table_of(name)} where false"
                for name in fact.uses
                if name in self.catalogue.entities
            }
            with shadowed(self.con, views):
                self.con.execute(f"create or replace temp table {what} as\n{fact.sql}")
        some = " or ".join(f"sum({duck.name(name)}) <> 0" for name in fact.adds)
        self._add_up(table, fact.key, fact.adds, f"having {some}")
        self.changed[fact.id] = False

    def _narrowly(self, fact: Fact, reach: tuple[str, ...], inputs: Sequence[str]) -> bool:
        """Run the fact's select over the keys that its changed inputs name: narrowed tables stand before whole ones.

        Returns:
            Whether it fitted into memory.
        """
        try:
            near = self._near(reach, inputs)
            views = {
                name: unsaid(f"temp.{self._narrowed(name, reach, near)}", self._not_stored(name))
                for name in fact.uses
                if set(reach) <= set(self.columns_of(name))
            }
            fresh = stored(fact.sql, self.columns_of(fact.id))
            with shadowed(self.con, views):
                self.con.execute(f"create or replace temp table fresh as\n{fresh}")
            self._replace(fact, reach, near)
        except duck.OutOfMemory:
            self.near.pop(reach, None)
            return False
        narrowed = duck.name(f"{near}_{fact.id}")  # what came out is the fact's rows with these keys: no need to look
        self.con.execute(f"drop table if exists temp.{narrowed}")
        self.con.execute(f"alter table temp.fresh rename to {narrowed}")
        self.near[reach].add(fact.id)
        return True

    def _near(self, reach: tuple[str, ...], inputs: Sequence[str]) -> str:
        """The table of changed keys for these columns; tables narrowed to fewer keys are forgotten when it grows."""
        near, keys = f"near_{'_'.join(reach)}", ", ".join(map(duck.name, reach))
        told = " union ".join(f"select {keys} from {delta(name)}" for name in inputs)
        if reach not in self.near:
            self.con.execute(f"create or replace temp table {near} as {told}")
            self.near[reach] = set()
        else:
            grown = self.con.execute(f"insert into {near} from ({told}) except from {near}").fetchone()
            if grown and grown[0]:
                self.near[reach] = set()
        nulls = ", ".join(f"count(*) filter (where {duck.name(column)} is null)" for column in reach)
        found = self.con.execute(f"select {nulls} from {near}").fetchone() or ()
        self.filled[near] = [column for column, missing in zip(reach, found, strict=True) if not missing]
        return near

    def _narrowed(self, name: str, reach: tuple[str, ...], near: str) -> str:
        """The rows of a table with such keys, as a temporary table that is made once."""
        narrowed = duck.name(f"{near}_{name}")
        if name not in self.near[reach]:
            self.con.execute(
                f"create or replace temp table {narrowed} as select i.* from {self.table_of(name)} i"
                f" {semi_join(near, 'i', reach, self.filled[near])}"
            )
            self.near[reach].add(name)
        return narrowed

    def _replace(self, fact: Fact, reach: Sequence[str], near: str) -> None:
        """Lay the table `fresh` over the fact's rows with these keys; rows that stay as they are are not written."""
        table = f"facts.{duck.name(fact.id)}"
        columns = ", ".join(duck.name(column) for column in self.columns_of(fact.id) if not tells_places(column))
        self.con.execute(
            f"create or replace temp table differing as select {columns}, max(_at) as _at, sum(_sign) > 0 as _came"
            f" from (select {columns}, f.rowid as _at, -1 as _sign from {table} f"
            f" {semi_join(near, 'f', reach, self.filled[near])} union all select {columns}, null, 1 from fresh)"
            f" group by {columns} having sum(_sign) <> 0"
        )
        self.con.execute(f"delete from {table} where rowid in (select _at from differing where not _came)")
        self.con.execute(f"insert into {table} by name select * exclude (_at, _came) from differing where _came")
        row = self.con.execute(
            f"create or replace temp table {delta(fact.id)} as select * exclude (_at) from differing"
        ).fetchone()
        if row and row[0]:
            self.changed[fact.id] = True

    def measures(self, metric: Metric) -> None:
        changed = self.changed_of(compose.tables_of(metric))
        if not changed:
            return
        by_day = all(self.changed[name] and "day" in self.columns_of(name) for name in changed)
        if not by_day:
            build_measures(self.con, metric)
            return
        days = " union ".join(f"select day from {delta(name)}" for name in changed)
        self.con.execute(f"create or replace temp table near_days as {days}")
        for measure in compose.measures_of(metric):
            tables = set(changed) & compose.tables_of_measure(measure)
            if len(tables) == 1 and not measure.once:
                self._measure_by_difference(measure, tables.pop())
            else:
                self._measure_by_days(measure)

    def _measure_by_days(self, measure: compose.Measure) -> None:
        """Add a measure up again for the days of changed rows."""
        table = f"measures.{duck.name(measure.name)}"
        self.con.execute(f"delete from {table} where day in (select day from near_days)")
        self.con.execute(
            f"insert into {table} by name\n{compose.measure_sql(measure, 'day in (select day from near_days)')}"
        )

    def _measure_by_difference(self, measure: compose.Measure, fact: str) -> None:
        """Take from a measure's sums what the rows of one fact that went gave, and add what those that came give."""
        for what, which in (("less", "not _came"), ("more", "_came")):
            some = f"(select * exclude (_came) from {delta(fact)} where {which})"
            with shadowed(self.con, {fact: unsaid(some, self.columns_of(fact))}):
                self.con.execute(f"create or replace temp table {what} as\n{compose.measure_sql(measure)}")
        self._add_up(
            f"measures.{duck.name(measure.name)}",
            ["day", *measure.dimensions],
            [*(("n", "d") if measure.has_d else ("n",)), compose.ROWS],
            f"having sum({compose.ROWS}) <> 0 order by day",
        )

    def _add_up(self, table: str, keys: Sequence[str], sums: Sequence[str], ending: str) -> None:
        """Make of a table of sums the one that `more` and `less` leave."""
        by, amounts = ", ".join(map(duck.name, keys)), ", ".join(map(duck.name, sums))
        negative = ", ".join(f"-{duck.name(name)}" for name in sums)
        added = ", ".join(f"sum({duck.name(name)}) as {duck.name(name)}" for name in sums)
        self.con.execute(
            f"create or replace table {table} as select {by}, {added} from (select {by}, {amounts} from {table}"
            f" union all select {by}, {amounts} from more union all select {by}, {negative} from less)"
            f" group by {by} {ending}"
        )


def build_fact(con: duck.Connection, fact: Fact) -> None:
    """Build one fact whole, and the view by which others name it.

    What does not fit into memory at once is built in parts, each of them of some of the keys by which it is reached.
    """
    name = duck.name(fact.id)
    columns = [row[0] for row in con.execute(f"describe\n{fact.sql}").fetchall()]
    select = stored(fact.sql, columns)
    parts = 1
    while True:
        try:
            for part in range(parts):
                into = f"insert into facts.{name}" if part else f"create or replace table facts.{name} as"
                with shadowed(con, _part(con, fact, part, parts) if parts > 1 else {}):
                    con.execute(f"{into}\n{select}")
            break
        except duck.OutOfMemory:
            if not fact.reach or parts >= MOST_PARTS:
                raise
            parts *= 4
    con.execute(f"create or replace view main.{name} as {unsaid(f'facts.{name}', columns)}")


def _part(con: duck.Connection, fact: Fact, part: int, parts: int) -> dict[str, str]:
    """The selects that give one part of the keys of a fact's inputs; an input without such keys is there whole."""
    keys = ", ".join(map(duck.name, fact.reach))
    stored_in = "select table_name, schema_name from duckdb_tables() where schema_name in ('current', 'facts')"
    schemas = dict(con.execute(stored_in).fetchall())
    found = {}
    for name in fact.uses:
        columns = [row[0] for row in con.execute(f"describe main.{duck.name(name)}").fetchall()]
        if set(fact.reach) <= set(columns):
            table = f"{schemas[name]}.{duck.name(name)} where hash({keys}) % {parts} = {part}"
            found[name] = unsaid(table, columns if schemas[name] == "facts" else ())
    return found


def build_measures(con: duck.Connection, metric: Metric) -> None:
    """Build the measures of one metric whole."""
    for measure in compose.measures_of(metric):
        con.execute(
            f"create or replace table measures.{duck.name(measure.name)}"
            f" as\n{compose.measure_sql(measure)}\norder by day"
        )


def definitions_changed(con: duck.Connection, catalogue: Catalogue) -> bool:
    """Whether the facts in this file were built by other definitions than these."""
    row = con.execute("select definitions from ledger.built").fetchone()
    return row is None or row[0] != fingerprint(catalogue.root)


def fingerprint(root: Path) -> str:
    """A hash over all definitions."""
    files = sorted((root / "sql").rglob("*.sql")) + sorted((root / "sql").rglob("*.toml"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
