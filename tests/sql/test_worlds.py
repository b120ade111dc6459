"""Every figure of the invented departments from their canonical rows, by the product's facts, metrics and composition.

The rows come from the reference's own reader, so a difference here is one of `sql/`, not of loading.
"""

import json
from decimal import Decimal
from functools import cache

import pyarrow as pa
import pytest

from kpi import catalogue
from kpi.catalogue import compose
from kpi.engine import duck
from tests.oracle_reader import read_world
from tests.sql.spec import PROVENANCE, World, label

TOLERANCE = Decimal("1e-9")


@cache
def department(folder):
    """A database with a world's rows, all facts built."""
    known, con = catalogue.load(), duck.scratch()
    con.execute("create schema current")
    con.execute("create schema facts")
    rows = read_world(folder)
    for entity in known.entities.values():
        columns = entity.columns() | PROVENANCE
        con.execute(
            f"create table current.{entity.id} ({', '.join(f'{duck.name(n)} {kind}' for n, kind in columns.items())})"
        )
        if given := rows.get(entity.id):
            fill(con, entity, given)
    con.execute("set search_path = 'facts,current'")
    for name in needed(known):
        con.execute(f"create table facts.{name} as {known.facts[name].sql}")
    return con


def needed(known):
    """The facts that metrics read, in the order of building."""
    ahead = [name for metric in known.metrics.values() for name in compose.tables_of(metric)]
    found = set()
    while ahead:
        if (name := ahead.pop()) in known.facts and name not in found:
            found.add(name)
            ahead += known.facts[name].uses
    return [name for name in known.facts if name in found]


def fill(con, entity, given):
    carried = [name for name in entity.fields if any(name in row for row in given)]
    table = pa.table({name: pa.array([text(row.get(name)) for row in given], pa.string()) for name in carried})
    numbers = pa.array([str(row.get("_row") or i) for i, row in enumerate(given, 2)], pa.string())
    con.register("given", table.append_column("_row", numbers))
    casts = [f'cast("{name}" as {kind}) as "{name}"' for name, kind in entity.columns().items() if name in carried]
    con.execute(
        f"insert into current.{entity.id} by name "
        f"select {', '.join(casts)}, 1 as _load, 1 as _file, cast(_row as bigint) as _row from given"
    )
    con.unregister("given")


def text(value):
    return None if value is None else str(value)


@cache
def expected(folder):
    figures = json.loads((folder / "expected.json").read_text("utf-8"))["figures"]
    asked = {}
    for figure in figures:
        asked.setdefault((figure["metric"], figure["by"], figure["grain"]), []).append(figure)
    return asked


@pytest.mark.parametrize("world", ["a", "b"])
@pytest.mark.parametrize("name", sorted(catalogue.load().metrics))
def test_every_figure_of_a_world_agrees(worlds, world, name):
    metric, wrong = catalogue.load().metrics[name], []
    questions = [
        (by, grain, figures) for (asked, by, grain), figures in expected(worlds / world).items() if asked == name
    ]
    assert questions or metric.internal
    for by, grain, figures in questions:
        wrong += differences(department(worlds / world), metric, by, grain, figures)
    assert not wrong


def differences(con, metric, by, grain, figures):
    view = World.__new__(World)
    view.con, view.all = con, catalogue.load()
    dims = [by] if by and by != "day" else []
    found = view.figures(metric, dims, "day" if by == "day" else grain, {}, PERIOD)
    got = {tuple(label(key, "day" if by == "day" else grain)): sides for key, sides in found.items()}
    wrong = []
    for figure in figures:
        key = tuple("" if part is None else part for part in figure["key"])
        n, d = got.pop(key, (Decimal(0), Decimal(0)))
        value = (n / d if d else None) if metric.d else n
        want = figure["value"]
        if want is None and not metric.d:
            continue  # a count whose source is not loaded for that shop: a matter of figures
        if (value is None) != (want is None) or (value is not None and not near(value, want)):
            wrong.append(f"{metric.id} {by} {key}: {figure['n']} / {figure['d']} = {want}, not {n} / {d} = {value}")
    return wrong + [f"{metric.id} {by} {key}: no such group, not {n} / {d}" for key, (n, d) in got.items() if n or d]


PERIOD = "day between date '2026-08-01' and date '2026-10-31'"


def near(value, want):
    return abs(value - Decimal(str(want))) <= TOLERANCE * max(1, abs(value))
