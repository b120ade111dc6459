"""Targets: the row of exactly the scope shown, whole months as they are, a part of a month by its days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric
from kpi.engine import versions
from kpi.figures import coverage
from kpi.figures.periods import Period, cut
from kpi.figures.question import Question, Scope


@dataclass(frozen=True)
class Target:
    """A target with its floor and stretch, where set."""

    target: float
    floor: float | None = None
    stretch: float | None = None


@dataclass(frozen=True)
class Targets:
    """A metric's targets by month, scope and object; a person's by 工号, a shop's by its name.

    Attributes:
        rows: target, floor and stretch.
        stays: of each person, department and role by stretches of days.
        shops: of each person, the shops they own, and when.
        platforms: of each shop.
    """

    rows: Mapping[tuple[date, str, str], tuple[Any, Any, Any]]
    stays: Mapping[str, Sequence[tuple[Period, str | None, str | None]]] = field(default_factory=dict)
    shops: Mapping[str, Sequence[tuple[str, Period]]] = field(default_factory=dict)
    platforms: Mapping[str, str | None] = field(default_factory=dict)

    def of(self, metric: Metric, days: Period, group: Mapping[str, Any], question: Question) -> Target | None:
        """The target of a figure: its own scope's row, never a wider one's.

        A sum's target of a part of a month is the month's by days; a ratio's stays. Over several months sums add up,
        and a ratio has a target only where all months have the same.
        """
        months = list(cut(days, "month"))
        found = [self._row(part, group, question) for part in months]
        if any(row is None or row[0] is None for row in found):
            return None
        shares = [Fraction(p.days, calendar.monthrange(p.first.year, p.first.month)[1]) for p in months]
        return Target(*(_over_months(metric, [row[at] for row in found if row], shares) for at in range(3)))  # type: ignore[arg-type]  # the first is never None

    def _row(self, days: Period, group: Mapping[str, Any], question: Question) -> tuple[Any, Any, Any] | None:
        """The row of exactly the scope of a figure of one month, or of some days of it."""
        told = {(name, value) for name, value in group.items() if name != "day"}
        for name, allowed in question.where.items():
            told |= {(name, value) for value in allowed}
        if question.scope:
            whose = self._whose(question.scope, days)
            if whose is None:
                return None
            told |= whose
        told -= {implied for name, value in told for implied in self._implied(name, value, days)}
        if len(told) > 1:
            return None
        ((name, value),) = told or {("company", "")}
        return self.rows.get((days.first.replace(day=1), name, value)) if value is not None else None

    def _whose(self, scope: Scope, days: Period) -> set[tuple[str, Any]] | None:
        """What a scope is all of on these days; None where that is nothing with a name."""
        if scope.kind == "self":
            return {("person", scope.person)}
        if scope.kind == "department":
            worked_in = {department for department, _ in self._worked(scope.person, days)}
            return {("department", department) for department in worked_in} if len(worked_in) == 1 else None
        if scope.kind == "shop":
            held = [
                (shop, span) for shop, span in self.shops.get(scope.person, ()) if days.overlaps(span.first, span.last)
            ]
            if len(held) > 1 or any(span.first > days.first or span.last < days.last for _, span in held):
                return None
            return {("shop", shop) for shop, _ in held}
        return None

    def _worked(self, person: str, days: Period) -> list[tuple[str | None, str | None]]:
        stays = self.stays.get(person, ())
        return [(department, role) for span, department, role in stays if days.overlaps(span.first, span.last)]

    def _implied(self, name: str, value: Any, days: Period) -> set[tuple[str, Any]]:
        """What narrows a figure of this no further: the platform of a shop, a person's one department and one role."""
        if name == "shop":
            return {("platform", self.platforms.get(value))}
        if name != "person":
            return set()
        worked = self._worked(value, days)
        own = [{("department", department) for department, _ in worked}, {("role", role) for _, role in worked}]
        return {implied for one in own if len(one) == 1 for implied in one}


def _over_months(metric: Metric, values: list[Any], shares: list[Fraction]) -> float | None:
    if any(value is None for value in values):
        return None
    if metric.d is None:
        return float(sum(Fraction(value) * share for value, share in zip(values, shares, strict=True)))
    return float(values[0]) if len(set(values)) == 1 else None


All = Mapping[str, Targets]
NONE = Targets({})

_SQL = """
select
    t.metric, t.month, case when k.shop is not null then 'shop' else t.scope end, coalesce(p.person, t.object, ''),
    t.target, t.floor, t.stretch
from current.targets as t
left join facts.known_shops as k on t.object = k.shop
left join facts.person_names as p
    on t.scope = 'person' and k.shop is null and p.alias = t.object and t.month between p.valid_from and p.valid_to
"""


_STAYS = "select person, valid_from, valid_to, department, role from facts.person_days order by all"


@lru_cache(maxsize=8)
def of(data: Path, version: int) -> All:
    """The targets of a version by metric. People may be named by 工号, name or account; a shop's name decides."""
    found: dict[str, dict[tuple[date, str, str], tuple[Any, Any, Any]]] = {}
    stays: dict[str, list[tuple[Period, str | None, str | None]]] = {}
    known = coverage.of(data, version)
    with versions.reading(data, version) as (con, _):
        for metric, month, scope, thing, *values in con.execute(_SQL).fetchall():
            found.setdefault(metric, {})[month, scope, thing] = (values[0], values[1], values[2])
        for person, first, last, department, role in con.execute(_STAYS).fetchall():
            stays.setdefault(person, []).append((Period(first, last), department, role))
    return {metric: Targets(rows, stays, known.owned, known.platforms) for metric, rows in found.items()}


def attainment(metric: Metric, value: object, target: float | None) -> float | None:
    """Actual over target; 2 − actual / target where lower is better, at least 0; None where it means nothing."""
    if value is None or target is None:
        return None
    actual = float(value)  # type: ignore[arg-type]  # a number
    if target == 0:
        return None if metric.better == "up" else float(actual == 0)
    return actual / target if metric.better == "up" else max(0.0, 2 - actual / target)
