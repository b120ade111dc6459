"""Advertising: what each campaign spent and brought, and the one that failed."""

from collections import Counter
from random import Random

from kpi.demo import headers
from kpi.demo.files import CRLF, GBK, UTF8, Sink, row, yuan
from kpi.demo.owners import CAMPAIGNS, FAILING, Campaign, Owners
from kpi.demo.shops import BY_SKU, JD
from kpi.demo.stage import Stage


class Ads:
    """Writes each day's advertising reports."""

    def __init__(self, stage: Stage, owners: Owners) -> None:
        self.stage, self.days, self.truth = stage, stage.days, stage.truth
        self._owners = owners
        self.extra: dict[str, int] = {}
        """Visitors that today's failing campaign brings to a shop: they look and leave."""
        self.clicks: Counter[str] = Counter()
        """Today's clicks that lead to a shop."""
        self._totals: dict[str, list[int]] = {}

    def day(self, day: int) -> None:
        """All campaigns of a day."""
        self.extra = {}
        self.clicks.clear()
        for campaign in CAMPAIGNS:
            if campaign is FAILING and day not in self.stage.bad_campaign:
                continue
            if self.stage.missing("ads", campaign.shop.name, day):
                continue
            rng = self.stage.rng(f"ads {campaign.number}", day)
            subjects = 1 if campaign.shop is JD else 2
            for place in range(subjects):
                self._subject(rng, campaign, day, place, subjects)

    def close_quarter(self, quarter: str) -> None:
        """End JD's report with the total that the platform adds."""
        name = JD.name
        if total := self._totals.pop(name, None):
            shown, clicks, spent, revenue = total
            self._file(name, quarter).write(f"合计,,,{shown},{clicks},{yuan(spent)},-,-,{yuan(revenue)},-{CRLF}")

    def _subject(self, rng: Random, campaign: Campaign, day: int, place: int, subjects: int) -> None:
        shop = campaign.shop
        budget = campaign.yuan_a_day * self.days.busy[day] ** 0.8 * self.stage.scale**0.9 / subjects
        spent = int(100 * budget * (0.85 + 0.3 * rng.random()))
        clicks = max(int(spent / 100 / (campaign.price_of_click * (0.9 + 0.2 * rng.random()))), 1)
        shown = max(int(clicks / (campaign.rate_of_click * (0.9 + 0.2 * rng.random()))), clicks)
        revenue = int(spent * campaign.roi * (0.7 + 0.6 * rng.random()))
        orders = revenue // 15_000 + (revenue > 0)
        self.clicks[shop.name] += clicks
        if campaign is FAILING:
            self.extra[shop.name] = self.extra.get(shop.name, 0) + int(clicks * 0.8)
        key = (day, shop.name, campaign.number, self.stage.code(self._owners.campaign(campaign.number, day), day))
        self.truth.add("ad_impressions", key, shown)
        self.truth.add("ad_clicks", key, clicks)
        self.truth.add("ad_spend", key, spent)
        self.truth.add("click_through_rate", key, clicks, shown)
        self.truth.add("cost_per_click", key, spent, clicks)
        self.truth.add("ad_roi", key, revenue, spent)
        self.truth.add("acquisition_cost", (day, shop.name), spent)
        text, quarter, mean = self.days.text[day], self.days.quarter[day], spent / clicks / 100
        if shop is JD:
            total = self._totals.setdefault(shop.name, [0, 0, 0, 0])
            for at, one in enumerate((shown, clicks, spent, revenue)):
                total[at] += one
            cells: tuple[object, ...] = (
                text, campaign.number, campaign.name, shown, clicks, yuan(spent), f"{mean:.2f}", orders, yuan(revenue),
                f"{revenue / max(spent, 1):.2f}",
            )  # fmt: skip
        else:
            sku = shop.skus[(CAMPAIGNS.index(campaign) * 2 + place) % len(shop.skus)]
            cells = (
                text, campaign.scene, campaign.number, campaign.name, shop.items[sku], BY_SKU[sku].title, yuan(spent), shown,
                clicks, f"{clicks / shown:.5f}", f"{mean:.2f}", yuan(revenue), orders, max(orders - orders // 9, 0),
                f"{revenue / max(spent, 1):.2f}",
            )  # fmt: skip
        self._file(shop.name, quarter).write(row(cells))

    def _file(self, shop: str, quarter: str) -> Sink:
        if shop == JD.name:
            name = f"{shop}/京东快车_{quarter}.csv"
            return self.stage.tree.sink("jd ads", quarter, name, lambda: row(headers.JD_ADS), GBK)
        name = f"{shop}/万相台_{quarter}.zip/计划报表_{quarter}.csv"
        return self.stage.tree.sink(f"ads {shop}", quarter, name, lambda: row(headers.WANXIANGTAI_PLAN), UTF8)
