"""The team: one row a person, best to worst, with the one metric that is looked at and whatever else stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import spark as sparks
from pages.parts.links import anchor
from pages.parts.markup import box, esc, plain
from pages.parts.numbers import EMPTY, NO_CHANGE, Change, Number, Shown, attainment
from pages.parts.spark import Spark
from pages.parts.status import Status, badge, mark
from pages.parts.words import word

END = 150.0  # the attainment bar's end, in percent


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


def html(members: Sequence[Member], metric: str, extras: Sequence[str], lang: str, total: Member | None = None) -> str:
    """The table as HTML.

    Args:
        members: in the order they are to stand.
        metric: name of the metric in the value column.
        extras: heads of the further columns.
        lang: the reader's language.
        total: all of them together, from the rows and not from the members.
    """
    names = [
        ("name", ""),
        ("value", "n"),
        ("target", "n"),
        ("status", ""),
        ("attainment", "bar"),
        ("month", "n"),
        ("year", "n"),
        ("line", ""),
    ]
    said = {"value": metric, **{name: word(f"team.{name}", lang) for name, _ in names if name != "value"}}
    head = "".join(f'<th scope="col" class="{kind}">{esc(said[name])}</th>' for name, kind in names)
    head += "".join(f'<th scope="col" class="n">{esc(name)}</th>' for name in extras)
    body = "".join(_row(member, extras, said, lang) for member in members)
    if total:
        body += _row(total, extras, said, lang, "tot")
    return box(
        "team",
        f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>',
        lang,
    )


def draw(members: Sequence[Member], metric: str, extras: Sequence[str], lang: str, total: Member | None = None) -> None:
    """The table on the page."""
    st.html(html(members, metric, extras, lang, total))


def _row(member: Member, heads: Sequence[str], said: dict[str, str], lang: str, name: str = "") -> str:
    who = anchor(member.href, esc(member.label), "nm", member.note) + plain(member.sub, "wh")
    status = badge(member.status, lang) if not name or member.status is not Status.UNSET else ""
    line = sparks.html(member.spark, member.status)
    cells = (
        f'<td class="w">{who}</td><td class="n v"><b>{member.value.html()}</b></td>'
        f'<td class="n t" data-l="{esc(said["target"])}">{member.target.html()}</td><td class="s">{status}</td>'
        f'<td class="bar">{_bar(member.attainment)}</td>'
        f'<td class="n m" data-l="{esc(said["month"])}">{member.month.html(lang, worse=False)}</td>'
        f'<td class="n y" data-l="{esc(said["year"])}">{member.year.html(lang, worse=False)}</td><td class="l">{line}</td>'
    )
    cells += "".join(_extra(extra, head) for extra, head in zip(member.extras, heads, strict=True))
    return f'<tr class="{name}">{cells}</tr>'


def _extra(extra: Extra, head: str) -> str:
    shape = mark(extra.status) if extra.status else ""
    note = f' title="{esc(extra.note)}"' if extra.note else ""
    return f'<td class="n x" data-l="{esc(head)}"{note}>{shape}{extra.value.html()}</td>'


def _bar(reached: Number | None) -> str:
    if reached is None:
        return '<span class="ab none"></span><span class="pc">—</span>'
    width = min(max(float(reached) * 100, 0.0), END) / END * 100
    goal = 100 / END * 100
    return (
        f'<span class="ab" aria-hidden="true"><i style="width:{width:.1f}%"></i><u style="left:{goal:.2f}%"></u></span>'
        f'<span class="pc">{esc(attainment(reached))}</span>'
    )
