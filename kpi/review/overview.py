"""The month of the whole: the main figures, every department's lines, and each line once against its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi.catalogue import load
from kpi.figures import Person, people
from kpi.review import roles
from kpi.review.month import Shown, Standing, standings
from kpi.review.roles import Assessed


@dataclass(frozen=True)
class DepartmentLine:
    """A line of a department: its own figure (`own`), or the company's where there is none of a department."""

    assessed: Assessed
    standing: Standing
    own: bool


@dataclass(frozen=True)
class Department:
    """A department, who leads it, how many people it has, and how its lines stand."""

    name: str
    head: Person | None
    people: int
    lines: tuple[DepartmentLine, ...]


@dataclass(frozen=True)
class Line:
    """A line as the board has it: a figure, and the departments that answer for it (none: nobody does)."""

    standing: Standing
    departments: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class Overview:
    """A month of the whole."""

    main: tuple[Standing, ...]
    departments: tuple[Department, ...]
    lines: tuple[Line, ...]
    names: Mapping[str, str]


def overview(data: Path, version: int, at: Shown) -> Overview:
    """All of a month, asked as few times as possible: once for the company, once by department."""
    staff = people(data, at.days, version)
    theirs = {name: roles.of_department(roles.members(staff, name)) for name in roles.departments(staff)}
    every = dict.fromkeys(one.measured.metric for lines in theirs.values() for one in lines)
    own = tuple(metric for metric in every if roles.has(metric, "department"))
    listed = (m.id for m in load().metrics.values() if m.lines and not m.internal)
    company = {one.metric.id: one for one in standings(tuple(listed), at, data, version)}
    by_department = {(one.metric.id, one.group): one for one in standings(own, at, data, version, by=("department",))}
    found = []
    for name, lines in theirs.items():
        mine = roles.members(staff, name)
        figures = _figures(name, lines, company, by_department)
        figures |= _silent(name, [one for one in lines if one.measured.metric not in figures], at, data, version)
        drawn = [DepartmentLine(one, *figures[one.measured.metric]) for one in lines]
        found.append(Department(name, roles.head(mine), len(mine), tuple(drawn)))
    main = [company[metric] for metric in roles.main_metrics()]
    return Overview(tuple(main), tuple(found), tuple(_once(found, company)), {p.person: p.name for p in staff})


Figures = dict[str, tuple[Standing, bool]]


def _figures(
    name: str,
    lines: Sequence[Assessed],
    company: Mapping[str, Standing],
    by_department: Mapping[tuple[str, str | None], Standing],
) -> Figures:
    """The figures that there are: a department's own; the company's of who answers for all shops."""
    found: Figures = {}
    for one in lines:
        metric = one.measured.metric
        if (metric, name) in by_department:
            found[metric] = by_department[metric, name], True
        elif not roles.has(metric, "department") or one.measured.scope == "shop":
            found[metric] = company[metric], False
    return found


def _silent(name: str, lines: Sequence[Assessed], at: Shown, data: Path, version: int) -> Figures:
    """The figures of lines of which the department has no row: without a value, but perhaps with a target."""
    metrics = tuple(one.measured.metric for one in lines)
    found = standings(metrics, at, data, version, where={"department": (name,)})
    return {one.metric.id: (one, True) for one in found}


def _once(departments: Sequence[Department], company: Mapping[str, Standing]) -> list[Line]:
    """Every line once: a department's own, or the company's with all departments that answer for it."""
    found: list[Line] = []
    shared: dict[str, list[str]] = {}
    for department in departments:
        for line in department.lines:
            if line.own:
                found.append(Line(line.standing, (department.name,), own=True))
            else:
                shared.setdefault(line.standing.metric.id, []).append(department.name)
    found += [Line(company[metric], tuple(names), own=False) for metric, names in shared.items()]
    there = {line.standing.metric.id for line in found}
    return found + [Line(one, (), own=False) for metric, one in company.items() if metric not in there]
