"""A person beside others: their other figures beside the department's, and their place among those of their role."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.figures import Person
from kpi.review import roles
from kpi.review.groups import Team
from kpi.review.month import Standing
from kpi.review.overview import Department


@dataclass(frozen=True)
class Beside:
    """A figure of a person, and that of their department."""

    own: Standing
    whole: Standing


@dataclass(frozen=True)
class Place:
    """The place of a person's value among those of the same role who have one; equal values share it."""

    rank: int
    of: int


def beside(person: Person, department: Department, team: Team) -> list[Beside]:
    """The figures of a person that are lines of their department and none of their role."""
    mine = {one.measured.metric for one in roles.assessed(roles.role_of(person.role))}
    found = []
    for line in department.lines:
        own = team.of(person.person, line.standing.metric.id)
        if own and own.figure.value is not None and own.metric.id not in mine and line.own:
            found.append(Beside(own, line.standing))
    return found


def place(person: Person, one: Standing, team: Team) -> Place | None:
    """Where a person's own figure stands among those of their role in the department."""
    values = {p.person: each.figure.value for p, each in team.by(one.metric.id) if p.role == person.role}
    known = [value for value in values.values() if value is not None]
    own = values.get(person.person)
    if own is None or len(known) < 2 or own != one.figure.value:
        return None
    better = [value for value in known if (value > own if one.metric.better == "up" else value < own)]
    return Place(len(better) + 1, len(known))
