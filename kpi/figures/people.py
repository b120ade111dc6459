"""Who worked where in a period: the people, departments and roles that pages list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.engine import versions
from kpi.figures.periods import Period


@dataclass(frozen=True)
class Person:
    """A person as of their last day in a period.

    Department and role are those of that day; `joined` is their first day at all.
    """

    person: str
    name: str
    department: str | None
    role: str | None
    manager: str | None
    joined: date
    left: date


_SQL = """
select p.person, p.name, p.department, p.role, p.manager, whole.joined, whole.left_on
from facts.person_days as p
join (select person, min(valid_from) as joined, max(valid_to) as left_on from facts.person_days group by person) as
whole using (person) where p.valid_from <= ? and p.valid_to >= ? qualify row_number() over (partition by p.person
order by p.valid_from desc) = 1 order by p.person
"""


def people(data: Path, period: Period, version: int | None = None) -> list[Person]:
    """Everybody employed on some day of a period."""
    with versions.reading(data, version) as (con, _):
        return [Person(*row) for row in con.execute(_SQL, [period.last, period.first]).fetchall()]
