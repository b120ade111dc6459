"""The main cause of a missed target, in exact parts: what made the figure worse, or else what holds it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from kpi.catalogue import Metric
from kpi.errors import KaoheError
from kpi.figures import Period
from kpi.insight import compose
from kpi.insight.compose import REST, Bridge, Parts

#: By what a figure is taken apart: the first that the metric has and that is not given.
DIMENSIONS = ("campaign", "person", "carrier", "warehouse", "source", "shop", "kind", "product")


@dataclass(frozen=True)
class Cause:
    """The largest part of what is wrong.

    Args:
        dimension: by which the figure was taken apart.
        keys: whose part; None: of nobody known.
        amount: theirs, in the figure's unit.
        kind: `rate` their own figure changed, `mix` their share did, `joined` they are new, `gap` they are furthest
            from the target.
    """

    dimension: str
    keys: tuple[str | None, ...]
    amount: float
    kind: str


def cause(
    metric: Metric, goal: float | None, days: Period, data: Path, version: int,
    where: Mapping[str, tuple[str | None, ...]],
) -> Cause | None:  # fmt: skip
    """The main cause: of a change for the worse since the period before, else of the distance from the target."""
    dimension = dimension_of(metric, where)
    if dimension is None:
        return None
    try:
        before, now = compose.both(metric.id, dimension, days, data, where=where, version=version)
    except KaoheError:  # dimensions that do not go together
        return None
    bad = -1 if metric.better == "up" else 1
    moved = compose.bridge(before, now)
    found = list(_of_change(moved, dimension, bad)) if moved and (moved.end - moved.start) * bad > 0 else []
    if not found and goal is not None:
        found = list(_of_gap(now, dimension, Fraction(str(goal))))
    worst = max(found, key=lambda one: one.amount * bad, default=None)
    return worst if worst and worst.amount * bad > 0 and len({*now, *before} - {REST}) > 1 else None


def dimension_of(metric: Metric, given: Mapping[str, object]) -> str | None:
    """By what a figure is best taken apart: a dimension whose groups add up to it."""
    return next((name for name in DIMENSIONS if name in metric.dimensions and name not in given), None)


def _of_change(moved: Bridge, dimension: str, bad: int) -> Iterator[Cause]:
    known = [effect for effect in moved.effects if effect.key != REST]
    joined = [effect for effect in known if effect.joined and dimension == "person"]
    if len(joined) > 1:
        amount = sum((effect.rate + effect.mix for effect in joined), Fraction(0))
        yield Cause(dimension, tuple(effect.key for effect in joined), float(amount), "joined")
    for effect in known:
        kind = "rate" if effect.rate * bad >= effect.mix * bad else "mix"
        if effect.joined:
            kind = "joined"
        yield Cause(dimension, (effect.key,), float(effect.rate + effect.mix), kind)


def _of_gap(now: Parts, dimension: str, goal: Fraction) -> Iterator[Cause]:
    """Of a ratio: R − T = Σ (n − T·d) / Σ d. The target of a sum has no parts."""
    whole = sum((Fraction(d or 0) for _, d in now.values()), Fraction(0))
    if not whole:
        return
    for key, (n, d) in now.items():
        if key != REST:
            yield Cause(dimension, (key,), float((Fraction(n) - goal * Fraction(d or 0)) / whole), "gap")
