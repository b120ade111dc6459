"""The warehouse: parcels and their errors, returns, receipts and stock counts."""

from random import Random

from kpi.demo import headers
from kpi.demo.calendar import SECONDS
from kpi.demo.carriers import Bills
from kpi.demo.files import BOM, CRLF, GBK, row
from kpi.demo.orders import Orders
from kpi.demo.people import PACKER, STORE, STORE_HEAD, Person
from kpi.demo.shops import CARRIERS, PREFIXES, PRODUCTS, WAREHOUSES
from kpi.demo.stage import Parcel, Return, Stage

WRONG = ("错发", "漏发", "多发", "错地址")
DAMAGED = ("破损", "丢件")
FLAWS = ("短少", "外箱破损", "效期不符", "标签错误")


class Warehouse:
    """What happens in the warehouses on a day."""

    def __init__(self, stage: Stage, orders: Orders) -> None:
        self.stage, self.days, self.truth = stage, stage.days, stage.truth
        self._orders = orders
        self.bills = Bills(stage)
        self._parcels = self._returns = self._receipts = 0

    def day(self, day: int) -> None:
        """Pack, take back, take in and count."""
        rng = self.stage.rng("warehouse", day)
        month = self.days.month[day]
        parcels = sorted(self.stage.parcels.pop(day, ()))
        rows = [self._pack(rng, parcel, day) for parcel in parcels]
        if day == self.days.count - 1:
            rows += [self._prepare(order, shop, day) for order, shop in self.stage.waiting]
        name = f"仓库/发货_{month}.csv"
        self.stage.tree.sink("shipments", month, name, lambda: row(headers.WMS_SHIPMENTS), BOM).write("".join(rows))
        for each in sorted(self.stage.returns.pop(day, ())):
            self._take_back(rng, each, day)
        if self.days.dates[day].weekday() in {1, 4}:
            self._take_in(rng, day)
        if self.days.dates[day].day in {10, 25}:
            self._count(rng, day)

    def _pack(self, rng: Random, parcel: Parcel, day: int) -> str:
        there = self.stage.roster.packers[parcel.warehouse]
        team = len(there)
        draw = int(rng.random() * 1_000_000)
        printer, picker = there[draw % team], there[draw // 7 % team]
        packer, checker = there[draw // 49 % team], there[draw // 343 % team]
        warehouse = WAREHOUSES[parcel.warehouse]
        self._parcels += 1
        self.truth.add("parcels_packed", (day, parcel.shop, packer.code), 1)
        flaws = self._flaws(rng, day, picker, packer)
        wrong = self._register(rng, parcel, day, flaws, (picker, packer, checker)) if flaws else set()
        handled = {picker.code, packer.code, checker.code}
        self._judge(parcel, day, wrong, handled)
        self.bills.bill(rng, parcel, day)
        return (
            f"CK{20_000_000 + self._parcels},{parcel.order},{parcel.shop},{warehouse},{CARRIERS[parcel.carrier]},"
            f"{parcel.tracking},{printer.name},{picker.name},{packer.name},{checker.name},{parcel.grams / 1000:.2f},"
            f"{self.days.stamp(parcel.at)}{CRLF}"
        )

    def _prepare(self, order: str, shop: str, day: int) -> str:
        """A parcel that has not left: printed, perhaps picked, perhaps packed."""
        self._parcels += 1
        rng = self.stage.rng(f"waiting {order}", day)
        warehouse, stage = rng.randrange(len(WAREHOUSES)), rng.random()
        printer, picker, packer = (rng.choice(self.stage.roster.packers[warehouse]).name for _ in range(3))
        return (
            f"CK{20_000_000 + self._parcels},{order},{shop},{WAREHOUSES[warehouse]},{CARRIERS[0]},"
            f"{PREFIXES[0]}{7_390_000_000_000 + self._parcels * 13},{printer},{picker if stage > 0.3 else ''},"
            f"{packer if stage > 0.7 else ''},,,{CRLF}"
        )

    def _flaws(self, rng: Random, day: int, picker: Person, packer: Person) -> list[str]:
        """What goes wrong with a parcel: more in the bad week, less with careful people."""
        bad = 6.0 if day in self.stage.bad_week else 1.6 if self.days.peak[day] else 1.0
        flaws = []
        if rng.random() < 0.0042 * bad / picker.skill**2:
            flaws.append(WRONG[int(rng.random() ** 1.6 * 4)])
        if rng.random() < 0.0022 * bad / packer.skill:
            flaws.append(DAMAGED[rng.random() > 0.8])
        return flaws

    def _register(
        self, rng: Random, parcel: Parcel, day: int, flaws: list[str], people: tuple[Person, Person, Person]
    ) -> set[str]:
        """Errors are registered some days after; who answers is named, or nobody. Gives who answers for wrong parcels."""
        picker, packer, checker = people
        answer: set[str] = set()
        at = parcel.at + rng.randrange(SECONDS, 6 * SECONDS)
        quarter = self.days.quarter[at // SECONDS]
        known = False
        if at < self.days.end:
            for flaw in flaws:
                known = True
                draw = rng.random()
                owner = picker if flaw in WRONG else packer
                named = None if draw < 0.25 else checker if draw > 0.93 else owner
                if flaw in WRONG:
                    answer.add(named.code if named else packer.code)
                name = "" if named is None else named.code if draw > 0.9 else named.name
                cells = (
                    self.days.stamp(at),
                    parcel.order,
                    parcel.tracking,
                    flaw,
                    name,
                    "已补发" if draw < 0.6 else "已赔付",
                )
                file = self.stage.tree.sink(
                    "errors", quarter, f"仓库/差错_{quarter}.csv", lambda: row(headers.SHIPPING_ERRORS), GBK
                )
                file.write(row(cells))
        key = (day, parcel.shop, WAREHOUSES[parcel.warehouse])
        self.truth.add("damage_rate", key, known and any(flaw in DAMAGED for flaw in flaws), 0)
        self.truth.add("outbound_accuracy", key, -known, 0)
        return answer

    def _judge(self, parcel: Parcel, day: int, wrong: set[str], handled: set[str]) -> None:
        key = (day, parcel.shop, WAREHOUSES[parcel.warehouse])
        self.truth.add("shipping_error_rate", key, bool(wrong), 1)
        self.truth.add("shipping_error_rate@department", (day, STORE), bool(wrong), 1)
        self.truth.add("shipping_error_rate@role", (day, PACKER), bool(wrong), 1)
        self.truth.add("damage_rate", key, 0, 1)
        self.truth.add("outbound_accuracy", key, 1, 1)
        for code in sorted(handled):
            self.truth.add("shipping_error_rate@person", (day, code), 0, 1)
        for answers in sorted(wrong):
            self.truth.add("shipping_error_rate@person", (day, answers), 1, 0)

    def _take_back(self, rng: Random, back: Return, day: int) -> None:
        self._returns += 1
        there = self.stage.roster.packers[self._returns % len(WAREHOUSES)]
        handler = there[int(rng.random() * len(there))]
        done = back.handled < self.days.end
        quarter, money = self.days.quarter[day], f"￥{back.cents // 100:,}.{back.cents % 100:02}"
        cells = (
            f"TH{600_000 + self._returns}", back.order, back.shop, money, back.reason, self.days.stamp(back.at),
            self.days.stamp(back.handled) if done else "", handler.name if done else "",
        )  # fmt: skip
        self.stage.tree.sink("returns", quarter, f"仓库/退货_{quarter}.csv", lambda: row(headers.RETURNS), GBK).write(
            row(cells)
        )
        if done:
            on = back.handled // SECONDS
            key = (on, back.shop, self.stage.code(handler.code, on))
            self.truth.add("return_processing_hours", key, back.handled - back.at, 1)
            self._orders.refund(on, back.paid, back.shop, back.cents)

    def _take_in(self, rng: Random, day: int) -> None:
        """Goods arrive: a purchase of some products."""
        quarter = self.days.quarter[day]
        file = self.stage.tree.sink("receipts", quarter, f"仓库/入库_{quarter}.csv", lambda: row(headers.RECEIPTS), BOM)
        for warehouse in range(len(WAREHOUSES)):
            self._receipts += 1
            there = self.stage.roster.packers[warehouse]
            for sku in rng.sample([product.sku for product in PRODUCTS], 6):
                receiver = there[int(rng.random() * len(there))]
                expected, draw = rng.randrange(4, 60) * 12, rng.random() * receiver.skill
                received = expected - rng.randrange(1, 12) if draw < 0.022 else expected
                flaw = FLAWS[int(rng.random() * 4)] if draw < 0.03 else ""
                right = received == expected and not flaw
                key = (day, WAREHOUSES[warehouse], receiver.code)
                self.truth.add("inbound_accuracy", key, right, 1)
                self.truth.add("receiving_error_rate", key, not right, 1)
                cells = (
                    f"RK{80_000 + self._receipts}", f"CG{50_000 + self._receipts // 2}", WAREHOUSES[warehouse], sku, expected,
                    received, flaw, receiver.name, self.days.stamp(day * SECONDS + 9 * 3600 + int(rng.random() * 30_000)),
                )  # fmt: skip
                file.write(row(cells))

    def _count(self, rng: Random, day: int) -> None:
        """Twice a month everything is counted."""
        quarter, text = self.days.quarter[day], self.days.text[day]
        file = self.stage.tree.sink(
            "counts", quarter, f"仓库/盘点_{quarter}.csv", lambda: row(headers.STOCK_COUNTS), GBK
        )
        for place, warehouse in enumerate(WAREHOUSES):
            people = [*self.stage.roster.packers[place], *self.stage.staff.of(STORE_HEAD, day)]
            for at, product in enumerate(PRODUCTS):
                counter = people[at % len(people)]
                booked = rng.randrange(40, 900)
                off = rng.random() * counter.skill < (0.08 if day in self.stage.bad_week else 0.018)
                counted = booked + (rng.choice((-3, -2, -1, 1, 2)) if off else 0)
                self.truth.add("stock_accuracy", (day, warehouse, counter.code), counted == booked, 1)
                number = f"PD{text.replace('-', '')}{place + 1}"
                file.write(row((number, text, warehouse, product.sku, booked, counted, counter.name)))
