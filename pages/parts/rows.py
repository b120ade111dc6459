"""The rows behind a figure: as they came, with the file and line they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from pages.parts.links import anchor
from pages.parts.markup import box, esc, table, td
from pages.parts.numbers import NONE
from pages.parts.words import word

Kind = Literal["text", "number", "key", "time", "file"]


@dataclass(frozen=True)
class Column:
    """A column: its head and how it reads: text, number (right), key or time (kept together), file (in small print)."""

    label: str
    kind: Kind = "text"


def html(columns: Sequence[Column], rows: Sequence[Sequence[object]], lang: str) -> str:
    """The table as HTML; None reads as —."""
    heads = [(column.label, column.kind) for column in columns]
    body = "".join(_row(columns, row) for row in rows)
    return box("rows", table(heads, body, scroll=word("rows.name", lang)), lang)


def draw(columns: Sequence[Column], rows: Sequence[Sequence[object]], lang: str) -> None:
    """The table on the page."""
    st.html(html(columns, rows, lang))


def pager(first: int, last: int, total: int, lang: str, before: str = "", after: str = "") -> str:
    """Which rows are shown, and the way to those before and after.

    Args:
        first: number of the first row shown, from 1.
        last: number of the last one.
        total: how many there are.
        lang: the reader's language.
        before: address of the page before; empty on the first.
        after: address of the page after; empty on the last.
    """
    shown = word("rows.shown", lang, first=f"{first:,}", last=f"{last:,}", total=f"{total:,}")
    back = anchor(
        before, f'<i aria-hidden="true">‹</i>{esc(word("rows.before", lang))}', "btn" if before else "btn off"
    )
    on = anchor(after, f'{esc(word("rows.after", lang))}<i aria-hidden="true">›</i>', "btn" if after else "btn off")
    return box("pager", f"<span>{esc(shown)}</span>{back}{on}", lang)


def draw_pager(first: int, last: int, total: int, lang: str, before: str = "", after: str = "") -> None:
    """The pager on the page."""
    st.html(pager(first, last, total, lang, before, after))


def _row(columns: Sequence[Column], row: Sequence[object]) -> str:
    pairs = zip(columns, row, strict=True)
    cells = (td(column.kind, esc(NONE if cell is None else cell), column.label) for column, cell in pairs)
    return f"<tr>{''.join(cells)}</tr>"
