"""Every figure of the invented departments from their canonical rows, by the product's facts, metrics and composition.

The rows come from the reference's own reader, so a difference here is one of `sql/`, not of loading.
"""

import json
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from kpi import catalogue
from tests.oracle_reader import read_world
from tests.sql.spec import label
from tests.sql.world import Department

DAYS = (date(2026, 8, 1), date(2026, 10, 31))
TOLERANCE = Decimal("1e-9")


@cache
def department(folder):
    return Department(read_world(folder / "exports"))


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
    questions = [q for q in expected(worlds / world).items() if q[0][0] == name]
    assert questions or metric.internal
    for (_, by, grain), figures in questions:
        wrong += differences(department(worlds / world), metric, by, grain, figures)
    assert not wrong


def differences(department, metric, by, grain, figures):
    grain = "day" if by == "day" else grain
    found = department.figures(metric, [by] if by and by != "day" else [], grain, DAYS)
    got = {label(key, grain): sides for key, sides in found.items()}
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


def near(value, want):
    return abs(value - Decimal(str(want))) <= TOLERANCE * max(1, abs(value))
