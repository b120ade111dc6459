"""The days of the demo: which there are, how a moment is written, and how busy each day is."""

import datetime as dt
from collections.abc import Sequence

NEW_YEARS = (  # Chinese New Year's Day
    (2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17),
    (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3), (2031, 1, 23), (2032, 2, 11), (2033, 1, 31),
    (2034, 2, 19), (2035, 2, 8), (2036, 1, 28), (2037, 2, 15), (2038, 2, 4), (2039, 1, 24), (2040, 2, 12),
)  # fmt: skip
WEEKDAYS = (1.05, 1.03, 1.0, 0.99, 0.97, 0.94, 1.02)
FESTIVALS = (  # (first day, last day, factor); the first that fits counts
    ((3, 5), (3, 8), 1.45),
    ((6, 1), (6, 3), 1.8),
    ((6, 4), (6, 14), 1.2),
    ((6, 15), (6, 17), 1.6),
    ((6, 18), (6, 18), 2.6),
    ((6, 19), (6, 26), 0.75),
    ((9, 9), (9, 9), 1.4),
    ((10, 1), (10, 7), 0.88),
    ((10, 21), (10, 31), 1.25),
    ((11, 1), (11, 3), 1.9),
    ((11, 4), (11, 9), 1.15),
    ((11, 10), (11, 10), 1.7),
    ((11, 11), (11, 11), 3.4),
    ((11, 12), (11, 20), 0.72),
    ((12, 10), (12, 12), 1.45),
)
NEW_YEAR = ((-25, -9, 1.35), (-8, -4, 1.0), (-3, 6, 0.34), (7, 12, 0.8))  # days from New Year's Day
GROWTH_A_YEAR = 0.24
SECONDS = 86_400


def add_months(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies so many months from a day's month."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def season(day: dt.date) -> float:
    """How busy a day is for its place in the year, against an ordinary day."""
    for year, month, new_year in NEW_YEARS:
        distance = (day - dt.date(year, month, new_year)).days
        for first, last, factor in NEW_YEAR:
            if first <= distance <= last:
                return factor
    for begin, end, factor in FESTIVALS:
        if begin <= (day.month, day.day) <= end:
            return factor
    return 1.0


class Days:
    """The demo's days by number (0 is the first) and its moments in seconds since day 0 began.

    Args:
        today: the day on which the exports are made; the last day of data is the one before.
        months: how many months there are, the running one included.
    """

    def __init__(self, today: dt.date, months: int) -> None:
        self.today = today
        self.last = today - dt.timedelta(days=1)
        self.first = add_months(self.last, 1 - months)
        self.count = (today - self.first).days
        self.end = self.count * SECONDS
        """The first moment that is not in the data."""
        beyond = (add_months(self.last, 1) - self.first).days
        dates = [self.first + dt.timedelta(days=number) for number in range(self.count + 90)]
        self.dates: Sequence[dt.date] = dates
        self.text = [day.isoformat() for day in dates]
        self.month = [text[:7] for text in self.text]
        self.quarter = [f"{day.year}Q{(day.month + 2) // 3}" for day in dates]
        minutes = [f"{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60)]
        seconds = [f"{second:02}" for second in range(60)]
        self.clock = [minute + second for minute in minutes for second in seconds]
        raw = [
            (1 + GROWTH_A_YEAR * number / 365) * WEEKDAYS[day.weekday()] * season(day)
            for number, day in enumerate(dates[:beyond])
        ]
        self.busy = [weight * len(raw) / sum(raw) for weight in raw]
        """How busy each day is (to the end of the running month), 1 on average."""
        self.peak = [season(day) >= 1.6 for day in dates]

    def number(self, day: dt.date) -> int:
        """The number of a day."""
        return (day - self.first).days

    def date(self, number: int) -> dt.date:
        """The day of a number, also of one before the first."""
        return self.first + dt.timedelta(days=number)

    def stamp(self, at: int) -> str:
        """A moment as the platforms write it."""
        day = at // SECONDS
        return f"{self.text[day] if day >= 0 else self.date(day).isoformat()} {self.clock[at % SECONDS]}"

    def months(self) -> dict[str, range]:
        """The days of each month that has data."""
        found: dict[str, range] = {}
        for number in range(self.count):
            month = self.month[number]
            found[month] = range(found[month].start if month in found else number, number + 1)
        return found

    def elapsed(self, month: str) -> float:
        """The share of a month's planned business that lies in its days with data."""
        planned = [(number, weight) for number, weight in enumerate(self.busy) if self.month[number] == month]
        return sum(weight for number, weight in planned if number < self.count) / sum(weight for _, weight in planned)

    def days_in(self, month: str) -> int:
        """How many days a month has."""
        first = dt.date.fromisoformat(f"{month}-01")
        return (add_months(first, 1) - first).days

    def ago(self, days: int) -> int:
        """The number of the day so many days before the last (below 0 where the demo is shorter)."""
        return self.count - 1 - days

    def whole_month(self) -> tuple[int, int]:
        """The first and last day of the last complete month (of the running one where there is none)."""
        ends_now = add_months(self.last, 1) == self.today
        first = add_months(self.last, 0 if ends_now else -1)
        if first < self.first:
            return 0, self.count - 1
        return self.number(first), self.number(add_months(first, 1)) - 1
