"""From a sheet to typed rows: chunk by chunk into one table, what can't be right set aside with its reason.

A chunk is read as text and never kept: its clean cells are cast in SQL, its odd ones judged once each (`check`), and only rows that
something is suspicious about are looked at one by one (`judge`). What needs all rows (lines of an order, ordinals,
placeholders) is done at the end (`finish`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from kpi.engine import duck
from kpi.exports import finish
from kpi.exports.check import DUCK, Checked
from kpi.exports.entities import fields_of, key_of
from kpi.exports.judge import Judge, Rejected
from kpi.exports.grid import schema
from kpi.exports.sheet import ZONE, Sheet
from kpi.exports.values import Frame

CHUNK_BYTES = 64 << 20
CHUNK_ROWS = 250_000
Note = tuple[str, dict[str, object]]


@dataclass
class Taken:
    """What a sheet gave.

    Attributes:
        tables: the temporary table of each entity.
        carries: the fields of each entity that this sheet has something to say about.
        counted: the entity whose rows are the sheet's rows (several may share a `_row`).
        rows: all records but the header and empty ones.
        skipped: of these, preamble, notes, totals and days without data.
        quarantined: of these, the rows set aside.
        notes: word ids with their values, for the account.
    """

    tables: dict[str, str]
    carries: dict[str, list[str]]
    counted: str
    rows: int
    skipped: int
    quarantined: int
    notes: list[Note] = field(default_factory=list)


@dataclass
class Plan:
    """The SQL of one sheet."""

    sheet: Sheet
    number: int
    zone: str
    shop: str | None
    spreadsheet: bool = False

    @property
    def frame(self) -> Frame:
        """What times are read against."""
        return Frame(self.zone, self.sheet.grid.epoch)

    @property
    def checked(self) -> list[Checked]:
        """The columns to read."""
        return [Checked(name, column, index, self.spreadsheet, self.frame) for name, (column, index) in self.sheet.places.items()]

    @property
    def extras(self) -> dict[str, str]:
        """The unlisted columns: the cell and the name they are kept under."""
        layout = self.sheet.layout
        listed = {index for name, (_, index) in self.sheet.places.items() if name not in layout.read}
        names: dict[str, str] = {}
        seen: set[str] = set()
        for index, header in enumerate(self.sheet.header):
            if index in listed:
                continue
            name, nth = f"x:{header}", 1
            while name.lower() in seen:
                nth += 1
                name = f"x:{header} {nth}"
            seen.add(name.lower())
            names[f"c{index}"] = name
        return names

    @property
    def staged(self) -> str:
        """The table that all chunks go into."""
        return f"taken_{self.number}_lines" if self.sheet.layout.item else f"taken_{self.number}_{self.sheet.layout.entity}"

    def carried(self, entity: str) -> list[str]:
        """The fields of an entity that the sheet carries, in the entity's order."""
        layout = self.sheet.layout
        columns = layout.item if entity != layout.entity else layout.column
        prefix = "item_" if entity != layout.entity else ""
        places = self.sheet.places
        given = {n for n, c in columns.items() if f"{prefix}{n}" in places or (not c.names and c.sql) or c.default is not None}
        given |= {name for name, value in self.constants.items() if value is not None} | set(self.derived(entity))
        return [name for name in fields_of(entity) if name in given]

    def derived(self, entity: str) -> tuple[str, ...]:
        """Fields that only all rows together give."""
        layout = self.sheet.layout
        if entity == "order_items" and layout.item:
            return ("item_id", "order_id", "shop", "platform")
        return ("ordinal",) if layout.ordinal else ()

    @property
    def constants(self) -> dict[str, str | None]:
        """Fields that are the same in every row: the shop told from outside, and the platform."""
        return {
            "shop": self.shop if "shop" not in self.sheet.places and not self.sheet.layout.shop_in_rows else None,
            "platform": self.sheet.layout.platform if "platform" not in self.sheet.layout.column else None,
        }

    def select(self, odd_tables: dict[str, str]) -> str:
        """The select that makes typed rows of a chunk, in which every column may use those before it by name."""
        parts = ["chunk._row as _row", "null::bigint[] as _rows", f"{_literal(self.shop)} as file_shop"]
        by_name = {checked.name: checked for checked in self.checked}
        for name, column in self.sheet.layout.columns.items():
            checked = by_name.get(name)
            kind = DUCK.get(column.type, "varchar")
            expression = checked.value(odd_tables.get(name)) if checked else f"null::{kind}"
            if column.sql:
                if column.names:
                    parts.append(f"cast({expression} as {kind}) as {duck.name(name + '__read')}")
                expression = column.sql.replace("this", duck.name(name + "__read")) if column.names else column.sql
            if column.default is not None:
                expression = f"coalesce({expression}, {duck.quoted(column.default)}::{kind})"
            parts.append(f"cast({expression} as {kind}) as {duck.name(name)}")
        parts += [f"{duck.quoted(value)} as {name}" for name, value in self.constants.items() if value is not None and name not in self.sheet.layout.columns]
        parts += [f"{cell} as {duck.name(name)}" for cell, name in self.extras.items()]
        joins = "".join(checked.join(odd_tables[checked.name]) for checked in self.checked if checked.name in odd_tables)
        return f"select {', '.join(parts)} from chunk{joins}"  # noqa: S608 — names and texts are quoted

    def kept(self) -> list[str]:
        """The columns of the staged table."""
        layout = self.sheet.layout
        if layout.item:
            names = [*layout.columns, *(name for name, value in self.constants.items() if value is not None and name not in layout.columns)]
        else:
            names = [name for name in self.carried(layout.entity) if name != "ordinal"]
        return ["_row", "_rows", *names, *self.extras.values()]


def _literal(text: str | None) -> str:
    return "null::varchar" if text is None else duck.quoted(text)


def take(
    con: duck.Connection,
    sheet: Sheet,
    number: int,
    shop_of: Callable[[Sheet], str],
    *,
    zone: str = ZONE,
    platform_of: Callable[[str], str | None] | None = None,
) -> Taken:
    """Read, check and map a sheet.

    Args:
        con: where the temporary tables `taken_<number>_<entity>` and `rejects_<number>` are left.
        sheet: the sheet.
        number: the number of the file in the load.
        shop_of: the shop of a sheet that does not say; may raise when nobody can tell.
        zone: the business zone, into which times with an offset are moved.
        platform_of: the platform of a known shop; without it an order's platform is its layout's.

    Returns:
        The tables and the account of the rows.

    Raises:
        kpi.errors.KaoheError: the file can't be read to its end, or its shop can't be told.
    """
    shop = shop_of(sheet) if sheet.needs_shop else finish.shop_if_told(sheet, shop_of)
    plan = Plan(sheet, number, zone, shop)
    work = _Work(con, plan)
    for chunk in _chunks(sheet):
        work.take(chunk)
    return work.finished(platform_of)


def _chunks(sheet: Sheet) -> Iterator[pa.Table]:
    batches: list[pa.RecordBatch] = []
    for batch in sheet.grid.batches(sheet.place.row, len(sheet.header)):
        batches.append(batch)
        if sum(b.nbytes for b in batches) >= CHUNK_BYTES or sum(b.num_rows for b in batches) >= CHUNK_ROWS:
            yield pa.Table.from_batches(batches)
            batches = []
    if batches:
        yield pa.Table.from_batches(batches)


@dataclass
class _Work:
    """The taking of one sheet."""

    con: duck.Connection
    plan: Plan
    rows: int = 0
    bad: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    first: int | None = None
    started: bool = False

    def take(self, chunk: pa.Table) -> None:
        """Take one chunk."""
        self.plan.spreadsheet = chunk["_kinds"].null_count < chunk.num_rows
        self.rows += chunk.num_rows
        self.con.register("chunk", chunk)
        try:
            odd_tables, bad_cells = self._odd()
            self._insert(self.plan.select(odd_tables))
            self.first = int(chunk["_row"][0].as_py()) if self.first is None else self.first
            self._look_at(self._suspicious(odd_tables, bad_cells))
        finally:
            for name in ("chunk", *(f"odd_{c.index}_{c.name}" for c in self.plan.checked)):
                self.con.unregister(name)

    def _odd(self) -> tuple[dict[str, str], set[str]]:
        """The tables of odd cells by column, and the columns in which one makes its row suspicious."""
        columns = self.plan.checked
        flags = self._one(f"select {', '.join(f'coalesce(bool_or({c.odd}), false)' for c in columns)} from chunk")  # noqa: S608
        tables, bad = {}, set()
        for column in (c for c, flag in zip(columns, flags, strict=True) if flag):
            cells = self.con.execute(f"select distinct {column.cell}, {column.kind} from chunk where {column.odd}").fetchall()  # noqa: S608
            table, is_bad = column.judge(cells)
            tables[column.name] = duck.name(f"odd_{column.index}_{column.name}")
            self.con.register(f"odd_{column.index}_{column.name}", table)
            if is_bad:
                bad.add(column.name)
        return tables, bad

    def _insert(self, select: str) -> None:
        columns = ", ".join(map(duck.name, self.plan.kept()))
        target = duck.name(self.plan.staged)
        typed = f"select {columns} from ({select})"  # noqa: S608 — names are quoted
        self.con.execute(f"insert into {target} {typed}" if self.started else f"create or replace temp table {target} as {typed}")
        self.started = True

    def _suspicious(self, odd_tables: dict[str, str], bad_cells: set[str]) -> dict[int, str]:
        """The rows to look at one by one, with the rule that a row breaks although its cells can be read."""
        signs, joins = ["_more is not null"], ""
        for column in self.plan.checked:
            if column.column.needed and column.column.type != "verbatim":
                signs.append(f"coalesce({column.cell}, '') = ''")
            if column.column.present and not self.plan.spreadsheet:
                signs.append(f"{column.cell} is null")
            if column.name in bad_cells:
                joins += column.join(odd_tables[column.name])
                signs.append(f"coalesce({odd_tables[column.name]}._bad, false)")
        rows = dict.fromkeys(self._column(f"select chunk._row from chunk{joins} where {' or '.join(signs)}"), "")  # noqa: S608
        target, first = duck.name(self.plan.staged), "(select min(_row) from chunk)"
        for nth, rule in enumerate(self.plan.sheet.layout.reject):
            broken = self._column(f"select _row from {target} where _row >= {first} and ({rule.when})")  # noqa: S608
            rows |= {row: str(nth) for row in broken if row not in rows}
        return rows

    def _look_at(self, rows: dict[int, str]) -> None:
        if not rows:
            return
        judge = Judge(self.plan.sheet, self.plan.frame, self.first)
        self.con.register("looked_at", pa.table({"_row": pa.array(list(rows), pa.int64())}))
        found = self.con.execute("select * from chunk where _row in (select _row from looked_at) order by _row")
        for record in found.to_arrow_table().to_pylist():
            broken = rows[record["_row"]]
            rule = self.plan.sheet.layout.reject[int(broken)] if broken else None
            verdict = judge.of(record, rule)
            if verdict is None:
                continue
            self.bad.append(record["_row"])
            if isinstance(verdict, str):
                self.skipped[verdict] = self.skipped.get(verdict, 0) + 1
            else:
                self.rejected += verdict
        self.con.unregister("looked_at")

    def finished(self, platform_of: Callable[[str], str | None] | None) -> Taken:
        """Everything that needs all rows, and the account."""
        if not self.started:
            self._start_empty()
        self._drop_bad()
        sheet, layout = self.plan.sheet, self.plan.sheet.layout
        tables = {entity: f"taken_{self.plan.number}_{entity}" for entity in layout.entities}
        notes: list[Note] = [(word, {"rows": rows}) for word, rows in sorted(self.skipped.items())]
        if layout.item:
            finish.order_tables(self.con, self.plan, *map(duck.name, tables.values()))
            self.con.execute(f"drop table {duck.name(self.plan.staged)}")
        if layout.ordinal:
            finish.number_equals(self.con, tables[layout.entity], key_of(layout.entity))
        if layout.placeholders and layout.placeholders in self.plan.carried(layout.entity):
            lost = finish.drop_placeholders(self.con, tables[layout.entity], layout.placeholders)
            notes += [("note.placeholder_buyers", {"rows": lost})] if lost else []
        for entity, table in tables.items():
            if platform_of is not None and {"shop", "platform"} <= set(self.plan.carried(entity)):
                finish.set_platforms(self.con, table, platform_of)
        skipped = sheet.place.before + sum(self.skipped.values())
        carries = {entity: self.plan.carried(entity) for entity in tables}
        quarantined = len({r.row for r in self.rejected})
        return Taken(tables, carries, layout.entities[-1], self.rows + sheet.place.before, skipped, quarantined, notes)

    def _start_empty(self) -> None:
        self.plan.spreadsheet = False
        self.con.register("chunk", schema(len(self.plan.sheet.header)).empty_table())
        self._insert(self.plan.select({}))
        self.con.unregister("chunk")

    def _drop_bad(self) -> None:
        rejects = f"rejects_{self.plan.number}"
        columns: list[tuple[str, pa.DataType, list[object]]] = [
            ("_row", pa.int64(), [r.row for r in self.rejected]),
            ("column_name", pa.string(), [r.column for r in self.rejected]),
            ("value", pa.string(), [r.value for r in self.rejected]),
            ("reason", pa.string(), [r.reason for r in self.rejected]),
            ("expected", pa.string(), [r.expected for r in self.rejected]),
            ("cells", pa.string(), [r.cells for r in self.rejected]),
        ]
        table = pa.table([pa.array(data, kind) for _, kind, data in columns], names=[name for name, _, _ in columns])
        self.con.register("rejected", table)
        self.con.execute(f"create or replace temp table {rejects} as select * from rejected order by _row")  # noqa: S608
        self.con.unregister("rejected")
        if self.bad:
            self.con.register("bad", pa.table({"_row": pa.array(self.bad, pa.int64())}))
            self.con.execute(f"delete from {duck.name(self.plan.staged)} where _row in (select _row from bad)")  # noqa: S608
            self.con.unregister("bad")

    def _one(self, sql: str) -> tuple[object, ...]:
        return self.con.execute(sql).fetchone() or ()

    def _column(self, sql: str) -> list[int]:
        return [row for (row,) in self.con.execute(sql).fetchall()]
