"""Small multiples: one little line a person, all on one scale, so that eyes compare without reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.numbers import EMPTY, Shown
from pages.parts.spark import Spark
from pages.parts.status import Status, mark


@dataclass(frozen=True)
class Small:
    """One line: whose, the newest value, the months; `since` says why a line is short (10 月入职)."""

    label: str
    value: Shown = EMPTY
    status: Status = Status.UNSET
    spark: Spark = field(default_factory=Spark)
    since: str = ""
    note: str = ""
    href: str = ""


def common_span(items: Sequence[Small]) -> tuple[float, float] | None:
    """The scale that holds all lines and targets."""
    spans = [span for item in items if (span := item.spark.span())]
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def html(items: Sequence[Small], first: str, last: str, lang: str) -> str:
    """The lines as HTML.

    Args:
        items: one each.
        first: name of the first month, such as 25-10.
        last: name of the last month.
        lang: the reader's language.
    """
    span = common_span(items)
    return box("sm", "".join(_one(item, span, first, last) for item in items), lang)


def draw(items: Sequence[Small], first: str, last: str, lang: str) -> None:
    """The lines on the page."""
    st.html(html(items, first, last, lang))


def _one(item: Small, span: tuple[float, float] | None, first: str, last: str) -> str:
    figure = f'<b class="{item.status.value}">{mark(item.status)}{item.value.html()}</b>'
    head = f'<span class="h">{plain(item.label, "lb")}{figure}</span>'
    foot = f'<span class="x"><span>{esc(first)}</span><span>{esc(item.since or last)}</span></span>'
    return anchor(item.href, head + sparks.html(item.spark, item.status, span) + foot, "one", item.note)
