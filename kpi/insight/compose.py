"""Why a figure moved: the change between two periods, part by part, adding up exactly.

A ratio R = Σ w·r (w: a part's share of the denominator, r: its own ratio) moves because the parts' ratios move and
because their shares do: rate = (r1 − r0)(w0 + w1) / 2 and mix = (w1 − w0)((r0 + r1) / 2 − (R0 + R1) / 2). Whoever joins
or leaves has the ratio of the period that they have. A sum moves by its parts' differences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from kpi.figures import Period, Question, ask
from kpi.figures.periods import previous

Number = int | Decimal
Parts = Mapping[str | None, tuple[Number, Number | None]]

REST = ""  # what the parts do not make up: groups of some metrics overlap


@dataclass(frozen=True)
class Effect:
    """What one part did to the change.

    Args:
        key: whose part; None: of nobody known; `REST`: what the parts do not make up.
        rate: by its own ratio, or by its own sum.
        mix: by its share of the denominator; 0 for sums.
        joined: it is only in the later period; `left`: only in the earlier one.
    """

    key: str | None
    rate: Fraction
    mix: Fraction
    joined: bool = False
    left: bool = False

    @property
    def amount(self) -> Fraction:
        """All that it did."""
        return self.rate + self.mix


@dataclass(frozen=True)
class Bridge:
    """The way from one period's figure to another's: start + all rates + all mixes = end, exactly."""

    start: Fraction
    end: Fraction
    ratio: bool
    effects: tuple[Effect, ...]

    @property
    def rate(self) -> Fraction:
        """What all parts did by themselves."""
        return sum((effect.rate for effect in self.effects), Fraction(0))

    @property
    def mix(self) -> Fraction:
        """What the shift between them did."""
        return sum((effect.mix for effect in self.effects), Fraction(0))


def bridge(before: Parts, now: Parts) -> Bridge | None:
    """The bridge between two periods, of n and d by part; None where one of them has no figure."""
    if not before or not now:
        return None
    keys = dict.fromkeys([*now, *before])
    if any(d is None for _, d in [*before.values(), *now.values()]):
        changes = {key: _n(now, key) - _n(before, key) for key in keys}
        effects = [
            Effect(key, change, Fraction(0), key not in before, key not in now) for key, change in changes.items()
        ]
        return Bridge(sum(_all(before, 0)), sum(_all(now, 0)), ratio=False, effects=tuple(effects))  # type: ignore[arg-type]  # sums of fractions
    whole_before, whole_now = Fraction(sum(_all(before, 1))), Fraction(sum(_all(now, 1)))
    if not whole_before or not whole_now:
        return None
    start, end = Fraction(sum(_all(before, 0))) / whole_before, Fraction(sum(_all(now, 0))) / whole_now
    middle = (start + end) / 2
    effects = [_effect(key, before, now, (whole_before, whole_now), middle) for key in keys]
    return Bridge(start, end, ratio=True, effects=tuple(effects))


def _effect(key: str | None, before: Parts, now: Parts, whole: tuple[Fraction, Fraction], middle: Fraction) -> Effect:
    n0, n1, d0, d1 = _n(before, key), _n(now, key), _d(before, key), _d(now, key)
    w0, w1 = d0 / whole[0], d1 / whole[1]
    if not d0 and not d1:
        rate, mix = n1 / whole[1] - n0 / whole[0], Fraction(0)
    else:
        r0 = n0 / d0 if d0 else n1 / d1
        r1 = n1 / d1 if d1 else r0
        rate, mix = (r1 - r0) * (w0 + w1) / 2, (w1 - w0) * ((r0 + r1) / 2 - middle)
        rate += (Fraction(0) if d1 else n1 / whole[1]) - (Fraction(0) if d0 else n0 / whole[0])  # n without any d
    return Effect(key, rate, mix, joined=not d0 and not n0, left=not d1 and not n1)


def _n(parts: Parts, key: str | None) -> Fraction:
    return Fraction(parts[key][0]) if key in parts else Fraction(0)


def _d(parts: Parts, key: str | None) -> Fraction:
    return Fraction(parts[key][1] or 0) if key in parts else Fraction(0)


def _all(parts: Parts, side: int) -> list[Fraction]:
    return [Fraction(values[side] or 0) for values in parts.values()]


def moved(
    metric: str, dimension: str, days: Period, data: Path, *,
    where: Mapping[str, tuple[str | None, ...]] | None = None, version: int | None = None,
) -> Bridge | None:  # fmt: skip
    """The bridge from the period before to this one, by one dimension, from total to total."""
    return bridge(*both(metric, dimension, days, data, where=where or {}, version=version))


def both(
    metric: str, dimension: str, days: Period, data: Path, *,
    where: Mapping[str, tuple[str | None, ...]], version: int | None = None,
) -> tuple[Parts, Parts]:  # fmt: skip
    """The parts of a figure in the period before and in this one; nothing where there is no figure."""
    return (
        _parts(metric, dimension, previous(days), where, data, version),
        _parts(metric, dimension, days, where, data, version),
    )


def _parts(
    metric: str,
    dimension: str,
    days: Period,
    where: Mapping[str, tuple[str | None, ...]],
    data: Path,
    version: int | None,
) -> Parts:
    question = Question((metric,), days, where=where)
    total = ask(question, data, version).figures[0]
    if total.n is None or (total.d is not None and not total.d):
        return {}
    by = ask(Question((metric,), days, by=(dimension,), where=where), data, version).figures
    parts: dict[str | None, tuple[Number, Number | None]] = {
        f.group[dimension]: (f.n or 0, f.d) for f in by if f.n or f.d
    }
    n = total.n - sum(values[0] for values in parts.values())
    d = None if total.d is None else total.d - sum(values[1] or 0 for values in parts.values())
    return {**parts, REST: (n, d)} if n or d or not parts else parts
