"""The department's settings: which there are, and what each may be."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from kpi.errors import Refused


class UnknownSetting(Refused):
    """There is no such setting."""

    FIELDS = ("name", "known")


class BadSetting(Refused):
    """A setting's value is none of its kind."""

    FIELDS = ("name", "value", "expected")


_NUMBER = r"\d{1,4}"
#: What each setting may be, as a pattern and as an example.
SETTINGS = {
    "zone": (r"[A-Za-z_]+(/[A-Za-z_+-]+)*", "Asia/Shanghai"),
    "currency": (r"[A-Z]{3}", "CNY"),
    "day_starts_at": (r"([01]\d|2[0-3]):[0-5]\d", "04:00"),
    "attribution_days": (_NUMBER, "1"),
    "final_days": (_NUMBER, "7"),
    "after_sales_days": (_NUMBER, "15"),
    "ship_within_hours": (_NUMBER, "48"),
    "shift_grace_minutes": (_NUMBER, "5"),
    "answer_within_seconds": (r"\d{1,6}", "300"),
    "credit_by": (r"payment|order", "payment | order"),
}
_RATE = re.compile(r"rate_[A-Z]{3}")
_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,6})?")


def check_setting(name: str, value: str) -> None:
    """Refuse a setting that there is not, or a value that is none of its kind; an empty value is the default.

    Raises:
        UnknownSetting, BadSetting.
    """
    if _RATE.fullmatch(name):
        pattern, expected = _DECIMAL.pattern, "7.12"
    elif name in SETTINGS:
        pattern, expected = SETTINGS[name]
    else:
        raise UnknownSetting(name=name, known=", ".join([*SETTINGS, "rate_USD"]))
    fits = not value or (re.fullmatch(pattern, value) and (name != "zone" or value in available_timezones()))
    if not fits:
        raise BadSetting(name=name, value=value, expected=expected)
