"""A random small department as canonical rows, in which the interesting coincidences are common.

Days lie about the end of a month, quarter, year and ISO week. Orders hang on talks, parcels and returns on orders,
errors on parcels, shifts on talks, each often exactly at a limit of some setting or a second beside it. Names are few.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle_chance import (
    ACCOUNTS,
    BEGINNING,
    BUYERS,
    CAMPAIGNS,
    CARRIERS,
    DEPARTMENTS,
    MONEY,
    MONTHS,
    NAMES,
    NEAR,
    ORDER_IDS,
    OWNERS,
    PEOPLE,
    PRODUCTS,
    QUANTITIES,
    ROLES,
    SHOPS,
    WAREHOUSES,
    Chance,
    Row,
)

ENTITIES = Path(__file__).parent.parent / "sql" / "entities"


class Department(Chance):
    """Makes the rows of one department, entity after entity; later ones hang on earlier ones."""

    # --- talks and orders --------------------------------------------------------------------------------------------

    def talk(self) -> list[Row]:
        """A buyer's messages with agents and robots: ties, several agents, midnights, at times begun by an agent."""
        shop, buyer, at = self.one(*SHOPS), self.r.choice(BUYERS), self.moment()
        if (earlier := self.some("chats")) and not self.often():
            shop, buyer, at = earlier["shop"], earlier["buyer"], earlier["at"] + self.gap()
        own = [a for a in ACCOUNTS if a.startswith(shop)] or ACCOUNTS
        rows: list[Row] = []
        for _ in range(self.r.randint(1, 6)):
            sender = self.one("buyer", "buyer", "buyer", "agent", "agent", "agent", "robot")
            agent = self.maybe(self.r.choice(own if self.often() else ACCOUNTS)) if sender == "agent" else None
            row = {"shop": shop, "buyer": buyer, "at": at, "sender": sender, "text": self.one("在吗", "您好")}
            row["agent"] = f"{shop}:机器人" if sender == "robot" else agent
            row["product"] = self.r.choice([None, *PRODUCTS]) if sender == "buyer" else None
            rows.append(row)
            at += timedelta(seconds=self.r.choice([0, 0, 1, 5, 60, 299, 300, 301]))
        return rows

    def chats(self) -> list[Row]:
        """Some talks, in file order."""
        self.rows["chats"] = []
        for _ in range(self.r.randint(0, 15)):
            self.rows["chats"] += self.talk()
        return self.rows["chats"][: self.most]

    def order(self) -> Row:
        """An order, mostly of a buyer who talked, paid about then, at the end of the window or after-sales time."""
        shop, buyer, about = self.one(*SHOPS), self.maybe(self.r.choice(BUYERS)), self.moment()
        if (message := self.some("chats")) and self.often():
            shop, buyer, about = message["shop"], message["buyer"], message["at"]
        midnight = datetime.combine(about.date() + timedelta(days=self.r.choice([1, 2, 8])), time())
        paid = self.one(about, about + self.gap(), about + self.gap(), about - self.gap(), midnight, self.moment())
        paid = paid if self.often() else midnight + timedelta(hours=4) - timedelta(seconds=self.one(0, 1))
        is_paid = self.r.random() < 0.9
        return {
            "platform": SHOPS[shop],
            "order_id": self.r.choice(ORDER_IDS),
            "shop": shop,
            "buyer": buyer,
            "created_at": paid - self.gap() if self.often() else paid + self.gap(),
            "paid_at": paid if is_paid else None,
            "paid_amount": self.r.choice(MONEY) if is_paid else None,
            "order_refund": self.one(None, Decimal(0), Decimal("0.01"), Decimal(5)) if is_paid else None,
            "currency": self.one(None, None, None, None, "CNY", "USD"),
            "closed": self.r.random() < 0.3,
            "status": "交易成功",
        }

    def order_item(self) -> Row:
        """A line of an order, mostly of one that is there; some exports state the order's amount by its lines."""
        order = self.some("orders") or {"platform": "京东", "order_id": "1", "shop": "京东店"}
        row = {"platform": order["platform"], "order_id": order["order_id"], "shop": order["shop"]}
        row |= {"item_id": str(self.r.randint(1, 30)), "paid_amount": self.r.choice(MONEY)}
        return row | {"order_part": row["paid_amount"] if self.r.random() < 0.5 else None}

    def a_return(self) -> Row:
        """A return, handled or not, mostly of an order that is there."""
        order = self.some("orders") or {}
        known = bool(order) and self.often()
        received = self.moment()
        return {
            "return_id": f"R{self.r.randint(1, 12)}",
            "order_id": order["order_id"] if known else self.one(*ORDER_IDS, "unknown"),
            "shop": order["shop"] if known else self.one(*SHOPS),
            "amount": self.r.choice(MONEY),
            "received_at": received,
            "handled_at": received + abs(self.gap()) if self.often() else None,
            "handler": self.maybe(self.name()),
        }

    def rating(self) -> Row:
        """A buyer's rating."""
        row = {"shop": self.one(*SHOPS), "buyer": self.r.choice(BUYERS), "at": self.moment()}
        return row | {"agent": self.maybe(self.r.choice(ACCOUNTS)), "score": self.r.randint(1, 5)}

    # --- warehouse ---------------------------------------------------------------------------------------------------

    def shipment(self) -> Row:
        """A parcel, mostly of a paid order, about its deadline; some hold two orders, some have not left."""
        order = self.some("orders")
        shop, number, shipped = self.one(*SHOPS), self.maybe(self.one(*ORDER_IDS, "1,2", "3;4")), self.moment()
        if order and self.often():
            shop, number = order["shop"], order["order_id"]
            if order["paid_at"]:
                shipped = order["paid_at"] + self.one(timedelta(hours=24), timedelta(hours=48), self.gap())
                shipped += timedelta(seconds=self.one(-1, 0, 0, 1))
        return {
            "tracking": f"S{self.r.randint(1, 40)}",
            "shipment_id": "CK",
            "order_id": number,
            "shop": shop,
            "warehouse": self.one(*WAREHOUSES),
            "carrier": self.one(*CARRIERS),
            **{hand: self.maybe(self.name()) for hand in ("printer", "picker", "packer", "checker")},
            "weight": self.r.choice(QUANTITIES),
            "shipped_at": shipped if self.r.random() < 0.95 else None,
        }

    def shipping_error(self) -> Row:
        """An error of a parcel, or of an order of which no parcel is named."""
        parcel = self.some("shipments") or {"tracking": "S0", "order_id": "1"}
        tracking = parcel["tracking"] if self.r.random() < 0.85 else self.one(None, None, "S0")
        order_id = parcel["order_id"] or self.r.choice(ORDER_IDS)
        return {
            "parcel": tracking or f"order:{order_id}",
            "kind": self.one("错发", "漏发", "多发", "错地址", "破损", "丢件"),
            "tracking": tracking,
            "order_id": order_id,
            "responsible": self.name() if self.r.random() < 0.6 else None,
            "registered_at": self.moment(),
        }

    def receipt(self) -> Row:
        """A line of a receipt, mostly right."""
        expected = self.r.choice(QUANTITIES)
        return {
            "receipt_id": self.one("RK1", "RK2", "RK3"),
            "sku": f"S{self.r.randint(1, 12)}",
            "warehouse": self.one(*WAREHOUSES),
            "expected": expected,
            "received": expected if self.often() else self.r.choice(QUANTITIES),
            "error_kind": self.one(None, None, None, "错货"),
            "receiver": self.maybe(self.name()),
            "received_at": self.moment(),
        }

    def stock_count(self) -> Row:
        """A line of a count, mostly right."""
        booked = self.r.choice(QUANTITIES)
        row = {"count_id": self.one("PD1", "PD2"), "sku": f"S{self.r.randint(1, 12)}", "day": self.day()}
        row |= {"warehouse": self.one(*WAREHOUSES), "booked": booked, "counter": self.maybe(self.name())}
        return row | {"counted": booked if self.often() else self.r.choice(QUANTITIES)}

    def carrier_bill(self) -> Row:
        """A billed parcel."""
        return {
            "tracking": f"S{self.r.randint(1, 40)}",
            "month": self.r.choice(MONTHS),
            "carrier": self.one(*CARRIERS),
            "sent_on": self.day(),
            "province": self.one("浙江", "浙江", "西藏"),
            "weight": Decimal(self.one("0", "0.5", "1", "1.000001", "1.5", "2", "2.3")),
            "fee": self.r.choice(MONEY),
        }

    def carrier_rate(self) -> Row:
        """A price from a day on."""
        return {
            "carrier": self.one(*CARRIERS),
            "province": self.one("浙江", "浙江", "北京"),
            "valid_from": self.one(BEGINNING, date(2026, 1, 1), *NEAR),
            "first_weight": Decimal(self.one("0.5", "1")),
            "first_fee": Decimal(self.one("8", "9.9")),
            "step_weight": Decimal(self.one("0.5", "1")),
            "step_fee": Decimal(self.one("0", "2", "0.33")),
        }

    # --- people and their work ---------------------------------------------------------------------------------------

    def staff(self) -> list[Row]:
        """Five people with joins, leaves, moves between departments, bosses (at times in a ring) and accounts."""
        rows = []
        for i, person in enumerate(PEOPLE):
            starts = [BEGINNING, *self.r.sample(NEAR, self.one(0, 0, 1, 2))]
            if len(starts) > 1 and not self.often():
                starts = starts[1:]  # no row from the beginning: the first dated one holds before it
            joined = self.one(None, date(2020, 1, 1), date(2020, 1, 1), self.r.choice(NEAR))
            left = self.one(None, None, None, self.r.choice(NEAR), date(2026, 11, 30))
            for start in starts:
                accounts = [a for a, owner in OWNERS.items() if owner == i]
                accounts += [self.r.choice(ACCOUNTS)] if self.r.random() < 0.15 else []  # then two may have it
                rows.append({
                    "person": person,
                    "valid_from": start,
                    "name": NAMES[i],
                    "department": self.maybe(self.one(*DEPARTMENTS)),
                    "role": self.maybe(self.one(*ROLES)),
                    "manager": self.one(None, "E1", "E1", "E2", "陈立", "E4", "旗舰店:敏", "临时工"),
                    "joined_on": joined,
                    "left_on": left,
                    "accounts": ";".join(accounts) or None,
                    "base_pay": Decimal("3500.00"),
                    "performance_pay": Decimal("2000.00"),
                })
        return rows

    def assignment(self) -> Row:
        """What somebody owns for a time."""
        kind = self.one("product", "campaign", "shop")
        things = {"product": PRODUCTS, "campaign": CAMPAIGNS, "shop": list(SHOPS)}[kind]
        return {
            "person": self.one(*PEOPLE, "李娜", "临时工"),
            "kind": kind,
            "object": self.r.choice(things),
            "valid_from": self.one(BEGINNING, date(2026, 1, 1), NEAR[0], NEAR[2]),
            "valid_to": self.one(None, None, NEAR[1], NEAR[2]),
        }

    def task(self) -> Row:
        """A task: open, done or cancelled, in time or not, for the owner's own department or another."""
        status = self.one("open", "done", "done", "done", "cancelled")
        return {
            "task_id": f"T{self.r.randint(1, 60)}",
            "kind": self.maybe(self.one("软文", "盘点")),
            "owner": self.maybe(self.name()),
            "asked_by": self.maybe(self.one(*DEPARTMENTS)),
            "assigned_on": NEAR[0],
            "due_on": self.day(),
            "done_on": self.day() if status == "done" else None,
            "status": status,
            "planned": self.maybe(self.r.choice(QUANTITIES)),
            "done_quantity": self.maybe(self.r.choice(QUANTITIES)),
            "quality": self.maybe(Decimal(self.one("60", "88.5", "100"))),
            "first_pass": self.one(None, True, False),
        }

    def shift(self) -> Row:
        """A planned shift, often just when a talk begins or ends; begun and ended about then or not at all."""
        message = self.some("chats")
        start = message["at"] if message and self.often() else self.moment()
        length = self.one(timedelta(minutes=5), timedelta(hours=8), timedelta(hours=20))
        start -= self.one(timedelta(0), timedelta(0), length, timedelta(hours=4))
        drift = [timedelta(seconds=s) for s in (-301, -300, -299, -60, 0, 0, 60, 299, 300, 301)]
        return {
            "day": start.date(),
            "person": self.one(*PEOPLE, "陈立", "临时工"),
            "planned_start": start,
            "planned_end": start + length,
            "shop": message["shop"] if message and self.often() else self.one(*SHOPS),
            "actual_start": self.maybe(start + self.r.choice(drift)),
            "actual_end": self.maybe(start + length + self.r.choice(drift)),
        }

    def checklist(self) -> Row:
        """An item of a month's checklist."""
        return {
            "month": self.r.choice(MONTHS),
            "department": self.one(*DEPARTMENTS),
            "category": self.one("流程规范", "规范落实", "团队建设", "规章制度"),
            "item": self.one("一", "二"),
            "responsible": self.maybe(self.name()) or "",
            "done": self.often(),
        }

    def review(self) -> Row:
        """A month's score of somebody."""
        row = {"month": self.r.choice(MONTHS), "person": self.name(), "item": self.one("客服质量", "管理评分", "其他")}
        return row | {"reviewer": self.one("E1", "E2"), "score": Decimal(self.one("0", "66.5", "100"))}

    def target(self) -> Row:
        """A target, mostly of GMV, of any scope or of a shop."""
        scope = self.one("company", "department", "role", "person")
        objects = {"company": [""], "department": DEPARTMENTS, "role": ROLES, "person": PEOPLE}[scope]
        return {
            "month": self.r.choice(MONTHS),
            "scope": scope,
            "object": self.r.choice(objects if self.often() else list(SHOPS)),
            "metric": self.one("gmv", "gmv", "gmv", "visitors"),
            "target": Decimal(self.one("15000.5", "100", "33333.33")),
        }

    # --- traffic -----------------------------------------------------------------------------------------------------

    def visits(self) -> Row:
        """A day of a shop: how many came."""
        return {"shop": self.one(*SHOPS), "day": self.day(), "visitors": self.r.randint(0, 40)}

    def item_visits(self) -> Row:
        """A day of a product."""
        return self.visits() | {"product": self.one(*PRODUCTS, "P9")}

    def source_visits(self) -> Row:
        """A day of a source: its total or a detail of it."""
        row = {"source": self.one("付费推广", "付费推广", "淘宝客", "自主访问")}
        return self.visits() | row | {"detail": self.one("汇总", "关键词推广", "直通车", "")}

    def ad_day(self) -> Row:
        """A day of a plan and subject, or of a scene."""
        campaign = self.r.choice(CAMPAIGNS)
        scene = campaign.startswith("scene:")
        row = {"shop": self.one(*SHOPS), "day": self.day(), "campaign": campaign, "level": "scene" if scene else "plan"}
        row |= {"subject": "" if scene else self.one("", "1", "2"), "spend": self.r.choice(MONEY)}
        return row | {
            "impressions": self.r.randint(0, 40),
            "clicks": self.r.randint(0, 40),
            "revenue": self.r.choice(MONEY),
        }

    # --- all ---------------------------------------------------------------------------------------------------------

    def make(self) -> dict[str, list[Row]]:
        """Every entity, each with a number of rows of its own, some with none."""
        many: dict[str, Callable[[], Row]] = {
            "orders": self.order,
            "order_items": self.order_item,
            "returns": self.a_return,
            "chat_ratings": self.rating,
            "shipments": self.shipment,
            "shipping_errors": self.shipping_error,
            "receipts": self.receipt,
            "stock_counts": self.stock_count,
            "carrier_bills": self.carrier_bill,
            "carrier_rates": self.carrier_rate,
            "assignments": self.assignment,
            "tasks": self.task,
            "shifts": self.shift,
            "checklists": self.checklist,
            "reviews": self.review,
            "targets": self.target,
            "shop_traffic": self.visits,
            "item_traffic": self.item_visits,
            "source_traffic": self.source_visits,
            "ads": self.ad_day,
        }
        self.rows["shops"] = [{"shop": shop, "platform": platform} for shop, platform in SHOPS.items()]
        self.rows["staff"] = self.staff()
        self.rows["chats"] = numbered(self.chats())
        for entity, row in many.items():
            self.rows[entity] = distinct(entity, [row() for _ in range(self.r.randint(0, min(self.most, 40)))])
        return {entity: whole(entity, rows) for entity, rows in self.rows.items()}


@cache
def described(entity: str) -> dict[str, Any]:
    """The entity's file: its natural key and its fields."""
    return tomllib.loads((ENTITIES / f"{entity}.toml").read_text("utf-8"))


def numbered(rows: list[Row]) -> list[Row]:
    """The messages with their number among those that are equal."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        same = (row["shop"], row["buyer"], row["at"], row["sender"], row["text"])
        row["ordinal"] = seen[same] = seen.get(same, 0) + 1
    return rows


def distinct(entity: str, rows: list[Row]) -> list[Row]:
    """The rows without those whose natural key another one has."""
    key = described(entity)["key"]
    return list({tuple(row[k] for k in key): row for row in rows}.values())


def whole(entity: str, rows: list[Row]) -> list[Row]:
    """The rows with every field of the entity."""
    return [{field: row.get(field) for field in described(entity)["fields"]} for row in rows]
