"""What platforms state themselves of a metric, or of what it is made of, beside ours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kpi.catalogue import Words, load
from kpi.figures import Period
from kpi.figures.reconcile import Stated, platform_figures


@dataclass(frozen=True)
class Compared:
    """One figure that platforms state, in words and its unit: by shop, or by account of a shop; never empty."""

    words: Words
    unit: str
    rows: tuple[Stated, ...]

    @property
    def theirs(self) -> Decimal:
        """The sum of theirs."""
        return sum((row.theirs for row in self.rows), Decimal(0))

    @property
    def ours(self) -> Decimal:
        """The sum of ours for the same shops, accounts and days."""
        return sum((row.ours for row in self.rows), Decimal(0))

    @property
    def agents(self) -> bool:
        """Whether it is stated by account."""
        return any(row.agent for row in self.rows)

    @property
    def days_left_out(self) -> int:
        """Days of a shop or account for which only the platform's side is loaded."""
        return sum(row.days_without_ours for row in self.rows)

    @property
    def reason(self) -> str:
        """The id of the likely reason; empty where every row agrees."""
        return next((row.reason for row in self.rows if row.reason), "")


#: What platforms state of n and d of a ratio that is no quotient of two metrics.
SIDES = {
    "consultation_conversion": {"paid_next_day": "n", "presale_consultations": "d"},
    "consultation_conversion_final": {"paid_final": "n", "presale_consultations": "d"},
    "ad_roi": {"ad_spend": "d"},
    "cost_per_click": {"ad_spend": "n"},
}


def compared(metric: str, period: Period, data: Path, version: int) -> tuple[Compared, ...]:
    """The figures that platforms state of a metric and of its n and d."""
    found = ((*told, tuple(platform_figures(data, period, name, version))) for name, told in _figures(metric).items())
    return tuple(Compared(words, unit, rows) for words, unit, rows in found if rows)


def _figures(metric: str) -> dict[str, tuple[Words, str]]:
    """The figures that may be stated, with what they are in words and their unit."""
    known = load().metrics
    one = known[metric]
    made_of = filter(None, (metric, one.n_of, one.d_of, *one.plus, *one.minus))
    found = {name: (known[name].label, known[name].unit) for name in made_of}
    for name, side in SIDES.get(metric, {}).items():
        same = known.get(name)
        words = same.label if same else one.n if side == "n" else one.d or one.n
        found[name] = words, same.unit if same else "count"
    return found
