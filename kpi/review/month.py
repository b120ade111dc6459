"""The month that a page shows, and how a metric stands in it: figure, target, comparisons, thirteen months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric, load
from kpi.errors import Refused
from kpi.figures import Answer, Figure, Period, Question, Scope, ask, coverage
from kpi.figures.periods import add_months, month, month_end
from kpi.figures.select import MONTH_DATED

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


class NoSuchMonth(Refused):
    """A month of the address that no data speak of."""

    FIELDS = ("month", "newest")


@dataclass(frozen=True)
class Loaded:
    """From which to which day anything is loaded, in which months (the newest first), to which day most sources are."""

    days: Period
    months: tuple[str, ...]
    usual: date
    zone: str
    day_starts_at: timedelta


@dataclass(frozen=True)
class Standing:
    """A metric in a month: whose figure, the figure itself, and the value and target of each of thirteen months.

    `fresh` is the last day of its first source, where that is before the last day shown.
    """

    metric: Metric
    figure: Figure
    values: tuple[Any, ...]
    targets: tuple[float | None, ...]
    currency: str = "CNY"
    fresh: date | None = None

    @property
    def partial(self) -> bool:
        """Whether days of the month shown are still to come to it: a sum, or a ratio of which one side is behind."""
        return self.fresh is not None and (self.metric.composed or self.metric.d is None)

    @property
    def group(self) -> str | None:
        """Whose figure it is, where it was asked by one dimension."""
        return next(iter(self.figure.group.values()), None)


def loaded(data: Path, version: int) -> Loaded:
    """What a version's rows reach over.

    Raises:
        NothingLoaded: no row with a day.
    """
    known = coverage.of(data, version)
    reached = Counter(coverage.loaded_to(known).values())
    usual = max(reached, key=lambda day: (reached[day], day), default=date.min)
    days = coverage.whole(known)
    names = tuple(at.isoformat()[:7] for at in reversed(known.months) if at <= days.last)
    return Loaded(days, names, usual, known.settings["zone"], known.settings["day_starts_at"])


def shown(name: str | None, reach: Loaded) -> Shown:
    """The month of a name; for none the one to which most sources are loaded.

    A month that runs is shown to the day to which most sources are loaded, so that no source that is ahead, and no
    plan, stretches its comparisons.

    Raises:
        NoSuchMonth: there is nothing of that month.
    """
    if name and name not in reach.months:
        raise NoSuchMonth(month=name, newest=reach.months[0])
    whole = month(name or reach.usual.isoformat()[:7])
    last = reach.usual if whole.overlaps(reach.usual, reach.usual) else reach.days.last
    to = min(whole.last, last)
    return Shown(Period(whole.first, to), to < whole.last)


def standings(
    metrics: Sequence[str],
    at: Shown,
    data: Path,
    version: int,
    *,
    by: tuple[str, ...] = (),
    where: Mapping[str, tuple[str | None, ...]] | None = None,
    scope: Scope | None = None,
) -> list[Standing]:
    """How some metrics stand in a month, by group.

    One question for its history holds all of a whole month; of one that runs, one more compares to the same day.
    """
    if not metrics:
        return []
    asked = Question(
        tuple(metrics), at.history, "month", by=by, where=where or {}, scope=scope, compare=frozenset({"target"})
    )
    past = ask(asked, data, version)
    now = ask(replace(asked, period=at.days, grain="total", compare=COMPARE), data, version) if at.running else past
    return list(_together(now, past, at))


def _together(now: Answer, past: Answer, at: Shown) -> Iterable[Standing]:
    known = load().metrics
    names = [add_months(at.days.first, back).isoformat()[:7] for back in range(1 - MONTHS, 1)]
    series: dict[tuple[Any, ...], dict[str, Figure]] = {}
    for figure in past.figures:
        series.setdefault((figure.metric, *figure.group.values()), {})[figure.period] = figure
    for figure in now.figures:
        if figure.days != at.days:
            continue
        months_ = series.get((figure.metric, *figure.group.values()), {})
        points = [months_.get(name) for name in names]
        values = tuple(point.value if point else None for point in points)
        compared = figure if at.running else replace(figure, previous=values[-2], last_year=values[0])
        targets = tuple(point.target.target if point and point.target else None for point in points)
        metric = known[figure.metric]
        yield Standing(metric, compared, values, targets, now.settings.get("currency", "CNY"), _fresh(metric, now, at))


def _fresh(metric: Metric, answer: Answer, at: Shown) -> date | None:
    first = metric.sources[0] if metric.sources else ""
    last = answer.loaded_to.get(first)
    return last if last and first not in MONTH_DATED and at.days.first <= last < at.days.last else None
