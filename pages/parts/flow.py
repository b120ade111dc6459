"""A picture of work: what is left from step to step, which share each step keeps, and how that has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Shown
from pages.parts.status import Status, badge
from pages.parts.words import word


@dataclass(frozen=True)
class Step:
    """A step.

    Attributes:
        label: what it counts, in a word or two.
        amount: how many, as shown.
        kept: the share of the step before, as shown; empty for the first.
        ratio: that share as the bar shows it; None draws none.
        change: of the share on the month before; of the first step's amount.
        open: it can still change.
        reason: why it has no amount.
        note: help text: what is counted exactly.
        href: where a click leads.
    """

    label: str
    amount: Shown = EMPTY
    kept: str = ""
    ratio: float | None = None
    change: Change = NO_CHANGE
    open: bool = False
    reason: str = ""
    note: str = ""
    href: str = ""


def html(steps: Sequence[Step], lang: str) -> str:
    """The steps from left to right; on a phone from top to bottom."""
    arrow = '<i class="to" aria-hidden="true">→</i>'
    return box("flow", arrow.join(_step(step, lang) for step in steps), lang)


def draw(steps: Sequence[Step], lang: str) -> None:
    """The steps on the page."""
    st.html(html(steps, lang))


def _step(step: Step, lang: str) -> str:
    waits = badge(Status.PROVISIONAL, lang) if step.open else ""
    width = "" if step.ratio is None else f'<i style="width:{min(max(step.ratio, 0.0), 1.0) * 100:.2f}%"></i>'
    bar = f'<span class="kb" aria-hidden="true">{width}</span>' if step.kept else ""
    kept = f'<span class="kp"><b>{esc(step.kept)}</b> {esc(word("flow.kept", lang))}</span>' if step.kept else ""
    moved = f'<span class="ch">{esc(word("change.month", lang))} {step.change.html(lang)}</span>'
    told = plain(step.reason, "rs") if step.reason else f"{kept}{moved}"
    inner = (
        f'<span class="hd"><span class="lb">{esc(step.label)}</span>{waits}</span>'
        f'<span class="v">{step.amount.html()}</span>{bar}<span class="ft">{told}</span>'
    )
    return anchor(step.href, inner, "step", step.note)
