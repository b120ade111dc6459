"""The customer service: who answers whom, what becomes of a chat, and what of it counts."""

from collections import defaultdict
from random import Random

from kpi.demo import headers, phrases
from kpi.demo.calendar import SECONDS
from kpi.demo.files import BOM, CRLF, GBK, UTF8, Sink, row
from kpi.demo.roster import SLOT, Agent
from kpi.demo.shops import FLAGSHIP, TALKING, Shop
from kpi.demo.stage import Stage
from kpi.demo.talk import LAST_SECOND, Talk

WITHIN = 300
ATTRIBUTION_DAYS, FINAL_DAYS = 1, 7
THEIR_DAYS = 3
"""The platform's own summary waits less long for a payment: what to reconcile."""


class Desk:
    """Holds the chats of the day."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.days, self.truth = stage, stage.days, stage.truth
        self._rows: dict[str, list[tuple[int, str]]] = {shop.name: [] for shop in TALKING}
        self._overnight: dict[str, list[tuple[int, str]]] = {shop.name: [] for shop in TALKING}
        self._ratings: list[tuple[int, str]] = []
        self._agents: dict[str, list[int]] = {}
        self.asked: dict[tuple[str, str], int] = defaultdict(int)
        """How often the day's chats ask first about an item, by shop and item."""

    def agent(self, rng: Random, shop: Shop, at: int) -> Agent | None:
        """Who is there to answer at a second of the day."""
        there = self.stage.roster.present[shop.name][at // SLOT]
        return there[int(rng.random() * len(there))] if there else None

    def hold(self, rng: Random, shop: Shop, day: int, at: int, who: tuple[str, str, bool], agent: Agent | None) -> Talk:
        """A chat as it went, without what became of it.

        Args:
            rng: the chance of the visit.
            shop: where.
            day: the day's number.
            at: the second of the day of the buyer's first message.
            who: the buyer, the item asked about (or empty), and whether it is about an order already paid.
            agent: who is there; none if nobody will answer.
        """
        buyer, item, after_sales = who
        talk = Talk(shop, self.days.text[day], self.days.clock, buyer, item, rng)
        draw = rng.random()
        there = agent or self.agent(rng, shop, at)
        if there and at > 900 and draw < 0.02:
            talk.greet(at - 60 - int(rng.random() * 800), there)
        talk.ask(at, there.account if there and draw > 0.2 else "", after_sales)
        if agent:
            colleague = self.agent(rng, shop, at) if 0.1 < draw < 0.17 else None
            talk.answer(agent, colleague, 1.7 if self.days.peak[day] else 1.0)
        return talk

    def misses(self, rng: Random, day: int, agent: Agent) -> bool:
        """Whether a chat stays unanswered although somebody is there."""
        return rng.random() < (0.01 + 0.025 * self.days.peak[day]) * (2.2 if agent.skill < 0.85 else 1.0)

    def late_word(self, rng: Random, talk: Talk, shop: Shop) -> None:
        """To a question of the late evening the answer may come after midnight: too late for its day."""
        agent = self.agent(rng, shop, LAST_SECOND)
        if agent and talk.reply is None and talk.first > 84_000 and rng.random() < 0.6:
            text = phrases.MORNING[0]
            moment = 20 + int(rng.random() * 900)
            rest = f"{self.days.clock[moment]},{shop.name},{agent.account},{talk.buyer},客服,{text},{CRLF}"
            self._overnight[shop.name].append((moment, rest))

    def count(self, talk: Talk, day: int, sku: str, presale: bool, paid: int | None) -> None:
        """Count a chat; `paid` is the moment of the first paid order after its first message, if there is one."""
        truth, shop, begins = self.truth, talk.shop, day * SECONDS
        self._rows[shop.name] += talk.rows
        agent = talk.credited(None if paid is None else paid - begins)
        code = agent.code if agent else None
        key = (day, shop.name, code)
        answered = talk.reply is not None
        truth.add("consultations", key, 1)
        truth.add("unanswered_rate", key, not answered, 1)
        truth.add("consultation_rate", (day, shop.name), 1)
        truth.add("consultation_rate@product", (day, shop.name, talk.item or None), 1)
        if talk.item:
            self.asked[shop.name, sku] += 1
        if self.stage.roster.covered(shop, begins + talk.first):
            quick = talk.reply is not None and talk.reply[0] - talk.first <= WITHIN
            truth.add("shift_coverage", (day, shop.name), quick, 1)
        if talk.reply is not None:
            truth.add("first_response_seconds", (day, shop.name, talk.reply[1].code), talk.reply[0] - talk.first, 1)
        for seconds, speaker in talk.runs:
            truth.add("average_response_seconds", (day, shop.name, speaker.code), seconds, 1)
        next_day = paid is not None and paid < begins + (1 + ATTRIBUTION_DAYS) * SECONDS
        final = paid is not None and paid < begins + (1 + FINAL_DAYS) * SECONDS
        if presale and answered:
            truth.add("presale_consultations", key, 1)
            truth.add("consultation_conversion", key, next_day, 1)
            truth.add("consultation_conversion_final", key, final, 1)
            for each in {each.account: each for _, each in talk.human}.values():
                truth.add("consultation_success", (day, shop.name, each.code), next_day and each is agent, 1)
        if shop is FLAGSHIP and agent:
            theirs = paid is not None and paid < begins + (1 + THEIR_DAYS) * SECONDS
            asked = presale and answered
            self._summarise(talk, agent, (1, answered, asked, asked and next_day, asked and theirs))

    def rate(self, rng: Random, talk: Talk, day: int) -> None:
        """Some buyers rate the agent they talked to last."""
        at = talk.last + 20 + int(rng.random() * 300)
        if talk.reply is None or at > LAST_SECOND or rng.random() > 0.24:
            return
        agent = talk.human[-1][1]
        pleased = rng.random() < 0.95 - 0.13 * (1.1 - min(agent.skill, 1.1)) / 0.3
        score = (5 if rng.random() < 0.8 else 4) if pleased else rng.choice((3, 3, 2, 1))
        moment = f"{self.days.text[day]} {self.days.clock[at]}"
        self._ratings.append((at, row((moment, talk.shop.name, agent.account, talk.buyer, score))))
        self.truth.add("satisfaction_rate", (day, talk.shop.name, agent.code), score >= 4, 1)

    def close_day(self, day: int) -> None:
        """Write the day's chats by time, its ratings, and the platform's own summary of its agents."""
        month, quarter = self.days.month[day], self.days.quarter[day]
        for shop in TALKING:
            rows = self._rows[shop.name]
            if not self.stage.missing("chats", shop.name, day):
                rows.sort(key=lambda said: said[0])
                self._file(shop, month).write("".join([said for _, said in rows]))
            tomorrow = self.days.text[day + 1]
            self._rows[shop.name] = [(at, f"{tomorrow} {rest}") for at, rest in self._overnight[shop.name]]
            self._overnight[shop.name] = []
        self._ratings.sort(key=lambda rating: rating[0])
        ratings = self.stage.tree.sink(
            "ratings", quarter, f"客服/服务评价_{quarter}.csv", lambda: row(headers.CHAT_RATINGS), GBK
        )
        ratings.write("".join([rating for _, rating in self._ratings]))
        self._write_summary(self.days.text[day], quarter)
        self._ratings, self._agents = [], {}
        self.asked.clear()

    def _file(self, shop: Shop, month: str) -> Sink:
        name = f"聊天记录_{shop.name}_{month}.csv"
        path = f"客服/{name[:-4]}.zip/{name}" if shop is FLAGSHIP else f"客服/{name}"
        encoding = BOM if shop is FLAGSHIP else UTF8
        return self.stage.tree.sink(f"chats {shop.name}", month, path, lambda: row(headers.CHAT_MESSAGES), encoding)

    def _summarise(self, talk: Talk, agent: Agent, counted: tuple[int, bool, bool, bool, bool]) -> None:
        sums = self._agents.setdefault(agent.account, [0] * 9)
        for place, one in enumerate(counted):
            sums[place] += one
        sums[5] += sum(seconds for seconds, _ in talk.runs)
        sums[6] += len(talk.runs)
        if talk.reply:
            sums[7] += talk.reply[0] - talk.first
            sums[8] += 1

    def _write_summary(self, text: str, quarter: str) -> None:
        name = f"{FLAGSHIP.name}/赤兔_{quarter}.csv"
        file = self.stage.tree.sink("agents", quarter, name, lambda: row(headers.AGENT_DAILY), GBK)
        for account in sorted(self._agents):
            *people, waited, runs, first, replies = self._agents[account]
            mean = f"{waited / runs:.1f}" if runs else "-"
            file.write(row((text, account, *people, mean, f"{first / replies:.1f}" if replies else "-")))
