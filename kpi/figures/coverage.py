"""What a version has of each source, from which day to which: whether a count of no rows is 0 or not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kpi.catalogue import Metric
from kpi.engine import duck, versions
from kpi.errors import Refused
from kpi.figures import select
from kpi.figures.periods import Period
from kpi.figures.question import Question

Spans = Mapping[str | None, Period]

#: Sources that speak of days to come.
PLANS = frozenset({"tasks", "shifts"})

#: Sources of which a shop has rows on every day: a day without one is worth a question.
DAILY = frozenset({"orders", "chats", "ads", "shop_traffic", "source_traffic", "item_traffic", "shipments"})


class NothingLoaded(Refused):
    """There is a version, but no row with a day in it."""

    FIELDS = ()


@dataclass(frozen=True)
class Coverage:
    """What a version has.

    Args:
        days: first and last day of each source by shop (None: rows without a shop).
        months: the first days of the months with a row of any source, in order.
        gaps: stretches of days between them of which a daily source has no row.
        undated: entities without days that have rows, such as targets.
        platforms: the platform of each known shop.
        owned: the shops that a person owns, and when.
        settings: those that its figures were made with.
    """

    days: Mapping[str, Spans]
    months: Sequence[date]
    gaps: Mapping[str, Mapping[str | None, tuple[Period, ...]]]
    undated: Collection[str]
    platforms: Mapping[str, str | None]
    owned: Mapping[str, tuple[tuple[str, Period], ...]]
    settings: Mapping[str, Any]

    def to(self, source: str, shops: Collection[str | None] | None = None) -> date | None:
        """The last day of a source, of some shops or (None, or where it has no shops) of all."""
        spans = self.days.get(source, {})
        some = None if set(spans) == {None} else shops
        return max((span.last for shop, span in spans.items() if some is None or shop in some), default=None)


@lru_cache(maxsize=8)
def of(data: Path, version: int) -> Coverage:
    """The coverage of a version, which never changes."""
    with versions.reading(data, version) as (con, _):
        return _read(con)


_DAYS = "select entity, shop, first_day, last_day from facts.coverage"
_GAPS = """
select entity, shop, cast(day + interval 1 day as date), cast(next_day - interval 1 day as date)
from (select *, lead(day) over (partition by entity, shop order by day) as next_day from facts.source_days)
where next_day > day + interval 1 day order by all
"""
_MONTHS = "select distinct cast(date_trunc('month', day) as date) as month from facts.source_days order by month"
_SHOPS = "select shop, platform from facts.known_shops order by shop"
_OWNED = "select person, object, valid_from, valid_to from facts.ownership where kind = 'shop' order by all"


def _read(con: duck.Connection) -> Coverage:
    days: dict[str, dict[str | None, Period]] = {}
    for entity, shop, first, last in con.execute(_DAYS).fetchall():
        days.setdefault(entity, {})[shop] = Period(first, last)
    gaps: dict[str, dict[str | None, tuple[Period, ...]]] = {}
    for entity, shop, first, last in con.execute(_GAPS).fetchall():
        if entity in DAILY:
            stretches = gaps.setdefault(entity, {})
            stretches[shop] = (*stretches.get(shop, ()), Period(first, last))
    owned: dict[str, tuple[tuple[str, Period], ...]] = {}
    for person, shop, first, last in con.execute(_OWNED).fetchall():
        owned[person] = (*owned.get(person, ()), (shop, Period(first, last)))
    shops = dict(con.execute(_SHOPS).fetchall())
    months = [month for (month,) in con.execute(_MONTHS).fetchall()]
    return Coverage(days, months, gaps, _undated(con, days), shops, owned, settings(con))


def _undated(con: duck.Connection, dated: Collection[str]) -> frozenset[str]:
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'current'").fetchall()
    others = [name for (name,) in tables if name not in dated]
    return frozenset(n for n in others if con.execute(f"select 1 from current.{duck.name(n)} limit 1").fetchone())


def settings(con: duck.Connection) -> dict[str, Any]:
    """The settings that the figures of a version were made with."""
    cursor = con.execute("select * from facts.setting")
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone() or (), strict=False))


def whole(loaded: Coverage) -> Period:
    """From the first day of anything to the last of what has happened: plans reach further.

    Raises:
        NothingLoaded: there is none.
    """
    if not loaded.days:
        raise NothingLoaded
    first = min(span.first for spans in loaded.days.values() for span in spans.values())
    last = {source: max(span.last for span in spans.values()) for source, spans in loaded.days.items()}
    return Period(first, max([day for source, day in last.items() if source not in PLANS] or last.values()))


def loaded_to(loaded: Coverage) -> dict[str, date]:
    """The last day of each source."""
    return {source: max(span.last for span in spans.values()) for source, spans in loaded.days.items()}


def known_shops(loaded: Coverage, question: Question) -> list[str]:
    """The shops that a question by shop lists whether a row fits or not."""
    if question.scope and question.scope.kind in ("shop", "owned"):
        return []
    return [shop for shop in loaded.platforms if _asked(loaded, question, {}, shop)]


def speaks(
    loaded: Coverage, source: str, metric: Metric, days: Period, group: Mapping[str, Any], question: Question
) -> bool:
    """Whether a source has something to say of a figure: its days, and one of its shops.

    A source without shops speaks of all of them; one without days (targets, rates) where it has any row.
    """
    spans = loaded.days.get(source)
    if spans is None:
        return source in loaded.undated
    if set(spans) == {None}:
        return days.overlaps(spans[None].first, spans[None].last)
    there = {shop for shop, span in spans.items() if days.overlaps(span.first, span.last)}
    shops = {shop for shop in there if _asked(loaded, question, group, shop)}
    theirs = _shops_of(loaded, metric, question, days)
    return bool(shops if theirs is None else shops & theirs)


def _asked(loaded: Coverage, question: Question, group: Mapping[str, Any], shop: str | None) -> bool:
    """Whether a figure of a group is also of this shop."""
    platform = loaded.platforms.get(shop) if shop else None
    return all(
        value in ((group[dimension],) if dimension in group else question.where.get(dimension, (value,)))
        for dimension, value in (("shop", shop), ("platform", platform))
    )


def _shops_of(loaded: Coverage, metric: Metric, question: Question, days: Period) -> set[str] | None:
    """The shops that the scope of a question is about; None: all.

    They are those owned on any of the days. Who owns none (of a scope `shop`: on any day) has all of them: their count
    is 0 wherever the department has a figure.
    """
    scope = question.scope
    if not scope or scope.kind not in ("shop", "owned") or select.scope_dimension(metric, scope) != "shop":
        return None
    held = [(shop, span) for shop, span in loaded.owned.get(scope.person, ()) if days.overlaps(span.first, span.last)]
    if scope.kind == "shop" and _leave_out([span for _, span in held], days):
        return None
    return {shop for shop, _ in held} or None


def _leave_out(spans: list[Period], days: Period) -> bool:
    """Whether one of the days lies in none of the spans."""
    at = days.first
    for span in sorted(spans):
        if span.first > at:
            return True
        if span.last >= days.last:
            return False
        at = max(at, span.last + timedelta(days=1))
    return at <= days.last
