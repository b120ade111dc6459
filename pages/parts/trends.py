"""How a figure has gone: thirteen months against their targets."""

from __future__ import annotations

from kpi.figures.periods import add_months
from kpi.review.month import MONTHS, Shown, Standing
from pages.parts import empty, section, trend
from pages.parts import standing as stand
from pages.parts.shell import Reader


def draw(who: Reader, one: Standing, at: Shown) -> None:
    """The trend of a figure, with what its columns mean."""
    looks = [("col", "trend.actual"), ("ly", "trend.last_year")]
    planned = any(goal is not None for goal in one.targets)
    looks += [("plan", "trend.target")] if planned else []
    looks += [("run", "trend.running")] if at.running else []
    legend = section.legend([(look, who.say(text)) for look, text in looks])
    title = who.say("trend.title", metric=stand.label(who, one))
    section.draw(title, who.say("trend.note") if planned else "", who.lang, legend=legend)
    if all(value is None for value in one.values):
        empty.draw_note(who.say("trend.none"), who.lang)
        return
    points = []
    for back, value, target in zip(range(1 - MONTHS, 1), one.values, one.targets, strict=True):
        first = add_months(at.days.first, back)
        above = f"{first.year}" if first.month == 1 or back == 1 - MONTHS else ""
        points.append(trend.Point(f"{first.month}", None if value is None else float(value), target, above))
    figure = trend.figure(
        points, one.metric.unit, who.lang, better=one.metric.better, last_year_first=True, running=at.running
    )
    trend.draw(figure, f"trend-{one.metric.id}", title)
