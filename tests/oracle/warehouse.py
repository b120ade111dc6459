"""Parcels, their errors and people, receipts, counts, returns and what carriers charge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

from tests.oracle.chats import seconds
from tests.oracle.lines import Line, Row
from tests.oracle.world import World

SHIPPING = ("错发", "漏发", "多发", "错地址")
DAMAGE = ("破损", "丢件")


def parcels(world: World) -> list[Row]:
    """Parcels that left."""
    return [s for s in world.all("shipments") if s["shipped_at"] is not None]


def orders_in(parcel: Row) -> list[str]:
    """The numbers of the orders in a parcel: several are joined by , or ;."""
    joined = parcel["order_id"] or ""
    for mark in ";，；、":
        joined = joined.replace(mark, ",")
    return [number.strip() for number in joined.split(",") if number.strip()]


def errors_of(world: World, parcel: Row) -> list[Row]:
    """The errors of a parcel; one that names an order only is that of the order's first parcel."""
    found = []
    for e in world.all("shipping_errors"):
        if e["tracking"] is not None:
            if e["tracking"] == parcel["tracking"]:
                found.append(e)
        elif e["order_id"] is not None:
            of_order = [p for p in parcels(world) if e["order_id"] in orders_in(p)]
            of_order.sort(key=lambda p: (p["shipped_at"], p["tracking"]))
            if of_order and of_order[0]["tracking"] == parcel["tracking"]:
                found.append(e)
    return found


def parcel_line(world: World, p: Row, n: int, d: int = 1, who: str | None = None) -> Line:
    """A parcel's line, dated by shipping."""
    day = world.day(p["shipped_at"])
    return world.line(day, n, d, shop=p["shop"], who=who, warehouse=p["warehouse"], carrier=p["carrier"])


def error_rate(world: World) -> list[Line]:
    """shipping_error_rate: parcels with one of the four errors."""
    return [parcel_line(world, p, int(any(e["kind"] in SHIPPING for e in errors_of(world, p)))) for p in parcels(world)]


def error_rate_by_people(world: World) -> list[Line]:
    """shipping_error_rate by person or group: a line a parcel and person, each parcel once a group.

    n: somebody of the group answers for an error row: its 责任人, or who packed where that is empty.
    d: somebody of the group picked, packed or checked. A cell left empty is nobody at all, unless all three are:
    then the parcel is in the group null.
    """
    lines = []
    for p in parcels(world):
        hands = [name for name in (p["picker"], p["packer"], p["checker"]) if name] or [None]
        answering = [e["responsible"] or p["packer"] for e in errors_of(world, p) if e["kind"] in SHIPPING]
        lines += [once(parcel_line(world, p, 0, 1, name), p) for name in hands]
        lines += [once(parcel_line(world, p, 1, 0, name), p) for name in answering]
    return lines


def once(x: Line, parcel: Row) -> Line:
    """The line, counting with all others of its parcel as one."""
    return replace(x, once=parcel["tracking"])


def damage_rate(world: World) -> list[Line]:
    """damage_rate: parcels broken or lost."""
    return [parcel_line(world, p, int(any(e["kind"] in DAMAGE for e in errors_of(world, p)))) for p in parcels(world)]


def outbound(world: World) -> list[Line]:
    """outbound_accuracy: parcels with no error of any kind."""
    return [parcel_line(world, p, int(not errors_of(world, p))) for p in parcels(world)]


def packed(world: World) -> list[Line]:
    """parcels_packed, by the packer."""
    return [parcel_line(world, p, 1, 0, p["packer"]) for p in parcels(world)]


def on_time(world: World) -> list[Line]:
    """on_time_shipping, by the order's first parcel.

    The deadline has passed when a parcel of any shop left at it or later.
    """
    left = [p["shipped_at"] for p in parcels(world)]
    lines = []
    for o in world.paid_orders():
        own = [
            p["shipped_at"]
            for p in parcels(world)
            if o["order_id"] in orders_in(p) and world.platform_of(p["shop"]) == o["platform"]
        ]
        deadline: datetime = o["paid_at"] + timedelta(hours=world.set.ship_within_hours)
        due = bool(left) and deadline <= max(left)
        if own or (due and not o.get("closed")):
            lines.append(
                world.line(world.day(o["paid_at"]), int(bool(own) and min(own) <= deadline), 1, shop=o["shop"])
            )
    return lines


def steps_of(world: World, o: Row) -> dict[str, bool]:
    """How far a paid order is: picked, packed, shipped, returned.

    What left was picked and packed, whoever is named; of a parcel that waits, who is named says how far it is.
    """
    own = [
        s
        for s in world.all("shipments")
        if o["order_id"] in orders_in(s) and world.platform_of(s["shop"]) in (None, o["platform"])
    ]
    shipped = any(s["shipped_at"] is not None for s in own)
    packed = shipped or any((s["packer"] or "").strip() for s in own)
    returns = [r for r in world.all("returns") if r["order_id"] == o["order_id"]]
    return {
        "picked": packed or any((s["picker"] or "").strip() for s in own),
        "packed": packed,
        "shipped": shipped,
        "returned": shipped and any(world.platform_of(r["shop"]) == o["platform"] for r in returns),
    }


def step(world: World, reached: str, of: str | None) -> list[Line]:
    """order_picking, order_packing, order_shipping, order_returns: the orders that reached a step, of those before."""
    lines = []
    for o in world.paid_orders():
        steps = steps_of(world, o)
        if of is None or steps[of]:
            lines.append(world.line(world.day(o["paid_at"]), int(steps[reached]), 1, shop=o["shop"]))
    return lines


def received_right(r: Row) -> bool:
    """Whether a receipt line came in whole and without an error."""
    return bool(r["received"] == r["expected"]) and not r.get("error_kind")


def receipts(world: World, right: int, wrong: int) -> list[Line]:
    """inbound_accuracy (1, 0) or receiving_error_rate (0, 1)."""
    return [
        world.line(
            world.day(r["received_at"]),
            right if received_right(r) else wrong,
            1,
            who=r["receiver"],
            warehouse=r["warehouse"],
        )
        for r in world.all("receipts")
    ]


def stock(world: World) -> list[Line]:
    """stock_accuracy: count lines that agree with the book."""
    return [
        world.line(r["day"], int(r["counted"] == r["booked"]), 1, who=r["counter"], warehouse=r["warehouse"])
        for r in world.all("stock_counts")
    ]


def return_hours(world: World) -> list[Line]:
    """return_processing_hours of handled returns, by who handled them."""
    return [
        world.line(
            world.day(r["handled_at"]),
            seconds(r["received_at"], r["handled_at"]) / 3600,
            1,
            shop=r["shop"],
            who=r["handler"],
        )
        for r in world.all("returns")
        if r["handled_at"] is not None and r["received_at"] is not None
    ]


# --- carriers --------------------------------------------------------------------------------------------------------


def bill_line(world: World, b: Row, n: Fraction, d: Fraction | int) -> Line:
    """A bill's line; its shop and warehouse are those of the parcel, where it is known."""
    parcel = next((p for p in world.all("shipments") if p["tracking"] == b["tracking"]), None)
    shop, warehouse = (parcel["shop"], parcel["warehouse"]) if parcel else (None, None)
    return world.line(b["sent_on"], n, d, shop=shop, warehouse=warehouse, carrier=b["carrier"])


def fees(world: World, parcels_below: bool = False) -> list[Line]:
    """logistics_cost, or with the billed parcels below it cost_per_parcel."""
    return [bill_line(world, b, Fraction(b["fee"]), int(parcels_below)) for b in world.all("carrier_bills")]


def rate_on(world: World, carrier: str, province: str, day: date) -> Row | None:
    """The carrier's and province's latest rate in force on a day."""
    begun = [
        r
        for r in world.all("carrier_rates")
        if r["carrier"] == carrier and r["province"] == province and r["valid_from"] <= day
    ]
    return max(begun, key=lambda r: r["valid_from"]) if begun else None


def bill_variance(world: World) -> list[Line]:
    """carrier_bill_variance of the bills for which a rate is known."""
    lines = []
    for b in world.all("carrier_bills"):
        rate = rate_on(world, b["carrier"], b["province"], b["sent_on"])
        if rate is not None:
            over = max(Fraction(0), Fraction(b["weight"]) - Fraction(rate["first_weight"]))
            steps = ceil(over / Fraction(rate["step_weight"]))
            fee = Fraction(rate["first_fee"]) + steps * Fraction(rate["step_fee"])
            lines.append(bill_line(world, b, abs(Fraction(b["fee"]) - fee), fee))
    return lines
