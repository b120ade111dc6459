"""The team: one row a person, best to worst, by the metric that is looked at, and what else stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain, table, td, title_of
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Number, Shown, attainment
from pages.parts.spark import Spark
from pages.parts.status import Status, badge, mark
from pages.parts.words import word

END = 150.0  # the attainment bar's end, in percent
COLUMNS = (
    ("name", ""),
    ("value", "n"),
    ("target", "n"),
    ("status", ""),
    ("attainment", "bar"),
    ("month", "n"),
    ("year", "n"),
    ("line", ""),
)


@dataclass(frozen=True)
class Extra:
    """A further figure of a person, with its own status if it has a target."""

    value: Shown = EMPTY
    status: Status | None = None
    note: str = ""


@dataclass(frozen=True)
class Member:
    """One person."""

    label: str
    sub: str = ""
    value: Shown = EMPTY
    status: Status = Status.UNSET
    target: Shown = EMPTY
    attainment: Number | None = None
    month: Change = NO_CHANGE
    year: Change = NO_CHANGE
    spark: Spark = field(default_factory=Spark)
    extras: tuple[Extra, ...] = ()
    note: str = ""
    href: str = ""


def html(
    members: Sequence[Member],
    metric: str,
    extras: Sequence[str],
    lang: str,
    total: Member | None = None,
    *,
    name: str = "",
) -> str:
    """The table as HTML.

    Args:
        members: in the order they are to stand.
        metric: name of the metric in the value column.
        extras: heads of the further columns.
        lang: the reader's language.
        total: all of them together, from the rows and not from the members.
        name: head of the first column, where they are no people.
    """
    said = {column: word(f"team.{column}", lang) for column, _ in COLUMNS if column != "value"} | {"value": metric}
    said |= {"name": name} if name else {}
    heads = [(said[column], kind) for column, kind in COLUMNS] + [(extra, "n") for extra in extras]
    body = "".join(_row(member, extras, said, lang) for member in members)
    if total:
        body += _row(total, extras, said, lang, "tot")
    return box("team", table(heads, body, scroll=metric), lang)


def draw(
    members: Sequence[Member],
    metric: str,
    extras: Sequence[str],
    lang: str,
    total: Member | None = None,
    *,
    name: str = "",
) -> None:
    """The table on the page."""
    st.html(html(members, metric, extras, lang, total, name=name))


def _row(member: Member, heads: Sequence[str], said: dict[str, str], lang: str, name: str = "") -> str:
    cells = [
        td("w", anchor(member.href, esc(member.label), "nm", member.note) + plain(member.sub, "wh")),
        td("n v", f"<b>{member.value.html()}</b>"),
        td("n t", member.target.html(), said["target"]),
        td("s", badge(member.status, lang)),
        td("bar", _bar(member.attainment)),
        td("n m", member.month.html(lang), said["month"]),
        td("n y", member.year.html(lang), said["year"]),
        td("l", sparks.html(member.spark, member.status)),
        *(td("n x", _extra(extra), head) for extra, head in zip(_filled(member, len(heads)), heads, strict=True)),
    ]
    return f'<tr class="{name}">{"".join(cells)}</tr>'


def _filled(member: Member, count: int) -> tuple[Extra, ...]:
    """The further figures, empty ones for who has none."""
    return (*member.extras, *(Extra(),) * (count - len(member.extras)))


def _extra(extra: Extra) -> str:
    shape = mark(extra.status) if extra.status else ""
    return f"<span{title_of(extra.note)}>{shape}{extra.value.html()}</span>"


def _bar(reached: Number | None) -> str:
    if reached is None:
        return '<span class="ab none"></span><span class="pc">—</span>'
    width = min(max(float(reached) * 100, 0.0), END) / END * 100
    goal = 100 / END * 100
    return (
        f'<span class="ab" aria-hidden="true"><i style="width:{width:.1f}%"></i><u style="left:{goal:.2f}%"></u></span>'
        f'<span class="pc">{esc(attainment(reached))}</span>'
    )
