"""A figure's groups: the people of a department, or whatever else a metric is taken apart by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi.figures import Person, people
from kpi.review import roles
from kpi.review.month import Shown, Standing, standings
from kpi.review.overview import Department


@dataclass(frozen=True)
class Team:
    """The people of a department, and how each stands in each of its lines that has people."""

    people: tuple[Person, ...]
    metrics: tuple[str, ...]
    standings: dict[tuple[str, str], Standing]

    def of(self, person: str, metric: str) -> Standing | None:
        """How a person stands in a metric; None where no row is theirs."""
        return self.standings.get((person, metric))

    def by(self, metric: str) -> list[tuple[Person, Standing]]:
        """Everybody who has a row in a metric."""
        return [(person, one) for person in self.people if (one := self.of(person.person, metric))]


def team(department: Department, at: Shown, data: Path, version: int) -> Team:
    """The people of a department as of their last day in the month; their figures are those of the whole month.

    A figure of a person is asked without their department, so that it is held against the person's own target and is
    the same as on the person's page, also where they changed the department in the month.
    """
    members = roles.members(people(data, at.days, version), department.name)
    ids = {person.person for person in members}
    metrics = tuple(m for line in department.lines if roles.has(m := line.assessed.measured.metric, "person"))
    found = standings(metrics, at, data, version, by=("person",))
    mine = {(one.group or "", one.metric.id): one for one in found if one.group in ids}
    return Team(tuple(members), metrics, mine)


def groups(
    metric: str, dimension: str, at: Shown, data: Path, version: int, where: dict[str, tuple[str | None, ...]]
) -> Sequence[Standing]:
    """A metric by a dimension: those with a value."""
    found = standings((metric,), at, data, version, by=(dimension,), where=where)
    return [one for one in found if one.figure.value is not None]
