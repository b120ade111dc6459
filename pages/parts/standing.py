"""How a metric stands, as the parts draw it: a bar of the board, a card, a line of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kpi.review.month import Standing
from pages.parts import board, card, lines, multiples, numbers, status, team
from pages.parts import spark as sparks
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


def spark(who: Reader, one: Standing) -> sparks.Spark:
    """Its thirteen months and their targets."""
    values = tuple(None if value is None else float(value) for value in one.values)
    return sparks.Spark(values, one.targets, label=one.metric.label[who.lang])


def month_change(who: Reader, one: Standing) -> numbers.Change:
    """The change on the month before, to the same day."""
    metric, figure = one.metric, one.figure
    return numbers.change(figure.value, figure.previous, metric.unit, who.lang, better=metric.better)


def year_change(who: Reader, one: Standing) -> numbers.Change:
    """The change on the same dates a year earlier."""
    metric, figure = one.metric, one.figure
    return numbers.change(figure.value, figure.last_year, metric.unit, who.lang, better=metric.better)


def value(who: Reader, one: Standing) -> numbers.Shown:
    """Its value as shown."""
    return numbers.value(one.figure.value, one.metric.unit, who.lang)


def target(who: Reader, one: Standing) -> numbers.Shown:
    """Its target as shown."""
    goal = one.figure.target.target if one.figure.target else None
    return numbers.target(goal, one.metric.unit, who.lang, better=one.metric.better)


def reached(one: Standing) -> str:
    """Its attainment as shown; empty where there is none."""
    return numbers.attainment(one.figure.attainment) if one.figure.attainment is not None else ""


def line(who: Reader, one: Standing, href: str = "", sub: str = "") -> lines.Line:
    """A row of the assessment lines."""
    return lines.Line(
        one.metric.label[who.lang],
        sub=sub,
        value=value(who, one),
        target=target(who, one),
        attainment=reached(one),
        status=judged(one),
        month=month_change(who, one),
        year=year_change(who, one),
        spark=spark(who, one),
        note=parts(who, one),
        href=href,
    )


def card_of(who: Reader, one: Standing, href: str = "") -> card.Card:
    """A KPI card."""
    return card.Card(
        one.metric.label[who.lang],
        value=value(who, one),
        status=judged(one),
        target=target(who, one),
        attainment=reached(one),
        month=month_change(who, one),
        year=year_change(who, one),
        spark=spark(who, one),
        note=parts(who, one),
        href=href,
    )


def member(who: Reader, one: Standing, name: str, href: str, sub: str = "") -> team.Member:
    """A person's row of the team."""
    return team.Member(
        name,
        sub=sub,
        value=value(who, one),
        status=judged(one),
        target=target(who, one),
        attainment=one.figure.attainment,
        month=month_change(who, one),
        year=year_change(who, one),
        spark=spark(who, one),
        note=parts(who, one),
        href=href,
    )


def small(who: Reader, one: Standing, name: str, href: str, since: str = "") -> multiples.Small:
    """A person's little line."""
    return multiples.Small(name, value(who, one), judged(one), spark(who, one), since=since, href=href)


def missed(one: Standing) -> bool:
    """Whether it is short of its target, as shown."""
    return judged(one) is status.Status.MISSED


def worst(standings: Iterable[Standing]) -> Standing | None:
    """The one furthest from its target; None where none has one."""
    aimed = [one for one in standings if one.figure.attainment is not None]
    return min(aimed, key=lambda one: one.figure.attainment or 0.0, default=None)


def gap(who: Reader, one: Standing) -> numbers.Change:
    """How far it is from its target, in its own unit."""
    metric, figure = one.metric, one.figure
    goal = figure.target.target if figure.target else None
    return numbers.gap(figure.value, goal, metric.unit, who.lang, better=metric.better)


def counted(standings: Iterable[Standing]) -> dict[str, int]:
    """How many are met, near and missed; nothing where none has a target."""
    found = Counter(judged(one) for one in standings if one.figure.attainment is not None)
    kinds = {"met": status.Status.MET, "near": status.Status.NEAR, "missed": status.Status.MISSED}
    return {name: found[kind] for name, kind in kinds.items()} if found else {}


def best_first(standings: Iterable[Standing]) -> list[Standing]:
    """By attainment, those without a target by value, the better first."""

    def rank(one: Standing) -> tuple[bool, float]:
        value, better = float(one.figure.value or 0), one.metric.better
        by_value = -value if better == "up" else value
        return one.figure.attainment is None, by_value if one.figure.attainment is None else -one.figure.attainment

    return sorted(standings, key=rank)


def parts(who: Reader, one: Standing) -> str:
    """What n and d are, in words and numbers."""
    metric, figure = one.metric, one.figure
    n = f"{metric.n[who.lang]} {numbers.whole(figure.n)}" if figure.n is not None else ""
    return f"{n} ÷ {metric.d[who.lang]} {numbers.whole(figure.d)}" if metric.d and figure.d is not None else n


def worst_first(bars: Iterable[board.Bar]) -> list[board.Bar]:
    """By attainment, what has none last."""
    return sorted(bars, key=lambda b: (b.attainment is None, b.attainment or 0.0))
