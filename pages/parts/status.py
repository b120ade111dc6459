"""The status badge: a shape and a word, coloured only by judgement."""

from __future__ import annotations

from enum import StrEnum

from pages.parts.markup import esc
from pages.parts.numbers import Number, shown_attainment
from pages.parts.words import word

FULL, CLOSE = 100, 97


class Status(StrEnum):
    """How a value stands against its target."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    UNSET = "unset"  # no target
    PROVISIONAL = "provisional"  # it can still change
    EMPTY = "empty"  # no value


SHAPES = {
    Status.MET: "▲",
    Status.NEAR: "●",
    Status.MISSED: "▼",
    Status.UNSET: "○",
    Status.PROVISIONAL: "◌",
    Status.EMPTY: "○",
}


def judge(attainment: Number | None, *, has_value: bool = True, provisional: bool = False) -> Status:
    """The status of an attainment, judged as it is shown (one decimal): 0.9698 reads 97.0% and so is near.

    Args:
        attainment: value against target, 1 is on target; None without a target.
        has_value: False for a figure without a denominator or a source.
        provisional: the figure's window is still open.
    """
    if not has_value:
        return Status.EMPTY
    if provisional:
        return Status.PROVISIONAL
    if attainment is None:
        return Status.UNSET
    shown = shown_attainment(attainment)
    if shown >= FULL:
        return Status.MET
    return Status.NEAR if shown >= CLOSE else Status.MISSED


def badge(status: Status, lang: str, *, pill: bool = False, text: str = "") -> str:
    """The badge as HTML.

    Args:
        status: what shape and colour say.
        lang: the reader's language.
        pill: on a tint, for cards and exceptions; dense rows go without.
        text: another word than the status's own (an account says 已入库).
    """
    name = text or word(f"status.{status.value}", lang)
    shape = f'<i aria-hidden="true">{SHAPES[status]}</i>'
    return f'<span class="st {status.value}{" pill" if pill else ""}">{shape}{esc(name)}</span>'


def mark(status: Status) -> str:
    """The shape alone, for where its word stands beside it."""
    return f'<i class="sh {status.value}" aria-hidden="true">{SHAPES[status]}</i>'
