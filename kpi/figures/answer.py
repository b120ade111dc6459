"""From a question to its answer: figures with n, d and value, their targets, comparisons, maturity and freshness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kpi import catalogue
from kpi.catalogue import Catalogue, Metric
from kpi.engine import duck, versions
from kpi.figures import coverage, rights, select, targets
from kpi.figures.periods import Period, cut, name, previous, start, year_before
from kpi.figures.question import Question
from kpi.figures.select import Key, Number


@dataclass(frozen=True)
class Figure:
    """One figure: a metric of a period and group.

    Args:
        metric: its id.
        period: as the contract names it.
        days: from day to day.
        group: the value of each dimension asked; None: unknown people or things.
        n: numerator; None where the source is not loaded.
        d: denominator; None for a count or sum.
        value: n, or n / d; None where there is none.
        target: what was set for exactly this scope.
        attainment: of the target, as a ratio (docs/reference/scoring.md).
        previous: value of the period before; `last_year`: of the same dates a year earlier.
        open_until: the day on which its window closes, where that is after the last day loaded.
        missing: sources of the metric of which nothing is loaded.
    """

    metric: str
    period: str
    days: Period
    group: Mapping[str, Any]
    n: Number | None
    d: Number | None
    value: Number | float | None
    target: targets.Target | None = None
    attainment: float | None = None
    previous: Number | float | None = None
    last_year: Number | float | None = None
    open_until: date | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The figures of a question, the version that they come from, and to which day each source is loaded."""

    figures: tuple[Figure, ...]
    version: int
    period: Period
    loaded_to: Mapping[str, date]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def of(self, metric: str) -> list[Figure]:
        """The figures of one metric."""
        return [figure for figure in self.figures if figure.metric == metric]


def ask(question: Question, data: Path, version: int | None = None) -> Answer:
    """Answer a question from the newest version (or a given one).

    Raises:
        KaoheError: nothing is loaded, or the question cannot be meant.
    """
    known = catalogue.load()
    metrics = [known.metric(metric) for metric in question.metrics]
    question.check(known.metrics)
    with versions.reading(data, version) as (con, number):
        question = rights.allowed(con, question)
        loaded = coverage.of(data, number)
        period = question.period or coverage.whole(loaded)
        figures = [f for metric in metrics for f in _figures(con, known, metric, question, period, loaded)]
        return Answer(tuple(figures), number, period, coverage.loaded_to(loaded), loaded.settings)


def _figures(
    con: duck.Connection,
    known: Catalogue,
    metric: Metric,
    question: Question,
    period: Period,
    loaded: coverage.Coverage,
) -> list[Figure]:
    figures = _plain(con, known, metric, question, period, loaded)
    if "target" in question.compare:
        goals = targets.read(con, metric, period)
        figures = [targets_of(metric, figure, question, goals) for figure in figures]
    if "previous" in question.compare:
        before = _compared(con, known, metric, question, figures, loaded, previous)
        figures = [replace(figure, previous=value) for figure, value in zip(figures, before, strict=True)]
    if "last_year" in question.compare:
        before = _compared(con, known, metric, question, figures, loaded, year_before)
        figures = [replace(figure, last_year=value) for figure, value in zip(figures, before, strict=True)]
    return figures


def _plain(
    con: duck.Connection,
    known: Catalogue,
    metric: Metric,
    question: Question,
    period: Period,
    loaded: coverage.Coverage,
) -> list[Figure]:
    found = select.combined(con, metric, known.metrics, question, period)
    keys = dict.fromkeys([*_always_listed(question, period, loaded), *found])
    parts = {
        (None if question.grain == "total" else start(p.first, question.grain)): p for p in cut(period, question.grain)
    }
    ratio = metric.d is not None
    figures = []
    for key in keys:
        days = parts[key[0]]
        group = dict(zip(question.by, key[1], strict=True))
        sides = found.get(key, {})
        counted = bool(sides) or ratio or coverage.covers(loaded, metric, days, group, question)
        n, d = (sides.get("n", 0) if counted else None), (sides.get("d", 0) if ratio else None)
        figures.append(
            Figure(
                metric.id, name(days, question.grain), days, group, n, d, value(n, d, ratio=ratio),
                open_until=coverage.open_until(known, metric, days, loaded), missing=coverage.missing(metric,
                known, loaded),
            )
        )  # fmt: skip
    return sorted(figures, key=lambda f: (f.days, [(v is None, str(v)) for v in f.group.values()]))


def value(n: Number | None, d: Number | None, *, ratio: bool) -> Number | float | None:
    """The figure of n and d: none where d is 0 or the source is not loaded."""
    if not ratio:
        return n
    return float(n) / float(d) if n is not None and d else None


def _always_listed(question: Question, period: Period, loaded: coverage.Coverage) -> list[Key]:
    """Totals and known shops are listed for every period, other groups only where a row fits."""
    groups: list[tuple[Any, ...]] = []
    if not question.by:
        groups = [()]
    elif question.by == ("shop",):
        groups = [(shop,) for shop in coverage.known_shops(loaded, question)]
    starts = [
        None if question.grain == "total" else start(part.first, question.grain) for part in cut(period, question.grain)
    ]
    return [(at, group) for at in starts for group in groups]


def targets_of(metric: Metric, figure: Figure, question: Question, goals: targets.Targets) -> Figure:
    """The figure with the target of exactly its scope."""
    goal = goals.of(metric, figure.days, figure.group, question)
    if goal is None:
        return figure
    return replace(figure, target=goal, attainment=targets.attainment(metric, figure.value, goal.target))


def _compared(
    con: duck.Connection,
    known: Catalogue,
    metric: Metric,
    question: Question,
    figures: list[Figure],
    loaded: coverage.Coverage,
    move: Callable[[Period], Period],
) -> list[Number | float | None]:
    """The values of an earlier period for some figures: one more query for each stretch of days."""
    plain = replace(question, grain="total", compare=frozenset())
    earlier = {
        (days, tuple(figure.group.values())): figure.value
        for days in dict.fromkeys(figure.days for figure in figures)
        for figure in _plain(con, known, metric, plain, move(days), loaded)
    }
    return [earlier.get((figure.days, tuple(figure.group.values()))) for figure in figures]
