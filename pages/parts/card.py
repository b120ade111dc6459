"""The KPI card: a value, its target, how it has moved and thirteen months, on one glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Shown
from pages.parts.spark import Spark
from pages.parts.status import Status, badge
from pages.parts.words import word


@dataclass(frozen=True)
class Card:
    """What a card says.

    Attributes:
        label: the metric's name.
        value: as shown.
        status: against the target.
        target: as shown, EMPTY where there is none.
        attainment: as shown, such as 95.1%; empty where there is none.
        month: change on the month before, to the same day where the month runs.
        year: change on the same month last year.
        spark: thirteen months and their targets.
        fresh: to which day there are data, such as 10-31; empty where that goes without saying.
        note: help text, n ÷ d.
        reason: why there is no value, or what is missing for it; stands in the target's place.
        href: where a click leads.
    """

    label: str
    value: Shown = EMPTY
    status: Status = Status.UNSET
    target: Shown = EMPTY
    attainment: str = ""
    month: Change = NO_CHANGE
    year: Change = NO_CHANGE
    spark: Spark = field(default_factory=Spark)
    fresh: str = ""
    note: str = ""
    reason: str = ""
    href: str = ""


def html(cards: Sequence[Card], lang: str) -> str:
    """Cards side by side, as many as there is room for."""
    return box("cards", "".join(_card(card, lang) for card in cards), lang)


def draw(cards: Sequence[Card], lang: str) -> None:
    """Cards on the page."""
    st.html(html(cards, lang))


def _card(card: Card, lang: str) -> str:
    head = f'<span class="c1"><span class="lb">{esc(card.label)}</span>{badge(card.status, lang, pill=True)}</span>'
    figure = f'<span class="c2"><span class="v">{card.value.html()}</span>{sparks.html(card.spark, card.status)}</span>'
    fresh = f'<span class="fr">{esc(word("card.fresh", lang, day=card.fresh))}</span>' if card.fresh else ""
    goal = f'<span class="c3"><span>{_goal(card, lang)}</span>{fresh}</span>'
    moved = (
        f'<span class="c4">{_moved("change.month", card.month, lang)}{_moved("change.year", card.year, lang)}</span>'
    )
    return anchor(card.href, head + figure + goal + moved, "card", card.note)


def _goal(card: Card, lang: str) -> str:
    if card.reason:
        return esc(card.reason)
    if card.target == EMPTY:
        return esc(word("card.no_target", lang))
    reached = f" · {esc(word('card.reached', lang))} <b>{esc(card.attainment)}</b>" if card.attainment else ""
    return f"{esc(word('card.target', lang))} {card.target.html()}{reached}"


def _moved(text_id: str, change: Change, lang: str) -> str:
    return f'<span class="ch">{esc(word(text_id, lang))} {change.html(lang)}</span>'
