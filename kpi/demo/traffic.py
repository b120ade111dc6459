"""Visitors: of a shop, by source, and of each product."""

from collections.abc import Sequence
from random import Random

from kpi.demo import headers
from kpi.demo.ads import Ads
from kpi.demo.desk import Desk
from kpi.demo.files import GBK, row, web_row, yuan
from kpi.demo.orders import Orders
from kpi.demo.shops import BY_SKU, FLAGSHIP, SHOPS, SITE, Shop
from kpi.demo.stage import Stage

PAID_SOURCE = "付费推广"
SOURCES = (("手淘搜索", 0.30), ("推荐流量", 0.19), ("自主访问", 0.13), ("内容渠道", 0.06), ("其他来源", 0.04))
PAID_SHARE = {shop.name: 0.08 if shop is SITE else 0.6 for shop in SHOPS}
"""Of a shop's visitors, how many come from promotion: at most, or of the shop that is promoted elsewhere."""
DETAILS = ("关键词推广", "人群推广", "货品全站推广")
PREAMBLE: tuple[list[str], ...] = (
    ["生意参谋 · 店铺概况"],
    ["导出说明：数据口径以统计日期为准，支付金额未剔除退款"],
    [],
)


class Traffic:
    """Writes each day's traffic reports once the day's orders and chats are known."""

    def __init__(self, stage: Stage, orders: Orders, desk: Desk, ads: Ads) -> None:
        self.stage, self.days, self.truth = stage, stage.days, stage.truth
        self._orders, self._desk, self._ads = orders, desk, ads
        self._month: list[Sequence[object]] = []
        self._sums = [0, 0, 0]
        """Visitors, views and buyers of the month so far."""

    def day(self, day: int) -> None:
        """The traffic of all shops on a day."""
        for shop in SHOPS:
            rng = self.stage.rng(f"traffic {shop.name}", day)
            key = (day, shop.name)
            buyers, cents = len(self._orders.paying.get(key, ())), self._orders.amounts.get(key, 0)
            expected = self.stage.demand(shop, day) * shop.visitors_an_order * (0.92 + 0.16 * rng.random())
            visitors = max(int(expected) + self._ads.extra.get(shop.name, 0), 2 * buyers + 5)
            self._shop(rng, shop, day, (visitors, buyers, cents))
            self._sources(rng, shop, day, (visitors, buyers, cents))
            self._items(rng, shop, day, visitors)

    def close_month(self, month: str) -> None:
        """Write the month's workbook of the shops, with the totals and means the platform adds."""
        days = len({cells[0] for cells in self._month}) or 1
        sums = self._sums
        rows: list[Sequence[object]] = [*PREAMBLE, headers.SYCM_SHOP, *self._month]
        rows += [["汇总值", None, *sums, "-", "-"], ["平均值", None, *[total // days for total in sums], "-", "-"]]
        self.stage.tree.workbook(f"流量/店铺_{month}.xlsx", [("店铺", rows)])
        self._month, self._sums = [], [0, 0, 0]

    def _shop(self, rng: Random, shop: Shop, day: int, counted: tuple[int, int, int]) -> None:
        if self.stage.missing("shop traffic", shop.name, day):
            return
        visitors, buyers, cents = counted
        key = (day, shop.name)
        self.truth.add("visitors", key, visitors)
        self.truth.add("shop_conversion", key, 0, visitors)
        self.truth.add("consultation_rate", key, 0, visitors)
        views = int(visitors * (2.4 + rng.random()))
        self._sums = [total + one for total, one in zip(self._sums, (visitors, views, buyers), strict=True)]
        money = f"{cents // 100:,}.{cents % 100:02}"
        self._month.append([
            self.days.dates[day],
            shop.name,
            visitors,
            views,
            buyers,
            money,
            f"{100 * buyers / visitors:.2f}%",
        ])

    def _sources(self, rng: Random, shop: Shop, day: int, counted: tuple[int, int, int]) -> None:
        if self.stage.missing("source traffic", shop.name, day):
            return
        visitors, buyers, _ = counted
        month, text = self.days.month[day], self.days.text[day]
        drawn, most = 0.9 + 0.2 * rng.random(), visitors * PAID_SHARE[shop.name]
        clicked = self._ads.clicks[shop.name] * 0.86  # some click twice in a day, some leave before they see the shop
        promoted = int((most if shop is SITE else min(clicked, most)) * drawn)
        self.truth.add("promotion_visitors", (day, shop.name), promoted)
        rows: list[tuple[str, str, int, object]] = [(PAID_SOURCE, "汇总", promoted, buyers // 4)]
        if shop is FLAGSHIP:
            rows += [
                (PAID_SOURCE, detail, promoted * share // 100, "-")
                for detail, share in zip(DETAILS, (42, 33, 36), strict=True)
            ]
        rows += [(source, "汇总", int(visitors * share), int(buyers * share)) for source, share in SOURCES]
        file = self.stage.tree.sink(
            "sources", month, f"流量/来源_{month}.xls", lambda: web_row(headers.SYCM_SOURCE), "utf-8"
        )
        file.write(
            "".join(
                web_row((text, shop.name, source, detail, f"{people:,}", "-", paid, "-"))
                for source, detail, people, paid in rows
            )
        )

    def _items(self, rng: Random, shop: Shop, day: int, visitors: int) -> None:
        quarter, text = self.days.quarter[day], self.days.text[day]
        whole = sum(BY_SKU[sku].popularity for sku in shop.skus)
        rows = []
        for sku, item in shop.items.items():
            product = BY_SKU[sku]
            seen = int(visitors * 1.25 * product.popularity / whole * (0.85 + 0.3 * rng.random()))
            seen = max(seen, self._desk.asked.get((shop.name, sku), 0))
            if seen:
                self.truth.add("consultation_rate@product", (day, shop.name, item), 0, seen)
            bought = int(seen * 0.03)
            rows.append(
                f"{text},{item},{product.title},{sku},{seen},{int(seen * 1.9)},{20 + rng.random() * 40:.2f},"
                f"{40 + rng.random() * 30:.2f}%,{seen // 40},{seen // 16},{bought + 1},{bought},{bought},"
                f"{yuan(bought * product.price)},{100 * bought / max(seen, 1):.2f}%\r\n"
            )
        name = f"{shop.name}/商品_{quarter}.csv"
        self.stage.tree.sink(f"items {shop.name}", quarter, name, lambda: row(headers.SYCM_ITEM), GBK).write(
            "".join(rows)
        )
