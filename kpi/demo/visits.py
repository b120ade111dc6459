"""Who comes to a shop on a day: those who buy in silence, those who ask first, those who ask after."""

import itertools
from random import Random

from kpi.demo.buyers import Buyers
from kpi.demo.calendar import SECONDS
from kpi.demo.desk import Desk
from kpi.demo.order_rows import NEVER
from kpi.demo.orders import Orders
from kpi.demo.owners import Owners
from kpi.demo.roster import Agent
from kpi.demo.shops import BY_SKU, SHOPS, Shop, pick_table
from kpi.demo.stage import Question, Stage, some
from kpi.demo.talk import LAST_SECOND, Talk

HOURS = (
    2.2,
    1.0,
    0.3,
    0.2,
    0.1,
    0.1,
    0.3,
    0.7,
    2.0,
    4.3,
    6.0,
    6.2,
    5.4,
    5.6,
    6.0,
    6.1,
    5.8,
    5.2,
    5.0,
    6.2,
    8.0,
    8.6,
    7.2,
    4.6,
)
HOUR_TABLE = pick_table(list(HOURS))
BUYS = {"天猫": 0.47, "京东": 0.43, "官网": 0.36}
"""How many of those who ask buy by the next day, with an ordinary agent."""
RETURNING_ASK = 0.35
UNPAID = 0.07
TWICE = 0.035


def moment(rng: Random) -> int:
    """A second of the day at which somebody shops."""
    return HOUR_TABLE[int(rng.random() * len(HOUR_TABLE))] * 3600 + int(rng.random() * 3600)


class Visits:
    """Lets buyers come, shop by shop and day by day."""

    def __init__(self, stage: Stage, owners: Owners, orders: Orders, desk: Desk) -> None:
        self.stage, self.orders, self.desk = stage, orders, desk
        self._owners = owners
        self._buyers = {shop.name: Buyers(shop) for shop in SHOPS}
        self._tables: dict[str, list[int]] = {
            shop.name: pick_table([float(BY_SKU[sku].popularity) for sku in shop.skus]) for shop in SHOPS
        }
        self._ask_tables: dict[str, list[int]] = {}

    def day(self, day: int) -> None:
        """Everybody who comes on a day."""
        for shop in SHOPS:
            rng = self.stage.rng(f"visits {shop.name}", day)
            self._buyers[shop.name].begin()
            asking = shop.asks > 0 and not self.stage.missing("chats", shop.name, day)
            self._shop(rng, shop, day, asking)
            for question in self.stage.questions.pop((shop.name, day), ()):
                if asking:
                    self._comes_back(rng, shop, day, question)

    def _shop(self, rng: Random, shop: Shop, day: int, asking: bool) -> None:
        demand, buyers = self.stage.demand(shop, day), self._buyers[shop.name]
        if asking:
            self._ask_tables[shop.name] = pick_table([
                BY_SKU[sku].popularity * self._appeal(sku, day) for sku in shop.skus
            ])
        askers = some(demand * shop.asks, rng) if asking else 0
        silent = some(demand - askers * (BUYS[shop.platform] + 0.06), rng)
        most = (silent + askers) * 2 // 3
        for buyer in itertools.islice(buyers.returning(), most if shop.asks else 0):
            if asking and rng.random() < RETURNING_ASK:
                self._asks(rng, shop, day, buyer)
                askers -= 1
            else:
                self._buys(rng, shop, day, buyer, first=False)
                silent -= 1
        for _ in range(askers):
            self._asks(rng, shop, day, None)
        for _ in range(silent):
            if rng.random() < UNPAID:
                buyer = buyers.passer_by() if shop.asks else ""
                self.orders.place(rng, shop, buyer, (self._at(rng, day), NEVER), self._wants(rng, shop))
            else:
                self._buys(rng, shop, day, buyers.customer() if shop.asks else "", first=shop.asks > 0)

    def _appeal(self, sku: str, day: int) -> float:
        """How well a product's page makes people ask: its designer's skill."""
        return self.stage.staff.by_code[self._owners.designer(sku, day)].skill ** 2

    def _wants(self, rng: Random, shop: Shop, asking: bool = False) -> str:
        table = (self._ask_tables if asking else self._tables)[shop.name]
        return shop.skus[table[int(rng.random() * len(table))]]

    def _at(self, rng: Random, day: int) -> int:
        return day * SECONDS + moment(rng)

    def _buys(self, rng: Random, shop: Shop, day: int, buyer: str, first: bool) -> None:
        """An order without a word; now and then a second one on the same day."""
        created, draw = self._at(rng, day), rng.random()
        waits = 8 + int(rng.random() * 200)
        if draw > 0.94:
            waits = int(rng.random() * (SECONDS if draw < 0.99 else 2 * SECONDS))
        self.orders.place(rng, shop, buyer, (created, created + waits), self._wants(rng, shop), first)
        if draw < TWICE and created % SECONDS < 80_000:
            again = created + 300 + int(rng.random() * 3000)
            self.orders.place(rng, shop, buyer, (again, again + 20), self._wants(rng, shop), quiet=True)

    def _asks(self, rng: Random, shop: Shop, day: int, buyer: str | None) -> None:
        """Somebody asks before buying: who answers decides how likely the buying is."""
        at, sku = moment(rng), self._wants(rng, shop, asking=True)
        agent = self.desk.agent(rng, shop, at)
        if agent and self.desk.misses(rng, day, agent):
            agent = None
        likely = BUYS[shop.platform] * (agent.skill if agent else 0.3)
        draw = rng.random()
        outcome = (
            "now" if draw < likely * 0.86 else "next" if draw < likely * 0.95 else "again" if draw < likely else ""
        )
        if not outcome and draw > 0.925:
            outcome = "late" if draw < 0.985 else "very late"
        first = buyer is None
        if buyer is None:
            buyers = self._buyers[shop.name]
            buyer = buyers.customer() if outcome else buyers.passer_by()
        item = shop.items[sku] if rng.random() < 0.86 else ""
        talk = self.desk.hold(rng, shop, day, at, (buyer, item, False), agent)
        paid = self._paid(rng, talk, day, outcome)
        if paid is not None:
            self._thank(rng, talk, paid - day * SECONDS, shop)
            self._order(rng, shop, day, talk, (sku, paid, first))
            if outcome == "again" and talk.reply:
                question = Question(buyer, sku, True, paid - (day + 1) * SECONDS - rng.randrange(600, 3600), paid)
                self.stage.questions[shop.name, day + 1].append(question)
        elif first:
            self._leaves(rng, shop, day, talk, sku)
        known = paid if paid is not None and paid < self.stage.days.end else None
        self.desk.count(talk, day, sku, True, known)
        self.desk.rate(rng, talk, day)

    def _paid(self, rng: Random, talk: Talk, day: int, outcome: str) -> int | None:
        """When the buyer pays."""
        tonight = (day + 1) * SECONDS
        if outcome == "now":
            after = day * SECONDS + talk.last + 40 + int(rng.expovariate(1 / 1500.0))
            within = day * SECONDS + talk.first + int(rng.random() * (talk.last - talk.first + 1))
            return min(within if rng.random() < 0.12 else after, tonight - 1)
        if outcome in {"next", "again"}:
            return tonight + 9 * 3600 + int(rng.random() * 12 * 3600)
        if outcome:
            days = rng.randrange(2, 8) if outcome == "late" else rng.randrange(8, 11)
            return (day + days) * SECONDS + moment(rng)
        return None

    def _thank(self, rng: Random, talk: Talk, paid: int, shop: Shop) -> None:
        at = max(paid, talk.last) + 15 + int(rng.random() * 200)
        agent: Agent | None = self.desk.agent(rng, shop, at) if at <= LAST_SECOND else None
        if agent and talk.reply and rng.random() < 0.25:
            talk.thank(at, agent)

    def _order(self, rng: Random, shop: Shop, day: int, talk: Talk, what: tuple[str, int, bool]) -> None:
        sku, paid, first = what
        created = paid - 15 - int(rng.random() * 600)
        if rng.random() < 0.1 and paid < (day + 1) * SECONDS:
            created = day * SECONDS + max(talk.first - int(rng.random() * 1800), 0)
        created = min(max(created, day * SECONDS), paid)  # the day before is written already
        self.orders.place(rng, shop, talk.buyer, (created, paid), sku, first)

    def _leaves(self, rng: Random, shop: Shop, day: int, talk: Talk, sku: str) -> None:
        """Somebody who asked and never pays; some place an order all the same."""
        if rng.random() < 0.08:
            created = min(talk.last + 60, LAST_SECOND) + day * SECONDS
            self.orders.place(rng, shop, talk.buyer, (created, NEVER), sku)
        self.desk.late_word(rng, talk, shop)

    def _comes_back(self, rng: Random, shop: Shop, day: int, question: Question) -> None:
        """Somebody asks again the day after, or asks about an order."""
        at = moment(rng) if question.at is None else question.at
        agent = self.desk.agent(rng, shop, at)
        if agent and self.desk.misses(rng, day, agent):
            agent = None
        item = shop.items[question.sku] if rng.random() < 0.4 else ""
        talk = self.desk.hold(rng, shop, day, at, (question.buyer, item, not question.presale), agent)
        self.desk.count(talk, day, question.sku, question.presale, question.paid)
        self.desk.rate(rng, talk, day)
