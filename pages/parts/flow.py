"""A picture of work: what is left from step to step, and which share each step passes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc
from pages.parts.numbers import EMPTY, Shown


@dataclass(frozen=True)
class Step:
    """A step: what it counts, how many, which share of the step before (empty for the first), where it leads."""

    label: str
    amount: Shown = EMPTY
    passed: str = ""
    href: str = ""


def html(steps: Sequence[Step], lang: str) -> str:
    """The steps from left to right; on a phone from top to bottom."""
    return box("flow", "".join(_step(step) for step in steps), lang)


def draw(steps: Sequence[Step], lang: str) -> None:
    """The steps on the page."""
    st.html(html(steps, lang))


def _step(step: Step) -> str:
    arrow = f'<span class="to"><i aria-hidden="true">→</i>{esc(step.passed)}</span>' if step.passed else ""
    inner = f'<b>{step.amount.html()}</b><span class="wh">{esc(step.label)}</span>'
    return arrow + anchor(step.href, inner, "step")
