"""How a metric stands, as the parts draw it: a bar of the board, a card, a line of a table."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.review.month import Standing
from pages.parts import board, numbers, status
from pages.parts.shell import Reader


def judged(one: Standing) -> status.Status:
    """The status of a figure."""
    return status.judge(
        one.figure.attainment, has_value=one.figure.value is not None, provisional=one.figure.open_until is not None
    )


def bar(who: Reader, one: Standing, where: str = "", href: str = "") -> board.Bar:
    """A row of the board."""
    metric, figure = one.metric, one.figure
    goal = figure.target.target if figure.target else None
    return board.Bar(
        metric.label[who.lang],
        where,
        numbers.value(figure.value, metric.unit, who.lang),
        numbers.target(goal, metric.unit, who.lang, better=metric.better),
        figure.attainment,
        judged(one),
        note=parts(who, one),
        href=href,
    )


def parts(who: Reader, one: Standing) -> str:
    """What n and d are, in words and numbers."""
    metric, figure = one.metric, one.figure
    n = f"{metric.n[who.lang]} {numbers.whole(figure.n)}" if figure.n is not None else ""
    return f"{n} ÷ {metric.d[who.lang]} {numbers.whole(figure.d)}" if metric.d and figure.d is not None else n


def worst_first(bars: Iterable[board.Bar]) -> list[board.Bar]:
    """By attainment, what has none last."""
    return sorted(bars, key=lambda b: (b.attainment is None, b.attainment or 0.0))
