"""Headline figures: a few large ones side by side, such as a person's month at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.markup import box, plain
from pages.parts.numbers import EMPTY, Shown


@dataclass(frozen=True)
class Headline:
    """One figure: its name, the figure, what stands small beside it; judgement colours it (None: neither)."""

    label: str
    value: Shown = EMPTY
    beside: str = ""
    good: bool | None = None


def html(items: Sequence[Headline], lang: str) -> str:
    """The figures as HTML."""
    return box("hls", "".join(_one(item) for item in items), lang)


def draw(items: Sequence[Headline], lang: str) -> None:
    """The figures on the page."""
    st.html(html(items, lang))


def _one(item: Headline) -> str:
    judged = "" if item.good is None else " good" if item.good else " bad"
    figure = f'<span class="v{judged}">{item.value.html()}{plain(item.beside, "by")}</span>'
    return f"<div>{plain(item.label, 'lb')}{figure}</div>"
