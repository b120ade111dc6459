"""How far a figure can be believed: sides that nothing is loaded for, windows still open, days missing between."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kpi.catalogue import Metric
from kpi.figures import coverage
from kpi.figures.coverage import Coverage
from kpi.figures.periods import Period
from kpi.figures.question import Question
from kpi.figures.select import Number, Part

Gaps = Mapping[str, Mapping[str | None, tuple[Period, ...]]]


def missing(
    parts: Sequence[Part],
    amounts: Sequence[Number | None],
    days: Period,
    group: Mapping[str, Any],
    question: Question,
    loaded: Coverage,
) -> tuple[str, ...]:
    """The sources for want of which a side of a figure may be 0, or the figure none.

    They have nothing of these days and shops, and the part that they would make came to nothing: refunds that orders
    carry themselves need no list of returns.
    """
    empty = [part.metric for part, amount in zip(parts, amounts, strict=True) if not amount]
    wanted = {source: metric for metric in empty for source in metric.sources}
    return tuple(s for s, metric in wanted.items() if not coverage.speaks(loaded, s, metric, days, group, question))


def open_until(
    metrics: Sequence[Metric], days: Period, shops: Collection[str | None] | None, loaded: Coverage
) -> date | None:
    """The day on which the last window of a figure closes, where what it waits for is not loaded so far.

    A metric's rows are those of its first source, to the last day of which there are any; what may still come to them
    is in its last source, of the same shops (None: of all).
    """
    closing = []
    for metric in metrics:
        wait = window(metric.matures_after, loaded.settings)
        rows_to, known_to = (loaded.to(metric.sources[at], shops) for at in (0, -1))
        if wait and rows_to and days.first <= rows_to:
            closes = min(days.last, rows_to) + timedelta(days=wait)
            closing += [closes] if known_to is None or known_to < closes else []
    return max(closing, default=None)


def window(text: str, settings: Mapping[str, Any]) -> int:
    """Days until a figure matures: of `""`, `7 days`, `48 hours`, or a setting's name."""
    if not text:
        return 0
    number, _, unit = text.partition(" ")
    count = int(number) if number.isdigit() else int(settings.get(text, 0))
    return -(-count // 24) if (unit or text).endswith(("hour", "hours")) else count


def gaps(metrics: Sequence[Metric], period: Period, question: Question, loaded: Coverage) -> Gaps:
    """The days of a period of which a daily source of some metrics has no row, though it has earlier and later ones."""
    shops = question.where.get("shop")
    found: dict[str, dict[str | None, tuple[Period, ...]]] = {}
    for source in dict.fromkeys(source for metric in metrics for source in metric.sources):
        for shop, stretches in loaded.gaps.get(source, {}).items():
            near = [Period(max(s.first, period.first), min(s.last, period.last)) for s in stretches]
            inside = tuple(stretch for stretch in near if stretch.first <= stretch.last)
            if inside and (shops is None or shop in shops):
                found.setdefault(source, {})[shop] = inside
    return found
