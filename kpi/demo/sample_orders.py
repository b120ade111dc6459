"""The small sample of each order layout."""

from collections.abc import Sequence

from kpi.demo import headers
from kpi.demo.calendar import SECONDS, Days
from kpi.demo.files import BOM, CRLF, GBK, UTF8, Tree, full_row, row, yuan
from kpi.demo.order_rows import NEVER, Line, Order, jd, report, shopify, taobao
from kpi.demo.shops import BY_SKU, FLAGSHIP, JD, OUTLET, SITE, Shop

PDD, DOUYIN = "朴禾拼多多店", "朴禾抖音店"
STAMP = "202611010900"
EPOCH = 1_793_494_800
"""The same moment as Douyin writes it, in seconds."""


def moment(day: int, clock: str) -> int:
    """A moment of October 2026 in seconds since it began."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    return (day - 1) * SECONDS + hour * 3600 + minute * 60 + second


def _order(
    shop: Shop, number: str, buyer: str, created: tuple[int, str], paid: tuple[int, str] | None, *lines: tuple[str, int]
) -> Order:
    order = Order(shop, number, buyer, moment(*created), moment(*paid) if paid else NEVER)
    order.lines = [Line(sku, quantity, BY_SKU[sku].price) for sku, quantity in lines]
    order.amount = sum(line.price * line.quantity for line in order.lines)
    order.tag = int(number[-4:].lstrip("#"))
    order.province = order.tag % 7
    order.closed = paid is None
    return order


def _sent(order: Order, day: int, clock: str, tracking: str) -> Order:
    order.shipped, order.tracking = moment(day, clock), tracking
    order.carrier = 0 if tracking.startswith("SF") else 1
    return order


def orders() -> list[Order]:
    """A handful of orders in the four shops of the demo."""
    first = "4102730055018"
    asked = _order(FLAGSHIP, f"{first}220511", "小鹿慢慢走10001", (8, "10:18:40"), (8, "10:20:05"), ("PH-ZM03", 1))
    back = _order(
        FLAGSHIP, f"{first}220742", "柠檬不酸10002", (9, "20:14:31"), (9, "20:15:02"), ("PH-YR02", 2), ("PH-MG09", 1)
    )
    midnight = _order(FLAGSHIP, f"{first}221863", "北城以北10003", (9, "23:50:12"), (10, "00:05:44"), ("PH-EJ04", 1))
    unpaid = _order(FLAGSHIP, f"{first}222014", "木子家_500001", (10, "14:03:00"), None, ("PH-YS07", 1))
    cancelled = _order(FLAGSHIP, f"{first}222655", "半夏微凉10004", (11, "09:40:21"), (11, "09:41:00"), ("PH-GQ05", 1))
    back.refund = back.amount
    midnight.refund = 2680
    cancelled.refund, cancelled.closed = cancelled.amount, True
    plain = _order(OUTLET, f"{first}310276", "", (9, "12:00:08"), (9, "12:00:41"), ("PH-YM01", 2))
    lost = _order(OUTLET, f"{first}310417", "", (12, "21:33:10"), (12, "21:34:02"), ("PH-WL08", 1))
    lost.refund = lost.amount
    two = _order(JD, "310284660191", "jd_7c01a9e2", (8, "22:41:07"), (8, "22:41:52"), ("PH-JY06", 1), ("PH-YE12", 2))
    two.postage = 800
    two.amount += two.postage
    withdrawn = _order(JD, "310284660228", "jd_1f9d3340", (10, "08:15:00"), (10, "08:15:33"), ("PH-EJ04", 1))
    withdrawn.closed = True
    open_ = _order(JD, "310284660265", "jd_52aa07cd", (31, "19:20:45"), None, ("PH-ZM03", 2))
    open_.closed = False
    mail = _order(
        SITE, "#10251", "lin10005@example.com", (9, "06:30:00"), (9, "07:10:15"), ("PH-ZM03", 1), ("PH-JY06", 1)
    )
    abroad = _order(SITE, "#10252", "he.qing10006@example.com", (11, "15:02:44"), (11, "15:03:20"), ("PH-YE12", 2))
    abroad.currency = "USD"
    abroad.lines = [line._replace(price=1390) for line in abroad.lines]
    abroad.amount = 2780
    sent = [
        _sent(asked, 8, "16:40:10", "SF7310000000013"),
        _sent(back, 10, "10:02:33", "7817310000000026"),
        _sent(midnight, 12, "18:20:00", "SF7310000000039"),
        _sent(plain, 9, "17:45:21", "7817310000000052"),
        _sent(lost, 13, "11:09:08", "7817310000000065"),
        _sent(two, 9, "09:30:47", "SF7310000000078"),
        _sent(mail, 9, "15:11:00", "7817310000000091"),
        _sent(abroad, 12, "09:55:30", "SF7310000000104"),
    ]
    return [*sent, unpaid, cancelled, withdrawn, open_]


def write(tree: Tree, days: Days, all_orders: Sequence[Order]) -> None:
    """Write the orders in each shop's layout, and the layouts of shops that the demo has not."""
    of = {
        shop.name: sorted((o for o in all_orders if o.shop is shop), key=lambda o: o.created)
        for shop in (FLAGSHIP, OUTLET, JD, SITE)
    }
    rows = [full_row(headers.TAOBAO_ORDERS_LATER), *[taobao(each, days, True) for each in of[FLAGSHIP.name]]]
    tree.text(f"{FLAGSHIP.name}/ExportOrderList{STAMP}.csv", "".join(rows), GBK)
    tree.text(f"{FLAGSHIP.name}/ExportItemList{STAMP}.csv", _items(of[FLAGSHIP.name], days), GBK)
    rows = [row(headers.TMALL_ORDER_REPORT), *[report(each, days) for each in of[OUTLET.name]]]
    tree.text(f"{OUTLET.name}/订单报表.csv", "".join(rows), UTF8)
    rows = [",".join(headers.JD_ORDERS) + "," + CRLF, *[jd(each, days) for each in of[JD.name]]]
    tree.text(f"{JD.name}/京东订单.csv", "".join(rows), GBK)
    rows = [row(headers.SHOPIFY_ORDERS), *[shopify(each, days, each.currency == "") for each in of[SITE.name]]]
    tree.text(f"{SITE.name}/orders_export.csv", "".join(rows), UTF8)
    tree.text(f"{PDD}/拼多多订单.csv", "".join(map(row, _pdd())), UTF8)
    tree.text(f"{DOUYIN}/{EPOCH}_订单.csv", "".join(_douyin()), BOM)


def _items(flagship: Sequence[Order], days: Days) -> str:
    rows = [full_row(headers.TAOBAO_ORDER_ITEMS)]
    for order in flagship:
        for place, line in enumerate(order.lines, 1):
            cents = line.price * line.quantity
            paid = order.paid != NEVER
            part = cents * order.refund // order.amount
            state = "交易关闭" if order.closed or part == cents else "交易成功"
            cells = (
                f'="{order.number[:-2]}{place}{order.number[-2:]}"', f'="{order.number}"', BY_SKU[line.sku].title, yuan(line.price),
                line.quantity, "", "", "", "", state, line.sku, "", yuan(cents), yuan(cents - part if paid else 0),
                "退款成功" if part else "没有申请退款", yuan(part), days.stamp(order.created), days.stamp(order.paid) if paid else "",
            )  # fmt: skip
            rows.append(full_row(cells))
    return "".join(rows)


def _pdd() -> list[Sequence[object]]:
    def one(
        number: str, state: str, cents: int, paid: str, sent: tuple[str, str], after: str = "无售后或售后取消"
    ) -> Sequence[object]:
        promised = f"{paid[:8]}{int(paid[8:10]) + 2:02}{paid[10:]}" if paid else ""
        return (
            "朴禾黑芝麻丸 252g", number, state, yuan(cents + 500), "0.00", "0.00", "5.00", yuan(cents), yuan(cents + 500), 1, "", "", "张*",
            "1**********", "浙江省", "杭州市", "****", "", paid, promised, sent[0], "", "642210077315", "252g", "1588102", "PH-ZM03", "PH-ZM03",
            sent[1], "中通快递" if sent[1] else "", "", "", after, f"{paid[:14]}00:00" if paid else "2026-10-12 13:20:11",
        )  # fmt: skip

    return [
        headers.PDD_ORDERS,
        one("261009-301466720118204", "已收货", 8400, "2026-10-09 11:05:37", ("2026-10-09 17:20:00", "7817310000000117")),
        one("261010-418820153300741", "已收货，退款成功", 8400, "2026-10-10 19:41:02", ("2026-10-11 10:00:00", "7817310000000130"), "退款成功"),
        one("261012-007314992046683", "已取消", 8400, "", ("", "")),
    ]  # fmt: skip


def _douyin() -> list[str]:
    def one(number: str, subs: str, what: tuple[str, str, str, str], cents: int, paid: str, state: str) -> str:
        titles, quantity, items, skus = what
        cells = (
            f"\t{number}", f"\t{subs}", titles, "默认", quantity, f"\t{items}", skus, "-" if ";" in skus else yuan(cents), yuan(cents), "0.00",
            "##密文", "$$密文", "##密文", f"{paid[:17]}00" if paid else "2026-10-13 08:00:00", paid or "-", "-", "-", state, "-",
            "" if paid else "不想要了", "2026-10-11 10:00:00" if state == "已完成" else "-",
        )  # fmt: skip
        return full_row(cells)

    tea = ("朴禾桂花乌龙 100g", "1", "3611400827755012", "PH-WL08")
    both = ("朴禾桂花乌龙 100g;朴禾玫瑰花茶 60g", "1;1", "3611400827755012;3611400827755025", "PH-WL08;PH-MG09")
    return [
        row(headers.DOUYIN_ORDERS),
        one("6917926768823643751", "6917926768823643751", tea, 6800, "2026-10-10 21:12:33", "已完成"),
        one(
            "6917926768823651102",
            "6917926768823651102;6917926768823651115",
            both,
            11300,
            "2026-10-10 22:40:09",
            "已完成",
        ),
        one("6917926768823660047", "6917926768823660047", tea, 6800, "", "已关闭"),
    ]
