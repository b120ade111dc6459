"""The assessment lines of a department or a person: each with value, target, attainment and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Shown
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


def html(lines: Sequence[Line], lang: str) -> str:
    """The table as HTML."""
    names = (
        ("metric", ""),
        ("actual", "n"),
        ("target", "n"),
        ("attainment", "n"),
        ("status", ""),
        ("month", "n"),
        ("year", "n"),
        ("line", "l"),
    )
    head = "".join(f'<th scope="col" class="{kind}">{esc(word(f"lines.{name}", lang))}</th>' for name, kind in names)
    body = "".join(_row(line, lang) for line in lines)
    return box("lines", f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", lang)


def draw(lines: Sequence[Line], lang: str) -> None:
    """The table on the page."""
    st.html(html(lines, lang))


def _row(line: Line, lang: str) -> str:
    name = anchor(line.href, esc(line.label), "nm", line.note) + plain(line.sub, "wh")
    said = {name: esc(word(f"lines.{name}", lang)) for name in ("attainment", "month", "year")}
    reached = line.attainment or "—"
    return (
        f'<tr><td class="w">{name}</td><td class="n v"><b>{line.value.html()}</b></td><td class="n t">{line.target.html()}</td>'
        f'<td class="n p" data-l="{said["attainment"]}"><b>{esc(reached)}</b></td><td class="s">{badge(line.status, lang)}</td>'
        f'<td class="n m" data-l="{said["month"]}">{line.month.html(lang)}</td>'
        f'<td class="n y" data-l="{said["year"]}">{line.year.html(lang)}</td>'
        f'<td class="l">{sparks.html(line.spark, line.status)}</td></tr>'
    )
