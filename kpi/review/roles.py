"""Who belongs where, and whose assessment lines: of a department those of its people's roles, of a person theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.catalogue import Line, Measured, Role, load
from kpi.figures import Person


@dataclass(frozen=True)
class Assessed:
    """A metric on an assessment line of a role, with whose figure it is."""

    role: Role
    line: Line
    measured: Measured


def departments(people: Iterable[Person]) -> list[str]:
    """The departments that people are in, in order of their first person."""
    return list(dict.fromkeys(person.department for person in people if person.department))


def members(people: Iterable[Person], department: str) -> list[Person]:
    """The people of a department."""
    return [person for person in people if person.department == department]


def head(people: Sequence[Person]) -> Person | None:
    """Of a department's people the one above most of them; of one who is alone, that one; else nobody."""
    over = Counter(person.manager for person in people)
    found = max(people, key=lambda person: over[person.person], default=None)
    return found if found and (over[found.person] or len(people) == 1) else None


def role_of(word: str | None) -> Role | None:
    """A role by the word of the staff sheet; none for what is none of the ten."""
    return load().by_word.get(word or "")


def assessed(role: Role | None) -> list[Assessed]:
    """What a role is assessed on, each metric and scope once, with the first line that names it."""
    if role is None:
        return []
    pairs = [(line, measured) for line in role.lines for measured in line.metrics]
    first: dict[Measured, Line] = {}
    for line, measured in pairs:
        first.setdefault(measured, line)
    return [Assessed(role, line, measured) for measured, line in first.items()]


def of_department(people: Iterable[Person]) -> list[Assessed]:
    """What these people's roles are assessed on, each metric once, heads before specialists."""
    there = {role.id for person in people if (role := role_of(person.role))}
    found: dict[str, Assessed] = {}
    for role in load().roles.values():
        for one in assessed(role) if role.id in there else ():
            found.setdefault(one.measured.metric, one)
    return list(found.values())


def main_metrics() -> tuple[str, ...]:
    """The figures of the whole: those of the first role, the e-commerce manager's."""
    first = next(iter(load().roles.values()))
    return tuple(dict.fromkeys(one.measured.metric for one in assessed(first)))


def has(metric: str, dimension: str) -> bool:
    """Whether a metric can be asked by a dimension."""
    return dimension in load().metric(metric).all_dimensions
