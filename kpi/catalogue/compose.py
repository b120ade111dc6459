"""SQL text from definitions: the measure of a metric, and a figure out of a measure. Pure functions, no database.

A measure is what a version file keeps of a metric: n and d added up by day and dimensions. A metric with overlapping
dimensions has further measures. Where a thing counts once a group there are two kinds: for each such dimension one that
adds up (`apart`: a thing stands once under each value), for questions whose groups have one value of it; and one that
keeps a row for each thing, for all other questions (a team, two departments together).
Refresh builds measures, figures and the worked examples in `tests/sql` read them, all with the text made here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kpi.catalogue import text
from kpi.catalogue.definitions import Metric, Variant

#: In a measure that adds up: how many rows each of its own was added up from.
ROWS = "_rows"
GRAINS = ("total", "day", "week", "month", "quarter", "year")


class NoSuchDimension(LookupError):
    """A metric is asked by dimensions that it does not have together."""


@dataclass(frozen=True)
class Measure:
    """One stored table of a metric.

    Attributes:
        name: the table's name in `measures`.
        metric: whose it is.
        dimensions: what it can be grouped and filtered by, besides the day.
        once: the column of `rows` of which each value counts once a group; None: rows add up.
        apart: with `once`: the dimension by whose values it is added up already.
        has_d: whether it has a denominator.
        rows: the select of the rows behind it.
    """

    name: str
    metric: str
    dimensions: tuple[str, ...]
    once: str | None
    apart: str | None
    has_d: bool
    rows: str


@dataclass(frozen=True)
class Leaf:
    """One measured metric inside of another: its n goes to side `n` or `d`, added or (sign −1) taken off."""

    side: str
    sign: int
    metric: str


def measures_of(metric: Metric) -> tuple[Measure, ...]:
    """The measures of a metric, that of its own select first; none for a metric made of others."""
    if metric.sql is None:
        return ()
    has_d = metric.d is not None
    own = Measure(metric.id, metric.id, metric.dimensions, None, None, has_d, metric.sql)
    return (own, *(one for variant in metric.variants for one in _of_variant(metric, variant, has_d=has_d)))


def _of_variant(metric: Metric, variant: Variant, *, has_d: bool) -> Iterator[Measure]:
    if not variant.once:
        name = f"{metric.id}__{variant.by[0]}"
        yield Measure(name, metric.id, variant.dimensions, None, None, has_d, variant.sql)
        return
    common = tuple(dim for dim in variant.dimensions if dim not in variant.by)
    for dim in variant.by:
        yield Measure(f"{metric.id}__{dim}", metric.id, (*common, dim), variant.once, dim, has_d, variant.sql)
    yield Measure(f"{metric.id}__each", metric.id, variant.dimensions, variant.once, None, has_d, variant.sql)


def measure_for(metric: Metric, dimensions: Collection[str], single: Collection[str] = ()) -> Measure:
    """The measure that answers a question.

    Args:
        metric: what is asked.
        dimensions: those the question uses, in by, where or scope; the day is always there.
        single: those of which each group of the answer has one value: in by, a filter by one value, scope self.

    Raises:
        NoSuchDimension: when none of the metric's measures has them all.
    """
    wanted = set(dimensions) - {"day"}
    for measure in measures_of(metric):
        if wanted <= set(measure.dimensions) and (measure.apart is None or measure.apart in single):
            return measure
    raise NoSuchDimension(metric.id, tuple(sorted(wanted - set(metric.all_dimensions))) or tuple(sorted(wanted)))


def measure_sql(measure: Measure, which: str = "day is not null") -> str:
    """The select that makes a measure's table from facts: one row a day and combination of dimensions (and thing).

    One that adds up has a column `_rows` besides n and d.

    Args:
        measure: what is stored.
        which: a condition on the rows that count, such as the days to add up again.
    """
    keys = ", ".join(["day", *measure.dimensions])
    parts = ("n", "d") if measure.has_d else ("n",)
    rows = f"(\n{measure.rows}\n) as counted\nwhere {which}"
    if measure.once:
        things = f"{keys}, {measure.once}"
        marks = ", ".join(f"max(case when {part} > 0 then 1 else 0 end) as {part}" for part in parts)
        rows = f"select {things}, {marks}\nfrom {rows}\ngroup by {things}"
        if not measure.apart:
            return rows
        rows = f"(\n{rows}\n) as things"
    sums = ", ".join(f"sum({part}) as {part}" for part in parts)
    return f"select {keys}, {sums}, count(*) as {ROWS}\nfrom {rows}\ngroup by {keys}"


def value_sql(measure: Measure) -> dict[str, str]:
    """The expressions of n (and d) over rows of a measure."""
    parts = ("n", "d") if measure.has_d else ("n",)
    if measure.once and not measure.apart:
        return {part: f"count(distinct case when {part} > 0 then {measure.once} end)" for part in parts}
    return {part: f"sum({part})" for part in parts}


def period_sql(grain: str) -> str | None:
    """The first day of a row's period, None for a total."""
    if grain not in GRAINS:
        raise ValueError(grain)
    return None if grain == "total" else "day" if grain == "day" else f"cast(date_trunc('{grain}', day) as date)"


def figure_sql(measure: Measure, by: Collection[str], grain: str, relation: str, where: str = "") -> str:
    """The select of n and d a period and group.

    Args:
        measure: what is asked.
        by: dimensions to group by.
        grain: one of `GRAINS`; `period` is a column unless it is `total`.
        relation: the table to read, such as `measures.gmv`.
        where: a condition on `day` and dimensions, or empty.
    """
    period = period_sql(grain)
    keys = ([f"{period} as period"] if period else []) + list(by)
    values = [f"{expression} as {part}" for part, expression in value_sql(measure).items()]
    groups = ([period] if period else []) + list(by)
    lines = [f"select {', '.join([*keys, *values])}", f"from {relation}"]
    lines += [f"where {where}"] if where else []
    lines += [f"group by {', '.join(groups)}"] if groups else []
    return "\n".join(lines)


def leaves(metric: Metric, known: Mapping[str, Metric], dimensions: Collection[str] = ()) -> tuple[Leaf, ...]:
    """The measured metrics of which one is made, seen by these dimensions; a measured one is its own leaf."""
    if not metric.composed:
        return (Leaf("n", 1, metric.id),)
    own = next((metric.by[dim] for dim in dimensions if dim in metric.by), None)
    n_of, d_of = (own.n_of, own.d_of) if own else (metric.n_of, metric.d_of)
    named = [("n", 1, n_of), ("d", 1, d_of)] if n_of and d_of else []
    named += [("n", 1, name) for name in metric.plus] + [("n", -1, name) for name in metric.minus]
    return tuple(
        Leaf(side, sign * leaf.sign, leaf.metric)
        for side, sign, name in named
        if name
        for leaf in leaves(known[name], known, dimensions)
    )


def tables_of(metric: Metric) -> tuple[str, ...]:
    """The facts that a metric's selects read."""
    return tuple(sorted({name for measure in measures_of(metric) for name in tables_of_measure(measure)}))


def tables_of_measure(measure: Measure) -> set[str]:
    """The facts that a measure's select reads."""
    return text.tables(measure.rows)
