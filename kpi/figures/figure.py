"""What an answer is made of: figures, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpi.figures.freshness import Gaps
from kpi.figures.periods import Period
from kpi.figures.question import Question
from kpi.figures.select import Number
from kpi.figures.targets import Target


@dataclass(frozen=True)
class Figure:
    """One figure: a metric of a period and group; what it is compared with where the question wants that.

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
        previous: value of the period before, to the same day.
        last_year: value of the same dates a year earlier.
        festival: value of the days that stood to the Chinese New Year of a year earlier as these do to this year's.
        share: of a count or sum, in that of the group which its last dimension parts.
        rank: place among these groups, 1 the best; equal values share one. None where there is no value.
        peers: how many of them have a value.
        open_until: the day on which its window closes, where what it waits for is not loaded so far.
        missing: sources that say nothing of these days and shops, where a side that they would make is 0 or none.
    """

    metric: str
    period: str
    days: Period
    group: Mapping[str, Any]
    n: Number | None
    d: Number | None
    value: Number | float | None
    target: Target | None = None
    attainment: float | None = None
    previous: Number | float | None = None
    last_year: Number | float | None = None
    festival: Number | float | None = None
    share: float | None = None
    rank: int | None = None
    peers: int | None = None
    open_until: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        """Its group's values, in the order of the question."""
        return tuple(self.group.values())

    @property
    def undated(self) -> tuple[Any, ...]:
        """The same without the day, by which a figure of other days is known to be of the same group."""
        return tuple(value for name, value in self.group.items() if name != "day")


@dataclass(frozen=True)
class Answer:
    """The figures of a question and what they rest on.

    Args:
        figures: in the order of the question's metrics, then of period and group.
        question: as answered: with its period, as far as its viewer may ask it.
        version: of the data.
        loaded_to: the last day of each source.
        gaps: days of the period of which a daily source of these metrics has no row, by source and shop.
        settings: those that the figures were made with.
    """

    figures: tuple[Figure, ...]
    question: Question
    version: int
    period: Period
    loaded_to: Mapping[str, date]
    gaps: Gaps = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def of(self, metric: str) -> list[Figure]:
        """The figures of one metric."""
        return [figure for figure in self.figures if figure.metric == metric]


def ratio(n: Number | None, d: Number | None) -> float | None:
    """N over d; None where d is 0."""
    return float(n) / float(d) if n is not None and d else None
