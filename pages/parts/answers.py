"""Answers for pages, remembered by version: a load makes another version, so nothing has to be forgotten by hand.

What is remembered is frozen and shared by all readers as it is, without a copy for each. All answers of one run come
from one version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kpi.catalogue import Metric, load
from kpi.figures import Period, Person, Scope
from kpi.figures import names as naming
from kpi.figures.names import Names
from kpi.insight import cause as insight
from kpi.insight import compose
from kpi.insight.cause import Cause
from kpi.insight.compose import Bridge
from kpi.review import behind as rows_behind
from kpi.review import beside as others
from kpi.review import groups as grouping
from kpi.review import month as review
from kpi.review import overview as whole
from kpi.review import person as single
from kpi.review import pictures as drawn
from kpi.review.behind import Rows
from kpi.review.beside import Beside, Place
from kpi.review.groups import Team
from kpi.review.month import Loaded, Shown, Standing
from kpi.review.overview import Department, Overview
from kpi.review.person import Day, PersonLine
from kpi.review.pictures import Drawn
from pages.parts.memory import remembered
from pages.parts.shell import Reader

KEEP = 100  # answers of each kind, of all readers together
FEW = 16  # of those that hold many rows

Where = Mapping[str, tuple[str | None, ...]]
Fixed = tuple[tuple[str, tuple[str | None, ...]], ...]


def metric(name: str) -> Metric:
    """A metric of the catalogue."""
    return load().metric(name)


def loaded(who: Reader) -> Loaded:
    """What the version reaches over."""
    return _loaded(who.data, who.version)


def month(who: Reader) -> Shown:
    """The month of the address, else the newest."""
    return review.shown(who.chosen.get("month"), loaded(who))


def month_names(who: Reader) -> tuple[str, ...]:
    """The months that have data, the newest first."""
    return loaded(who).months


def names(who: Reader) -> Names:
    """What people, campaigns and products are called."""
    return naming.names(who.data, who.version)


def overview(who: Reader, at: Shown) -> Overview:
    """A month of the whole."""
    return _overview(who.data, who.version, at)


def cause(who: Reader, one: Standing, at: Shown, where: Where) -> Cause | None:
    """Why a line is short of its target."""
    goal = one.figure.target.target if one.figure.target else None
    return _cause(who.data, who.version, one.metric.id, goal, at, tuple(where.items()))


def moved(who: Reader, one: Standing, at: Shown, dimension: str, where: Where) -> Bridge | None:
    """What moved a figure since the month before, by a dimension; nothing where not all of its days are loaded."""
    if one.partial:
        return None
    return _moved(who.data, who.version, one.metric.id, at, dimension, tuple(where.items()))


def standing(who: Reader, metric: str, at: Shown, where: Where) -> Standing:
    """How one figure stands."""
    return _standing(who.data, who.version, metric, at, tuple(where.items()))


def groups(who: Reader, metric: str, dimension: str, at: Shown, where: Where) -> Sequence[Standing]:
    """A metric by a dimension."""
    return _groups(who.data, who.version, metric, dimension, at, tuple(where.items()))


def team(who: Reader, department: Department, at: Shown) -> Team:
    """The people of a department."""
    return _team(who.data, who.version, department.name, at)


def pictures(who: Reader, department: Department, at: Shown) -> list[Drawn]:
    """The pictures of a department's work."""
    return _pictures(who.data, who.version, department.name, at)


def pictures_of(who: Reader, person: Person, at: Shown) -> list[Drawn]:
    """The pictures of a person's work."""
    return _pictures_of(who.data, who.version, person, at)


def staff(who: Reader, at: Shown) -> tuple[Person, ...]:
    """Everybody of a month."""
    return _staff(who.data, who.version, at)


def lines(who: Reader, person: Person, at: Shown) -> tuple[PersonLine, ...]:
    """The lines of a person."""
    return _lines(who.data, who.version, person, at)


def other(who: Reader, metric: str, person: Person, at: Shown) -> PersonLine:
    """A figure of a person that is none of their lines."""
    return _other(who.data, who.version, metric, person, at)


def beside(who: Reader, person: Person, at: Shown) -> list[Beside]:
    """A person's other figures beside their department's."""
    mine = department_of(who, person.department, at)
    return others.beside(person, mine, team(who, mine, at)) if mine else []


def place(who: Reader, person: Person, one: Standing, at: Shown) -> Place | None:
    """A person's place in a figure."""
    mine = department_of(who, person.department, at)
    return others.place(person, one, team(who, mine, at)) if mine else None


def department_of(who: Reader, name: str | None, at: Shown) -> Department | None:
    """A department by its name."""
    return next((one for one in overview(who, at).departments if one.name == name), None)


def days(who: Reader, metric: str, at: Shown, where: Where, scope: Scope | None) -> tuple[Day, ...]:
    """A figure day by day."""
    return _days(who.data, who.version, metric, at, tuple(where.items()), scope)


def rows(who: Reader, metric: str, days: Period, where: Where, scope: Scope | None) -> Rows:
    """The rows behind a figure."""
    return _rows(who.data, who.version, metric, days, tuple(where.items()), scope)


@remembered(KEEP)
def _loaded(data: Path, version: int) -> Loaded:
    return review.loaded(data, version)


@remembered(KEEP)
def _overview(data: Path, version: int, at: Shown) -> Overview:
    return whole.overview(data, version, at)


@remembered(KEEP)
def _cause(data: Path, version: int, metric: str, goal: float | None, at: Shown, where: Fixed) -> Cause | None:
    return insight.cause(load().metric(metric), goal, at.days, data, version, dict(where))


@remembered(KEEP)
def _moved(data: Path, version: int, metric: str, at: Shown, dimension: str, where: Fixed) -> Bridge | None:
    return compose.moved(metric, dimension, at.days, data, where=dict(where), version=version)


@remembered(KEEP)
def _standing(data: Path, version: int, metric: str, at: Shown, where: Fixed) -> Standing:
    return review.standings((metric,), at, data, version, where=dict(where))[0]


@remembered(KEEP)
def _groups(data: Path, version: int, metric: str, dimension: str, at: Shown, where: Fixed) -> Sequence[Standing]:
    return grouping.groups(metric, dimension, at, data, version, dict(where))


@remembered(KEEP)
def _team(data: Path, version: int, department: str, at: Shown) -> Team:
    known = _overview(data, version, at).departments
    return grouping.team(next(one for one in known if one.name == department), at, data, version)


@remembered(KEEP)
def _pictures(data: Path, version: int, department: str, at: Shown) -> list[Drawn]:
    known = [person for person in _staff(data, version, at) if person.department == department]
    return drawn.of_department(department, known, at, data, version)


@remembered(KEEP)
def _pictures_of(data: Path, version: int, person: Person, at: Shown) -> list[Drawn]:
    return drawn.of_person(person, at, data, version)


@remembered(KEEP)
def _staff(data: Path, version: int, at: Shown) -> tuple[Person, ...]:
    return single.staff(data, version, at)


@remembered(KEEP)
def _lines(data: Path, version: int, person: Person, at: Shown) -> tuple[PersonLine, ...]:
    return single.lines(person, at, data, version)


@remembered(KEEP)
def _other(data: Path, version: int, metric: str, person: Person, at: Shown) -> PersonLine:
    return single.other(metric, person, at, data, version)


@remembered(KEEP)
def _days(data: Path, version: int, metric: str, at: Shown, where: Fixed, scope: Scope | None) -> tuple[Day, ...]:
    return single.days(load().metric(metric), at, data, version, scope=scope, where=dict(where))


@remembered(FEW)
def _rows(data: Path, version: int, metric: str, days: Period, where: Fixed, scope: Scope | None) -> Rows:
    return rows_behind.rows(metric, days, data, version, where=dict(where), scope=scope)
