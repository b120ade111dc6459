"""The month that a page shows, and how a metric stands in it: figure, target, comparisons, thirteen months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric, load
from kpi.figures import Answer, Figure, Period, Question, Scope, ask
from kpi.figures.periods import add_months, month, month_end

COMPARE = frozenset({"target", "previous", "last_year"})
MONTHS = 13


@dataclass(frozen=True)
class Shown:
    """A month as shown: whole, or as far as it is loaded while it runs."""

    days: Period
    running: bool

    @property
    def name(self) -> str:
        """Such as `2026-10`."""
        return self.days.first.isoformat()[:7]

    @property
    def whole(self) -> Period:
        """All of its days."""
        return Period(self.days.first, month_end(self.days.first))

    @property
    def history(self) -> Period:
        """The thirteen months that end with it."""
        return Period(add_months(self.days.first, 1 - MONTHS), self.days.last)


@dataclass(frozen=True)
class Standing:
    """A metric in a month: whose figure, the figure itself, and the value and target of each of thirteen months."""

    metric: Metric
    figure: Figure
    values: tuple[Any, ...]
    targets: tuple[float | None, ...]


def months(loaded: Period) -> list[str]:
    """The months that have data, the newest first."""
    first, at = loaded.first.replace(day=1), loaded.last.replace(day=1)
    found = []
    while at >= first:
        found.append(at.isoformat()[:7])
        at = add_months(at, -1)
    return found


def shown(name: str | None, loaded: Period) -> Shown:
    """The month of a name, the newest with data for none or for what is no month with data."""
    known = months(loaded)
    chosen = name if name in known else known[0]
    whole = month(chosen)
    to = min(whole.last, loaded.last)
    return Shown(Period(whole.first, to), to < whole.last)


def standings(
    metrics: Sequence[str],
    at: Shown,
    data: Path,
    *,
    by: tuple[str, ...] = (),
    where: Mapping[str, tuple[str | None, ...]] | None = None,
    scope: Scope | None = None,
    version: int | None = None,
) -> list[Standing]:
    """How some metrics stand in a month, by group: one question for the month, one for its history."""
    if not metrics:
        return []
    question = Question(tuple(metrics), at.days, by=by, where=where or {}, scope=scope, compare=COMPARE)
    now = ask(question, data, version)
    past = ask(replace(question, period=at.history, grain="month", compare=frozenset({"target"})), data, now.version)
    return list(_together(now, past, at))


def _together(now: Answer, past: Answer, at: Shown) -> Iterable[Standing]:
    known = load().metrics
    names = [add_months(at.days.first, back).isoformat()[:7] for back in range(1 - MONTHS, 1)]
    series: dict[tuple[Any, ...], dict[str, Figure]] = {}
    for figure in past.figures:
        series.setdefault((figure.metric, *figure.group.values()), {})[figure.period] = figure
    for figure in now.figures:
        months_ = series.get((figure.metric, *figure.group.values()), {})
        points = [months_.get(name) for name in names]
        yield Standing(
            known[figure.metric],
            figure,
            tuple(point.value if point else None for point in points),
            tuple(point.target.target if point and point.target else None for point in points),
        )
