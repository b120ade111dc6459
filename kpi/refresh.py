"""Bring facts and measures of a working file up to date after a load: what depends on the touched entities, no more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from kpi.catalogue import Catalogue, Fact, Metric, compose
from kpi.engine import duck


def refresh(
    con: duck.Connection, catalogue: Catalogue, touched: Iterable[str] | None, progress: Callable[[str], None] | None = None
) -> None:
    """Build the facts and measures that a change of these entities reaches.

    Args:
        con: a writing connection to the working file.
        catalogue: the definitions to build by.
        touched: entities that a load changed; None builds everything.
        progress: told each fact that is built.
    """
    changed = set(catalogue.entities) if touched is None or definitions_changed(con, catalogue) else set(touched)
    for fact in catalogue.facts.values():
        if changed.intersection(fact.uses):
            if progress:
                progress(fact.id)
            build_fact(con, fact)
            changed.add(fact.id)
    for metric in catalogue.metrics.values():
        if not metric.composed and changed.intersection(compose.tables_of(metric)):
            build_measures(con, metric)
    con.execute("delete from ledger.built")
    con.execute("insert into ledger.built values (?, version(), localtimestamp::timestamp)", [fingerprint(catalogue.root)])


def build_fact(con: duck.Connection, fact: Fact) -> None:
    """Build one fact whole, and the view by which others name it."""
    name = duck.name(fact.id)
    con.execute(f"create or replace table facts.{name} as\n{fact.sql}")
    con.execute(f"create or replace view main.{name} as from facts.{name}")


def build_measures(con: duck.Connection, metric: Metric) -> None:
    """Build the measures of one metric."""
    for measure in compose.measures_of(metric):
        con.execute(f"create or replace table measures.{duck.name(measure.name)} as\n{compose.measure_sql(measure)}")


def definitions_changed(con: duck.Connection, catalogue: Catalogue) -> bool:
    """Whether the facts in this file were built by other definitions than these."""
    row = con.execute("select definitions from ledger.built").fetchone()
    return row is None or row[0] != fingerprint(catalogue.root)


def fingerprint(root: Path) -> str:
    """A hash over all definitions."""
    files = sorted((root / "sql").rglob("*.sql")) + sorted((root / "sql").rglob("*.toml"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
