"""Periods: how they are cut and named at the ends of years, and which one each is compared with."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.figures.festivals import by_festival
from kpi.figures.periods import Period, cut, month, name, previous, year_before


def days(text: str) -> Period:
    """`2026-10-01/2026-10-31`, or one day."""
    first, _, last = text.partition("/")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def names(text: str, grain: str) -> list[str]:
    return [name(part, grain) for part in cut(days(text), grain)]


def test_weeks_are_iso_weeks_and_belong_to_the_year_of_their_thursday():
    assert names("2026-12-27/2027-01-04", "week") == ["2026-W52", "2026-W53", "2027-W01"]
    assert names("2024-12-29/2025-01-01", "week") == ["2024-W52", "2025-W01"]
    assert names("2021-01-01/2021-01-04", "week") == ["2020-W53", "2021-W01"]


def test_parts_at_the_ends_are_cut_short_and_keep_their_name():
    assert list(cut(days("2026-12-30/2027-01-05"), "week")) == [
        days("2026-12-30/2027-01-03"),
        days("2027-01-04/2027-01-05"),
    ]
    assert list(cut(days("2026-08-15/2026-10-02"), "month")) == [
        days("2026-08-15/2026-08-31"),
        days("2026-09-01/2026-09-30"),
        days("2026-10-01/2026-10-02"),
    ]


def test_every_grain_has_its_name():
    assert names("2026-12-31/2027-01-01", "day") == ["2026-12-31", "2027-01-01"]
    assert names("2026-12-31/2027-01-01", "month") == ["2026-12", "2027-01"]
    assert names("2026-12-31/2027-01-01", "quarter") == ["2026-Q4", "2027-Q1"]
    assert names("2026-12-31/2027-01-01", "year") == ["2026", "2027"]
    assert names("2026-12-31/2027-01-01", "total") == ["2026-12-31/2027-01-01"]
    assert [name(part, "quarter") for part in cut(days("2026-01-01/2026-12-31"), "quarter")] == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026", "2026-1", "2026/10", "october"])
def test_what_is_no_month_is_none(text):
    with pytest.raises(ValueError, match=r"month|invalid literal|20|october"):
        month(text)


def test_a_month_has_all_of_its_days():
    assert month("2024-02") == days("2024-02-01/2024-02-29")


@pytest.mark.parametrize(
    ("grain", "these", "before"),
    [
        ("total", "2026-10-01/2026-10-31", "2026-09-01/2026-09-30"),  # whole with whole
        ("total", "2026-03-01/2026-03-31", "2026-02-01/2026-02-28"),
        ("total", "2026-02-01/2026-02-28", "2026-01-01/2026-01-31"),
        ("total", "2026-10-01/2026-10-15", "2026-09-01/2026-09-15"),  # a running month to the same day
        ("total", "2026-03-01/2026-03-30", "2026-02-01/2026-02-28"),  # as far as the shorter month goes
        ("total", "2026-08-01/2026-10-31", "2026-05-01/2026-07-31"),  # three months
        ("total", "2026-10-01/2026-11-15", "2026-07-01/2026-08-15"),  # a running quarter
        ("total", "2026-01-01/2026-11-15", "2025-01-01/2025-11-15"),  # a running year
        ("total", "2026-10-05/2026-10-11", "2026-09-28/2026-10-04"),  # as many days
        ("total", "2026-10-31", "2026-10-30"),
        ("day", "2026-10-01", "2026-09-30"),
        ("day", "2027-01-01", "2026-12-31"),
        ("week", "2026-06-01/2026-06-07", "2026-05-25/2026-05-31"),  # a week that begins a month is no month
        ("week", "2026-06-03/2026-06-07", "2026-05-27/2026-05-31"),
        ("month", "2026-08-10/2026-08-31", "2026-07-10/2026-07-31"),
        ("month", "2026-11-01/2026-11-15", "2026-10-01/2026-10-15"),
        ("quarter", "2026-01-01/2026-03-31", "2025-10-01/2025-12-31"),
        ("year", "2024-01-01/2024-12-31", "2023-01-01/2023-12-31"),
    ],
)
def test_the_period_before(grain, these, before):
    assert previous(days(these), grain) == days(before)


@pytest.mark.parametrize(
    ("these", "before"),
    [
        ("2026-10-01/2026-10-31", "2025-10-01/2025-10-31"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-28"),
        ("2025-02-01/2025-02-28", "2024-02-01/2024-02-29"),  # a whole February with a whole one
        ("2024-02-01/2024-02-29", "2023-02-01/2023-02-28"),
        ("2024-02-01/2024-02-28", "2023-02-01/2023-02-28"),
        ("2024-02-20/2024-03-05", "2023-02-20/2023-03-05"),
    ],
)
def test_the_same_dates_a_year_earlier(these, before):
    assert year_before(days(these)) == days(before)


@pytest.mark.parametrize(
    ("these", "before"),
    [
        ("2027-02-06", "2026-02-17"),  # New Year's Day
        ("2027-02-01/2027-02-28", "2026-02-12/2026-03-11"),  # five days before it to 22 after
        ("2026-11-01/2026-11-30", "2025-11-01/2025-11-30"),  # Singles' Day is on the 11th in each year
        ("2026-01-01/2026-12-31", "2025-01-01/2025-12-31"),  # the season lies within both
        ("2050-02-01/2050-02-28", "2049-02-01/2049-02-28"),  # further than the table goes
    ],
)
def test_the_days_that_stood_to_new_year_as_these_do(these, before):
    assert by_festival(days(these)) == days(before)
