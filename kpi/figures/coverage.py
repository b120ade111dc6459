"""What is loaded to which day: is a count 0 or not known, is a window still open, which source is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kpi.catalogue import Catalogue, Metric, compose
from kpi.engine import duck, versions
from kpi.errors import Refused
from kpi.figures.periods import Period
from kpi.figures.question import Question


class NothingLoaded(Refused):
    """There is a version, but no row with a day in it."""

    FIELDS = ()


@dataclass(frozen=True)
class Coverage:
    """First and last day of each source by shop (None: the source has no shop), and the shops there are."""

    days: Mapping[str, Mapping[str | None, Period]]
    platforms: Mapping[str, str | None]
    settings: Mapping[str, Any]


@lru_cache(maxsize=8)
def of(data: Path, version: int) -> Coverage:
    """The coverage of a version, which never changes."""
    with versions.reading(data, version) as (con, _):
        return _read(con)


def _read(con: duck.Connection) -> Coverage:
    days: dict[str, dict[str | None, Period]] = {}
    for entity, shop, first, last in con.execute(
        "select entity, shop, first_day, last_day from facts.coverage"
    ).fetchall():
        days.setdefault(entity, {})[shop] = Period(first, last)
    shops = con.execute("select shop, platform from facts.known_shops order by shop").fetchall()
    return Coverage(days, dict(shops), settings(con))


def settings(con: duck.Connection) -> dict[str, Any]:
    """The settings that the figures of a version were made with."""
    cursor = con.execute("select * from facts.setting")
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone() or (), strict=False))


def whole(loaded: Coverage) -> Period:
    """From the first to the last day of anything.

    Raises:
        NothingLoaded: there is none.
    """
    spans = [span for shops in loaded.days.values() for span in shops.values()]
    if not spans:
        raise NothingLoaded
    return Period(min(s.first for s in spans), max(s.last for s in spans))


def loaded_to(loaded: Coverage) -> dict[str, date]:
    """The last day of each source."""
    return {entity: max(span.last for span in shops.values()) for entity, shops in loaded.days.items()}


def known_shops(loaded: Coverage, question: Question) -> list[str]:
    """The shops that a question by shop lists whether a row fits or not."""
    shops = question.where.get("shop")
    platforms = question.where.get("platform")
    if question.scope and question.scope.kind in ("shop", "owned"):
        return []
    return [
        s
        for s, p in loaded.platforms.items()
        if (shops is None or s in shops) and (platforms is None or p in platforms)
    ]


def covers(loaded: Coverage, metric: Metric, days: Period, group: Mapping[str, Any], question: Question) -> bool:
    """Whether a count of no rows is 0: its source speaks of these days for this shop (of any shop, for a total)."""
    shops = {group["shop"]} if "shop" in group else question.where.get("shop")
    platforms = {group["platform"]} if "platform" in group else question.where.get("platform")
    spans = loaded.days.get(metric.sources[0], {}) if metric.sources else {}
    return any(
        days.overlaps(span.first, span.last)
        for shop, span in spans.items()
        if (shops is None or shop in shops)
        and (platforms is None or (shop and loaded.platforms.get(shop) in platforms))
    )


def missing(metric: Metric, known: Catalogue, loaded: Coverage) -> tuple[str, ...]:
    """The sources of a metric of which nothing is loaded."""
    return tuple(source for source in sources(metric, known) if source not in loaded.days and source in _DATED)


def sources(metric: Metric, known: Catalogue) -> tuple[str, ...]:
    """The entities of a metric, with those of the metrics that it is made of."""
    named = [*metric.sources]
    if metric.composed:
        for leaf in compose.leaves(metric, known.metrics):
            named += known.metrics[leaf.metric].sources
    return tuple(dict.fromkeys(named))


_DATED = frozenset(
    "orders chats chat_ratings ads shop_traffic source_traffic item_traffic shipments shipping_errors returns receipts"
    " stock_counts carrier_bills tasks shifts checklists reviews agent_daily".split()
)


def open_until(known: Catalogue, metric: Metric, days: Period, loaded: Coverage) -> date | None:
    """The day on which a figure's window closes, or None when it has closed (or has none)."""
    waits = [metric.matures_after]
    if metric.composed:
        waits += [known.metrics[leaf.metric].matures_after for leaf in compose.leaves(metric, known.metrics)]
    wait = max((days_of(text, loaded.settings) for text in waits), default=0)
    if not wait:
        return None
    last = max((loaded_to(loaded).get(source, date.min) for source in sources(metric, known)), default=date.min)
    closes = min(days.last, last) + timedelta(days=wait)
    return closes if days.overlaps(days.first, last) and closes > last else None


def days_of(text: str, settings_in_force: Mapping[str, Any]) -> int:
    """Days until a figure matures: of `""`, `7 days`, `48 hours`, or a setting's name."""
    if not text:
        return 0
    number, _, unit = text.partition(" ")
    if number.isdigit():
        return -(-int(number) // 24) if unit.startswith("hour") else int(number)
    found = int(settings_in_force.get(text, 0))
    return -(-found // 24) if text.endswith("hours") else found
