"""From a question to SQL over measures: the condition of period, filters and scope, and the sums of n and d by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kpi.catalogue import Metric, compose
from kpi.engine import duck
from kpi.errors import WrongUsage
from kpi.figures.periods import Period
from kpi.figures.question import Question, Scope

Number = int | Decimal
Key = tuple[date | None, tuple[Any, ...]]

#: What of a metric can be owned, and how `ownership` calls it; a metric takes the first that it has.
OWNABLE = {"product": "product", "campaign": "campaign", "shop": "shop"}


class NotTogether(WrongUsage):
    """The metric has these dimensions, but not in one question."""

    FIELDS = ("metric", "dimensions")


class NoScope(WrongUsage):
    """The metric has nothing by which it could be this scope's figure."""

    FIELDS = ("metric", "scope")


@dataclass(frozen=True)
class Condition:
    """A where clause over rows with `day` and dimensions, and its parameters."""

    sql: str
    values: tuple[object, ...]


def scope_dimension(metric: Metric, scope: Scope) -> str:
    """The dimension through which a metric's rows belong to a scope.

    Raises:
        NoScope: the metric has none of that kind.
    """
    wanted = {"self": ("person",), "team": ("person",), "department": ("department",), "shop": ("shop",), "owned": tuple(OWNABLE)}
    known = metric.all_dimensions
    found = next((dim for dim in wanted[scope.kind] if dim in known), None)
    if found is None:
        raise NoScope(metric=metric.id, scope=scope.kind)
    return found


def used_dimensions(metric: Metric, question: Question) -> tuple[str, ...]:
    """The dimensions that a question needs of a metric: groups, filters and scope."""
    scope = (scope_dimension(metric, question.scope),) if question.scope else ()
    return tuple(dict.fromkeys(d for d in (*question.by, *question.where, *scope) if d != "day"))


def measure_of(metric: Metric, question: Question) -> compose.Measure:
    """The measure that answers a question.

    Raises:
        NotTogether: the metric has the dimensions, but no measure has them all.
    """
    used = used_dimensions(metric, question)
    try:
        return compose.measure_for(metric, used)
    except compose.NoSuchDimension as error:
        raise NotTogether(metric=metric.id, dimensions=", ".join(used)) from error


def condition(question: Question, period: Period, metric: Metric, table: str) -> Condition:
    """The rows of a table that a question is about."""
    parts, values = [f"{table}.day between ? and ?"], [period.first, period.last]
    for dimension, allowed in question.where.items():
        column = f"{table}.{'day' if dimension == 'day' else dimension}"
        named = [value for value in allowed if value is not None]
        either = [f"{column} in ({', '.join('?' * len(named))})"] if named else []
        either += [f"{column} is null"] if None in allowed else []
        parts.append(f"({' or '.join(either) or 'false'})")
        values += named
    if question.scope:
        extra = _scope_condition(question.scope, scope_dimension(metric, question.scope), table)
        parts.append(extra.sql)
        values += extra.values
    return Condition(" and ".join(parts), tuple(values))


def _scope_condition(scope: Scope, dimension: str, table: str) -> Condition:
    within = f"{table}.day between s.valid_from and s.valid_to"
    if scope.kind == "self":
        return Condition(f"{table}.person = ?", (scope.person,))
    if scope.kind == "team":
        inner = f"select 1 from facts.managers as s where s.manager = ? and s.person = {table}.person and {within}"
        return Condition(f"exists ({inner})", (scope.person,))
    if scope.kind == "department":
        inner = f"select 1 from facts.person_days as s where s.person = ? and s.department = {table}.department and {within}"
        return Condition(f"exists ({inner})", (scope.person,))
    owned = f"select 1 from facts.ownership as s where s.person = ? and s.kind = ? and {within}"
    this = Condition(f"exists ({owned} and s.object = {table}.{dimension})", (scope.person, OWNABLE[dimension]))
    if scope.kind == "owned":
        return this
    return Condition(f"({this.sql} or not exists ({owned}))", this.values * 2)  # all shops on days on which they own none


def sums(con: duck.Connection, metric: Metric, question: Question, period: Period) -> dict[Key, dict[str, Number]]:
    """n (and d) of one measured metric by period start (None for a total) and group."""
    measure = measure_of(metric, question)
    where = condition(question, period, metric, "m")
    sql = compose.figure_sql(measure, question.by, question.grain, f"measures.{duck.name(measure.name)} as m", where.sql)
    parts = list(compose.value_sql(measure))
    shift = 0 if question.grain == "total" else 1
    found = {}
    for row in con.execute(sql, list(where.values)).fetchall():
        group = row[shift : shift + len(question.by)]
        values = row[shift + len(question.by) :]
        if question.grain == "total" and not question.by and all(v is None for v in values):
            continue  # an aggregate without groups gives a row even of nothing
        found[(row[0] if shift else None, tuple(group))] = {p: v for p, v in zip(parts, values, strict=True) if v is not None}
    return found


def combined(
    con: duck.Connection, metric: Metric, known: Mapping[str, Metric], question: Question, period: Period
) -> dict[Key, dict[str, Number]]:
    """n and d of any metric by period start and group; of a metric made of others, added from theirs."""
    if not metric.composed:
        return sums(con, metric, question, period)
    found: dict[Key, dict[str, Number]] = {}
    for leaf in compose.leaves(metric, known, used_dimensions(metric, question)):
        for key, values in sums(con, known[leaf.metric], question, period).items():
            side = found.setdefault(key, {})
            side[leaf.side] = side.get(leaf.side, 0) + leaf.sign * values.get("n", 0)
    return found
