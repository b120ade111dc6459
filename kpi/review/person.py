"""A person: the lines of their role as the figures of its scopes, against their own targets; and their days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric
from kpi.figures import Period, Person, Question, Scope, ask, people, targets
from kpi.figures.periods import add_months, month_end
from kpi.review import roles
from kpi.review.month import MONTHS, Shown, Standing, standings
from kpi.review.roles import Assessed

Where = dict[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class PersonLine:
    """A line of a person: whose figure it is; without an assessment it is only looked at."""

    standing: Standing
    scope: Scope
    assessed: Assessed | None = None


@dataclass(frozen=True)
class Day:
    """A figure on one day."""

    day: date
    n: Any
    d: Any
    value: Any


def staff(data: Path, version: int, at: Shown) -> tuple[Person, ...]:
    """Everybody employed on some day of a month, as of their last day in it."""
    return tuple(people(data, at.days, version))


def lines(person: Person, at: Shown, data: Path, version: int) -> tuple[PersonLine, ...]:
    """What the person's role is assessed on, one question for each scope."""
    mine = roles.assessed(roles.role_of(person.role))
    found: dict[tuple[str, str], Standing] = {}
    for kind in dict.fromkeys(one.measured.scope for one in mine):
        metrics = tuple(one.measured.metric for one in mine if one.measured.scope == kind)
        for one in _scoped(metrics, kind, person, at, data, version):
            found[one.metric.id, kind] = one
    return tuple(
        PersonLine(found[one.measured.metric, one.measured.scope], Scope(one.measured.scope, person.person), one)
        for one in mine
    )


def other(metric: str, person: Person, at: Shown, data: Path, version: int) -> PersonLine:
    """A figure of the person that is no line of their role."""
    (one,) = _scoped((metric,), "self", person, at, data, version)
    return PersonLine(one, Scope("self", person.person))


def _scoped(
    metrics: Sequence[str], kind: str, person: Person, at: Shown, data: Path, version: int
) -> Iterable[Standing]:
    for one in standings(metrics, at, data, version, scope=Scope(kind, person.person)):
        yield one if one.figure.target else _against_own(one, person, at, data, version)


def _against_own(one: Standing, person: Person, at: Shown, data: Path, version: int) -> Standing:
    """A figure for which as such none is set, as of a team, against the person's own target."""
    goals, group = targets.of(data, version).get(one.metric.id, targets.NONE), {"person": person.person}
    asked = Question((one.metric.id,))
    goal = goals.of(one.metric, at.days, group, asked)
    if goal is None:
        return one
    history = [goals.of(one.metric, days, group, asked) for days in _months(at)]
    attained = targets.attainment(one.metric, one.figure.value, goal.target)
    figure = replace(one.figure, target=goal, attainment=attained)
    return replace(one, figure=figure, targets=tuple(g.target if g else None for g in history))


def _months(at: Shown) -> list[Period]:
    firsts = [add_months(at.days.first, back) for back in range(1 - MONTHS, 1)]
    return [Period(first, min(month_end(first), at.days.last)) for first in firsts]


def days(
    metric: Metric, at: Shown, data: Path, version: int, *, scope: Scope | None = None, where: Where | None = None
) -> tuple[Day, ...]:
    """A figure day by day."""
    asked = Question((metric.id,), at.days, "day", where=where or {}, scope=scope)
    return tuple(Day(f.days.first, f.n, f.d, f.value) for f in ask(asked, data, version).figures)
