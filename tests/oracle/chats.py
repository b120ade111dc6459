"""Consultations: one row per shop, buyer and day on which the buyer wrote at least once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.oracle.lines import Line, Row
from tests.oracle.world import World


@dataclass(frozen=True)
class Consultation:
    """A buyer's day in a shop, with all its messages in order."""

    shop: str
    buyer: str
    day: date
    messages: tuple[Row, ...]

    @property
    def first(self) -> int:
        """Place of the buyer's first message."""
        return next(i for i, m in enumerate(self.messages) if m["sender"] == "buyer")

    @property
    def first_at(self) -> datetime:
        """Time of the buyer's first message."""
        at: datetime = self.messages[self.first]["at"]
        return at

    @property
    def humans(self) -> list[Row]:
        """The messages of human agents, also those before the buyer's first."""
        return [m for m in self.messages if m["sender"] == "agent"]

    @property
    def reply(self) -> Row | None:
        """The first human message after the buyer's first."""
        return next((m for m in self.messages[self.first + 1 :] if m["sender"] == "agent"), None)

    @property
    def product(self) -> str | None:
        """The 商品ID of the first message that names one."""
        return next((m["product"] for m in self.messages if m["product"]), None)


def consultations(world: World) -> list[Consultation]:
    """All of them; messages with the same time keep their order in the file."""
    found: dict[tuple[str, str, date], list[Row]] = {}
    for message in sorted(world.all("chats"), key=lambda m: m["at"]):  # a stable sort
        if message["buyer"] is not None:  # nobody knows whose day a message without a buyer belongs to
            key = (message["shop"], message["buyer"], world.day(message["at"]))
            found.setdefault(key, []).append(message)
    return [
        Consultation(*key, tuple(messages))
        for key, messages in found.items()
        if any(m["sender"] == "buyer" for m in messages)
    ]


def paid_by(world: World, c: Consultation) -> list[Row]:
    """The buyer's paid orders in that shop."""
    return [o for o in world.paid_orders() if o["shop"] == c.shop and o["buyer"] == c.buyer]


def presale(world: World, c: Consultation) -> bool:
    """No order paid in the time before the first message.

    An order paid at exactly that distance is one, an order paid at the very moment of the message is not.
    """
    after_sales = timedelta(hours=24 * world.set.after_sales_days)
    return not any(c.first_at - after_sales <= o["paid_at"] < c.first_at for o in paid_by(world, c))


def paid_within(world: World, c: Consultation, days: int) -> bool:
    """An order paid from the first message on and before the end of the day `days` later."""
    end = world.set.start_of(c.day + timedelta(days=1 + days))
    return any(c.first_at <= o["paid_at"] < end for o in paid_by(world, c))


def credited(world: World, c: Consultation) -> Row | None:
    """The message whose agent is credited, None when no human wrote.

    Of the paid order that is first after the first message, however late: the last human who wrote that day at or
    before its payment (or its placing, by setting). With no such order, or nobody yet, the last human of the day.
    """
    later = [o for o in paid_by(world, c) if o["paid_at"] >= c.first_at]
    if later:
        order = min(later, key=lambda o: (o["paid_at"], o["created_at"] or o["paid_at"], o["order_id"]))
        until = order["paid_at"] if world.set.credit_by == "payment" else order["created_at"]
        before = [m for m in c.humans if until is not None and m["at"] <= until]
        if before:
            return before[-1]
    return c.humans[-1] if c.humans else None


def credited_to(world: World, c: Consultation) -> str | None:
    """The account of the credited agent."""
    message = credited(world, c)
    return message["agent"] if message else None


def all_rows(world: World) -> list[Line]:
    """consultations: every row, by its credited agent."""
    return [
        world.line(c.day, 1, shop=c.shop, who=credited_to(world, c), product=c.product) for c in consultations(world)
    ]


def answered_presale(world: World) -> list[Consultation]:
    """The rows that conversion looks at."""
    return [c for c in consultations(world) if c.reply is not None and presale(world, c)]


def presale_rows(world: World) -> list[Line]:
    """presale_consultations: answered and presale rows."""
    return [world.line(c.day, 1, shop=c.shop, who=credited_to(world, c)) for c in answered_presale(world)]


def conversion(world: World, days: int) -> list[Line]:
    """Of the answered presale rows those paid within so many days."""
    return [
        world.line(c.day, int(paid_within(world, c, days)), 1, shop=c.shop, who=credited_to(world, c))
        for c in answered_presale(world)
    ]


def conversion_next_day(world: World) -> list[Line]:
    """consultation_conversion."""
    return conversion(world, world.set.attribution_days)


def conversion_final(world: World) -> list[Line]:
    """consultation_conversion_final."""
    return conversion(world, world.set.final_days)


def success(world: World) -> list[Line]:
    """consultation_success: pairs of an answered presale row and an agent taking part.

    Two accounts of one person are one agent; an account nobody owns is an agent of its own.
    """
    lines = []
    for c in answered_presale(world):
        agents = {world.people.find(m["agent"], c.day) or f"account {m['agent']}": m["agent"] for m in c.humans}
        message = credited(world, c)
        assert message is not None
        winner = world.people.find(message["agent"], c.day) or f"account {message['agent']}"
        paid = paid_within(world, c, world.set.attribution_days)
        for agent, account in agents.items():
            lines.append(world.line(c.day, int(paid and agent == winner), 1, shop=c.shop, who=account))
    return lines


def unanswered(world: World) -> list[Line]:
    """unanswered_rate, by the credited agent: one who wrote only before the buyer's first message, or nobody."""
    return [
        world.line(c.day, int(c.reply is None), 1, shop=c.shop, who=credited_to(world, c)) for c in consultations(world)
    ]


def seconds(earlier: datetime, later: datetime) -> Fraction:
    """The time between two moments, exact."""
    gap = later - earlier
    return Fraction(gap.days * 86400 + gap.seconds) + Fraction(gap.microseconds, 1_000_000)


def first_response(world: World) -> list[Line]:
    """first_response_seconds, by the agent who replied first."""
    return [
        world.line(c.day, seconds(c.first_at, c.reply["at"]), 1, shop=c.shop, who=c.reply["agent"])
        for c in consultations(world)
        if c.reply is not None
    ]


def average_response(world: World) -> list[Line]:
    """average_response_seconds: runs of buyer messages, each ended by a human; robots neither answer nor end a run."""
    lines = []
    for c in consultations(world):
        began: datetime | None = None
        for m in c.messages:
            if m["sender"] == "buyer" and began is None:
                began = m["at"]
            elif m["sender"] == "agent" and began is not None:
                lines.append(world.line(c.day, seconds(began, m["at"]), 1, shop=c.shop, who=m["agent"]))
                began = None
    return lines


def satisfaction(world: World) -> list[Line]:
    """satisfaction_rate: ratings of 4 or 5."""
    return [
        world.line(world.day(r["at"]), int(r["score"] >= 4), 1, shop=r["shop"], who=r["agent"])
        for r in world.all("chat_ratings")
    ]


def shift_coverage(world: World) -> list[Line]:
    """shift_coverage: consultations that began in at least one planned shift of the shop, each once."""
    lines = []
    for c in consultations(world):
        begun_in = [
            s
            for s in world.all("shifts")
            if s["shop"] == c.shop and s["planned_start"] <= c.first_at < s["planned_end"]
        ]
        if begun_in:
            quick = c.reply is not None and seconds(c.first_at, c.reply["at"]) <= world.set.answer_within_seconds
            lines.append(world.line(c.day, int(quick), 1, shop=c.shop, who=credited_to(world, c)))
    return lines
