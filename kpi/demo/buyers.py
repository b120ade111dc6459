"""Who buys: names without end, and customers who come back, known without being remembered.

The customers of a shop are numbered as they come. A day's customers are a range of numbers, and a number says how many
days later its customer returns: so who returns on a day follows from where the ranges of earlier days begin.
"""

from collections.abc import Iterator

from kpi.demo.shops import JD, SITE, Shop

CYCLE = 40
RETURNS: dict[int, tuple[int, ...]] = {  # of each 40 customers, which return after how many days
    0: (45,), 3: (46, 95), 6: (49,), 9: (53,), 12: (48, 99, 150), 15: (61,), 18: (90, 181), 21: (55, 133),
    24: (47, 93, 139, 190), 27: (120,), 30: (180,), 33: (210, 301), 36: (58, 240), 39: (75,),
}  # fmt: skip
"""Always 45 days or more apart: so nobody is an after-sales case, or a buyer within the window, by accident."""
NICKS = (
    "小鹿慢慢走", "柠檬不酸", "阿圆妈妈", "北城以北", "清风与茶", "早睡早起", "橘子汽水", "晴天娃娃", "南山有木", "豆豆爱吃饭", "木子家", "一口甜",
    "星河入梦", "四季如歌", "半夏微凉", "青柠味的风", "胖丁一号", "云朵面包", "安安静静", "爱喝粥的猫", "大山里的孩子", "梅子黄时雨", "栗子先生", "雪梨汤",
    "蓝莓味道", "向阳花开", "小满未满", "秋水长天", "初见如故", "米粒儿", "拾光者", "温柔一刀",
)  # fmt: skip
MAILS = ("lin", "chen", "wang.y", "zhao", "sun.m", "xu", "he.qing", "luo", "gao", "tang.w", "liang", "song")
ODD = 2_654_435_761


def name(shop: Shop, number: int) -> str:
    """The account of a customer."""
    if shop is JD:
        return f"jd_{number * ODD % 2**32:08x}"
    if shop is SITE:
        return f"{MAILS[number % len(MAILS)]}{number}@example.com"
    return f"{NICKS[number % len(NICKS)]}{number}"


def passer_by(shop: Shop, number: int) -> str:
    """The account of somebody who asks and never buys."""
    if shop is JD:
        return f"jd_{number * ODD % 2**32:08x}_p"
    if shop is SITE:
        return f"{MAILS[number % len(MAILS)]}-{number}@example.com"
    return f"{NICKS[number % len(NICKS)]}_{number}"


class Buyers:
    """The buyers of one shop."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._next, self._passers = 10_000, 500_000
        self._begins: list[int] = []

    def begin(self) -> None:
        """A new day begins."""
        self._begins.append(self._next)

    def customer(self) -> str:
        """Somebody who buys here for the first time (today or within ten days)."""
        self._next += 1
        return name(self.shop, self._next - 1)

    def passer_by(self) -> str:
        """Somebody who never buys."""
        self._passers += 1
        return passer_by(self.shop, self._passers)

    def returning(self) -> Iterator[str]:
        """The customers who come back today, the day begun last."""
        today = len(self._begins) - 1
        for rest, gaps in RETURNS.items():
            for gap in gaps:
                if (then := today - gap) >= 0:
                    first, beyond = self._begins[then], self._begins[then + 1]
                    for number in range(first + (rest - first) % CYCLE, beyond, CYCLE):
                        yield name(self.shop, number)
