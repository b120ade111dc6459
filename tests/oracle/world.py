"""The canonical rows of a world with the few questions that every metric asks of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.lines import Line, Number, Row, Rows
from tests.oracle.people import People
from tests.oracle.settings import Settings


class World:
    """Rows, settings and people; the metric modules loop over it."""

    def __init__(self, rows: Rows, settings: Mapping[str, Any] | None = None) -> None:
        self.rows = rows
        self.set = Settings.of(settings)
        self.people = People(rows)
        self.platforms: dict[str, str | None] = {r["shop"]: r["platform"] for r in rows.get("shops", ())}

    def all(self, entity: str) -> list[Row]:
        """Every row of an entity, in the order of its file."""
        return list(self.rows.get(entity, ()))

    def day(self, moment: datetime) -> date:
        """The business day of a moment."""
        return self.set.day_of(moment)

    def shop_names(self) -> set[str]:
        """Every name that is a shop's."""
        return set(self.platforms) | {o["shop"] for o in self.all("orders") if o.get("shop")}

    def platform_of(self, shop: str | None) -> str | None:
        """The platform of a shop: as `shops` says, else as its orders do."""
        if shop in self.platforms:
            return self.platforms[shop]
        return next((o["platform"] for o in self.all("orders") if o["shop"] == shop and o.get("platform")), None)

    def money(self, amount: Decimal | None, currency: str | None) -> Fraction | None:
        """The amount in the department's currency; None when it is in no sum."""
        if amount is None:
            return None
        if currency in (None, self.set.currency):
            return Fraction(amount)
        rate = self.set.rates.get(currency or "")
        return None if rate is None else Fraction(amount) * Fraction(rate)

    def line(
        self, day: date, n: Number, d: Number = 0, shop: str | None = None, who: str | None = None, **more: str | None
    ) -> Line:
        """A line of a shop and of the person behind a name."""
        at = self.people.at_work(who, day)
        return Line(day, Fraction(n), Fraction(d), shop, at["person"], at["department"], at["role"], more=more)

    def paid_orders(self) -> list[Row]:
        """Orders with a payment time, closed or refunded later or not."""
        return [o for o in self.all("orders") if o["paid_at"] is not None]

    def span(self, entity: str) -> dict[str | None, tuple[date, date]]:
        """First and last day of a source by shop (None: a source that has no shops).

        The days are those its rows are dated by: chats by message, parcels by shipping. An order speaks of the day on
        which it was placed and of that on which it was paid: its shop's orders are loaded for both.
        """
        days: dict[str | None, list[date]] = defaultdict(list)
        for row in self.all(entity):
            if entity == "orders":
                moments = [row.get("created_at"), row["paid_at"]]
            elif entity == "chats":
                moments = [row["at"]]
            elif entity == "shipments":
                moments = [row["shipped_at"]]
            else:
                moments = []
                days[row.get("shop")].append(row["sent_on"] if entity == "carrier_bills" else row["day"])
            days[row.get("shop")] += [self.day(moment) for moment in moments if moment is not None]
        return {shop: (min(found), max(found)) for shop, found in days.items() if found}
