"""Who owns which product, campaign and shop (所辖), and since when."""

from dataclasses import dataclass

from kpi.demo.calendar import Days
from kpi.demo.people import Staff
from kpi.demo.shops import FLAGSHIP, JD, OUTLET, PRODUCTS, SHOPS, SITE, Shop

PRODUCT, CAMPAIGN, SHOP = "商品", "计划", "店铺"
DESIGNERS = ("PH023", "PH024", "PH025")


@dataclass(frozen=True)
class Campaign:
    """A campaign: where, by what means, with how much of the shop's money a day, and how well it does."""

    number: str
    name: str
    scene: str
    shop: Shop
    yuan_a_day: float
    price_of_click: float
    rate_of_click: float
    roi: float


CAMPAIGNS = (
    Campaign("80317740215", "芝麻丸_关键词", "关键词推广", FLAGSHIP, 130, 1.15, 0.052, 3.6),
    Campaign("80317740648", "新客_人群推广", "人群推广", FLAGSHIP, 90, 0.82, 0.038, 2.7),
    Campaign("80317741093", "全店_全站推广", "货品全站推广", FLAGSHIP, 160, 0.95, 0.044, 3.9),
    Campaign("80317742377", "礼盒_直播间加热", "内容营销", FLAGSHIP, 60, 0.74, 0.031, 2.4),
    Campaign("80317745820", "网红爆款_人群冲量", "人群推广", FLAGSHIP, 240, 1.9, 0.012, 0.45),
    Campaign("90664102275", "专营店_全站推广", "货品全站推广", OUTLET, 55, 0.9, 0.04, 3.1),
    Campaign("2160043871", "京东快车_养生茶", "快车", JD, 70, 1.05, 0.035, 3.2),
    Campaign("2160044590", "京东快车_滋补", "快车", JD, 85, 1.3, 0.03, 3.5),
)
FAILING = CAMPAIGNS[4]


@dataclass(frozen=True)
class Assignment:
    """Who owns what, from a day on (0: from the start) and to a day."""

    code: str
    kind: str
    thing: str
    since: int = 0
    until: int | None = None


class Owners:
    """All assignments, and the owner of a campaign or of a product on a day."""

    def __init__(self, days: Days, staff: Staff) -> None:
        mover = staff.by_code["PH015"].jobs[-1].since
        handover = max(days.ago(75), 1)
        self.list: list[Assignment] = []
        self._designer: dict[str, list[tuple[int, str]]] = {}
        for place, product in enumerate(PRODUCTS):
            owner = DESIGNERS[place % 3]
            moved = place == len(PRODUCTS) - 3
            self._designer[product.sku] = [(0, owner), (handover, DESIGNERS[0])] if moved else [(0, owner)]
            for shop in SHOPS:
                if thing := shop.items.get(product.sku):
                    self.list.append(Assignment(owner, PRODUCT, thing, 0, handover - 1 if moved else None))
                    if moved:
                        self.list.append(Assignment(DESIGNERS[0], PRODUCT, thing, handover))
        self.list += [
            Assignment("PH026", CAMPAIGN, CAMPAIGNS[0].number),
            Assignment("PH026", CAMPAIGN, CAMPAIGNS[2].number),
            Assignment("PH005", CAMPAIGN, CAMPAIGNS[1].number, 0, mover - 1),
            Assignment("PH015", CAMPAIGN, CAMPAIGNS[1].number, mover),
            Assignment("PH015", CAMPAIGN, CAMPAIGNS[3].number, mover),
            Assignment("PH027", CAMPAIGN, FAILING.number),
            Assignment("PH027", CAMPAIGN, CAMPAIGNS[6].number),
            Assignment("PH027", CAMPAIGN, CAMPAIGNS[7].number),
            Assignment("PH026", SHOP, FLAGSHIP.name),
            Assignment("PH027", SHOP, JD.name),
            Assignment("PH015", SHOP, SITE.name, mover),
        ]
        """Nobody owns the outlet's campaign, and nobody that of the mover before the move."""

    def campaign(self, number: str, day: int) -> str | None:
        """Who owns a campaign on a day."""
        owned = (each for each in self.list if each.kind == CAMPAIGN and each.thing == number)
        return next(
            (each.code for each in owned if each.since <= day <= (day if each.until is None else each.until)), None
        )

    def designer(self, sku: str, day: int) -> str:
        """Who owns a product on a day."""
        return [code for since, code in self._designer[sku] if since <= day][-1]
