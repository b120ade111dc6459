"""Figures beside another's: one's own, theirs, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, table, td
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Shown
from pages.parts.words import word


@dataclass(frozen=True)
class Row:
    """A figure: its name, one's own, the other's, the difference."""

    label: str
    own: Shown = EMPTY
    other: Shown = EMPTY
    gap: Change = NO_CHANGE
    note: str = ""
    href: str = ""


def html(rows: Sequence[Row], lang: str) -> str:
    """The table as HTML."""
    heads = [
        (word(f"beside.{name}", lang), kind)
        for name, kind in (("metric", ""), ("own", "n"), ("other", "n"), ("gap", "n"))
    ]
    return box("beside", table(heads, "".join(_row(row, lang) for row in rows)), lang)


def draw(rows: Sequence[Row], lang: str) -> None:
    """The table on the page."""
    st.html(html(rows, lang))


def _row(row: Row, lang: str) -> str:
    cells = (
        td("w", anchor(row.href, esc(row.label), "nm", row.note)),
        td("n v", f"<b>{row.own.html()}</b>"),
        td("n t", row.other.html()),
        td("n g", row.gap.html(lang, worse="beside.worse")),
    )
    return f"<tr>{''.join(cells)}</tr>"
