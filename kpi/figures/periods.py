"""Periods: from day to day, cut by grain, named as the contract names them, and moved back to compare."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

GRAINS = ("total", "day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the two share a day."""
        return self.first <= last and first <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def month(text: str) -> Period:
    """The period of a month such as `2026-10`; ValueError for anything else."""
    if len(text) != 7 or text[4] != "-":
        raise ValueError(text)
    first = date(int(text[:4]), int(text[5:]), 1)
    return Period(first, month_end(first))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def start(day: date, grain: str) -> date:
    """The first day of the day's week, month, quarter or year."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    if grain == "quarter":
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day.replace(month=1, day=1) if grain == "year" else day


def add_months(day: date, months: int) -> date:
    """The same day some months on, the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def following(first: date, grain: str) -> date:
    """The first day of the next day, week, month, quarter or year."""
    return (
        add_months(first, _MONTHS[grain]) if grain in _MONTHS else first + timedelta(days=7 if grain == "week" else 1)
    )


def cut(whole: Period, grain: str) -> Iterator[Period]:
    """The parts of a period by grain; the first and the last may be cut short."""
    if grain == "total":
        yield whole
        return
    at = start(whole.first, grain)
    while at <= whole.last:
        after = following(at, grain)
        yield Period(max(at, whole.first), min(after - timedelta(days=1), whole.last))
        at = after


def name(part: Period, grain: str) -> str:
    """`2026-10-01`, `2026-W40`, `2026-10`, `2026-Q4`, `2026`, or `2026-08-01/2026-10-31` for a total."""
    day = part.first
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if grain in ("month", "year", "day"):
        return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]
    return f"{part.first}/{part.last}"


def back(period: Period, months: int) -> Period:
    """The period some months earlier, to the same day; where whole months end it, to the end of the month."""
    first, last = add_months(period.first, -months), add_months(period.last, -months)
    whole = period.first.day == 1 and period.last == month_end(period.last)
    return Period(first, month_end(last) if whole else last)


def previous(period: Period, grain: str = "total") -> Period:
    """The period before: of days and weeks by as many days, of longer ones to the same day.

    A stretch of days (`total`) is taken for the months, the quarter or the year that begins with it; where it is none,
    as many days stand before it.
    """
    months = _MONTHS.get(grain, 0) if grain != "total" else _months_of(period)
    if months:
        return back(period, months)
    days = timedelta(days={"day": 1, "week": 7}.get(grain, period.days))
    return Period(period.first - days, period.last - days)


def _months_of(period: Period) -> int:
    """How many months a stretch of days stands for, whole or running; 0 where it is just days."""
    first, last = period.first, period.last
    if first.day == 1 and last == month_end(last):
        return (last.year - first.year) * 12 + last.month - first.month + 1
    return next((months for grain, months in _MONTHS.items() if start(last, grain) == first), 0)


def year_before(period: Period, grain: str = "total") -> Period:  # noqa: ARG001 — a year is a year for every grain
    """The same dates a year earlier; of 29 February the 28th."""
    return back(period, 12)
