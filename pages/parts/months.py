"""The month of a page: the menu to choose it, and what is known about it."""

from __future__ import annotations

from datetime import date

from kpi.figures.periods import previous, year_before
from kpi.review.month import Shown
from pages.parts import answers, choice, numbers
from pages.parts.shell import Reader


def menu(who: Reader, at: Shown, page: str, **kept: object) -> str:
    """The months that have data, each leading to this page."""
    options = [
        choice.Option(
            numbers.month(date.fromisoformat(f"{name}-01"), who.lang),
            who.address(page, **{**kept, "month": name}),
            name == at.name,
        )
        for name in answers.month_names(who)
    ]
    return choice.menu(options, who.say("month.choose"))


def chips(who: Reader, at: Shown) -> list[tuple[str, str]]:
    """Whether the month still runs, and to which day it is loaded."""
    to = numbers.day(at.days.last, who.lang)
    return [(who.say("month.running"), who.say("month.to", day=to))] if at.running else [("", who.say("month.whole"))]


def ground(who: Reader, at: Shown) -> list[str]:
    """The month and the dates that it is compared with, in small print."""
    before, year = previous(at.days), year_before(at.days)
    return [
        numbers.days(at.days.first, at.days.last, who.lang),
        who.say("month.against", days=numbers.days(before.first, before.last, who.lang)),
        who.say("month.against_year", days=f"{year.first:%Y-%m}"),
    ]


def since(who: Reader, joined: date, at: Shown) -> str:
    """When a person came, where that is why their line is short."""
    return who.say("month.joined", month=numbers.month(joined, who.lang)) if joined > at.history.first else ""
