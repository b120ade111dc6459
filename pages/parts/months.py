"""The month of a page: the menu to choose it, what is known about it, and the dates that it is compared with."""

from __future__ import annotations

from datetime import date

from kpi.figures.periods import previous, year_before
from kpi.review.month import Shown
from pages.parts import answers, choice, numbers, section
from pages.parts.shell import Reader


def menu(who: Reader, at: Shown, page: str, /, **kept: object) -> str:
    """The months that have data, each leading to this page."""
    options = [
        choice.Option(said(who, name), who.address(page, **{**kept, "month": name}), name == at.name)
        for name in answers.month_names(who)
    ]
    return choice.menu(options, who.say("month.choose"))


def said(who: Reader, name: str) -> str:
    """A month such as 2026-10 in words."""
    return numbers.month(date.fromisoformat(f"{name}-01"), who.lang)


def chips(who: Reader, at: Shown) -> list[tuple[str, str]]:
    """Whether the month still runs, and to which day it is loaded."""
    to = who.say("month.to", day=numbers.day(at.days.last, who.lang))
    return [(who.say("month.running") if at.running else who.say("month.whole"), to)]


def ground(who: Reader, at: Shown) -> list[str]:
    """The month and the dates that it is compared with, in small print."""
    before, year = previous(at.days), year_before(at.days)
    last_year = (
        numbers.days(year.first, year.last, who.lang, year=True) if at.running else numbers.month(year.first, who.lang)
    )
    return [
        numbers.days(at.days.first, at.days.last, who.lang),
        who.say("month.against", days=numbers.days(before.first, before.last, who.lang)),
        who.say("month.against_year", days=last_year),
    ]


def since(who: Reader, joined: date, at: Shown) -> str:
    """When a person came, where that is why their line is short."""
    return who.say("month.joined", month=f"{joined:%y-%m}") if joined > at.history.first else ""


def ends(at: Shown) -> tuple[str, str]:
    """The first and the last of the thirteen months, as small lines have them."""
    return f"{at.history.first:%y-%m}", f"{at.days.last:%y-%m}"


def foot(who: Reader) -> None:
    """Where the figures come from: zone, what a day is, and the version."""
    known = answers.loaded(who)
    starts = f"{known.day_starts_at.seconds // 3600:02d}:{known.day_starts_at.seconds % 3600 // 60:02d}"
    parts = [
        who.say("foot.zone", zone=known.zone, time=starts),
        who.say(
            "foot.loaded",
            first=numbers.full_day(known.days.first, who.lang),
            last=numbers.full_day(known.days.last, who.lang),
        ),
        who.say("foot.version", number=who.version),
    ]
    section.foot(parts, who.lang)
