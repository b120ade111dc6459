"""Last year's days by festival: the weeks round Chinese New Year stand elsewhere in each year.

618, Singles' Day and their kin have fixed dates; there the same dates a year earlier are the same festival.
"""

from __future__ import annotations

from datetime import date, timedelta

from kpi.figures.periods import Period, year_before

_NEW_YEAR = """
    2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29
    2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
    2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12
"""
NEW_YEAR = {day.year: day for day in map(date.fromisoformat, _NEW_YEAR.split())}

#: The season round New Year's Day: shopping before it, nobody at work for a week, and the Lantern Festival.
BEFORE, AFTER = timedelta(days=25), timedelta(days=15)


def by_festival(days: Period, grain: str = "total") -> Period:
    """The days of a year earlier as far from its New Year's Day, where the season falls apart; else the same dates.

    It does where the same dates a year earlier are other days of the season than these.
    """
    plain = year_before(days, grain)
    now, before = NEW_YEAR.get(days.last.year), NEW_YEAR.get(days.last.year - 1)
    if not now or not before or _of_season(days, now) == _of_season(plain, before):
        return plain
    return Period(days.first - (now - before), days.last - (now - before))


def _of_season(days: Period, new_year: date) -> tuple[timedelta, timedelta] | None:
    """The first and last day of the season in a period, by their distance from New Year's Day."""
    first, last = max(days.first, new_year - BEFORE), min(days.last, new_year + AFTER)
    return (first - new_year, last - new_year) if first <= last else None
