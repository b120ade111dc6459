"""The value of a spreadsheet's cell as text, with a letter for its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

ROUNDING = timedelta(milliseconds=5)
"""A binary fraction of a day is off by less."""


class Mark(NamedTuple):
    """What stands in a cell whose value calamine does not give."""

    text: str
    kind: str


def text(value: str) -> tuple[str, str]:
    """Text as it is; blanks are an empty cell."""
    return value, "t" if value and not value.isspace() else "."


def number(value: float) -> tuple[str, str]:
    """A number at the 15 significant digits that a spreadsheet keeps, without an exponent."""
    digits = f"{value:.15g}"
    return (f"{Decimal(digits):f}" if "e" in digits else digits), "n"


def moment(value: datetime) -> tuple[str, str]:
    """A day and time of day; what the milliseconds are off is rounded away."""
    return str((value + ROUNDING).replace(microsecond=0) if value.microsecond else value), "d"


def clock(value: time) -> tuple[str, str]:
    """A time of day."""
    return str((datetime.combine(date(1900, 1, 1), value) + ROUNDING).time().replace(microsecond=0)), "d"


def duration(value: timedelta) -> tuple[str, str]:
    """Hours, minutes and seconds, as a spreadsheet shows them."""
    minutes, seconds = divmod(int((value + ROUNDING).total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", "d"


TEXTS: dict[type, Callable[[Any], tuple[str, str]]] = {
    str: text,
    float: number,
    int: number,
    bool: lambda value: ("TRUE" if value else "FALSE", "b"),
    datetime: moment,
    date: lambda value: (value.isoformat(), "d"),
    time: clock,
    timedelta: duration,
    Mark: lambda mark: mark,
}


def converted(values: Sequence[Any]) -> tuple[Sequence[str], Sequence[str]]:
    """The texts of some cells, and their kinds."""
    if set(map(type, values)) == {str}:
        return values, ["t" if value and not value.isspace() else "." for value in values]
    texts, kinds = zip(*[TEXTS[type(value)](value) for value in values], strict=True)
    return texts, kinds
