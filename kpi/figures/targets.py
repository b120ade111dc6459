"""Targets: the row of exactly the scope shown, whole months as they are, a part of a month by its days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric
from kpi.engine import versions
from kpi.figures.periods import Period, cut
from kpi.figures.question import Question


@dataclass(frozen=True)
class Target:
    """A target with its floor and stretch, where set."""

    target: float
    floor: float | None = None
    stretch: float | None = None


@dataclass(frozen=True)
class Targets:
    """A metric's targets by month, scope and object; a person's by 工号, a shop's by its name."""

    rows: Mapping[tuple[date, str, str], tuple[Any, Any, Any]]

    def of(self, metric: Metric, days: Period, group: Mapping[str, Any], question: Question) -> Target | None:
        """The target of a figure: its own scope's row, never a wider one's.

        A sum's target of a part of a month is the month's by days; a ratio's stays. Over several months sums add up,
        and a ratio has a target only where all months have the same.
        """
        scope = shown_scope(group, question)
        if scope is None:
            return None
        months = list(cut(days, "month"))
        found = [self.rows.get((part.first.replace(day=1), *scope)) for part in months]
        if any(row is None or row[0] is None for row in found):
            return None
        shares = [Fraction(p.days, calendar.monthrange(p.first.year, p.first.month)[1]) for p in months]
        return Target(*(_over_months(metric, [row[at] for row in found if row], shares) for at in range(3)))  # type: ignore[arg-type]  # the first is never None


def _over_months(metric: Metric, values: list[Any], shares: list[Fraction]) -> float | None:
    if any(value is None for value in values):
        return None
    if metric.d is None:
        return float(sum(Fraction(value) * share for value, share in zip(values, shares, strict=True)))
    return float(values[0]) if len(set(values)) == 1 else None


def shown_scope(group: Mapping[str, Any], question: Question) -> tuple[str, str] | None:
    """Scope and object of a figure's own target row; None where it can have none."""
    told = {k: v for k, v in group.items() if k != "day"}
    for dimension, allowed in question.where.items():
        if len(allowed) != 1:
            return None
        told[dimension] = allowed[0]
    if question.scope:
        told[{"self": "person"}.get(question.scope.kind, question.scope.kind)] = question.scope.person
    if not told:
        return "company", ""
    ((dimension, value),) = told.items() if len(told) == 1 else (("", None),)
    if value is None:
        return None
    return (dimension, str(value)) if dimension in ("shop", "department", "role", "person") else None


All = Mapping[str, Targets]
NONE = Targets({})

_SQL = """
select
    t.metric, t.month, case when k.shop is not null then 'shop' else t.scope end, coalesce(p.person, t.object, ''),
    t.target, t.floor, t.stretch
from current.targets as t
left join facts.known_shops as k on t.object = k.shop
left join facts.person_names as p on t.scope = 'person' and k.shop is null and p.alias = t.object
"""


@lru_cache(maxsize=8)
def of(data: Path, version: int) -> All:
    """The targets of a version by metric. People may be named by 工号, name or account; a shop's name decides."""
    found: dict[str, dict[tuple[date, str, str], tuple[Any, Any, Any]]] = {}
    with versions.reading(data, version) as (con, _):
        for metric, month, scope, thing, *values in con.execute(_SQL).fetchall():
            found.setdefault(metric, {})[month, scope, thing] = (values[0], values[1], values[2])
    return {metric: Targets(rows) for metric, rows in found.items()}


def attainment(metric: Metric, value: object, target: float | None) -> float | None:
    """Actual over target; 2 − actual / target where lower is better, at least 0; None where it means nothing."""
    if value is None or target is None:
        return None
    actual = float(value)  # type: ignore[arg-type]  # a number
    if target == 0:
        return None if metric.better == "up" else float(actual == 0)
    return actual / target if metric.better == "up" else max(0.0, 2 - actual / target)
