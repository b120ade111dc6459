"""From a question to SQL over measures: period, filters and scope as conditions, n and d summed by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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

#: What of a metric can be owned; a metric takes the first that it has.
OWNABLE = ("product", "campaign", "shop")


class NotTogether(WrongUsage):
    """The metric has these dimensions, but not in one question."""

    FIELDS = ("metric", "dimensions")


class NoScope(WrongUsage):
    """The metric has nothing by which it could be this scope's figure."""

    FIELDS = ("metric", "scope")


#: Sources whose rows are dated by the first day of their month.
MONTH_DATED = ("checklists", "reviews")


@dataclass(frozen=True)
class Part:
    """A side of a figure and what it is added up from: a measured metric's column, added or (sign −1) taken off."""

    side: str
    sign: int
    metric: Metric
    column: str


@dataclass(frozen=True)
class Condition:
    """A where clause over rows `m` with `day` and dimensions, and its parameters."""

    sql: str
    values: tuple[object, ...]

    def also(self, other: Condition) -> Condition:
        """Both of them."""
        return Condition(f"{self.sql} and {other.sql}", (*self.values, *other.values))

    def otherwise(self, other: Condition) -> Condition:
        """One of them."""
        return Condition(f"({self.sql} or {other.sql})", (*self.values, *other.values))


def parts(metric: Metric, known: Mapping[str, Metric], question: Question) -> list[Part]:
    """What a figure is added up from, n first: the two columns of a measured metric, or those that it is made of."""
    if not metric.composed:
        return [Part(side, 1, metric, side) for side in (("n", "d") if metric.d is not None else ("n",))]
    leaves = compose.leaves(metric, known, used_dimensions(metric, question))
    return sorted((Part(leaf.side, leaf.sign, known[leaf.metric], "n") for leaf in leaves), key=lambda p: p.side != "n")


def scope_dimension(metric: Metric, scope: Scope) -> str | None:
    """The dimension through which a metric's rows belong to a scope; None: the scope `shop` of what has no shops.

    Raises:
        NoScope: the metric has none of that kind.
    """
    wanted = {"shop": ("shop",), "owned": OWNABLE}.get(scope.kind, ("person",))
    found = next((dim for dim in wanted if dim in metric.all_dimensions), None)
    if found is None and scope.kind != "shop":
        raise NoScope(metric=metric.id, scope=scope.kind)
    return found


def used_dimensions(metric: Metric, question: Question) -> tuple[str, ...]:
    """The dimensions that a question needs of a metric: groups, filters and scope."""
    used = [*question.by, *question.where]
    if question.scope:
        used += [scope_dimension(metric, question.scope) or "day"]
        used += ["department"] if question.scope.kind == "department" else []
    return tuple(dict.fromkeys(dimension for dimension in used if dimension != "day"))


def single_valued(question: Question) -> tuple[str, ...]:
    """The dimensions of which each group of the answer has one value."""
    filters = tuple(dim for dim, allowed in question.where.items() if len(allowed) == 1)
    scope = ("person",) if question.scope and question.scope.kind == "self" else ()
    return (*question.by, *filters, *scope)


def measure_of(metric: Metric, question: Question) -> compose.Measure:
    """The measure that answers a question.

    Raises:
        NotTogether: the metric has the dimensions, but no measure has them all.
    """
    used = used_dimensions(metric, question)
    try:
        return compose.measure_for(metric, used, single_valued(question))
    except compose.NoSuchDimension as error:
        raise NotTogether(metric=metric.id, dimensions=", ".join(used)) from error


def measures(metric: Metric, question: Question, period: Period) -> list[tuple[compose.Measure, Condition]]:
    """The measures whose rows together answer a question, with the condition on the rows of each (as `m`).

    It is one, but for the shops of somebody whose figure is of all shops on days on which they own none: where the
    total is no sum of shops, those days are asked of the total.
    """
    where, scope = _filters(question, period), question.scope
    if scope is None:
        return [(measure_of(metric, question), where)]
    dimension = scope_dimension(metric, scope)
    if scope.kind == "shop" and dimension in metric.overlapping:
        whole = replace(question, scope=None)
        return [
            (measure_of(metric, question), where.also(_owned(scope, "shop"))),
            (measure_of(metric, whole), where.also(_owns_no_shop(scope))),
        ]
    return [(measure_of(metric, question), where.also(_in_scope(metric, scope, dimension)))]


def _filters(question: Question, period: Period) -> Condition:
    found = Condition("m.day between ? and ?", (period.first, period.last))
    for dimension, allowed in question.where.items():
        named = tuple(value for value in allowed if value is not None)
        either = [f"m.{dimension} in ({', '.join('?' * len(named))})"] if named else []
        either += [f"m.{dimension} is null"] if None in allowed else []
        found = found.also(Condition(f"({' or '.join(either) or 'false'})", named))
    return found


_WITHIN = "m.day between s.valid_from and s.valid_to"


def _in_scope(metric: Metric, scope: Scope, dimension: str | None) -> Condition:
    """The rows of a scope: who belongs to it and what is owned is asked of the row's day."""
    if scope.kind == "self":
        return Condition("m.person = ?", (scope.person,))
    if scope.kind == "team":
        return _exists("managers", "s.manager = ? and s.person = m.person", (scope.person,))
    if scope.kind == "department":
        same, months = "s.person = ? and s.department = m.department", metric.sources[0] in MONTH_DATED
        facts, within = ("person_months", "s.month = m.day") if months else ("person_days", _WITHIN)
        return Condition("m.person = ?", (scope.person,)).otherwise(_exists(facts, same, (scope.person,), within))
    if scope.kind == "shop":
        none = _owns_no_shop(scope)
        return none.otherwise(_owned(scope, dimension)) if dimension else none
    return _owned(scope, str(dimension))


def _owned(scope: Scope, dimension: str) -> Condition:
    """The row's thing is the person's on its day."""
    return _exists("ownership", f"s.person = ? and s.kind = ? and s.object = m.{dimension}", (scope.person, dimension))


def _owns_no_shop(scope: Scope) -> Condition:
    """The person owns no shop on the row's day."""
    some = _exists("ownership", "s.person = ? and s.kind = 'shop'", (scope.person,))
    return Condition(f"not {some.sql}", some.values)


def _exists(fact: str, same: str, values: tuple[object, ...], within: str = _WITHIN) -> Condition:
    return Condition(f"exists (select 1 from facts.{fact} as s where {same} and {within})", values)


def sums(con: duck.Connection, metric: Metric, question: Question, period: Period) -> dict[Key, dict[str, Number]]:
    """N (and d) of one measured metric by period start (None for a total) and group."""
    shift = 0 if question.grain == "total" else 1
    found: dict[Key, dict[str, Number]] = {}
    for measure, where in measures(metric, question, period):
        table = f"measures.{duck.name(measure.name)} as m"
        sql = compose.figure_sql(measure, question.by, question.grain, table, where.sql)
        names = list(compose.value_sql(measure))
        for row in con.execute(sql, list(where.values)).fetchall():
            group, values = row[shift : shift + len(question.by)], row[shift + len(question.by) :]
            if not shift and not question.by and all(v is None for v in values):
                continue  # an aggregate without groups gives a row even of nothing
            sides = found.setdefault((row[0] if shift else None, tuple(group)), {})
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    sides[name] = sides.get(name, 0) + plain(value)
    return found


def amounts(
    con: duck.Connection, added: Sequence[Part], question: Question, period: Period
) -> dict[Key, list[Number | None]]:
    """What each part comes to, by period start and group; None where no row of it fits."""
    found: dict[Key, list[Number | None]] = {}
    for metric in {part.metric.id: part.metric for part in added}.values():
        for key, columns in sums(con, metric, question, period).items():
            row = found.setdefault(key, [None] * len(added))
            for at, part in enumerate(added):
                if part.metric is metric:
                    row[at] = columns.get(part.column)
    return found


def plain(value: Any) -> Number:
    """A number as figures have it: whole ones as int, others as Decimal without trailing zeros."""
    if isinstance(value, int):
        return value
    exact = Decimal(value) if not isinstance(value, float) else Decimal(repr(value))
    whole = exact.to_integral_value()
    return int(whole) if exact == whole else exact.normalize()
