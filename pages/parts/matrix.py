"""Departments by assessment lines: every line of every department as one small cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc
from pages.parts.numbers import Change, Number, attainment
from pages.parts.status import Status, mark
from pages.parts.words import word


@dataclass(frozen=True)
class Cell:
    """One line: its name, what it reached, how it stands."""

    label: str
    attainment: Number | None
    status: Status
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One department: its name, who leads it, its lines by weight."""

    label: str
    sub: str
    cells: tuple[Cell, ...]
    change: Change | None = None
    href: str = ""


def html(rows: Sequence[Row], lang: str) -> str:
    """All departments as HTML."""
    return box("mx", "".join(_row(row, lang) for row in rows), lang)


def draw(rows: Sequence[Row], lang: str) -> None:
    """All departments on the page."""
    st.html(html(rows, lang))


def _row(row: Row, lang: str) -> str:
    moved = f" {row.change.html(lang, worse='')}" if row.change else ""
    sub = f'<span class="sub">{esc(row.sub)}{moved}</span>' if row.sub or moved else ""
    cells = "".join(_cell(cell, lang) for cell in row.cells)
    name = f'<div class="dn">{anchor(row.href, esc(row.label), "nm")}{sub}</div>'
    return f'<div class="dp">{name}<div class="cl">{cells}</div></div>'


def _cell(cell: Cell, lang: str) -> str:
    said = esc(word(f"status.{cell.status.value}", lang))
    judged = cell.status in {Status.MET, Status.NEAR, Status.MISSED}
    reached = f"<b>{esc(attainment(cell.attainment))}</b> {said}" if judged else said
    inner = f'<span class="cn">{esc(cell.label)}</span><span class="cv">{mark(cell.status)}{reached}</span>'
    return anchor(cell.href, inner, f"cell {cell.status.value}", cell.note)
