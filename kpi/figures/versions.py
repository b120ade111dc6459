"""Which version a page shows, and from which day to which it speaks."""

from __future__ import annotations

from pathlib import Path

from kpi.engine import versions
from kpi.figures import coverage
from kpi.figures.periods import Period


def newest_version(data: Path) -> int:
    """The number of the newest version that opens.

    Raises:
        NoData: nothing was ever loaded.
    """
    with versions.reading(data) as (_, number):
        return number


def loaded_period(data: Path, version: int | None = None) -> Period:
    """From the first to the last day of anything loaded.

    Raises:
        NoData, NothingLoaded: there is none.
    """
    return coverage.whole(coverage.of(data, version or newest_version(data)))
