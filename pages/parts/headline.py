"""Headline figures: a few large ones side by side, such as a person's month at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.markup import box, plain
from pages.parts.numbers import EMPTY, Change, Shown
from pages.parts.status import Status, badge


@dataclass(frozen=True)
class Headline:
    """One figure: its name, the figure or how it has moved, what stands small beside it, and its judgement if any."""

    label: str
    value: Shown | Change = EMPTY
    beside: str = ""
    judgement: Status | None = None


def html(items: Sequence[Headline], lang: str) -> str:
    """The figures as HTML."""
    return box("hls", "".join(_one(item, lang) for item in items), lang)


def draw(items: Sequence[Headline], lang: str) -> None:
    """The figures on the page."""
    st.html(html(items, lang))


def _one(item: Headline, lang: str) -> str:
    value = item.value.html(lang) if isinstance(item.value, Change) else item.value.html()
    judged = {Status.MET: " good", Status.MISSED: " bad"}.get(item.judgement or Status.UNSET, "")
    word = badge(item.judgement, lang) if item.judgement else ""
    return f'<div>{plain(item.label, "lb")}<span class="v{judged}">{value}{plain(item.beside, "by")}{word}</span></div>'
