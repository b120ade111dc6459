"""Whose assessment lines: of a department those of its people's roles, of a person those of their role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.catalogue import Measured, load
from kpi.figures import Person


def departments(people: Iterable[Person]) -> list[str]:
    """The departments that people are in, in order of their first person."""
    return list(dict.fromkeys(person.department for person in people if person.department))


def members(people: Iterable[Person], department: str) -> list[Person]:
    """The people of a department."""
    return [person for person in people if person.department == department]


def measured_of(role: str | None) -> tuple[Measured, ...]:
    """The lines of a role, by the word of the staff sheet; none for a role that is none of the ten."""
    known = load().by_word.get(role or "")
    return known.metrics if known else ()


def metrics_of(people: Sequence[Person]) -> list[str]:
    """The metrics on which these people are assessed, each once, in the order of the roles."""
    there = {person.role for person in people}
    ranked = [role for role in load().roles.values() if there.intersection(role.words.values())]
    return list(dict.fromkeys(measured.metric for role in ranked for measured in role.metrics))


def has_department(metric: str) -> bool:
    """Whether a metric can be asked of one department."""
    return "department" in load().metric(metric).all_dimensions


def has_person(metric: str) -> bool:
    """Whether a metric can be asked of one person."""
    return "person" in load().metric(metric).all_dimensions


def parting(metric: str) -> str | None:
    """The dimension by which a metric's change is best told apart: people, else shops; None where it has neither."""
    parts = load().metric(metric).all_dimensions
    return next((dimension for dimension in ("person", "shop") if dimension in parts), None)


def main_lines() -> tuple[Measured, ...]:
    """The figures of the whole: the lines of the first role, the e-commerce manager's."""
    return next(iter(load().roles.values())).metrics
