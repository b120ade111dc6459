"""The month of the whole: which lines each department answers for, asked as few times as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi.figures import Person
from kpi.review import roles
from kpi.review.month import Standing

Ask = Callable[[tuple[str, ...], tuple[str, ...]], list[Standing]]


@dataclass(frozen=True)
class DepartmentLines:
    """A department, who leads it, and how its lines stand."""

    department: str
    leader: str
    lines: tuple[Standing, ...]


def departments(people: Sequence[Person], ask: Ask) -> list[DepartmentLines]:
    """Every department with its lines: its own figure where a metric has one, else the whole's.

    Args:
        people: everybody of the month.
        ask: answers some metrics by some dimensions; asked twice, once by department and once for the whole.
    """
    names = roles.departments(people)
    wanted = {name: roles.metrics_of(roles.members(people, name)) for name in names}
    every = tuple(dict.fromkeys(metric for metrics in wanted.values() for metric in metrics))
    own = tuple(metric for metric in every if roles.has_department(metric))
    rest = tuple(metric for metric in every if not roles.has_department(metric))
    by_department = {(s.metric.id, s.figure.group["department"]): s for s in ask(own, ("department",))}
    whole = {s.metric.id: s for s in ask(rest, ())}
    return [
        DepartmentLines(name, _leader(people, name), tuple(_lines(metrics, name, by_department, whole)))
        for name, metrics in wanted.items()
    ]


def _lines(
    metrics: Iterable[str],
    department: str,
    by_department: Mapping[tuple[str, str | None], Standing],
    whole: Mapping[str, Standing],
) -> Iterable[Standing]:
    for metric in metrics:
        found = by_department.get((metric, department)) if roles.has_department(metric) else whole.get(metric)
        if found is not None:
            yield found


def _leader(people: Sequence[Person], department: str) -> str:
    """Whoever of a department has nobody of it above them; the first of several."""
    mine = roles.members(people, department)
    numbers = {person.person for person in mine}
    return next((person.name for person in mine if person.manager not in numbers), "")
