"""The bullet board: every metric on one scale, percent of its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts import section
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.numbers import EMPTY, Number, Shown, attainment
from pages.parts.status import Status, badge
from pages.parts.words import word

END = 125.0  # the axis goes from 0 to here, in percent of the target
TICKS = (0, 50, 90, 100, 120)


@dataclass(frozen=True)
class Bar:
    """One row: a metric, its value, its target and what came of it (1 is on target; None without a target)."""

    label: str
    where: str
    actual: Shown
    target: Shown
    attainment: Number | None
    status: Status
    note: str = ""
    href: str = ""


def legend(lang: str) -> str:
    """The board's legend, for its section's head."""
    looks = ("act", "bad", "good", "tick", "tiers")
    return section.legend([(look, word(f"board.{look}", lang)) for look in looks])


def html(bars: Sequence[Bar], lang: str) -> str:
    """The rows in the order given (worst first reads best)."""
    said = {name: word(f"board.{name}", lang) for name in ("metric", "actual", "target", "attainment", "status")}
    head = (
        plain(said["metric"]),
        plain(said["actual"], "n"),
        plain(said["target"], "n"),
        f'<span class="ax">{_axis()}</span>',
        plain(said["attainment"], "n"),
        plain(said["status"]),
    )
    return box("board", f'<div class="hd">{"".join(head)}</div>' + "".join(_row(bar, lang) for bar in bars), lang)


def draw(bars: Sequence[Bar], lang: str) -> None:
    """The board on the page."""
    st.html(html(bars, lang))


def _axis() -> str:
    return "".join(f'<i class="t{tick}" style="left:{tick / END * 100:.2f}%">{tick}%</i>' for tick in TICKS)


def _row(bar: Bar, lang: str) -> str:
    name = anchor(bar.href, esc(bar.label), "nm", bar.note) + plain(bar.where, "wh")
    goal = bar.target.html() if bar.target != EMPTY else "—"
    on_phone = f'<span class="pv">{bar.actual.html()} / {goal}</span>'
    return (
        f'<div class="rw"><span class="lb">{name}{on_phone}</span><b class="n av">{bar.actual.html()}</b>'
        f'<span class="n tv">{goal}</span>{_track(bar.attainment)}'
        f'<b class="n pc">{esc(attainment(bar.attainment))}</b>{badge(bar.status, lang)}</div>'
    )


def _track(reached: Number | None) -> str:
    """The tier bands, the bar, and what is short of the target or beyond it: told apart by form, not only by colour."""
    if reached is None:
        return '<span class="tk none"></span>'
    percent = min(max(float(reached) * 100, 0.0), END)
    full = 100 / END * 100
    bar = f'<i class="br" style="width:{min(percent, 100) / END * 100:.2f}%"></i>'
    if percent < 100:
        rest = f'<i class="sf" style="left:{percent / END * 100:.2f}%;width:{(100 - percent) / END * 100:.2f}%"></i>'
    else:
        rest = f'<i class="bx" style="left:{full:.2f}%;width:{(percent - 100) / END * 100:.2f}%"></i>'
    beyond = '<i class="ov">›</i>' if float(reached) * 100 > END else ""
    return f'<span class="tk" aria-hidden="true">{bar}{rest}<i class="gt"></i>{beyond}</span>'
