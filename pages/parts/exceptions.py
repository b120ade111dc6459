"""What needs attention: the metrics that missed their targets, each with its distance and its main cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain, table, td
from pages.parts.numbers import Change, Shown
from pages.parts.status import Status, badge
from pages.parts.words import word


@dataclass(frozen=True)
class Exceptional:
    """One row: a metric, whose it is, its value, target and distance, and where the change came from."""

    label: str
    where: str
    actual: Shown
    target: Shown
    gap: Change
    cause: str = ""
    status: Status = Status.MISSED
    note: str = ""
    href: str = ""
    cause_href: str = ""


def html(rows: Sequence[Exceptional], lang: str) -> str:
    """The table as HTML."""
    names = (("status", ""), ("metric", ""), ("actual", "n"), ("target", "n"), ("gap", "n"), ("cause", ""))
    heads = [(word(f"exceptions.{name}", lang), kind) for name, kind in names]
    return box("exc", table(heads, "".join(_row(row, lang) for row in rows)), lang)


def draw(rows: Sequence[Exceptional], lang: str) -> None:
    """The table on the page."""
    st.html(html(rows, lang))


def _row(row: Exceptional, lang: str) -> str:
    cause = anchor(row.cause_href, esc(row.cause), "cs") if row.cause else plain(word("exceptions.none", lang), "dim")
    cells = (
        td("s", badge(row.status, lang, pill=True)),
        td("k1", anchor(row.href, esc(row.label), "nm", row.note) + plain(row.where, "wh")),
        td("n a", row.actual.html()),
        td("n t", f'<span class="only-p">{esc(word("exceptions.target", lang))} </span>{row.target.html()}'),
        td("n g", row.gap.html(lang, worse="")),
        td("c", cause),
    )
    return f"<tr>{''.join(cells)}</tr>"
