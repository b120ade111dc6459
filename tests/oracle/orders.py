"""Orders, refunds, new customers and what was planned."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.oracle.lines import Line, Row
from tests.oracle.world import World


def paid_orders(world: World) -> list[Line]:
    """paid_orders: orders with a payment time, in whatever currency."""
    return [world.line(world.day(o["paid_at"]), 1, shop=o["shop"]) for o in world.paid_orders()]


def amount_of(world: World, order: Row) -> Decimal | None:
    """What was paid for an order: the sum of its lines where exports state it by line."""
    parts = [
        item["order_part"]
        for item in world.all("order_items")
        if (item["platform"], item["order_id"]) == (order["platform"], order["order_id"])
        and item["order_part"] is not None
    ]
    return sum(parts, Decimal(0)) if parts else order["paid_amount"]


def gmv(world: World) -> list[Line]:
    """gmv: the gross paid amount; an order in another currency has no money in it."""
    lines = []
    for o in world.paid_orders():
        amount = world.money(amount_of(world, o), o.get("currency"))
        if amount is not None:
            lines.append(world.line(world.day(o["paid_at"]), amount, shop=o["shop"]))
    return lines


def order_value(world: World) -> list[Line]:
    """average_order_value: gmv over the orders whose money is in it."""
    return [Line(line.day, line.n, Fraction(1), line.shop) for line in gmv(world)]


def returns_of(world: World, order: Row) -> list[Row]:
    """The `returns` rows, handled or not, that name this order; two platforms may use the same number."""
    return [
        r
        for r in world.all("returns")
        if r["order_id"] == order["order_id"] and world.platform_of(r["shop"]) in (None, order["platform"])
    ]


def own_refund(world: World, order: Row) -> Fraction | None:
    """The refund that the order's own row states; None where a return names the order or the currency is another."""
    if returns_of(world, order):
        return None
    return world.money(order.get("order_refund"), order.get("currency"))


def refunds(world: World) -> list[Line]:
    """refund_amount: handled returns by the day of handling, own refunds by the day of payment."""
    lines = [
        world.line(world.day(r["handled_at"]), Fraction(r["amount"]), shop=r["shop"])
        for r in world.all("returns")
        if r["handled_at"] is not None and r["amount"] is not None
    ]
    for o in world.paid_orders():
        refund = own_refund(world, o)
        if refund:
            lines.append(world.line(world.day(o["paid_at"]), refund, shop=o["shop"]))
    return lines


def cohort_refunds(world: World) -> list[Line]:
    """Numerator of refund_rate_cohort: all refunds of the orders, by the day of payment."""
    lines: list[Line] = []
    for o in world.paid_orders():
        handled = [Fraction(r["amount"]) for r in returns_of(world, o) if r["handled_at"] is not None]
        refund = own_refund(world, o)
        amounts = handled + ([] if refund is None else [refund])
        lines.extend(world.line(world.day(o["paid_at"]), amount, shop=o["shop"]) for amount in amounts)
    return lines


def net_sales(world: World) -> list[Line]:
    """net_sales: gmv − refund_amount."""
    return gmv(world) + [Line(line.day, -line.n, shop=line.shop) for line in refunds(world)]


def paying_buyers(world: World) -> list[Line]:
    """Numerator of shop_conversion: distinct buyers a day and shop; an order without a buyer is its own buyer."""
    seen = set()
    lines: list[Line] = []
    for o in world.paid_orders():
        day = world.day(o["paid_at"])
        buyer = ("buyer", o["buyer"]) if o["buyer"] is not None else ("order", o["platform"], o["order_id"])
        if (day, o["shop"], buyer) not in seen:
            seen.add((day, o["shop"], buyer))
            lines.append(world.line(day, 1, shop=o["shop"]))
    return lines


def new_customers(world: World) -> list[Line]:
    """new_customers: buyers by the day of their first ever paid order in the shop."""
    first: dict[tuple[str, str], date] = {}
    for o in world.paid_orders():
        if o["buyer"] is not None:
            key, day = (o["shop"], o["buyer"]), world.day(o["paid_at"])
            first[key] = min(day, first.get(key, day))
    return [world.line(day, 1, shop=shop) for (shop, _), day in first.items()]


# --- plan_attainment -------------------------------------------------------------------------------------------------


def gmv_targets(world: World) -> dict[date, list[Row]]:
    """The targets of gmv that have a figure, by month."""
    by_month: dict[date, list[Row]] = {}
    for t in world.all("targets"):
        if t["metric"] == "gmv" and t["target"] is not None:
            by_month.setdefault(t["month"], []).append(t)
    return by_month


def spread(world: World, month: date, amount: Fraction, shop: str | None) -> list[Line]:
    """A month's target, evenly over its days and not rounded by day."""
    days = monthrange(month.year, month.month)[1]
    return [world.line(month.replace(day=i + 1), 0, amount / days, shop=shop) for i in range(days)]


def shop_plans(world: World) -> list[Line]:
    """What shops are to sell: targets whose 对象 is a shop's name, whatever their 范围."""
    lines = []
    for month, targets in gmv_targets(world).items():
        for t in targets:
            if t["object"] in world.shop_names():
                lines += spread(world, month, Fraction(t["target"]), t["object"])
    return lines


def plans(world: World) -> list[Line]:
    """What all are to sell: the widest scope that has a target that month; with none but shops', their sum."""
    lines = []
    for month, targets in gmv_targets(world).items():
        others = [t for t in targets if t["object"] not in world.shop_names()]
        scopes = [s for s in ("company", "department", "role", "person") if any(t["scope"] == s for t in others)]
        chosen = [t for t in others if t["scope"] == scopes[0]] if scopes else targets
        lines += spread(world, month, sum((Fraction(t["target"]) for t in chosen), Fraction(0)), None)
    return lines
