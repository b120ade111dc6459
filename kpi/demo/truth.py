"""The truth that the demo plants: each metric's numerator and denominator, kept while the rows are made."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

Key = tuple[int | str | None, ...]


class Kind(NamedTuple):
    """What a measure is parted by, and how much one counted unit is worth in n and in d."""

    dims: tuple[str, ...]
    n: int = 1
    d: int | None = 1


SHOP, PERSON = ("shop",), ("shop", "person")
CENTS = 100
MEASURES: dict[str, Kind] = {
    "gmv": Kind(SHOP, CENTS, None),
    "paid_orders": Kind(SHOP, 1, None),
    "average_order_value": Kind(SHOP, CENTS),
    "refund_amount": Kind(SHOP, CENTS, None),
    "refund_rate": Kind(SHOP, CENTS, CENTS),
    "refund_rate_cohort": Kind(SHOP, CENTS, CENTS),
    "net_sales": Kind(SHOP, CENTS, None),
    "new_customers": Kind(SHOP, 1, None),
    "visitors": Kind(SHOP, 1, None),
    "promotion_visitors": Kind(SHOP, 1, None),
    "shop_conversion": Kind(SHOP),
    "plan_attainment": Kind((), CENTS, 10**12),
    "plan_attainment@shop": Kind(SHOP, CENTS, 10**12),
    "consultations": Kind(PERSON, 1, None),
    "presale_consultations": Kind(PERSON, 1, None),
    "consultation_conversion": Kind(PERSON),
    "consultation_conversion_final": Kind(PERSON),
    "consultation_success": Kind(PERSON),
    "consultation_rate": Kind(SHOP),
    "consultation_rate@product": Kind(("shop", "product")),
    "unanswered_rate": Kind(PERSON),
    "first_response_seconds": Kind(PERSON),
    "average_response_seconds": Kind(PERSON),
    "satisfaction_rate": Kind(PERSON),
    "shift_coverage": Kind(SHOP),
    "ad_impressions": Kind(("shop", "campaign", "person"), 1, None),
    "ad_clicks": Kind(("shop", "campaign", "person"), 1, None),
    "ad_spend": Kind(("shop", "campaign", "person"), CENTS, None),
    "click_through_rate": Kind(("shop", "campaign", "person")),
    "cost_per_click": Kind(("shop", "campaign", "person"), CENTS),
    "ad_roi": Kind(("shop", "campaign", "person"), CENTS, CENTS),
    "acquisition_cost": Kind(SHOP, CENTS),
    "parcels_packed": Kind(("shop", "person"), 1, None),
    "shipping_error_rate": Kind(("shop", "warehouse")),
    "shipping_error_rate@person": Kind(("person",)),
    "shipping_error_rate@department": Kind(("department",)),
    "shipping_error_rate@role": Kind(("role",)),
    "damage_rate": Kind(("shop", "warehouse")),
    "outbound_accuracy": Kind(("shop", "warehouse")),
    "on_time_shipping": Kind(SHOP),
    "return_processing_hours": Kind(PERSON, 3600),
    "inbound_accuracy": Kind(("warehouse", "person")),
    "receiving_error_rate": Kind(("warehouse", "person")),
    "stock_accuracy": Kind(("warehouse", "person")),
    "logistics_cost": Kind(("carrier",), CENTS, None),
    "logistics_cost_ratio": Kind((), CENTS, CENTS),
    "cost_per_parcel": Kind(("carrier",), CENTS),
    "carrier_bill_variance": Kind(("carrier",), CENTS, CENTS),
    "task_completion": Kind(("person", "kind")),
    "assist_completion": Kind(("person", "kind")),
    "task_output": Kind(("person", "kind")),
    "task_quality": Kind(("person", "kind")),
    "first_pass_rate": Kind(("person", "kind")),
    "shift_completion": Kind(PERSON),
    "shift_on_time": Kind(PERSON),
    "process_completeness": Kind(("person",)),
    "process_compliance": Kind(("person",)),
    "team_building": Kind(("person",)),
    "rule_compliance": Kind(("person",)),
    "service_quality": Kind(("person",)),
    "management_review": Kind(("person",)),
}
"""Every metric of docs/reference/kpis.md; `x@dim` is the metric where a dimension overlaps and so has its own rows."""


class Truth:
    """What the exports say, if they are read rightly.

    Args:
        first: the first day of the demo (day number 0).
        last: the last day of the demo.
    """

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.raw: dict[str, dict[Key, list[int]]] = {name: {} for name in MEASURES}
        self.quarantined: dict[str, int] = {}
        """Rows that no reader may take: how many of each file."""

    def add(self, name: str, key: Key, n: int, d: int = 0) -> None:
        """Count n and d of a measure; the key is the day's number and then the measure's dimensions."""
        cells = self.raw[name]
        cell = cells.get(key)
        if cell is None:
            cells[key] = [n, d]
        else:
            cell[0] += n
            cell[1] += d

    def total(
        self, name: str, since: dt.date | None = None, until: dt.date | None = None, **where: str | None
    ) -> tuple[Decimal, Decimal | None]:
        """The n and d of a measure, from a day to a day (both included), of the groups asked for."""
        groups = self.groups(name, (), since, until, **where)
        return groups.get((), (Decimal(0), None if MEASURES[name].d is None else Decimal(0)))

    def groups(
        self,
        name: str,
        by: tuple[str, ...],
        since: dt.date | None = None,
        until: dt.date | None = None,
        **where: str | None,
    ) -> dict[tuple[str | None, ...], tuple[Decimal, Decimal | None]]:
        """The n and d of each group of some dimensions (`month` and `day` are dimensions too)."""
        kind, sums = MEASURES[name], dict[tuple[str | None, ...], list[int]]()
        for key, (n, d) in self.raw[name].items():
            assert isinstance(key[0], int)
            day = self.first + dt.timedelta(days=key[0])
            if (since and day < since) or (until and day > until):
                continue
            group: dict[str, str | None] = {"day": day.isoformat(), "month": f"{day:%Y-%m}"}
            group |= {dim: None if value is None else str(value) for dim, value in zip(kind.dims, key[1:], strict=True)}
            if all(group[dim] == value for dim, value in where.items()):
                cell = sums.setdefault(tuple(group[dim] for dim in by), [0, 0])
                cell[0] += n
                cell[1] += d
        return {
            key: (Decimal(n) / kind.n, None if kind.d is None else Decimal(d) / kind.d) for key, (n, d) in sums.items()
        }

    def save(self, path: Path) -> None:
        """Write everything planted as JSON: days as numbers from `first`, n and d counted in parts of their unit."""
        measures: dict[str, dict[str, Any]] = {
            name: {"dims": ["day", *kind.dims], "n_parts": kind.n, "d_parts": kind.d, "rows": []}
            for name, kind in MEASURES.items()
        }
        for name, cells in self.raw.items():
            measures[name]["rows"] = [[*key, n, d] for key, (n, d) in cells.items()]
        told = {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "quarantined": self.quarantined,
            "measures": measures,
        }
        path.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Truth":
        """The truth that was saved."""
        told = json.loads(path.read_text(encoding="utf-8"))
        truth = cls(dt.date.fromisoformat(told["first"]), dt.date.fromisoformat(told["last"]))
        truth.quarantined = told["quarantined"]
        for name, measure in told["measures"].items():
            truth.raw[name] = {tuple(row[:-2]): row[-2:] for row in measure["rows"]}
        return truth
