"""The figures of one metric for a question and period: n, d, value, and how far they can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.catalogue import Catalogue, Metric
from kpi.engine import duck
from kpi.figures import coverage, freshness, select
from kpi.figures.coverage import Coverage
from kpi.figures.figure import Figure, ratio
from kpi.figures.periods import Period, cut, name, start
from kpi.figures.question import Question
from kpi.figures.select import Number, Part


@dataclass(frozen=True)
class Counting:
    """One question to one version: any metric, of the question's own or another period."""

    con: duck.Connection
    known: Catalogue
    question: Question
    loaded: Coverage

    def figures(self, metric: Metric, period: Period) -> list[Figure]:
        """The figures of a period, ordered by period and group.

        The total and, by shop, the known shops are listed for every part of it, other groups where a row fits.
        """
        question = self.question
        added = select.parts(metric, self.known.metrics, question)
        found = select.amounts(self.con, added, question, period)
        total = question.grain == "total"
        parts = {None if total else start(days.first, question.grain): days for days in cut(period, question.grain)}
        listed = [(at, group) for at in parts for group in self._always_listed()]
        waiting = self._waiting(metric, added)
        nothing: list[Number | None] = [None] * len(added)
        figures = [
            self._figure(metric, added, parts[at], group, found.get((at, group), nothing), waiting)
            for at, group in dict.fromkeys([*listed, *found])
        ]
        order = {name(days, question.grain): place for place, days in enumerate(parts.values())}
        return sorted(figures, key=lambda f: (order[f.period], [(v is None, str(v)) for v in f.group.values()]))

    def _figure(
        self,
        metric: Metric,
        added: Sequence[Part],
        days: Period,
        values: tuple[Any, ...],
        amounts: Sequence[Number | None],
        waiting: Sequence[Metric],
    ) -> Figure:
        group = dict(zip(self.question.by, values, strict=True))
        period = name(days, self.question.grain)
        if "day" in group:
            days = Period(group["day"], group["day"])
        ratio_of = metric.d is not None
        known = ratio_of or any(amount is not None for amount in amounts) or self._covered(metric, days, group)
        n = _side("n", added, amounts) if known else None
        d = _side("d", added, amounts) if ratio_of else None
        shops = (group["shop"],) if "shop" in group else self.question.where.get("shop")
        return Figure(
            metric.id,
            period,
            days,
            group,
            n,
            d,
            ratio(n, d) if ratio_of else n,
            open_until=freshness.open_until(waiting, days, shops, self.loaded) if waiting else None,
            missing=() if all(amounts) else self._missing(added, amounts, days, group),
        )

    def _missing(
        self, added: Sequence[Part], amounts: Sequence[Number | None], days: Period, group: Mapping[str, Any]
    ) -> tuple[str, ...]:
        return freshness.missing(added, amounts, days, group, self.question, self.loaded)

    def _covered(self, metric: Metric, days: Period, group: Mapping[str, Any]) -> bool:
        """Whether a count of no rows is 0: its first source speaks of these days and shops."""
        return coverage.speaks(self.loaded, metric.sources[0], metric, days, group, self.question)

    def _waiting(self, metric: Metric, added: Sequence[Part]) -> list[Metric]:
        """The metrics that it is made of, and itself, that have a window to wait for."""
        made_of = {one.id: one for one in (metric, *(part.metric for part in added))}
        return [one for one in made_of.values() if one.matures_after]

    def _always_listed(self) -> list[tuple[Any, ...]]:
        if not self.question.by:
            return [()]
        shops = coverage.known_shops(self.loaded, self.question) if self.question.by == ("shop",) else []
        return [(shop,) for shop in shops]


def _side(side: str, added: Sequence[Part], amounts: Sequence[Number | None]) -> Number:
    total: Number = 0
    for part, amount in zip(added, amounts, strict=True):
        if part.side == side and amount is not None:
            total += part.sign * amount
    return select.plain(total)
