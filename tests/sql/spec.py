"""Worked examples of metrics, facts and checks: `tests/sql/<its name>.md`, one heading, one test.

    # A consultation paid on the next day counts, one paid later does not
    given consultations
    | day        | person | answered | presale |
    | 2026-10-01 | K001   | true     | true    |
    expect by person
    | person | n | d | value |
    | K001   | 1 | 2 | 0.5   |

`given <entity or fact>` fills a table; columns left out are null, and so is an empty cell (`''` is an empty text).
Facts not given are built from what is; `given settings` (name, value) changes a default. `expect` asks the metric: `by`
names dimensions and a grain (day, week, month, quarter, year), `where shop = 甲` narrows; `—` is no value.
`expect rows` compares the rows of a fact or check (`of` another fact) in the columns shown. All other lines are prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi import catalogue
from kpi.catalogue import compose
from kpi.engine import duck

PROVENANCE = {"_load": "integer", "_file": "integer", "_row": "bigint", "_rows": "bigint[]", "_as_of": "timestamp"}
NONE = ("", "—")


@dataclass
class Table:
    """A text table: its columns and its rows of cells."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def add(self, line: str) -> None:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            return
        if not self.columns:
            self.columns = cells
        elif len(cells) != len(self.columns):
            raise ValueError(f"{len(cells)} cells under {len(self.columns)} columns: {line}")
        else:
            self.rows.append(cells)


@dataclass
class Expectation:
    """What a case expects: of a metric by dimensions and grain, or the rows of a fact."""

    words: str
    table: Table = field(default_factory=Table)


@dataclass
class Case:
    """One heading of a file."""

    title: str
    line: int
    given: list[tuple[str, Table]] = field(default_factory=list)
    expects: list[Expectation] = field(default_factory=list)


def cases(text: str) -> Iterator[Case]:
    """The cases of a file."""
    case: Case | None = None
    table: Table | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            if case:
                yield case
            case, table = Case(line[2:].strip(), number), None
        elif case and (found := re.fullmatch(r"given (\w+)", line.strip())):
            table = Table()
            case.given.append((found.group(1), table))
        elif case and (found := re.fullmatch(r"expect\b\s*(.*)", line.strip())):
            case.expects.append(Expectation(found.group(1)))
            table = case.expects[-1].table
        elif table and line.lstrip().startswith("|"):
            table.add(line)
    if case:
        yield case


class World:
    """A database with a case's rows in it."""

    def __init__(self, case: Case, wanted: Sequence[str]) -> None:
        self.all = catalogue.load()
        self.con = duck.scratch()
        self.given = {name: [table for given, table in case.given if given == name] for name, _ in case.given}
        self.con.execute("create schema current")
        self.con.execute("create schema facts")
        facts = self._needed(wanted)
        read = {used for fact in facts for used in self.all.facts[fact].uses}
        for name in read | set(wanted) | set(self.given):
            if entity := self.all.entities.get(name):
                self._make(f"current.{name}", entity.columns() | PROVENANCE, self.given.pop(name, []))
        for name in facts:
            self._build(name)
        if self.given:
            raise ValueError(f"nothing uses what is given: {', '.join(self.given)}")

    def _needed(self, wanted: Iterable[str]) -> list[str]:
        needed, ahead = set(), list(wanted)
        while ahead:
            if (name := ahead.pop()) in self.all.facts and name not in needed:
                needed.add(name)
                ahead += self.all.facts[name].uses
        return [name for name in self.all.facts if name in needed]

    def _make(self, table: str, columns: dict[str, str], given: list[Table]) -> None:
        self.con.execute(f"create table {table} ({', '.join(f'{duck.name(n)} {kind}' for n, kind in columns.items())})")
        self._fill(table, columns, given)

    def _fill(self, table: str, columns: dict[str, str], given: list[Table]) -> None:
        number = 0
        for one in given:
            if unknown := [name for name in one.columns if name not in columns]:
                raise ValueError(f"{table} has no {', '.join(unknown)}")
            for cells in one.rows:
                number += 1
                row = {
                    n: None if c in NONE else "" if c == "''" else c for n, c in zip(one.columns, cells, strict=True)
                }
                if "_row" in columns:
                    row = {"_load": "1", "_file": "1", "_row": str(number + 1)} | row
                names = ", ".join(duck.name(name) for name in row)
                values = ", ".join(f"cast(? as {columns[name]})" for name in row)
                self.con.execute(f"insert into {table} ({names}) values ({values})", list(row.values()))

    def _build(self, name: str) -> None:
        self.con.execute("set search_path = 'facts,current'")
        given = self.given.pop(name, None)
        self.con.execute(f"create table facts.{name} as {self.all.facts[name].sql}")
        if given is not None:
            self.con.execute(f"delete from facts.{name}")
            kinds = {n: k for n, k, *_ in self.con.execute(f"describe facts.{name}").fetchall()}
            self._fill(f"facts.{name}", kinds, given)


def figures(
    con: duck.Connection, metric: catalogue.Metric, by: list[str], grain: str, where: dict[str, str], days: str = "true"
) -> dict[tuple, list]:
    """n and d by group, through the product's own composition."""
    con.execute("set search_path = 'facts'")
    known = catalogue.load().metrics
    found: dict[tuple, list] = {} if by or grain != "total" else {(): [Decimal(0), Decimal(0)]}
    condition = " and ".join([days, *(f"{name} = {duck.quoted(value)}" for name, value in where.items())])
    for leaf in compose.leaves(metric, known, [*by, *where]):
        measure = compose.measure_for(known[leaf.metric], [*by, *where], [*by, *where])
        relation = f"({compose.measure_sql(measure)}) as measure"
        answer = con.execute(compose.figure_sql(measure, by, grain, relation, condition))
        columns = [column[0] for column in answer.description]
        for row in answer.fetchall():
            values = dict(zip(columns, row, strict=True))
            key = tuple(value for name, value in values.items() if name not in ("n", "d"))
            sides = found.setdefault(key, [Decimal(0), Decimal(0)])
            for side, name in (("n", "n"), ("d", "d")) if not metric.composed else ((leaf.side, "n"),):
                sides["nd".index(side)] += leaf.sign * Decimal(str(values.get(name) or 0))
    return found


class SpecError(AssertionError):
    """What was expected and what came, as text."""


def shown(value: Any, grain: str = "") -> str:
    """A value as a table shows it."""
    if value is None:
        return ""
    if grain and isinstance(value, date):
        year, week, _ = value.isocalendar()
        return {
            "day": value.isoformat(),
            "week": f"{year}-W{week:02}",
            "month": value.isoformat()[:7],
            "quarter": f"{value.year}-Q{(value.month + 2) // 3}",
            "year": str(value.year),
        }[grain]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def close(got: Decimal | None, want: str) -> bool:
    """Whether a number is the one of a cell, to a billionth."""
    if got is None or want in NONE:
        return got is None and want in NONE
    number = Decimal(want.replace(",", ""))
    return abs(got - number) <= Decimal("1e-9") * max(1, abs(number))


class SpecItem(pytest.Item):
    """One heading."""

    def __init__(self, *, case: Case, subject: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self.subject = subject
        self.worlds: dict[tuple[str, ...], World] = {}

    def world(self, wanted: Iterable[str]) -> World:
        """The database with the case's rows and these facts; made once."""
        key = tuple(sorted(set(wanted)))
        if key not in self.worlds:
            self.worlds[key] = World(self.case, key)
        return self.worlds[key]

    def runtest(self) -> None:
        known = catalogue.load()
        if not self.case.expects:
            raise SpecError("the case expects nothing")
        for expectation in self.case.expects:
            if found := re.fullmatch(r"rows(?: of (\w+))?", expectation.words):
                self._rows(found.group(1) or self.subject, expectation)
            else:
                self._figures(known.metrics[self.subject], expectation)

    def _rows(self, fact: str, expectation: Expectation) -> None:
        check = catalogue.load().checks.get(fact)
        world = self.world(check.uses if check else [fact])
        columns = expectation.table.columns
        world.con.execute("set search_path = 'facts,current'")
        answer = world.con.execute(f"select {', '.join(columns)} from {f'({check.sql})' if check else fact}").fetchall()
        got = Counter(tuple(shown(value) for value in row) for row in answer)
        want = Counter(tuple("" if cell in NONE else cell for cell in row) for row in expectation.table.rows)
        if got != want:
            lines = [f"missing {row} × {n}" for row, n in (want - got).items()]
            lines += [f"too many {row} × {n}" for row, n in (got - want).items()]
            raise SpecError("\n".join([f"rows of {fact} in {columns}", *lines]))

    def _figures(self, metric: catalogue.Metric, expectation: Expectation) -> None:
        by, grain, where = question(expectation.words)
        known = catalogue.load().metrics
        named = {leaf.metric for leaf in compose.leaves(metric, known, [*by, *where])}
        world = self.world(table for name in named for table in compose.tables_of(known[name]))
        got = figures(world.con, metric, by, grain, where)
        lines = []
        keys = ([grain] if grain != "total" else []) + by
        for row in expectation.table.rows:
            cells = dict(zip(expectation.table.columns, row, strict=True))
            wanted = tuple("" if cells[key] in NONE else cells[key] for key in keys)
            key = next((k for k in got if label(k, grain) == wanted), None)
            n, d = got.pop(key, [Decimal(0), Decimal(0)]) if key is not None else [None, None]
            value = None if n is None or (metric.d and not d) else n / d if metric.d else n
            for part, number in (("n", n), ("d", d), ("value", value)):
                if part in cells and not close(number, cells[part]):
                    lines.append(f"{' '.join(wanted) or 'total'}: {part} should be {cells[part]}, is {number}")
        lines += [f"{' '.join(label(key, grain))}: no such group expected, is {n} / {d}" for key, (n, d) in got.items()]
        if lines:
            raise SpecError("\n".join(lines))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, SpecError):
            return f"{self.path}:{self.case.line}: {self.case.title}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, f"{self.subject}: {self.case.title}"


def question(words: str) -> tuple[list[str], str, dict[str, str]]:
    """Dimensions, grain and condition of `by person, month where shop = 甲`."""
    found = re.fullmatch(r"(?:by (?P<by>[\w, ]+?))?\s*(?:where (?P<where>.+))?", words)
    if not found:
        raise ValueError(f"cannot read: expect {words}")
    names = [name.strip() for name in (found["by"] or "").split(",") if name.strip()]
    grain = next((name for name in names if name in compose.GRAINS), "total")
    where = dict(re.split(r"\s*=\s*", part, maxsplit=1) for part in (found["where"] or "").split(",") if part)
    return [name for name in names if name != grain], grain, {k.strip(): v.strip() for k, v in where.items()}


def label(key: tuple, grain: str) -> tuple[str, ...]:
    """A group's key as cells."""
    if grain == "total":
        return tuple(shown(part) for part in key)
    return (shown(key[0], grain), *(shown(part) for part in key[1:]))


class SpecFile(pytest.File):
    """A file of worked examples, named after its metric, fact or check."""

    def collect(self) -> Iterator[SpecItem]:
        known = catalogue.load()
        if not any(self.path.stem in kind for kind in (known.metrics, known.facts, known.checks)):
            raise pytest.UsageError(f"{self.path}: no metric, fact or check is called {self.path.stem}")
        for case in cases(self.path.read_text("utf-8")):
            yield SpecItem.from_parent(self, name=case.title, case=case, subject=self.path.stem)
