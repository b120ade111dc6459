"""Platforms' own figures beside ours, on the page of a metric that they state too."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import streamlit as st

from kpi.catalogue import Metric
from kpi.figures import Period, newest_version
from kpi.figures.reconcile import Stated
from kpi.review import platform
from kpi.review.month import Shown
from kpi.review.platform import Compared
from pages.parts import empty, numbers, rows, section
from pages.parts.shell import Reader

KEEP = 200  # answers, of all readers together


def draw(who: Reader, metric: Metric, at: Shown) -> None:
    """What platforms state of a metric or of its n and d; nothing where none is loaded."""
    for found in _compared(str(who.data), newest_version(who.data), metric.id, at.days):
        section.draw(
            who.say("platform.title", metric=found.words[who.lang]),
            who.say("platform.note", days=numbers.days(at.days.first, at.days.last, who.lang)),
            who.lang,
        )
        by_agent = [rows.Column(who.say("platform.account"), "key")] if found.agents else []
        heads = [rows.Column(who.say("dimension.shop"), "text"), *by_agent]
        heads += [rows.Column(who.say(f"platform.{name}"), "number") for name in ("theirs", "ours", "gap", "days")]
        table = [_row(found, row) for row in found.rows]
        rows.draw(heads, [*table, _total(who, found)] if len(table) > 1 else table, who.lang)
        said = [who.say(found.reason)] if found.reason else []
        said += [who.say("platform.left_out", days=found.days_left_out)] if found.days_left_out else []
        if said:
            empty.draw_note(" ".join(said), who.lang)


def _row(found: Compared, row: Stated) -> list[object]:
    agent = [row.agent] if found.agents else []
    return [row.shop, *agent, *_amounts(found, row.theirs, row.ours), row.days - row.days_without_ours]


def _total(who: Reader, found: Compared) -> list[object]:
    agent = [None] if found.agents else []
    return [who.say("platform.total"), *agent, *_amounts(found, found.theirs, found.ours), None]


def _amounts(found: Compared, theirs: Decimal, ours: Decimal) -> list[str]:
    """Both and their difference in full: what is compared to the cent is shown to the cent."""
    exact = numbers.exact_money if found.unit == "money" else numbers.whole
    gap = ours - theirs
    return [exact(theirs), exact(ours), ("+" if gap > 0 else "") + exact(gap)]


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _compared(data: str, version: int, metric: str, days: Period) -> tuple[Compared, ...]:
    return platform.compared(metric, days, Path(data), version)
