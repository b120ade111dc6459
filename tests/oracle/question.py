"""From lines to figures: periods, groups, filters and scopes, and what a count is where no row fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.lines import Line, Number, Rows
from tests.oracle.metrics import METRICS, PERSON, Metric
from tests.oracle.world import World

Key = tuple[str | None, ...]
Figure = tuple[Number | None, Number | None, Number | None]
Scope = tuple[str, str]
NONE: Figure = (None, None, None)


def period_of(day: date, grain: str, whole: str) -> str:
    """The name of the period in which a day lies."""
    year, week, _ = day.isocalendar()
    return {
        "total": whole,
        "day": day.isoformat(),
        "week": f"{year}-W{week:02}",
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
    }[grain]


def value_of(world: World, line: Line, dimension: str) -> str | None:
    """The group that a line belongs to."""
    if dimension == "day":
        return line.day.isoformat()
    if dimension == "platform":
        return world.platform_of(line.shop)
    if dimension in {"shop", *PERSON}:
        value: str | None = getattr(line, dimension)
        return value
    return line.more.get(dimension)


class Oracle:
    """Answers questions about one world; makes the lines of a metric once."""

    def __init__(self, rows: Rows, settings: Mapping[str, Any] | None = None) -> None:
        self.world = World(rows, settings)
        self.made: dict[tuple[str, bool], list[Line]] = {}

    def lines(self, metric: str, other: bool) -> list[Line]:
        """The lines of a metric, those of the total or the other ones."""
        if (metric, other) not in self.made:
            make = METRICS[metric].other if other else METRICS[metric].lines
            assert make is not None
            self.made[metric, other] = make(self.world)
        return self.made[metric, other]

    # --- whose figure it is ------------------------------------------------------------------------------------------

    def in_scope(self, metric: Metric, kind: str, name: str, line: Line) -> bool:
        """Whether a line is in somebody's scope; membership and ownership are those of the line's day."""
        people = self.world.people
        person = people.find(name, line.day)
        if kind == "self":
            return person is not None and line.person == person
        if kind == "team":
            return person is not None and people.below(person, line.person, line.day)
        if kind == "department":
            own = people.at_work(name, line.day, line.month_dated)["department"]
            return person is not None and (line.person == person or (own is not None and line.department == own))
        if kind == "shop":
            shops = people.owns(name, "shop", line.day)
            return not shops or line.shop in shops
        if metric.owned == "product":
            return line.more.get("product") in people.owns(name, "product", line.day)
        if metric.owned == "campaign" or (metric.owned == "campaign or shop" and "campaign" in line.more):
            return line.more["campaign"] in people.owns(name, "campaign", line.day)
        return line.shop in people.owns(name, "shop", line.day)

    def scoped(self, metric: str, scope: Scope | None, asked: Iterable[str]) -> list[Line]:
        """The lines of a question, from the total's or from the others as its dimensions and scope want."""
        m = METRICS[metric]
        kind = scope[0] if scope else ""
        needs = {*asked, *(["person"] if kind in {"self", "team", "department"} else [])} - {"day"}
        other = bool((needs | ({"owned"} & {kind})) & set(m.other_by))
        missing = needs - set(m.other_dimensions if other else m.dimensions)
        if missing or (kind == "owned" and m.owned is None):
            raise ValueError(f"{metric} has no {missing or kind}")
        if scope is None:
            return self.lines(metric, other)
        if kind == "shop" and m.plan and not other:
            return self.plan_of_owner(metric, scope[1])
        return [line for line in self.lines(metric, other) if self.in_scope(m, kind, scope[1], line)]

    def plan_of_owner(self, metric: str, name: str) -> list[Line]:
        """plan_attainment of an owner of shops: these shops' own targets, on days without any shop the whole plan."""
        owns = self.world.people.owns
        shops = [x for x in self.lines(metric, True) if x.shop in owns(name, "shop", x.day)]
        return shops + [x for x in self.lines(metric, False) if not owns(name, "shop", x.day)]

    # --- what a count is where no row fits ---------------------------------------------------------------------------

    def covered(
        self, m: Metric, where: Mapping[str, Sequence[str | None]], scope: Scope | None, begin: date, end: date
    ) -> Callable[[str | None], bool]:
        """Whether the source speaks of a shop in a period, first and last day loaded included; None: of any asked for.

        A source without shops speaks of all of them. Somebody's shops are those they own on any of the days; who owns
        none has 0 wherever anybody has a figure.
        """
        spans = self.world.span(str(m.source))
        loaded = {shop for shop, (first, last) in spans.items() if first <= end and begin <= last}
        shops: set[str | None] = {*self.world.platforms, None} if loaded and set(spans) == {None} else loaded
        if "shop" in where:
            shops = {s for s in shops if s in where["shop"]}
        if "platform" in where:
            shops = {s for s in shops if self.world.platform_of(s) in where["platform"]}
        if scope is not None and (scope[0] == "shop" or (scope[0] == "owned" and m.owned == "shop")):
            days = [begin + timedelta(i) for i in range((end - begin).days + 1)]
            owned = [self.world.people.owns(scope[1], "shop", day) for day in days]
            all_of_them = not all(owned) if scope[0] == "shop" else not any(owned)
            shops = {s for s in shops if all_of_them or any(s in some for some in owned)}
        return lambda shop: bool(shops) if shop is None else shop in shops

    # --- the answer --------------------------------------------------------------------------------------------------

    def figures(
        self,
        metric: str,
        by: Sequence[str] = (),
        grain: str = "total",
        *,
        date_from: date,
        date_to: date,
        where: Mapping[str, Sequence[str | None]] | None = None,
        scope: Scope | None = None,
    ) -> dict[Key, Figure]:
        """Every figure of a question: key = the period, then the groups in the order of `by`."""
        m, where = METRICS[metric], dict(where or {})
        lines = [x for x in self.scoped(metric, scope, (*by, *where)) if date_from <= x.day <= date_to]
        for dimension, values in where.items():
            lines = [x for x in lines if value_of(self.world, x, dimension) in values]
        listed = self.always(by, where) if scope is None or scope[0] not in {"shop", "owned"} or not by else []
        answer: dict[Key, Figure] = {}
        for period, begin, end in self.periods(grain, date_from, date_to):
            groups: dict[Key, list[Line]] = {key: [] for key in listed}
            for line in lines:
                if begin <= line.day <= end:
                    groups.setdefault(tuple(value_of(self.world, line, x) for x in by), []).append(line)
            for key, members in groups.items():
                figure = summed(m, members)
                if m.source and not members:
                    covered = self.covered(m, where, scope, begin, end)
                    figure = figure if covered(key[0] if by else None) else NONE
                answer[period, *key] = figure
        return answer

    def always(self, by: Sequence[str], where: Mapping[str, Sequence[str | None]]) -> list[Key]:
        """Groups listed for every period: the total, and each known shop that is asked for."""
        if not by:
            return [()]
        if tuple(by) != ("shop",):
            return []
        wanted = where.get("shop", list(self.world.platforms))
        platforms = where.get("platform")
        return [
            (s,)
            for s in self.world.platforms
            if s in wanted and (platforms is None or self.world.platforms[s] in platforms)
        ]

    def periods(self, grain: str, date_from: date, date_to: date) -> list[tuple[str, date, date]]:
        """Name, first and last day of each period, cut to the days asked for."""
        whole = f"{date_from}/{date_to}"
        days: dict[str, list[date]] = {}
        for i in range((date_to - date_from).days + 1):
            day = date_from + timedelta(i)
            days.setdefault(period_of(day, grain, whole), []).append(day)
        return [(name, own[0], own[-1]) for name, own in days.items()]


def part(lines: Sequence[Line], side: Callable[[Line], Number]) -> Fraction:
    """A side of the figure: the sum, or the number of things that count once."""
    if any(line.once is not None for line in lines):
        return Fraction(len({line.once for line in lines if side(line)}))
    return sum((Fraction(side(line)) for line in lines), Fraction(0))


def summed(metric: Metric, lines: Sequence[Line]) -> Figure:
    """n, d and value of a group: a sum's value is n, a ratio's n / d and none where d = 0."""
    n, d = part(lines, lambda x: x.n), part(lines, lambda x: x.d)
    if metric.source is not None:
        return n, None, n
    return n, d, None if d == 0 else n / d
