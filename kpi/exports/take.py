"""From a sheet to typed rows: chunk by chunk into one table, what can't be right set aside with its reason.

A chunk is read as text and never kept: its clean cells are cast in SQL, its odd ones judged once each (`check`), and
only rows that something is suspicious about are looked at one by one (`judge`). What needs all rows (lines of an
order, ordinals, placeholders) is done at the end (`lines`, `finish`).
"""

# ruff: noqa: S608 — every name and text in this SQL is quoted by `kpi.engine.duck`, or stands in a layout of ours

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from kpi.engine import duck
from kpi.exports import aside, finish, lines
from kpi.exports.aside import Rejected
from kpi.exports.entities import key_of
from kpi.exports.finish import Note
from kpi.exports.grid import schema
from kpi.exports.judge import Judge
from kpi.exports.plan import Plan
from kpi.exports.sheet import Sheet
from kpi.exports.tables.quick import ahead
from kpi.exports.totals import EXAMPLE

CHUNK_BYTES = 64 << 20
CHUNK_ROWS = 250_000


@dataclass
class Taken:
    """What a sheet gave.

    Attributes:
        tables: the temporary table of each entity.
        carries: the fields of each entity that this sheet has something to say about.
        told: the fields of each entity that were said of the whole file, by somebody or a guess: what any file says
            itself is worth more.
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
    told: dict[str, list[str]] = field(default_factory=dict)


def take(
    con: duck.Connection,
    sheet: Sheet,
    number: int,
    shop_of: Callable[[Sheet], str],
    *,
    zone: str | None = None,
    currencies: Collection[str] = ("CNY",),
    platform_of: Callable[[str], str | None] | None = None,
    known_orders: Callable[[Sequence[str]], Collection[str]] | None = None,
) -> Taken:
    """Read, check and map a sheet.

    Args:
        con: where the temporary tables `taken_<number>_<entity>` and `rejects_<number>` are left.
        sheet: the sheet.
        number: the number of the file in the load.
        shop_of: the shop of a sheet that does not say; may raise when nobody can tell.
        zone: the business zone, into which times with an offset are moved; the sheet's own where None.
        currencies: the department's own and those with a rate; money in another one is told of.
        platform_of: the platform of a known shop; without it an order's platform is its layout's.
        known_orders: of some orders, those that were loaded before; only for repaired lines of them.

    Returns:
        The tables and the account of the rows.

    Raises:
        kpi.errors.KaoheError: the file can't be read to its end, or its shop can't be told.
    """
    shop = shop_of(sheet) if sheet.needs_shop else finish.shop_if_told(sheet, shop_of)
    work = _Work(con, Plan(sheet, number, zone or sheet.zone, shop))
    aside.start(con, work.rejects)
    for chunk in ahead(_chunks(sheet)):
        work.take(chunk)
    return work.finished(platform_of, currencies, known_orders)


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
    skipped: dict[str, int] = field(default_factory=dict)
    first: int | None = None
    lost: dict[str, int] = field(default_factory=dict)
    started: bool = False

    @property
    def rejects(self) -> str:
        """The table of what is set aside."""
        return f"rejects_{self.plan.number}"

    def take(self, chunk: pa.Table) -> None:
        """Take one chunk."""
        self.plan.spreadsheet = chunk["_kinds"].null_count < chunk.num_rows
        self.rows += chunk.num_rows
        self.con.register("chunk", chunk)
        try:
            odd_tables, bad_cells = self._odd(chunk)
            self._insert(self.plan.select(odd_tables))
            self.first = int(chunk["_row"][0].as_py()) if self.first is None else self.first
            self._look_at(self._suspicious(odd_tables, bad_cells))
        finally:
            for name in ("chunk", *(f"odd_{c.index}_{c.name}" for c in self.plan.checked)):
                self.con.unregister(name)

    def _odd(self, chunk: pa.Table) -> tuple[dict[str, str], set[str]]:
        """The tables of odd cells by column, and the columns in which one makes its row suspicious."""
        self.plan.plain = frozenset(column.name for column in self.plan.checked if column.plain(chunk))
        columns = [column for column in self.plan.checked if column.name not in self.plan.plain]
        if not columns:
            return {}, set()
        flags = self._one(f"select {', '.join(f'coalesce(bool_or({c.unclean}), false)' for c in columns)} from chunk")
        tables, bad = {}, set()
        for column in (c for c, flag in zip(columns, flags, strict=True) if flag):
            cells = self.con.execute(
                f"select distinct {column.cell}, {column.kind} from chunk where {column.odd}"
            ).fetchall()
            table, is_bad = column.judge(cells)
            tables[column.name] = duck.name(f"odd_{column.index}_{column.name}")
            self.con.register(f"odd_{column.index}_{column.name}", table)
            if is_bad:
                bad.add(column.name)
        return tables, bad

    def _insert(self, select: str) -> None:
        columns = ", ".join(map(duck.name, self.plan.kept()))
        target = duck.name(self.plan.staged)
        typed = f"select {columns} from ({select})"
        self.con.execute(
            f"insert into {target} {typed}" if self.started else f"create or replace temp table {target} as {typed}"
        )
        self.started = True

    def _suspicious(self, odd_tables: dict[str, str], bad_cells: set[str]) -> dict[int, str]:
        """The rows to look at one by one, with the rule that a row breaks although its cells can be read."""
        signs, joins = ["_more is not null"], ""
        if self.plan.sheet.layout.own_sheet:
            signs.append(f"regexp_matches(c0, {duck.quoted(EXAMPLE)})")
        for column in self.plan.checked:
            if column.column.needed and column.column.type != "verbatim":
                signs.append(f"coalesce({column.cell}, '') = ''")
            if column.column.present and not self.plan.spreadsheet:
                signs.append(f"{column.cell} is null")
            if column.name in bad_cells:
                joins += column.join(odd_tables[column.name])
                signs.append(f"coalesce({odd_tables[column.name]}._bad, false)")
        rows = dict.fromkeys(self._column(f"select chunk._row from chunk{joins} where {' or '.join(signs)}"), "")
        target, first = duck.name(self.plan.staged), "(select min(_row) from chunk)"
        for nth, rule in enumerate(self.plan.rules):
            broken = self._column(f"select _row from {target} where _row >= {first} and ({rule.when})")
            rows |= dict.fromkeys(broken, str(nth))
        return rows

    def _look_at(self, rows: dict[int, str]) -> None:
        if not rows:
            return
        judge, rules = Judge(self.plan.sheet, self.plan.frame, self.first), self.plan.rules
        rejected: list[Rejected] = []
        for record in self._records(rows):
            nth = rows[record["_row"]]
            verdict = judge.of(record, rules[int(nth)] if nth else None)
            if verdict is None:
                continue
            self.bad.append(record["_row"])
            if isinstance(verdict, str):
                self.skipped[verdict] = self.skipped.get(verdict, 0) + 1
                continue
            rejected += verdict
            if self.plan.sheet.layout.order_lines and (order := judge.said(record, "order_id")):
                self.lost.setdefault(str(order), record["_row"])
        aside.add(self.con, self.rejects, rejected)

    def _records(self, rows: Collection[int]) -> list[dict[str, Any]]:
        """Some rows of the chunk as they came."""
        self.con.register("looked_at", pa.table({"_row": pa.array(list(rows), pa.int64())}))
        found = self.con.execute(
            "select * from chunk where _row in (select _row from looked_at) order by _row"
        ).to_arrow_table()
        self.con.unregister("looked_at")
        records: list[dict[str, Any]] = found.to_pylist()
        return records

    def finished(
        self,
        platform_of: Callable[[str], str | None] | None,
        currencies: Collection[str],
        known_orders: Callable[[Sequence[str]], Collection[str]] | None,
    ) -> Taken:
        """Everything that needs all rows, and the account."""
        sheet, layout = self.plan.sheet, self.plan.sheet.layout
        if not self.started:
            self._start_empty()
        aside.drop(self.con, self.plan.staged, self.bad)
        tables = {entity: f"taken_{self.plan.number}_{entity}" for entity in layout.entities}
        if layout.in_lines:
            self._part_lines(list(tables.values()), known_orders)
        if layout.ordinal:
            finish.number_equals(self.con, tables[layout.entity], key_of(layout.entity))
        notes = self._notes(tables[layout.entity], currencies)
        for entity, table in tables.items():
            if platform_of is not None and {"shop", "platform"} <= set(self.plan.carried(entity)):
                finish.set_platforms(self.con, table, platform_of)
        told = {entity: self.plan.told(entity) for entity in tables}
        return Taken(
            tables,
            carries={entity: [f for f in self.plan.carried(entity) if f not in told[entity]] for entity in tables},
            counted=layout.entities[-1],
            rows=self.rows + sheet.place.before,
            skipped=sheet.place.before + sum(self.skipped.values()),
            quarantined=self._column(f"select count(distinct _row) from {self.rejects}")[0],
            notes=notes,
            told=told,
        )

    def _notes(self, table: str, currencies: Collection[str]) -> list[Note]:
        """What the account tells besides its numbers."""
        sheet = self.plan.sheet
        counts = {"skip.preamble": sheet.place.before, **self.skipped}
        notes: list[Note] = [(word, {"rows": rows}) for word, rows in sorted(counts.items()) if rows]
        if sheet.ignored:
            notes.append(("note.sheets_ignored", {"sheets": ", ".join(sheet.ignored)}))
        return notes + finish.told(self.con, table, self.plan, currencies)

    def _part_lines(self, tables: list[str], known_orders: Callable[[Sequence[str]], Collection[str]] | None) -> None:
        if self.plan.sheet.layout.transcript:
            lines.part_messages(self.con, self.plan, tables[0])
            self._set_aside(lines.astray(self.con, tables[0]), tables[0])
        else:
            waiting = lines.bereft(self.con, self.plan, self.lost, known_orders)
            self._set_aside(dict.fromkeys(waiting, "reject.order_line"), self.plan.staged)
            lines.part_orders(self.con, self.plan, tables[0], tables[1])
        self.con.execute(f"drop table {duck.name(self.plan.staged)}")

    def _set_aside(self, rows: dict[int, str], table: str) -> None:
        """Set rows aside after all have been seen: their cells are read again."""
        judge = Judge(self.plan.sheet, self.plan.frame, None)
        for chunk in _chunks(self.plan.sheet) if rows else ():
            self.con.register("chunk", chunk)
            waiting = [judge.waiting(record, rows[record["_row"]]) for record in self._records(rows)]
            aside.add(self.con, self.rejects, waiting)
            self.con.unregister("chunk")
        aside.drop(self.con, table, list(rows))

    def _start_empty(self) -> None:
        self.con.register("chunk", schema(len(self.plan.sheet.header)).empty_table())
        self._insert(self.plan.select({}))
        self.con.unregister("chunk")

    def _one(self, sql: str) -> tuple[object, ...]:
        return self.con.execute(sql).fetchone() or ()

    def _column(self, sql: str) -> list[int]:
        return [row for (row,) in self.con.execute(sql).fetchall()]
