"""The assessment lines of a department or a person: each with value, target, attainment and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain, table, td
from pages.parts.numbers import EMPTY, NO_CHANGE, NONE, Change, Shown
from pages.parts.spark import Spark
from pages.parts.status import Status, badge
from pages.parts.words import word


@dataclass(frozen=True)
class Line:
    """One assessment line.

    Attributes:
        label: its name.
        sub: what it counts in a few words, or n ÷ d.
        value: as shown.
        target: as shown.
        attainment: as shown.
        status: against the target.
        month: change on the month before.
        year: change on the same month last year.
        spark: thirteen months.
        note: help text.
        href: where a click leads.
        current: the line that the rest of the page is about.
    """

    label: str
    sub: str = ""
    value: Shown = EMPTY
    target: Shown = EMPTY
    attainment: str = ""
    status: Status = Status.UNSET
    month: Change = NO_CHANGE
    year: Change = NO_CHANGE
    spark: Spark = field(default_factory=Spark)
    note: str = ""
    href: str = ""
    current: bool = False


COLUMNS = (
    ("metric", ""),
    ("actual", "n"),
    ("target", "n"),
    ("attainment", "n"),
    ("status", ""),
    ("month", "n"),
    ("year", "n"),
    ("line", "l"),
)


def html(lines: Sequence[Line], lang: str) -> str:
    """The table as HTML."""
    heads = [(word(f"lines.{name}", lang), kind) for name, kind in COLUMNS]
    return box("lines", table(heads, "".join(_row(line, lang) for line in lines)), lang)


def draw(lines: Sequence[Line], lang: str) -> None:
    """The table on the page."""
    st.html(html(lines, lang))


def _row(line: Line, lang: str) -> str:
    cells = (
        td("w", anchor(line.href, esc(line.label), "nm", line.note, current=line.current) + plain(line.sub, "wh")),
        td("n v", f"<b>{line.value.html()}</b>"),
        td("n t", line.target.html()),
        td("n p", f"<b>{esc(line.attainment or NONE)}</b>", word("lines.attainment", lang)),
        td("s", badge(line.status, lang)),
        td("n m", line.month.html(lang), word("lines.month", lang)),
        td("n y", line.year.html(lang), word("lines.year", lang)),
        td("l", sparks.html(line.spark, line.status)),
    )
    chosen = ' class="on"' if line.current else ""
    return f"<tr{chosen}>{''.join(cells)}</tr>"
