"""The calendar of a month: a row a source, a cell a day, so that a missing day cannot hide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts import section
from pages.parts.links import anchor
from pages.parts.markup import box, esc
from pages.parts.words import word

MISSING, HALF, NONE = "missing", "half", "none"
STEPS = (0.5, 1.5, 3.0)  # a day's rows against the source's median: up to here one step


@dataclass(frozen=True)
class Day:
    """One day of one source: a step of 1 to 4, or missing, half (not complete), none (not expected)."""

    state: int | str
    note: str = ""


@dataclass(frozen=True)
class Source:
    """One row: a source, its days, to when it has data, how many rows."""

    label: str
    days: tuple[Day, ...]
    to: str = ""
    rows: str = ""
    href: str = ""


def step_of(rows: float, median: float) -> int:
    """The step, 1 to 4, of a day with so many rows against the median day of its source."""
    ratio = rows / median if median else 1.0
    return 1 + sum(ratio > edge for edge in STEPS)


def legend(lang: str) -> str:
    """The calendar's legend, for its section's head."""
    return section.legend([(look, word(f"calendar.legend.{look}", lang)) for look in ("steps", MISSING, HALF, NONE)])


def html(sources: Sequence[Source], weekends: Sequence[bool], lang: str) -> str:
    """The calendar as HTML.

    Args:
        sources: one each, all with as many days as `weekends`.
        weekends: for each day of the month, whether it is one.
        lang: the reader's language.
    """
    numbers = "".join(_number(day, weekend, len(weekends)) for day, weekend in enumerate(weekends, 1))
    head = (
        f'<div class="hd"><span></span><span class="ds">{numbers}</span><span>{esc(word("calendar.to", lang))}</span>'
        f'<span class="n">{esc(word("calendar.rows", lang))}</span></div>'
    )
    return box("cal", head + "".join(_row(source, lang) for source in sources), lang)


def draw(sources: Sequence[Source], weekends: Sequence[bool], lang: str) -> None:
    """The calendar on the page."""
    st.html(html(sources, weekends, lang))


def _number(day: int, weekend: bool, last: int) -> str:
    sparse = "" if day in {1, last} or (day % 5 == 0 and last - day > 1) else " sparse"
    return f'<i class="{"we" if weekend else ""}{sparse}">{day}</i>'


def _row(source: Source, lang: str) -> str:
    cells = "".join(_cell(number, day, lang) for number, day in enumerate(source.days, 1))
    return (
        f'<div class="rw"><span class="lb">{anchor(source.href, esc(source.label), "nm")}</span>'
        f'<span class="ds">{cells}</span>'
        f'<span class="to">{esc(source.to)}</span><span class="n">{esc(source.rows)}</span></div>'
    )


def _cell(number: int, day: Day, lang: str) -> str:
    if isinstance(day.state, int):
        return f'<i class="s{day.state}" title="{esc(_said(number, day.note))}"></i>'
    sign = word(f"calendar.{day.state}", lang)
    said = _said(number, day.note or word(f"calendar.legend.{day.state}", lang))
    return f'<i class="{esc(day.state)}" title="{esc(said)}">{esc(sign)}</i>'


def _said(number: int, note: str) -> str:
    return f"{number}: {note}" if note else str(number)
