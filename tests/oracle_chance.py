"""The few names, days and times of a random small department, and how it draws from them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

Row = dict[str, Any]
T = TypeVar("T")

NEAR = [date(2026, 12, 30) + timedelta(i) for i in range(4)]
FAR = [date(2026, 12, 15), date(2026, 12, 16), date(2027, 1, 7), date(2027, 1, 8)]
MONTHS = [date(2026, 12, 1), date(2027, 1, 1)]
BEGINNING = date(1, 1, 1)
TIMES = [
    time(0, 0),
    time(0, 0, 1),
    time(3, 59, 59),
    time(4, 0),
    time(9, 0),
    time(9, 5),
    time(23, 59, 50),
    time(23, 59, 59),
]

SHOPS = {"旗舰店": "天猫", "专营店": "天猫", "京东店": "京东", "官网": "官网"}
BUYERS = ["甲", "乙", "丙🌸"]
PRODUCTS = ["P1", "P2", "P3"]
CAMPAIGNS = ["8001", "8002", "scene:9"]
PEOPLE = ["E1", "E2", "E3", "E4", "E5"]
NAMES = ["陈立", "周敏", "周敏", "李娜", "王强"]  # E2 and E3 share a name: it means nobody
OWNERS = {"京东店:立": 0, "旗舰店:敏": 1, "京东店:敏": 1, "旗舰店:美": 2, "专营店:美": 2, "官网:悠": 3}
ACCOUNTS = [*OWNERS, "旗舰店:串"]  # 旗舰店:串 is nobody's
DEPARTMENTS = ["客服部", "物流部", "推广部"]
ROLES = ["客服专员", "物流专员", "客服经理"]
ORDER_IDS = [str(i) for i in range(1, 16)]  # platforms share numbers
MONEY = [Decimal(x) for x in ("0", "0.01", "10", "99.99", "250.5", "1000")]
QUANTITIES = [Decimal(x) for x in ("0", "1", "2", "2.5", "10")]
WAREHOUSES, CARRIERS = ["一仓", "二仓"], ["顺丰", "中通"]
LIMITS = [0, 0, 1, 60, 299, 300, 301, 3600, 86400, 2 * 86400, 15 * 86400]


class Chance:
    """Draws from few names and times, and from the rows that are there already."""

    def __init__(self, random: Random, most: int = 60) -> None:
        self.r = random
        self.most = most
        self.rows: dict[str, list[Row]] = {}

    def one(self, *of: T) -> T:
        """One of these."""
        return self.r.choice(of)

    def often(self) -> bool:
        """True three times of four."""
        return self.r.random() < 0.75

    def maybe(self, value: T) -> T | None:
        """Mostly the value, at times nothing."""
        return value if self.r.random() < 0.85 else None

    def day(self) -> date:
        """A day, mostly near the turn of the year."""
        return self.r.choice(NEAR if self.often() else FAR)

    def moment(self) -> datetime:
        """A moment, mostly near a midnight, a start of the business day or another moment."""
        return datetime.combine(self.day(), self.r.choice(TIMES))

    def gap(self) -> timedelta:
        """Some time, often exactly a limit or a second beside it."""
        return timedelta(seconds=self.r.choice(LIMITS) + self.r.choice([-1, 0, 0, 1]))

    def name(self) -> str:
        """How a sheet may name somebody: 工号, 姓名, account; at times nobody's."""
        return self.r.choice([*PEOPLE, *PEOPLE, *NAMES, *ACCOUNTS, "临时工"])

    def some(self, entity: str) -> Row | None:
        """One of the rows that are there already."""
        return self.r.choice(self.rows[entity]) if self.rows.get(entity) else None
