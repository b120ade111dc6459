"""What the demo department sells, and where: shops, products, provinces, carriers and warehouses."""

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import NamedTuple


class Product(NamedTuple):
    """A thing on sale; the price in cents, the weight in grams, how many look at it."""

    sku: str
    title: str
    price: int
    grams: int
    popularity: int


PRODUCTS = (
    Product("PH-YM01", "朴禾即食燕麦片 1kg", 5990, 1080, 12),
    Product("PH-YR02", "朴禾红豆薏米粉 500g", 4990, 560, 14),
    Product("PH-ZM03", "朴禾黑芝麻丸 252g", 8900, 330, 16),
    Product("PH-EJ04", "朴禾阿胶糕 500g", 26800, 620, 9),
    Product("PH-GQ05", "朴禾枸杞原浆 30ml*14", 23900, 700, 8),
    Product("PH-JY06", "朴禾胶原蛋白饮 50ml*10", 29800, 900, 10),
    Product("PH-YS07", "朴禾益生菌冻干粉 20条", 16800, 120, 9),
    Product("PH-WL08", "朴禾桂花乌龙 100g", 6800, 160, 6),
    Product("PH-MG09", "朴禾玫瑰花茶 60g", 4500, 110, 6),
    Product("PH-DC10", "朴禾五谷代餐粉 600g", 7990, 680, 7),
    Product("PH-FM11", "朴禾椴树蜜 500g", 8800, 760, 5),
    Product("PH-YE12", "朴禾即食银耳羹 15g*10", 9900, 240, 5),
    Product("PH-JG13", "朴禾坚果礼盒 1.2kg", 19800, 1500, 6),
    Product("PH-SH14", "朴禾铁皮石斛粉 100g", 32800, 150, 3),
)
BY_SKU = {product.sku: product for product in PRODUCTS}


@dataclass(frozen=True)
class Shop:
    """A shop, how much of the business it has and how its buyers behave."""

    name: str
    platform: str
    share: float
    """Of all orders."""
    visitors_an_order: float
    asks: float
    """Pre-sale consultations for each order; 0: its chats are not exported."""
    first_item: int
    """The platform's number of the first product."""
    skus: tuple[str, ...]

    @cached_property
    def items(self) -> dict[str, str]:
        """The platform's number of each product on sale, by 商家编码."""
        return {sku: str(self.first_item + 1_073 * place) for place, sku in enumerate(self.skus)}


ALL = tuple(product.sku for product in PRODUCTS)
FLAGSHIP = Shop("朴禾旗舰店", "天猫", 0.50, 27.0, 0.60, 710_204_581_330, ALL)
OUTLET = Shop("朴禾食品专营店", "天猫", 0.14, 33.0, 0.0, 688_915_402_117, (*ALL[:3], *ALL[7:12]))
JD = Shop("朴禾京东店", "京东", 0.27, 30.0, 0.50, 100_087_664_021, ALL[:12])
SITE = Shop("朴禾官网", "官网", 0.09, 38.0, 0.60, 8_146_203_771, ALL[2:12])
SHOPS = (FLAGSHIP, OUTLET, JD, SITE)
TALKING = tuple(shop for shop in SHOPS if shop.asks)

WAREHOUSES = ("华东仓", "华南仓")
CARRIERS = ("顺丰速运", "中通快递", "圆通速递")
PREFIXES = ("SF", "781", "YT")
PROVINCES = (  # (province, city, district, how many live there, price zone)
    ("广东省", "广州市", "天河区", 12, 1), ("江苏省", "南京市", "鼓楼区", 9, 0), ("浙江省", "杭州市", "西湖区", 9, 0),
    ("山东省", "济南市", "历下区", 8, 1), ("河南省", "郑州市", "金水区", 7, 1), ("四川省", "成都市", "武侯区", 7, 2),
    ("上海", "上海市", "浦东新区", 6, 0), ("北京", "北京市", "朝阳区", 6, 1), ("湖北省", "武汉市", "洪山区", 5, 1),
    ("湖南省", "长沙市", "岳麓区", 5, 1), ("河北省", "石家庄市", "长安区", 5, 1), ("安徽省", "合肥市", "蜀山区", 4, 0),
    ("福建省", "厦门市", "思明区", 4, 1), ("辽宁省", "沈阳市", "和平区", 3, 2), ("陕西省", "西安市", "雁塔区", 3, 2),
    ("重庆", "重庆市", "渝中区", 3, 2), ("江西省", "南昌市", "东湖区", 2, 1), ("广西壮族自治区", "南宁市", "青秀区", 2, 2),
    ("云南省", "昆明市", "五华区", 2, 2), ("黑龙江省", "哈尔滨市", "南岗区", 1, 2), ("新疆维吾尔自治区", "乌鲁木齐市", "天山区", 1, 3),
    ("西藏自治区", "拉萨市", "城关区", 1, 3),
)  # fmt: skip
UNPRICED = "西藏自治区"
"""No carrier has a rate for it."""


def pick_table(weights: list[float], size: int = 1024) -> list[int]:
    """A table from which a uniform draw gives each place as often as its weight says."""
    total = sum(weights)
    table: list[int] = []
    reached = 0.0
    for place, weight in enumerate(weights):
        reached += weight
        table.extend([place] * (round(size * reached / total) - len(table)))
    return table


PROVINCE_TABLE = pick_table([float(each[3]) for each in PROVINCES])


def any_province(rng: Random) -> int:
    """Where a buyer lives."""
    return PROVINCE_TABLE[int(rng.random() * len(PROVINCE_TABLE))]
