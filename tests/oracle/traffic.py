"""Visitors, promotion and advertising."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.oracle.chats import consultations
from tests.oracle.lines import Line, Row
from tests.oracle.world import World

PROMOTION = set(
    "商业流量 直通车 淘宝直通车 万相台 万相台无界 超级推荐 引力魔方 智钻 钻石展位 品销宝 淘宝客"
    " 货品全站推 京准通 京东快车 京挑客 购物触点 多多搜索 多多场景 多多进宝 巨量千川 千川".split()
)


def visitors(world: World) -> list[Line]:
    """visitors: of the shop, added over days."""
    rows = [t for t in world.all("shop_traffic") if t["visitors"] is not None]
    return [world.line(t["day"], t["visitors"], shop=t["shop"]) for t in rows]


def as_denominator(lines: list[Line]) -> list[Line]:
    """The same lines on the other side of the ratio."""
    return [replace(x, n=Fraction(0), d=x.n) for x in lines]


def item_visitors(world: World) -> list[Line]:
    """Visitors of products: the denominator of consultation_rate by product."""
    return [
        world.line(t["day"], 0, t["visitors"], shop=t["shop"], product=t["product"])
        for t in world.all("item_traffic")
        if t["visitors"] is not None
    ]


def rows_by_product(world: World) -> list[Line]:
    """consultation_rate by product: a consultation belongs to the product of the first message that names one."""
    named = [world.line(c.day, 1, shop=c.shop, product=c.product) for c in consultations(world)]
    return named + item_visitors(world)


def is_promotion(row: Row) -> bool:
    """Whether a source of visitors is 付费推广 or of its kin."""
    name = row["source"]
    if name.startswith("非") or "免费" in name:
        return False
    return name in PROMOTION or any(word in name for word in ("付费", "推广", "广告"))


def promotion_visitors(world: World) -> list[Line]:
    """promotion_visitors: a source's own total (来源明细 汇总) where it is there, else the sum of its details."""
    lines = []
    rows = [t for t in world.all("source_traffic") if t["visitors"] is not None]
    for t in rows:
        totals = [
            r
            for r in rows
            if (r["shop"], r["day"], r["source"]) == (t["shop"], t["day"], t["source"]) and r["detail"] == "汇总"
        ]
        if is_promotion(t) and (t in totals or not totals):
            lines.append(world.line(t["day"], t["visitors"], shop=t["shop"], source=t["source"]))
    return lines


def ad_rows(world: World) -> list[Row]:
    """A shop's plans of a day, by subject where there are any: totals of either are the same money summed otherwise."""
    rows = world.all("ads")
    planned = {(r["shop"], r["day"]) for r in rows if r.get("level") != "scene"}
    parted = {(r["shop"], r["day"], r["campaign"]) for r in rows if r["subject"] != ""}
    return [
        r
        for r in rows
        if (r.get("level") != "scene" or (r["shop"], r["day"]) not in planned)
        and (r["subject"] != "" or (r["shop"], r["day"], r["campaign"]) not in parted)
    ]


def ads(world: World, n: str | None, d: str | None = None) -> list[Line]:
    """A sum, or a ratio of two columns of the same rows; the person is the plan's owner that day."""
    lines = []
    for r in ad_rows(world):
        owner = world.people.owner("campaign", r["campaign"], r["day"])
        above = Fraction((r[n] or 0) if n else 0)
        below = Fraction((r[d] or 0) if d else 0)
        lines.append(world.line(r["day"], above, below, shop=r["shop"], who=owner, campaign=r["campaign"]))
    return lines
