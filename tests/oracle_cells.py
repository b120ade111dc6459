"""What a cell of the worlds' exports says, for the plain reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

MISSING = {"", "-", "--", "null", "暂无数据", "0000-00-00"}
FOREVER = date(1, 1, 1)
ZONE = timezone(timedelta(hours=8))


def text(cell: object) -> str | None:
    """The cell without its guards against spreadsheets, None where it says nothing."""
    value = str(cell).strip()
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1]
    value = value.lstrip("'").strip()
    return None if value in MISSING else value


def number(cell: object) -> Decimal | None:
    """The number of a cell such as `￥1,234.50` or `246`."""
    value = text(cell)
    return None if value is None else Decimal(value.replace("￥", "").replace(",", ""))


def whole(cell: object) -> int | None:
    """The whole number of a cell."""
    value = number(cell)
    return None if value is None else int(value)


def moment(cell: object) -> datetime | None:
    """The local time of a cell; a time with an offset is moved into the business zone."""
    value = text(cell)
    if value is None:
        return None
    if re.search(r" [+-]\d{4}$", value):
        return datetime.strptime(value, "%Y-%m-%d %H:%M:%S %z").astimezone(ZONE).replace(tzinfo=None)
    return datetime.fromisoformat(value)


def day(cell: object) -> date | None:
    """The day of a cell; a month is its first day."""
    if isinstance(cell, date):
        return cell
    value = text(cell)
    return None if value is None else date.fromisoformat(value if len(value) > 7 else value + "-01")


def truth(cell: object) -> bool | None:
    """是 or 否."""
    value = text(cell)
    return None if value is None else value == "是"


def of(words: dict[str, str]) -> Callable[[object], str]:
    """A reader of a cell that holds one of these words."""
    return lambda cell: words[str(text(cell))]


def empty(cell: object) -> str:
    """Text, with the empty text for nothing."""
    return text(cell) or ""


def since(cell: object) -> date:
    """A day, with the beginning of time for nothing."""
    return day(cell) or FOREVER


def scientific(order_id: str | None) -> bool:
    """Whether a spreadsheet ruined the number: such a row is quarantined."""
    return order_id is None or re.fullmatch(r"\d\.\d+E\+\d+", order_id) is not None
