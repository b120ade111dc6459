"""What a figure is compared with: its target, earlier days, the whole that it is part of, its peers."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from typing import Any

from kpi.catalogue import Metric
from kpi.figures import periods, targets
from kpi.figures.counting import Counting
from kpi.figures.festivals import by_festival
from kpi.figures.figure import Figure, ratio
from kpi.figures.periods import Period
from kpi.figures.question import Question
from kpi.figures.select import Number

#: How a comparison moves the days of a figure.
MOVES = {"previous": periods.previous, "last_year": periods.year_before, "festival": by_festival}


def earlier(word: str, days: Period, grain: str = "total") -> Period:
    """The days that a figure is compared with: by `previous`, `last_year` or `festival`."""
    return MOVES[word](days, grain)


def compared(counting: Counting, metric: Metric, period: Period, goals: targets.All) -> list[Figure]:
    """The figures of a metric with every comparison that the question wants."""
    question = counting.question
    figures = counting.figures(metric, period)
    if "target" in question.compare:
        own = goals.get(metric.id, targets.NONE)
        figures = [_with_target(metric, figure, question, own) for figure in figures]
    grain = "day" if "day" in question.by else question.grain
    for word in MOVES.keys() & question.compare:
        moved = {days: earlier(word, days, grain) for days in {f.days for f in figures}}
        values = _values(counting, metric, grain, set(moved.values()))
        figures = [_with(f, word, values.get((moved[f.days], f.undated))) for f in figures]
    if "share" in question.compare and question.by and metric.d is None:
        figures = _with_share(counting, metric, period, figures)
    return _with_rank(metric, figures) if "rank" in question.compare and question.by else figures


def _with(figure: Figure, word: str, value: Any) -> Figure:
    return replace(figure, **{word: value})


def _with_target(metric: Metric, figure: Figure, question: Question, goals: targets.Targets) -> Figure:
    goal = goals.of(metric, figure.days, figure.group, question)
    if goal is None:
        return figure
    return replace(figure, target=goal, attainment=targets.attainment(metric, figure.value, goal.target))


def _values(
    counting: Counting, metric: Metric, grain: str, wanted: set[Period]
) -> dict[tuple[Period, tuple[Any, ...]], Any]:
    """The values of other days by days and group: one query for all that the grain cuts, one for each other stretch."""
    if not wanted:
        return {}
    by = tuple(dimension for dimension in counting.question.by if dimension != "day")
    whole = Period(min(p.first for p in wanted), max(p.last for p in wanted))
    cut = wanted & set(periods.cut(whole, grain))
    asked = [(grain, whole)] if cut else []
    asked += [("total", days) for days in sorted(wanted - cut)]
    found = {}
    for cut_by, days in asked:
        other = replace(counting, question=replace(counting.question, grain=cut_by, by=by))
        found.update({(f.days, f.key): f.value for f in other.figures(metric, days)})
    return found


def _with_share(counting: Counting, metric: Metric, period: Period, figures: list[Figure]) -> list[Figure]:
    """Figures with their share of what is asked without the last dimension."""
    wider = replace(counting.question, by=counting.question.by[:-1])
    parents = replace(counting, question=wider).figures(metric, period)
    whole = {(parent.period, parent.key): parent.n for parent in parents}
    return [replace(f, share=ratio(f.n, whole.get((f.period, f.key[:-1])))) for f in figures]


def _with_rank(metric: Metric, figures: list[Figure]) -> list[Figure]:
    """Figures with their place among those of the same period and of the same group but for the last dimension.

    Rows of nobody known, or of nothing known, are no peer.
    """
    sign = -1 if metric.better == "up" else 1
    peers: dict[Any, list[Number | float]] = defaultdict(list)
    for f in figures:
        if f.value is not None and f.key[-1] is not None:
            peers[f.period, f.key[:-1]].append(sign * f.value)
    for values in peers.values():
        values.sort()
    ranked = []
    for f in figures:
        values = peers[f.period, f.key[:-1]]
        rank = None if f.value is None or f.key[-1] is None else bisect_left(values, sign * f.value) + 1
        ranked.append(replace(f, rank=rank, peers=len(values)))
    return ranked
