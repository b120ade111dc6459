"""A metric: what it is in words, how it has gone, by whom or what, and the rows behind it; or the list of all."""

from kpi.catalogue import Metric, load
from kpi.review.month import Standing
from pages.parts import (
    answers,
    behind,
    bridges,
    causes,
    choice,
    definition,
    empty,
    grouped,
    header,
    months,
    platform,
    section,
    shell,
    sources,
    trends,
)
from pages.parts import standing as stand

TITLE = "page.metric"
SECTION = "explore"
ORDER = 1
ROWS = 60  # groups shown


def draw_list() -> None:
    """Every metric by the role that owns it, each with what it is."""
    if wanted:
        empty.draw_note(who.say("metric.unknown", metric=wanted), who.lang)
    owners = dict.fromkeys(one.owner for one in load().metrics.values() if not one.internal)
    for owner in owners:
        section.draw(stand.role(who, owner), lang=who.lang)
        definition.draw_list(
            [
                (one.label[who.lang], one.explain[who.lang], who.address("metric", metric=one.id))
                for one in load().metrics.values()
                if one.owner == owner and not one.internal
            ],
            who.lang,
        )


def facts(metric: Metric) -> list[tuple[str, str]]:
    """What else there is to know of a metric."""
    lines = who.say("list.comma").join(metric.lines)
    return [
        (who.say("metric.lines"), lines),
        (who.say("metric.better"), who.say(f"metric.better.{metric.better}")),
        (who.say("metric.sources"), stand.sources(who, metric.sources)),
        (who.say("metric.owner"), stand.role(who, metric.owner)),
        (who.say("metric.matures"), stand.waits(who, metric.matures_after)),
        (who.say("metric.source"), "" if metric.source.startswith("docs/") else metric.source),
        (who.say("metric.review"), metric.next_review),
    ]


def draw_definition(metric: Metric, one: Standing) -> None:
    """The metric in words, with its figure of the month."""
    n, d = one.figure.n, one.figure.d
    definition.draw(
        definition.Definition(
            metric.label[who.lang],
            metric.explain[who.lang],
            metric.n[who.lang],
            metric.d[who.lang] if metric.d else "",
            stand.amount(n),
            stand.amount(d) if metric.d else "",
            str(stand.value(who, one)),
            who.here("metric", part="n", row=""),
            who.here("metric", part="d", row="") if metric.d else "",
        ),
        facts(metric),
        who.lang,
    )


def filters(metric: Metric) -> answers.Where:
    """The groups that the address asks for."""
    return {name: (grouped.key_of(who.chosen[name]),) for name in metric.all_dimensions if who.chosen.get(name)}


def draw_filters(where: answers.Where) -> None:
    """The groups that are shown alone, each with a way back to all."""
    names = answers.names(who)
    options = [
        choice.Option(
            f"{who.say(f'dimension.{name}')}: {causes.name_of(who, name, key, names)} ×",
            who.here("metric", **{name: "", "row": ""}),
            current=True,
        )
        for name, (key, *_) in where.items()
    ]
    choice.draw([choice.segments([option], who.say("metric.filter")) for option in options], who.lang)


def draw_groups(metric: Metric, one: Standing, by: str, where: answers.Where) -> None:
    """The metric by one of its dimensions, the better first, and what moved it by this dimension."""
    options = [
        choice.Option(who.say(f"dimension.{name}"), who.here("metric", by=name, row=""), name == by)
        for name in metric.all_dimensions
        if name not in where
    ]
    section.draw(who.say("metric.by"), who.say("metric.by.note"), who.lang)
    choice.draw([choice.segments(options, who.say("metric.by"))], who.lang)
    found = stand.best_first(answers.groups(who, metric.id, by, at, where))
    if not found:
        empty.draw_note(who.say("metric.no_groups"), who.lang)
        return
    if len(found) > ROWS:
        empty.draw_note(who.say("metric.groups.more", shown=ROWS, count=len(found)), who.lang)
    grouped.table(who, found[:ROWS], by, one)
    if by in metric.dimensions and len(found) > 1:
        bridges.draw(who, one, answers.moved(who, one, at, by, where), at, by)


def draw_metric(metric: Metric) -> None:
    """All of one metric."""
    where = filters(metric)
    if where:
        draw_filters(where)
    one = answers.standing(who, metric.id, at, where)
    draw_definition(metric, one)
    sources.draw(who, [one])
    trends.draw(who, one, at)
    free = [name for name in metric.all_dimensions if name not in where]
    if free:
        by = who.chosen.get("by", "")
        draw_groups(metric, one, by if by in free else free[0], where)
    if not where:
        platform.draw(who, metric, at)
    behind.draw(who, one, at, page="metric", where=where, scope=None, later=True)
    months.foot(who)


who = shell.reader()
at = answers.month(who)
wanted = who.chosen.get("metric", "")
metric = load().metrics.get(wanted)
header.draw(
    metric.label[who.lang] if metric else who.say(TITLE),
    who.lang,
    sub=who.say("page.metric") if metric else "",
    chips=months.chips(who, at),
    right=months.menu(
        who, at, "metric", **{key: text for key, text in who.chosen.items() if key not in ("day", "row")}
    ),
)
if metric is None:
    draw_list()
else:
    draw_metric(metric)
