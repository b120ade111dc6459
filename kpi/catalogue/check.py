"""Looking at the definitions as a whole: what `kpi check` says about `sql/`.

Four looks, each on top of the one before: the files by themselves; what they name of each other; their SQL against the
portable subset; and the whole of it run on empty tables, where the engine says which column is not there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi.catalogue import compose, metrics, pictures, roles, tables, text
from kpi.catalogue.definitions import Check, Entity, Fact, Metric, Picture, Problem, Role
from kpi.catalogue.provenance import COLUMNS, SOURCES
from kpi.engine import duck, portable

EXACT = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL")
PERSONAL = ("self", "team", "department")
OWNED = ("product", "campaign", "shop")


@dataclass(frozen=True)
class Defined:
    """Everything that could be read below a folder."""

    root: Path
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    metrics: Mapping[str, Metric]
    roles: Mapping[str, Role]
    pictures: Mapping[str, Picture]
    checks: Mapping[str, Check]

    def where(self, one: Entity | Fact | Metric | Check) -> str:
        """A definition's file, as problems show it."""
        return tables.shown(one.path, self.root)


def check(root: Path, today: datetime.date | None = None) -> list[Problem]:
    """Everything that is wrong in the definitions below `root`, then the notes."""
    found: list[Problem] = []
    entities = tables.entities(root, found)
    all_of_it = Defined(
        root,
        entities,
        tables.facts(root, entities, found),
        metrics.metrics(root, found),
        roles.roles(root, found),
        pictures.pictures(root, found),
        tables.checks(root, found),
    )
    found += _names(all_of_it)
    found += _lines(all_of_it)
    found += _pictures(all_of_it)
    found += _portable(all_of_it)
    found += _runs(all_of_it)
    found += _overdue(all_of_it, today or datetime.datetime.now(datetime.UTC).date())
    return sorted(found, key=lambda problem: problem.note)


def _names(all_of_it: Defined) -> Iterator[Problem]:
    """Tables that are nowhere, and sources that a file reads without saying so."""
    known = {**all_of_it.entities, **all_of_it.facts}
    for fact in all_of_it.facts.values():
        where = all_of_it.where(fact)
        yield from (Problem(where, "no_table", {"table": name}) for name in fact.uses if name not in known)
        yield from (Problem(where, "no_table", {"table": n}) for n in fact.sources if n not in all_of_it.entities)
        unsaid = [name for name in fact.uses if name in all_of_it.entities and name not in fact.sources]
        yield from (Problem(where, "source_not_named", {"entity": name}) for name in unsaid)
        given = text.columns(fact.sql)
        yield from (Problem(where, "no_column", {"column": name}) for name in fact.key if name not in given)
        yield from (Problem(where, "no_column", {"column": name}) for name in fact.columns if name not in given)
    for metric in all_of_it.metrics.values():
        where = all_of_it.where(metric)
        named = compose.tables_of(metric)
        yield from (Problem(where, "no_table", {"table": name}) for name in named if name not in all_of_it.facts)
        yield from (Problem(where, "no_table", {"table": n}) for n in metric.sources if n not in all_of_it.entities)
    for one in all_of_it.checks.values():
        yield from (Problem(all_of_it.where(one), "no_table", {"table": n}) for n in one.uses if n not in known)


def _lines(all_of_it: Defined) -> Iterator[Problem]:
    """Lines of roles and metrics that do not agree about each other."""
    for role in all_of_it.roles.values():
        for line in role.lines:
            for measured in line.metrics:
                metric = all_of_it.metrics.get(measured.metric)
                values = {"line": line.number, "metric": measured.metric, "scope": measured.scope}
                if metric is None:
                    yield Problem(roles.FILE, "unknown_metric", values)
                elif line.number not in metric.lines:
                    yield Problem(all_of_it.where(metric), "line_not_named", values)
                elif not _fits(metric, measured.scope):
                    yield Problem(roles.FILE, "scope_does_not_fit", values)
    named = {(line.number, m.metric) for role in all_of_it.roles.values() for line in role.lines for m in line.metrics}
    for metric in all_of_it.metrics.values():
        for number in metric.lines:
            if (number, metric.id) not in named:
                yield Problem(all_of_it.where(metric), "line_unknown", {"line": number, "metric": metric.id})


def _pictures(all_of_it: Defined) -> Iterator[Problem]:
    """Pictures of roles that are none, or that count what is not there, or not of people who should see it."""
    for picture in all_of_it.pictures.values():
        for role in (*picture.of_departments, *picture.of_people):
            if role not in all_of_it.roles:
                yield Problem(pictures.FILE, "unknown_value", {"key": picture.id, "value": role})
        personal = picture.of_people or picture.scope != "shop"
        for step in picture.steps:
            metric = all_of_it.metrics.get(step.metric)
            values = {"line": picture.id, "metric": step.metric, "scope": "self" if personal else "shop"}
            if metric is None:
                yield Problem(pictures.FILE, "unknown_metric", values)
            elif step.side == "d" and metric.d is None:
                yield Problem(pictures.FILE, "missing_key", {"key": f"{step.metric} d"})
            elif personal and not _fits(metric, "self"):
                yield Problem(pictures.FILE, "scope_does_not_fit", values)


def _fits(metric: Metric, scope: str) -> bool:
    """Whether a metric can be somebody's in this way; `shop` takes all rows where nobody owns one."""
    if scope in PERSONAL:
        return "person" in metric.all_dimensions
    return scope == "shop" or any(dim in metric.all_dimensions for dim in OWNED)


def _portable(all_of_it: Defined) -> Iterator[Problem]:
    for fact in all_of_it.facts.values():
        yield from _findings(all_of_it.where(fact), fact.sql)
    for one in all_of_it.checks.values():
        yield from _findings(all_of_it.where(one), one.sql)
    for metric in all_of_it.metrics.values():
        for measure in compose.measures_of(metric):
            yield from _findings(all_of_it.where(metric), measure.rows, row_level=True)


def _findings(where: str, sql: str, *, row_level: bool = False) -> Iterator[Problem]:
    for finding in portable.findings(sql, row_level=row_level):
        yield Problem(where, finding.kind, {"what": finding.what})


def _runs(all_of_it: Defined) -> Iterator[Problem]:
    """What the engine says to it all on empty tables."""
    con = duck.scratch()
    con.execute("create schema current")
    con.execute("create schema facts")
    for entity in all_of_it.entities.values():
        columns = ", ".join(f"{duck.name(name)} {kind}" for name, kind in (entity.columns() | COLUMNS).items())
        con.execute(f"create table current.{duck.name(entity.id)} ({columns})")
    con.execute("set search_path = 'facts,current'")
    for fact in all_of_it.facts.values():
        yield from _run(con, all_of_it.where(fact), f"create table facts.{duck.name(fact.id)} as {fact.sql}")
    for one in all_of_it.checks.values():
        yield from _run(con, all_of_it.where(one), one.sql)
    con.execute("set search_path = 'facts'")
    for metric in all_of_it.metrics.values():
        for measure in compose.measures_of(metric):
            where = all_of_it.where(metric)
            wrong = list(_run(con, where, compose.measure_sql(measure)))
            yield from wrong or _types(con, where, measure)


def _run(con: duck.Connection, where: str, sql: str) -> Iterator[Problem]:
    try:
        con.execute(sql)
    except duck.Error as error:
        yield Problem(where, "does_not_run", {"why": str(error).split("\n", 1)[0]})


def _types(con: duck.Connection, where: str, measure: compose.Measure) -> Iterator[Problem]:
    """Columns of a metric's rows that have another type than figures count on."""
    for name, kind, *_ in con.execute(f"describe {measure.rows}").fetchall():
        if name in ("n", "d"):
            right = kind.startswith(EXACT)
        elif name in ("day", "sources"):
            right = kind == {"day": "DATE", "sources": SOURCES}[name]
        else:
            right = kind == "VARCHAR"
        if not right:
            yield Problem(where, "wrong_type", {"column": name, "type": kind})


def _overdue(all_of_it: Defined, today: datetime.date) -> Iterator[Problem]:
    for metric in all_of_it.metrics.values():
        if metric.next_review < f"{today:%Y-%m}":
            yield Problem(all_of_it.where(metric), "review_overdue", {"month": metric.next_review}, note=True)
