"""A month day by day: one column a day, each a way to that day's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc
from pages.parts.numbers import Number


@dataclass(frozen=True)
class Column:
    """A day: its name, how high it stands (None: no value), what it says, where it leads."""

    label: str
    amount: Number | None = None
    note: str = ""
    href: str = ""
    current: bool = False
    weekend: bool = False


def html(columns: Sequence[Column], lang: str) -> str:
    """The columns on one scale from zero."""
    top = max((float(c.amount) for c in columns if c.amount is not None), default=0.0) or 1.0
    return box("daily", "".join(_column(column, top) for column in columns), lang)


def draw(columns: Sequence[Column], lang: str) -> None:
    """The columns on the page."""
    st.html(html(columns, lang))


def _column(column: Column, top: float) -> str:
    height = 0.0 if column.amount is None else max(float(column.amount) / top, 0.0) * 100
    bar = (
        f'<span class="cb"><i style="height:{height:.1f}%"></i></span>'
        if column.amount is not None
        else '<span class="cb"></span>'
    )
    name = "on" if column.current else ""
    said = f'<span class="vh">{esc(column.note)}</span>' if column.note else ""
    day = f'<span class="dn{" we" if column.weekend else ""}">{esc(column.label)}</span>'
    return anchor(column.href, bar + day + said, f"dc {name}".strip(), column.note, current=column.current)
