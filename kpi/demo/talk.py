"""One chat: who wrote when, as rows of the export and as what counts."""

from random import Random

from kpi.demo import phrases
from kpi.demo.calendar import SECONDS
from kpi.demo.files import CRLF
from kpi.demo.roster import Agent
from kpi.demo.shops import Shop

LAST_SECOND = SECONDS - 1


def _any(texts: tuple[str, ...], rng: Random) -> str:
    return texts[int(rng.random() * len(texts))]


class Talk:
    """A buyer's chat with a shop on one day; moments are seconds of the day.

    Args:
        shop: where.
        day: the day's text.
        clock: each second of the day as text.
        buyer: the buyer's account.
        item: the platform's number of the product asked about, or empty.
        rng: the chance of the visit.
    """

    __slots__ = (
        "_clock",
        "_head",
        "_open",
        "_rng",
        "buyer",
        "first",
        "human",
        "item",
        "last",
        "reply",
        "rows",
        "runs",
        "shop",
    )

    def __init__(self, shop: Shop, day: str, clock: list[str], buyer: str, item: str, rng: Random) -> None:
        self.shop, self.buyer, self.item = shop, buyer, item
        self._clock, self._rng, self._head = clock, rng, f"{day} "
        self.rows: list[tuple[int, str]] = []
        self.human: list[tuple[int, Agent]] = []
        """Each message of a human agent."""
        self.runs: list[tuple[int, Agent]] = []
        """Each answered run of buyer messages: how long it waited and who replied."""
        self.first = self.last = self._open = -1
        self.reply: tuple[int, Agent] | None = None

    def _say(self, at: int, account: str, sender: str, text: str, item: str = "") -> None:
        self.last = at
        row = f"{self._head}{self._clock[at]},{self.shop.name},{account},{self.buyer},{sender},{text},{item}{CRLF}"
        self.rows.append((at, row))

    def _buyer(self, at: int, account: str, text: str, item: str = "") -> None:
        if self._open < 0:
            self._open = at
        self._say(at, account, "买家", text, item)

    def _agent(self, at: int, agent: Agent, text: str) -> None:
        self.human.append((at, agent))
        if self._open >= 0:
            self.runs.append((at - self._open, agent))
            self.reply = self.reply or (at, agent)
            self._open = -1
        self._say(at, agent.account, "客服", text)

    def greet(self, at: int, agent: Agent) -> None:
        """An agent writes before the buyer does: taking part, but no reply."""
        self._agent(at, agent, _any(phrases.HELLO, self._rng))

    def ask(self, at: int, account: str, after_sales: bool) -> None:
        """The buyer begins; a robot may speak up and the buyer go on before anybody answers."""
        rng = self._rng
        self.first = at
        texts = phrases.ASKS_AFTER if after_sales else phrases.ASKS
        at_once = rng.random() < 0.8
        self._buyer(at, account, _any(texts, rng), self.item if at_once else "")
        if rng.random() < 0.33 and at < LAST_SECOND:
            self._say(at + (rng.random() < 0.8), f"{self.shop.name}:智能客服小禾", "机器人", _any(phrases.ROBOT, rng))
        if not at_once and self.item:
            self._buyer(min(at + 2, LAST_SECOND), account, "这款", self.item)

    def answer(self, agent: Agent, colleague: Agent | None, slow: float) -> None:
        """A human replies and the talk goes to and fro; a colleague may take over.

        Args:
            agent: who replies first.
            colleague: who takes over after that, if anybody.
            slow: how much longer everything takes today.
        """
        rng, pace = self._rng, agent.pace * slow
        waits = 3 + int(rng.expovariate(1.25 / pace)) if rng.random() > 0.014 else rng.randrange(240, 1400)
        now, speaker = max(self.first + waits, self.last), agent
        rounds = min(1 + int(rng.expovariate(0.6)), 6)
        for turn in range(rounds):
            if now > LAST_SECOND:
                return
            self._agent(now, speaker, _any(phrases.REPLIES if turn else phrases.ANSWERS, rng))
            asked = now + 8 + int(rng.random() * 100)
            if asked > LAST_SECOND:
                return
            if turn + 1 < rounds:
                self._buyer(asked, speaker.account, _any(phrases.GOES_ON, rng))
                speaker = colleague if colleague and rng.random() < 0.6 else speaker
                now = asked + 3 + int(rng.expovariate(1.1 / pace))
            elif rng.random() < 0.18:
                self._buyer(asked, speaker.account, _any(phrases.LAST_WORDS, rng))

    def thank(self, at: int, agent: Agent) -> None:
        """An agent writes once more, after the payment."""
        self._agent(at, agent, _any(phrases.THANKS, self._rng))

    def credited(self, paid: int | None) -> Agent | None:
        """Who gets the credit: the last human to write at or before a payment (in seconds of the day), else the last."""
        if not self.human:
            return None
        before = [agent for at, agent in self.human if paid is None or at <= paid]
        return (before or [agent for _, agent in self.human])[-1]
