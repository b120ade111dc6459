"""Times: year first, of this century, of a day that exists, moved into the business zone; anything else is refused."""

# ruff: noqa: DTZ001 — all of them are local to the business zone

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kpi.exports.values.numbers import Odd
from kpi.exports.values.text import HALF

FIRST, LAST = 2000, 2099
_DAY = (
    r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
    r"|(?P<yc>[0-9]{4})年(?P<mc>[0-9]{1,2})月(?P<dc>[0-9]{1,2})日"
)
_CLOCK = (
    r"(?P<h>[0-9]{1,2}):(?P<i>[0-9]{1,2})(?::(?P<e>[0-9]{1,2})(?:\.(?P<f>[0-9]{1,9}))?)?"
    r"|(?P<hc>[0-9]{1,2})[时点](?:(?P<ic>[0-9]{1,2})分(?:(?P<ec>[0-9]{1,2})秒)?)?"
)
_ZONE = r"(?P<z>Z|[+-][0-9]{2}:?(?:[0-9]{2})?)"
_TIME = re.compile(rf"(?:{_DAY})(?:(?:[ T]+|(?<=日))(?:{_CLOCK})(?: ?{_ZONE})?)?")
_COMPACT = re.compile(
    r"(?P<y>20[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:(?P<h>[0-9]{2})(?P<i>[0-9]{2})(?P<e>[0-9]{2}))?"
)
_NUMBER = re.compile(r"[0-9]{1,5}(?:\.[0-9]+)?")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_LONE_CLOCK = re.compile(_CLOCK)
_AMBIGUOUS = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{2}|[0-9]{4})(?:[ T].*)?")
_YEARLESS = re.compile(r"[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[ T].*)?")
_MONTH = re.compile(r"(?P<y>[0-9]{4})(?:[-/.](?P<m>[0-9]{1,2})|年(?P<mc>[0-9]{1,2})月(?:份)?|(?P<mm>[0-9]{2}))")
_PART_OF_A_DAY = re.compile(r"0?(?:\.[0-9]+)?|0")
_RANGE = re.compile(r"(.+?)\s*[~～]\s*(.+)")
EPOCHS = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}
ALONE = datetime(1970, 1, 1)
MICROSECONDS_A_DAY = 86_400_000_000


class Frame(NamedTuple):
    """What a time is read against: the business zone, and the epoch of a workbook's serial numbers."""

    zone: str = "Asia/Shanghai"
    epoch: int = 1900


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def timestamp(text: str, frame: Frame, kind: str = "") -> datetime:
    """The moment in a text, local to the business zone.

    Args:
        text: an unguarded cell.
        frame: the business zone, into which a time with an offset is moved, and the epoch of serial numbers.
        kind: `n` for a number cell of a spreadsheet: days since its epoch.

    Raises:
        Odd: with the reason, such as `reject.no_such_day`.
    """
    text = text.translate(HALF).strip()
    if kind == "n" or _SERIAL.fullmatch(text):
        if not (found := _COMPACT.fullmatch(text)):
            return _in_range(_serial(text, frame.epoch))
    elif not (found := _TIME.fullmatch(text) or _COMPACT.fullmatch(text)):
        raise Odd(_why_not(text))
    return _in_range(_moment(found.groupdict(), frame.zone))


def _moment(part: dict[str, str | None], zone: str) -> datetime:
    year, month, day = (int(part.get(a) or part.get(f"{a}c") or 0) for a in "ymd")
    hour, minute, second = (int(part.get(a) or part.get(f"{a}c") or 0) for a in "hie")
    micro = int((part.get("f") or "0")[:6].ljust(6, "0"))
    next_day = hour == 24 and minute == second == micro == 0
    try:
        moment = datetime(year, month, day, 0 if next_day else hour, minute, second, micro)
    except ValueError:
        raise Odd("reject.no_such_day" if _no_such_day(year, month, day) else "reject.no_such_time") from None
    if next_day:
        moment += timedelta(days=1)
    if offset := part.get("z"):
        moment = _moved(moment, offset, zone)
    return moment


def _moved(moment: datetime, offset: str, zone: str) -> datetime:
    digits = offset[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60:
        raise Odd("reject.not_a_date")
    away = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return moment.replace(tzinfo=away).astimezone(_zone(zone)).replace(tzinfo=None)


def _no_such_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return True
    return False


def _serial(text: str, epoch: int) -> datetime:
    if not _NUMBER.fullmatch(text):
        raise Odd("reject.not_a_date")
    days = Decimal(text)
    micro = int(days * MICROSECONDS_A_DAY)
    moment = EPOCHS[epoch] + timedelta(microseconds=micro)
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)  # 15 digits hold a second, not less


def _in_range(moment: datetime) -> datetime:
    if not FIRST <= moment.year <= LAST:
        raise Odd("reject.date_out_of_range")
    return moment


def _why_not(text: str) -> str:
    if _AMBIGUOUS.fullmatch(text):
        return "reject.ambiguous_date"
    return "reject.year_first" if _YEARLESS.fullmatch(text) else "reject.not_a_date"


def day(text: str, frame: Frame, kind: str = "") -> date:
    """The day in a text; of a range like `2026-08-01~2026-08-01` only where both ends are the same."""
    if (found := _RANGE.fullmatch(text)) is not None:
        first, last = (timestamp(end, frame).date() for end in found.groups())
        if first != last:
            raise Odd("reject.range_of_days")
        return first
    return timestamp(text, frame, kind).date()


def month(text: str, frame: Frame, kind: str = "") -> date:
    """The first day of the month in a text; of number cells only 202610: 2026.1 is October as well as January."""
    plain = text.translate(HALF).strip()
    if (found := _MONTH.fullmatch(plain)) is not None:
        year, number = int(found["y"]), int(found["m"] or found["mc"] or found["mm"])
        if not 1 <= number <= 12:
            raise Odd("reject.not_a_month")
        first = _in_range(datetime(year, number, 1)).date()
        if kind == "n" and not found["mm"]:
            raise Odd("reject.ambiguous_month")
        return first
    try:
        return timestamp(text, frame, kind).date().replace(day=1)
    except Odd as odd:
        raise Odd("reject.not_a_month" if str(odd) == "reject.not_a_date" else str(odd)) from None


def clock(text: str, frame: Frame, kind: str = "") -> datetime:
    """A moment, or a time of day alone, which stands as that time of 1970-01-01 until its day is known."""
    plain = text.translate(HALF).strip()
    if kind == "n" and _PART_OF_A_DAY.fullmatch(plain):
        return ALONE + timedelta(seconds=round(Decimal(plain) * 86_400))
    if (found := _LONE_CLOCK.fullmatch(plain)) is None:
        return timestamp(text, frame, kind)
    parts: dict[str, str | None] = {**found.groupdict(), "y": str(ALONE.year), "m": "1", "d": "1"}
    return _moment(parts, frame.zone)
