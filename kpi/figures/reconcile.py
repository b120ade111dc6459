"""A platform's own figures beside ours: both sums, and the likely reason where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kpi.engine import versions
from kpi.figures.periods import Period


@dataclass(frozen=True)
class Stated:
    """What a platform states for a shop (and agent) over a period, and ours for the same days.

    `reason` is the id of a text: why the two may differ. Days of which only the platform's side is loaded are left out
    of both sums and counted in `days_without_ours`.
    """

    figure: str
    shop: str
    agent: str | None
    theirs: Decimal
    ours: Decimal
    days: int
    days_without_ours: int

    @property
    def difference(self) -> Decimal:
        """Ours less theirs."""
        return self.ours - self.theirs

    @property
    def reason(self) -> str:
        """The id of the likely reason; empty where both agree."""
        return f"reconcile.{self.figure}" if self.difference else ""


_SQL = """
select
    figure, shop, agent, coalesce(sum(theirs) filter (where ours is not null), 0), coalesce(sum(ours), 0),
    count(*), count(*) filter (where ours is null)
from facts.platform_figures
where day between ? and ? and (? is null or figure = ?)
group by figure, shop, agent
order by figure, shop, agent nulls first
"""


def platform_figures(data: Path, period: Period, figure: str | None = None, version: int | None = None) -> list[Stated]:
    """The figures that platforms state for the days of a period, beside ours.

    Args:
        data: the data directory.
        period: from day to day.
        figure: one of them only, such as `gmv`.
        version: another version than the newest.
    """
    with versions.reading(data, version) as (con, _):
        return [Stated(*row) for row in con.execute(_SQL, [period.first, period.last, figure, figure]).fetchall()]
