"""What all parts of the demo share while it plays: days, people, files, truth, chance, and what goes wrong when."""

import datetime as dt
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import NamedTuple

from kpi.demo.calendar import Days
from kpi.demo.files import Tree
from kpi.demo.people import Staff
from kpi.demo.roster import Roster
from kpi.demo.shops import FLAGSHIP, JD, SITE, Shop
from kpi.demo.truth import Truth

ORDERS_A_MONTH = 60_000 / 14
DAYS_A_MONTH = 365 / 12


class Parcel(NamedTuple):
    """A parcel that will leave: when, of which order, from where to where, and what it weighs in grams."""

    at: int
    order: str
    shop: str
    warehouse: int
    carrier: int
    tracking: str
    grams: int
    province: int


class Return(NamedTuple):
    """A return or refund that will arrive: when, of which order, how much; `paid` is the order's paid day."""

    at: int
    order: str
    shop: str
    paid: int
    cents: int
    reason: str
    handled: int


class Question(NamedTuple):
    """A chat that is already certain: of whom, about what; `paid` is the order paid after it, if one is."""

    buyer: str
    sku: str
    presale: bool
    at: int | None
    paid: int | None


def rng(seed: int, subject: str, day: int) -> Random:
    """The chance of one subject on one day: what changes in one subject leaves the others as they were."""
    return Random(f"{seed}/{subject}/{day}")


class Stage:
    """The demo while it is written.

    Args:
        folder: where the exports go.
        today: the day of the exports.
        months: how many months, the running one included.
        scale: 1 is about 60,000 orders in 14 months.
        seed: what chance begins with.
    """

    def __init__(self, folder: Path, today: dt.date, months: int, scale: float, seed: int) -> None:
        self.days = Days(today, months)
        self.scale, self.seed = scale, seed
        self.staff = Staff(self.days)
        self.truth = Truth(self.days.first, self.days.last)
        self.roster = Roster(self.days, self.staff, self.truth)
        self.tree = Tree(folder, dt.datetime(today.year, today.month, today.day, 9))  # noqa: DTZ001 (a file's time)
        first, _ = self.days.whole_month()
        monday = next(day for day in range(first + 7, first + 14) if self.days.date(day).weekday() == 0)
        self.bad_week = range(monday, monday + 6)
        """When the warehouse falls behind."""
        self.bad_campaign = range(first - 9, first + 17)
        """When the campaign runs that fails."""
        self.gaps = self._gaps(first)
        self.parcels: dict[int, list[Parcel]] = defaultdict(list)
        self.waiting: list[tuple[str, str]] = []
        """Orders and their shops of which the parcel leaves only after the last day."""
        self.returns: dict[int, list[Return]] = defaultdict(list)
        self.questions: dict[tuple[str, int], list[Question]] = defaultdict(list)

    def _gaps(self, first: int) -> set[tuple[str, str, int]]:
        """The days on which an export was forgotten or failed, by source and shop."""
        count = self.days.count
        missing = {("chats", SITE.name, first + 8), ("shop traffic", JD.name, first - 20), ("ads", JD.name, count - 1)}
        missing |= {("shop traffic", SITE.name, first + day) for day in (12, 13)}
        missing |= {("source traffic", FLAGSHIP.name, first - 40 + day) for day in range(3)}
        missing |= {("source traffic", shop.name, count - 1) for shop in (JD, SITE)}
        return missing | {("bills", "", count - 1 - day) for day in range(3)}

    def missing(self, source: str, shop: str, day: int) -> bool:
        """Whether a source has no export of a shop's day."""
        return (source, shop, day) in self.gaps

    def rng(self, subject: str, day: int) -> Random:
        """The chance of one subject on one day."""
        return rng(self.seed, subject, day)

    def demand(self, shop: Shop, day: int) -> float:
        """How many orders a shop may expect on a day."""
        return ORDERS_A_MONTH / DAYS_A_MONTH * self.scale * shop.share * self.days.busy[day]

    def code(self, code: str | None, day: int) -> str | None:
        """The code under which a row of a day counts: none for strangers and for who is not employed then."""
        return code if self.staff.department(code, day) else None


def some(expected: float, chance: Random) -> int:
    """A whole number near an expected one."""
    return int(expected * (0.9 + 0.2 * chance.random()) + chance.random())
