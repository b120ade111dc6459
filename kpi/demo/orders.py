"""Orders: what is bought, what becomes of it, and what of that counts."""

from collections import defaultdict
from random import Random

from kpi.demo.calendar import SECONDS
from kpi.demo.order_files import OrderFiles
from kpi.demo.order_rows import NEVER, Line, Order
from kpi.demo.shops import (
    BY_SKU,
    FLAGSHIP,
    JD,
    OUTLET,
    PREFIXES,
    PRODUCTS,
    PROVINCES,
    SITE,
    Shop,
    any_province,
    pick_table,
)
from kpi.demo.stage import Parcel, Question, Return, Stage

CANCELLED, REFUNDED, RETURNED = 0.018, 0.043, 0.093
"""Of all paid orders up to which share is cancelled, only refunded, sent back."""
SHIP_WITHIN = 48 * 3600
REASONS = ("七天无理由退换货", "拍错/多拍/不想要", "商品破损", "效期问题", "口味不合适", "与描述不符", "错发漏发")
ADD_ON = pick_table([float(product.popularity) for product in PRODUCTS])


class Orders:
    """Places orders: each decides at once what will become of it, and is counted and written."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.truth = stage, stage.truth
        self.end = stage.days.end
        self.files = OrderFiles(stage)
        self.waiting: list[tuple[int, str, int]] = []
        """Paid and never shipped: (paid day, shop, until when it should have been)."""
        self.latest_shipment = 0
        self.paying: dict[tuple[int, str], set[str]] = defaultdict(set)
        self.amounts: dict[tuple[int, str], int] = defaultdict(int)
        """What was paid, by day and shop, in cents."""
        self._parcels = 0
        self._returns = 0

    def place(
        self,
        rng: Random,
        shop: Shop,
        buyer: str,
        at: tuple[int, int],
        sku: str,
        first: bool = False,
        quiet: bool = False,
    ) -> None:
        """Place an order.

        Args:
            rng: the chance of the visit.
            shop: where.
            buyer: the account; empty where the shop's export does not say it.
            at: when it is placed and when it is paid (or NEVER).
            sku: what the buyer came for.
            first: whether it is the buyer's first order in the shop.
            quiet: the buyer will not ask about it afterwards.
        """
        created, paid = at
        if created >= self.end:
            return
        order = Order(shop, self.files.number(shop), buyer, created, paid if paid < self.end else NEVER)
        self._fill(order, rng, sku)
        if order.paid == NEVER:
            order.closed = created + 3 * SECONDS < self.end
        else:
            self._settle(order, rng)
            self._count(order, first)
            if buyer and shop.asks and not quiet:
                self._ask_later(order, rng, sku)
        self.files.add(order)

    def finish(self) -> None:
        """Count what can be counted only now: buyers of each day, and orders that wait too long."""
        for (day, shop), buyers in self.paying.items():
            self.truth.add("shop_conversion", (day, shop), len(buyers))
        for day, shop, deadline in self.waiting:
            if deadline <= self.latest_shipment:
                self.truth.add("on_time_shipping", (day, shop), 0, 1)

    def close_day(self, day: int) -> None:
        """Write a day's orders and let go of what only it needed."""
        self.files.close_day(day)
        for shop in (FLAGSHIP, OUTLET, JD, SITE):
            if buyers := self.paying.pop((day, shop.name), None):
                self.truth.add("shop_conversion", (day, shop.name), len(buyers))

    def _fill(self, order: Order, rng: Random, sku: str) -> None:
        """What is in the order, for how much, and where it goes."""
        skus = [sku]
        if rng.random() < 0.28:
            other = PRODUCTS[ADD_ON[int(rng.random() * len(ADD_ON))]].sku
            if other != sku and other in order.shop.skus:
                skus.append(other)
        total = 0
        for each in skus:
            quantity = 1 if rng.random() < 0.72 else rng.choice((2, 2, 2, 3, 4))
            price = BY_SKU[each].price
            if order.shop is SITE and rng.random() < 0.012:
                order.currency = "USD"
            order.lines.append(Line(each, quantity, price))
            total += price * quantity
        if order.currency == "USD":
            order.lines = [line._replace(price=line.price * 10 // 71) for line in order.lines]
            total = sum(line.price * line.quantity for line in order.lines)
        day = order.created // SECONDS
        if rng.random() < (0.75 if self.stage.days.peak[day] else 0.3):
            order.discount = total * rng.randrange(4, 16) // 100
        order.postage = 800 if total < 5900 and rng.random() < 0.7 else 0
        order.amount = total - order.discount + order.postage
        order.province = any_province(rng)
        order.tag = rng.randrange(10_000)

    def _settle(self, order: Order, rng: Random) -> None:
        """What becomes of a paid order: cancelled, refunded, sent back, or just sent."""
        fate = rng.random()
        if order.currency:
            fate = 1.0
        if fate < CANCELLED:
            order.closed, order.cancelled = True, True
            if order.shop is JD:
                self._send_back(order, rng, order.amount, order.paid + rng.randrange(3600, SECONDS))
            else:
                order.refund = order.amount
            return
        self._ship(order, rng)
        if fate < REFUNDED and order.shop is not JD:
            part = 1.0 if rng.random() < 0.3 else rng.choice((0.1, 0.2, 0.3, 0.5))
            order.refund = int(order.amount * part)
        elif fate < RETURNED and order.shipped != NEVER:
            whole = rng.random() < 0.8 or len(order.lines) == 1
            cents = order.amount if whole else order.lines[-1].price * order.lines[-1].quantity
            self._send_back(order, rng, min(cents, order.amount), order.shipped + rng.randrange(4, 13) * SECONDS)

    def _send_back(self, order: Order, rng: Random, cents: int, at: int) -> None:
        """A return arrives at a moment and is handled some hours or days after."""
        if at >= self.end:
            return
        self._returns += 1
        paid_day = order.paid // SECONDS
        handled = at + int(3600 * (2 + rng.expovariate(1 / 20.0)))
        reason = "取消订单" if order.cancelled else REASONS[int(rng.random() ** 2 * len(REASONS))]
        order.sent_back = True
        self.stage.returns[at // SECONDS].append(
            Return(at, order.number, order.shop.name, paid_day, cents, reason, handled)
        )
        if order.shop is not JD and (handled < self.end or rng.random() < 0.2):
            order.refund = cents

    def _ship(self, order: Order, rng: Random) -> None:
        """When the order leaves, in how many parcels, and from where."""
        shipped = self._leaves(order.paid, rng)
        if shipped >= self.end:
            self.stage.waiting.append((order.number, order.shop.name))
        if shipped >= self.end or rng.random() < 0.0006:
            return
        order.shipped = shipped
        order.carrier = 0 if rng.random() < 0.25 else 1 if rng.random() < 0.6 else 2
        warehouse = int(PROVINCES[order.province][0] in {"广东省", "广西壮族自治区", "湖南省", "福建省", "云南省"})
        grams = sum(BY_SKU[line.sku].grams * line.quantity for line in order.lines) + 150 + int(rng.random() * 80)
        parts = 2 if len(order.lines) > 1 and rng.random() < 0.04 else 1
        for part in range(parts):
            at = shipped + part * SECONDS
            if at < self.end:
                self._parcels += 1
                self.latest_shipment = max(self.latest_shipment, at)
                tracking = f"{PREFIXES[order.carrier]}{7_310_000_000_000 + self._parcels * 13}"
                order.tracking = order.tracking or tracking
                self.stage.parcels[at // SECONDS].append(
                    Parcel(
                        at,
                        order.number,
                        order.shop.name,
                        warehouse,
                        order.carrier,
                        tracking,
                        grams // parts,
                        order.province,
                    )
                )

    def _leaves(self, paid: int, rng: Random) -> int:
        """When a parcel leaves: the same or the next day, later at festivals, much later in the bad week."""
        day, second = divmod(paid, SECONDS)
        draw = rng.random()
        wait = (draw > 0.72) if second < 15 * 3600 else 1 + (draw > 0.95)
        if day in self.stage.bad_week:
            wait += rng.choice((0, 1, 2, 2, 3))
        elif self.stage.days.peak[day]:
            wait += rng.random() < 0.22
        leaves = 9 * 3600 + int(rng.random() * 11 * 3600)
        return (day + wait) * SECONDS + (leaves if wait else max(leaves, second + 900))

    def _count(self, order: Order, first: bool) -> None:
        """Count a paid order."""
        truth, shop, day = self.truth, order.shop.name, order.paid // SECONDS
        key = (day, shop)
        truth.add("paid_orders", key, 1)
        self.paying[key].add(order.buyer or order.number)
        if first:
            truth.add("new_customers", key, 1)
            truth.add("acquisition_cost", key, 0, 1)
        if order.shipped != NEVER:
            truth.add("on_time_shipping", key, order.shipped <= order.paid + SHIP_WITHIN, 1)
        elif not order.closed or order.shop is OUTLET:  # whose report does not say what is closed
            self.waiting.append((day, shop, order.paid + SHIP_WITHIN))
        if order.currency:
            return
        truth.add("gmv", key, order.amount)
        truth.add("average_order_value", key, order.amount, 1)
        truth.add("net_sales", key, order.amount)
        truth.add("refund_rate", key, 0, order.amount)
        truth.add("refund_rate_cohort", key, 0, order.amount)
        truth.add("logistics_cost_ratio", (day,), 0, order.amount)
        self.amounts[key] += order.amount
        if order.refund and not order.sent_back:
            self.refund(day, day, shop, order.refund)

    def refund(self, day: int, paid: int, shop: str, cents: int) -> None:
        """Count a refund on its day, and with the orders of the day that was paid."""
        self.truth.add("refund_amount", (day, shop), cents)
        self.truth.add("refund_rate", (day, shop), cents)
        self.truth.add("net_sales", (day, shop), -cents)
        self.truth.add("refund_rate_cohort", (paid, shop), cents)

    def _ask_later(self, order: Order, rng: Random, sku: str) -> None:
        """Some buyers ask about their order in the two weeks after; a few after that, which is pre-sale again."""
        day = order.paid // SECONDS
        late = order.shipped == NEVER or order.shipped > order.paid + SHIP_WITHIN
        draw = rng.random()
        if draw < (0.5 if late else 0.17):
            asked = day + 1 + int(rng.random() * 13)
            self.stage.questions[order.shop.name, asked].append(Question(order.buyer, sku, False, None, None))
        elif draw > 0.985 and day <= order.created // SECONDS + 1:
            asked = day + 17 + int(rng.random() * 2)
            self.stage.questions[order.shop.name, asked].append(Question(order.buyer, sku, True, None, None))
