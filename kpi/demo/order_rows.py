"""An order as a row of each platform's export."""

from typing import NamedTuple

from kpi.demo.calendar import SECONDS, Days
from kpi.demo.files import CRLF, yuan
from kpi.demo.shops import BY_SKU, CARRIERS, PROVINCES, Shop

NEVER = -1
FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
REMARKS = ("", "", "", "", "", "", "'null", "'null", "催发货", "送小样")
DONE, SENT, PAID, UNPAID, CLOSED = (
    "交易成功", "卖家已发货，等待买家确认", "买家已付款，等待卖家发货", "等待买家付款", "交易关闭",
)  # fmt: skip


class Line(NamedTuple):
    """A line of an order; the price of one in cents."""

    sku: str
    quantity: int
    price: int


class Order:
    """An order and what became of it; money in cents, moments in seconds or NEVER."""

    __slots__ = (
        "amount", "buyer", "cancelled", "carrier", "closed", "created", "currency", "discount", "lines", "number", "paid",
        "postage", "province", "refund", "sent_back", "shipped", "shop", "tag", "tracking",
    )  # fmt: skip

    def __init__(self, shop: Shop, number: str, buyer: str, created: int, paid: int) -> None:
        self.shop, self.number, self.buyer = shop, number, buyer
        self.created, self.paid, self.shipped = created, paid, NEVER
        self.lines: list[Line] = []
        self.amount = self.refund = self.discount = self.postage = 0
        self.closed = self.cancelled = self.sent_back = False
        self.province = self.carrier = self.tag = 0
        self.currency = self.tracking = ""


def stage_of(order: Order, end: int) -> str:
    """How far an order is, in Taobao's words."""
    if order.closed or (order.refund >= order.amount and order.paid != NEVER):
        return CLOSED
    if order.paid == NEVER:
        return UNPAID
    if order.shipped == NEVER:
        return PAID
    return DONE if order.shipped + 9 * SECONDS < end else SENT


def taobao(order: Order, days: Days, later: bool, state: str = "", refund: int | None = None) -> str:
    """A row of ExportOrderList: every cell quoted, the number guarded, what is left after refunds as paid.

    Args:
        order: the order.
        days: how moments are written.
        later: whether the export has the columns that came later.
        state: another state than today's (of an older export).
        refund: another refund than today's.
    """
    refund = order.refund if refund is None else refund
    left = order.amount - refund if order.paid != NEVER else 0
    state = state or stage_of(order, days.end)
    province, city, district, *_ = PROVINCES[order.province]
    tag, sent = order.tag, bool(order.tracking)
    titles = "，".join(BY_SKU[line.sku].title for line in order.lines)
    cells: tuple[str, ...] = (
        f'=""{order.number}""', order.buyer, "", yuan(order.amount - order.postage), yuan(order.postage), "0",
        yuan(order.amount), "0", yuan(left), "0", state, "请尽快发货" if tag % 23 == 0 else "",
        f"{FAMILY_NAMES[tag % 20]}**", f"{province} {city} {district} {FAMILY_NAMES[tag % 19]}桥路{tag % 280 + 1}号({310000 + tag})",
        "快递", "", f"'13{tag % 10}****{tag:04}", days.stamp(order.created),
        days.stamp(order.paid) if order.paid != NEVER else "", titles, str(len(order.lines)),
        f"No:{order.tracking}" if sent else "", CARRIERS[order.carrier] if sent else "", REMARKS[tag % 10],
        str(sum(line.quantity for line in order.lines)), "0", order.shop.name, "订单未关闭", "0", "0元", "",
        "手机订单" if tag % 7 else "", "", "", "", "", "", "", "0", "0", "",
    )  # fmt: skip
    if later:
        cells += (f"{yuan(left)}元", yuan(refund))
    return '"' + '","'.join(cells) + '"' + CRLF


def report(order: Order, days: Days) -> str:
    """A row of the short order report."""
    paid = order.paid != NEVER
    left = order.amount - order.refund if paid else 0
    return (
        f"{order.number},{order.amount / 100},{left / 100},{PROVINCES[order.province][0]},{days.stamp(order.created)},"
        f"{days.stamp(order.paid) if paid else ''},{order.refund / 100}{CRLF}"
    )


def jd_state(order: Order, end: int) -> str:
    """How far an order is, in JD's words."""
    if order.closed:
        return "(锁定)已取消" if order.paid != NEVER else "(删除)等待付款"
    if order.paid == NEVER:
        return "等待付款"
    if order.shipped == NEVER:
        return "等待出库"
    return "完成" if order.shipped + 7 * SECONDS < end else "等待确认收货"


def jd(order: Order, days: Days) -> str:
    """The rows of an order of JD: one a line, the order's amounts on each, an empty column at the end."""
    province, city, district, *_ = PROVINCES[order.province]
    state, tag = jd_state(order, days.end), order.tag
    goods = sum(line.price * line.quantity for line in order.lines)
    paid = days.stamp(order.paid) if order.paid != NEVER else ""
    ended = days.stamp(order.shipped + 4 * SECONDS) if state == "完成" else ""
    head = f"在线支付,{days.stamp(order.created)}"
    tail = (
        f"{yuan(goods)},{yuan(order.amount)},0.00,{yuan(order.amount)},{state},SOP,{order.buyer},{FAMILY_NAMES[tag % 20]}**,"
        f"{province}{city}{district},1******{tag:04},,,,,,5,{yuan(order.postage)},{paid},"
    )
    return "".join(
        f"{order.number},{order.shop.items[line.sku]},{BY_SKU[line.sku].title},{line.quantity},{head},{yuan(line.price)},{tail},"
        f"{line.sku},{ended},京东,{'APP' if tag % 5 else '微信'},{CRLF}"
        for line in order.lines
    )


def shopify(order: Order, days: Days, utc: bool) -> str:
    """The rows of an order of the own site: its columns blank from the second line on, times with their offset.

    Args:
        order: the order.
        days: how moments are written.
        utc: whether the shop still told the time of Greenwich.
    """
    shift, zone = (8 * 3600, "+0000") if utc else (0, "+0800")

    def at(moment: int) -> str:
        return f"{days.stamp(moment - shift)} {zone}" if moment != NEVER else ""

    paid = order.paid != NEVER
    state = "voided" if order.closed and not paid else "paid" if paid else "pending"
    if order.refund:
        state = "refunded" if order.refund >= order.amount else "partially_refunded"
    sent = "fulfilled" if order.shipped != NEVER else "unfulfilled"
    first, *others = order.lines
    rows = [
        f"{order.number},{order.buyer},{state},{at(order.paid)},{sent},{at(order.shipped)},{order.currency or 'CNY'},"
        f"{yuan(order.amount - order.postage)},{yuan(order.postage)},0.00,{yuan(order.amount)},"
        f"{'WELCOME' if order.discount else ''},{yuan(order.discount)},{at(order.created)},{first.quantity},"
        f"{BY_SKU[first.sku].title},{yuan(first.price)},{first.sku},"
        f"{at(order.created + 2 * SECONDS) if order.closed else ''},{yuan(order.refund)},web{CRLF}"
    ]
    rows += [
        f"{order.number},{order.buyer},,,,,,,,,,,,,{line.quantity},{BY_SKU[line.sku].title},{yuan(line.price)},{line.sku},,,{CRLF}"
        for line in others
    ]
    return "".join(rows)
