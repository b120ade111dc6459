"""The files of orders: one a month and shop, in the shop's own layout."""

from collections import defaultdict

from kpi.demo import headers
from kpi.demo.files import CRLF, GBK, UTF8, Sink, full_row, row
from kpi.demo.order_rows import NEVER, PAID, SENT, UNPAID, Order, jd, report, shopify, taobao
from kpi.demo.shops import FLAGSHIP, JD, OUTLET, SITE, Shop
from kpi.demo.stage import Stage

FIRST_NUMBERS = {"天猫": 4_102_730_055_018_220_317, "京东": 310_284_660_117, "官网": 10_241}
STEPS = {"天猫": 7_919_311, "京东": 37, "官网": 1}


class OrderFiles:
    """Numbers orders and writes them, day by day in the order in which they were placed."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.days = stage, stage.days
        months = list(self.days.months())
        self._later = set(months[-4:])
        """The months exported with the columns that came later."""
        self._utc = set(months[: len(months) // 2])
        self._place = {month: place for place, month in enumerate(months)}
        self._count = dict.fromkeys(FIRST_NUMBERS, 0)
        self._day: dict[int, list[tuple[int, Order]]] = defaultdict(list)
        first, last = self.days.whole_month()
        self._old = range(max(first, last - 2), last + 1)
        """The days of which an older export lies about, too."""

    def number(self, shop: Shop) -> str:
        """The next order's number on a shop's platform."""
        self._count[shop.platform] += 1
        number = str(FIRST_NUMBERS[shop.platform] + self._count[shop.platform] * STEPS[shop.platform])
        return f"#{number}" if shop is SITE else number

    def add(self, order: Order) -> None:
        """Take an order, to be written with the day on which it was placed."""
        self._day[order.created // 86_400].append((order.created, order))

    def close_day(self, day: int) -> None:
        """Write the orders placed on a day."""
        orders = sorted(self._day.pop(day, []), key=lambda placed: placed[0])
        month = self.days.month[day]
        for shop in (FLAGSHIP, OUTLET, JD, SITE):
            rows = [self._row(order, month) for _, order in orders if order.shop is shop]
            self._file(shop, month).write("".join(rows))
        if day in self._old:
            self._write_old(day, [order for _, order in orders if order.shop is FLAGSHIP])

    def _row(self, order: Order, month: str) -> str:
        if order.shop is FLAGSHIP:
            return taobao(order, self.days, month in self._later)
        if order.shop is OUTLET:
            return report(order, self.days)
        return jd(order, self.days) if order.shop is JD else shopify(order, self.days, month in self._utc)

    def _file(self, shop: Shop, month: str) -> Sink:
        sink = self.stage.tree.sink
        if shop is FLAGSHIP:
            stamp = f"{self.days.today:%Y%m%d}09{self._place[month]:02}"
            head = headers.TAOBAO_ORDERS_LATER if month in self._later else headers.TAOBAO_ORDERS
            return sink("orders", month, f"{shop.name}/ExportOrderList{stamp}.csv", lambda: full_row(head), GBK)
        if shop is OUTLET:
            return sink(
                "report", month, f"{shop.name}/订单报表_{month}.csv", lambda: row(headers.TMALL_ORDER_REPORT), UTF8
            )
        if shop is JD:
            head_row = ",".join(headers.JD_ORDERS) + "," + CRLF
            return sink("jd", month, f"{shop.name}/京东订单_{month}.csv", lambda: head_row, GBK)
        return sink("site", month, f"{shop.name}/orders_export_{month}.csv", lambda: row(headers.SHOPIFY_ORDERS), UTF8)

    def _write_old(self, day: int, orders: list[Order]) -> None:
        """An older export of the month's last days, with the states of then; today's must win over it."""
        when = self.days.date(self._old.stop)
        name = f"{FLAGSHIP.name}/补导/ExportOrderList{when:%Y%m%d}0005.csv"
        cut = self._old.stop * 86_400
        file = self.stage.tree.sink(
            "old orders", self.days.month[day], name, lambda: full_row(headers.TAOBAO_ORDERS), GBK
        )
        for order in orders:
            paid = order.paid if order.paid < cut else NEVER
            state = UNPAID if paid == NEVER else SENT if NEVER < order.shipped < cut else PAID
            then = Order(order.shop, order.number, order.buyer, order.created, paid)
            for field in ("lines", "amount", "postage", "province", "carrier", "tag"):
                setattr(then, field, getattr(order, field))
            file.write(taobao(then, self.days, False, state, 0))
