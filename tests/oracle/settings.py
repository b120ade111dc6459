"""The settings of kpis.md and their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a department may set; `rates` holds an exchange rate for each currency that has one."""

    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    day_starts_at: timedelta = timedelta(0)
    attribution_days: int = 1
    final_days: int = 7
    after_sales_days: int = 15
    ship_within_hours: int = 48
    shift_grace_minutes: int = 5
    answer_within_seconds: int = 300
    credit_by: str = "payment"
    rates: Mapping[str, Decimal] = field(default_factory=dict)

    @staticmethod
    def of(given: Mapping[str, Any] | None) -> Settings:
        """The defaults with what is given put over them; `day_starts_at` also as "04:00"."""
        known = {f.name for f in fields(Settings)}
        values = {name: value for name, value in (given or {}).items() if name in known}
        starts = values.get("day_starts_at")
        if isinstance(starts, str):
            values["day_starts_at"] = timedelta(hours=int(starts[:2]), minutes=int(starts[3:5]))
        return Settings(**values)

    def day_of(self, moment: datetime) -> date:
        """The business day in which a moment lies."""
        return (moment - self.day_starts_at).date()

    def start_of(self, day: date) -> datetime:
        """The moment at which a business day begins."""
        return datetime.combine(day, time()) + self.day_starts_at
