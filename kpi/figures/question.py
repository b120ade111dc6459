"""What can be asked: metrics, a period, a grain, groups, filters, whose figure it is, and what to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kpi.catalogue import DIMENSIONS, SCOPES, Catalogue
from kpi.errors import WrongUsage
from kpi.figures.periods import GRAINS, Period

COMPARISONS = ("target", "previous", "last_year", "festival", "share", "rank")


class UnknownDimension(WrongUsage):
    """A metric has no such dimension."""

    FIELDS = ("metric", "dimension", "known")


class DaysByFilter(WrongUsage):
    """Days that a filter names have no earlier days."""

    FIELDS = ("compare",)


class UnknownChoice(WrongUsage):
    """A word of a question is none of those there are."""

    FIELDS = ("what", "value", "known")


@dataclass(frozen=True)
class Scope:
    """Whose figure: `self`, `team`, `department`, `shop` or `owned` of a person, by 工号 (docs/reference/kpis.md)."""

    kind: str
    person: str


@dataclass(frozen=True)
class Question:
    """One question; every page, command and report asks through it.

    Args:
        metrics: ids.
        period: from day to day; None: all that is loaded.
        grain: `total`, `day`, `week` (ISO), `month`, `quarter` or `year`.
        by: dimensions to group by; `day` too.
        where: allowed values by dimension; the value None means unknown people or things.
        scope: whose figure.
        compare: of `COMPARISONS`.
        viewer: a user; None: the machine's owner.
    """

    metrics: tuple[str, ...]
    period: Period | None = None
    grain: str = "total"
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    scope: Scope | None = None
    compare: frozenset[str] = frozenset()
    viewer: str | None = None

    def check(self, known: Catalogue) -> None:
        """Refuse what cannot be meant.

        Raises:
            UnknownMetric: a metric that there is not.
            UnknownChoice: a grain, scope, comparison or dimension that there is not, or a day that is none.
            UnknownDimension: a dimension that one of the metrics has not.
            DaysByFilter: earlier days are wanted of days that a filter names.
        """
        _one_of("grain", self.grain, GRAINS)
        for word in self.compare:
            _one_of("compare", word, COMPARISONS)
        if self.scope:
            _one_of("scope", self.scope.kind, SCOPES)
        metrics = [known.metric(name) for name in self.metrics]
        for dimension in (*self.by, *self.where):
            _one_of("dimension", dimension, ("day", *DIMENSIONS))
            for metric in metrics:
                has = ("day", *metric.all_dimensions)
                if dimension not in has:
                    raise UnknownDimension(metric=metric.id, dimension=dimension, known=", ".join(has))
        moved = sorted(self.compare & {"previous", "last_year", "festival"})
        if moved and "day" in self.where:
            raise DaysByFilter(compare=", ".join(moved))
        for day in self.where.get("day", ()):
            if day is None or not _is_day(day):
                raise UnknownChoice(what="day", value=str(day), known="2026-10-31")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UnknownChoice(what=what, value=value, known=", ".join(known))
