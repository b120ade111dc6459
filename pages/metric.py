"""A metric: what it is in words, how it has gone, by whom or what, and the rows behind it; or the list of all."""

from kpi.catalogue import Metric, load
from kpi.review.month import Standing
from pages.parts import (
    answers,
    behind,
    choice,
    definition,
    empty,
    header,
    months,
    numbers,
    section,
    shell,
    team,
    trends,
)
from pages.parts import standing as stand

TITLE = "page.metric"
SECTION = "explore"
ORDER = 1
ROWS = 60  # groups shown


def draw_list(note: str) -> None:
    """Every metric by the role that owns it, each with what it is."""
    if note:
        empty.draw_note(note, who.lang)
    owners = dict.fromkeys(metric.owner for metric in load().metrics.values() if not metric.internal)
    for owner in owners:
        section.draw(owner if who.lang == "zh" else owner_in_english(owner), lang=who.lang)
        items = [
            (metric.label[who.lang], metric.explain[who.lang], who.address("metric", metric=metric.id))
            for metric in load().metrics.values()
            if metric.owner == owner and not metric.internal
        ]
        definition.draw_list(items, who.lang)


def owner_in_english(owner: str) -> str:
    """The English word of the role that owns a metric."""
    role = load().by_word.get(owner)
    return role.words["en"] if role else owner


def facts(metric: Metric) -> list[tuple[str, str]]:
    """What else there is to know of a metric."""
    return [
        (who.say("metric.lines"), who.say("list.comma").join(metric.lines)),
        (who.say("metric.better"), who.say(f"metric.better.{metric.better}")),
        (who.say("metric.owner"), metric.owner if who.lang == "zh" else owner_in_english(metric.owner)),
        (who.say("metric.source"), metric.source),
        (who.say("metric.review"), metric.next_review),
    ]


def draw_groups(metric: Metric, by: str) -> None:
    """The metric by one of its dimensions, the better first."""
    options = [
        choice.Option(who.say(f"dimension.{name}"), who.address("metric", metric=metric.id, by=name), name == by)
        for name in metric.all_dimensions
    ]
    section.draw(who.say("metric.by"), who.say(f"dimension.{by}"), who.lang)
    choice.draw([choice.segments(options, who.say("metric.by"))], who.lang)
    found = [one for one in answers.standings(who, (metric.id,), at, by=(by,)) if one.figure.value is not None]
    if not found:
        empty.draw_note(who.say("metric.no_groups"), who.lang)
        return
    names = {one.person: one.name for one in answers.people(who, at)} if by == "person" else {}
    rows = [stand.member(who, one, *_named(one, by, names)) for one in stand.best_first(found)[:ROWS]]
    team.draw(rows, metric=metric.label[who.lang], extras=[], lang=who.lang)


def _named(one: Standing, by: str, names: dict[str, str]) -> tuple[str, str]:
    key = one.figure.group[by]
    if key is None:
        return who.say("person.nobody"), ""
    if by == "person":
        return names.get(key, key), who.address("person", person=key, metric=one.metric.id)
    return str(key), who.address("department", department=key, metric=one.metric.id) if by == "department" else ""


def draw_metric(metric: Metric) -> None:
    """All of one metric."""
    (one,) = answers.standings(who, (metric.id,), at)
    n, d = one.figure.n, one.figure.d
    definition.draw(
        definition.Definition(
            metric.label[who.lang],
            metric.explain[who.lang],
            metric.n[who.lang],
            metric.d[who.lang] if metric.d else "",
            numbers.whole(n) if n is not None else numbers.NONE,
            numbers.whole(d) if d is not None else "",
            str(stand.value(who, one)),
            who.address("metric", metric=metric.id, part="n"),
            who.address("metric", metric=metric.id, part="d"),
        ),
        facts(metric),
        who.lang,
    )
    for source in one.figure.missing:
        empty.draw_note(who.say("metric.missing", source=source), who.lang)
    trends.draw(who, one, at)
    if metric.all_dimensions:
        by = who.chosen.get("by", "")
        draw_groups(metric, by if by in metric.all_dimensions else metric.all_dimensions[0])
    days = shell.day_of(who, at.days)
    behind.draw(who, metric, days, page="metric", here={}, where={}, scope=None, month=at.days)


who = shell.reader()
at = answers.month(who)
wanted = who.chosen.get("metric", "")
metric = load().metrics.get(wanted)
header.draw(
    metric.label[who.lang] if metric else who.say(TITLE),
    who.lang,
    chips=months.chips(who, at),
    right=months.menu(who, at, "metric", metric=wanted),
)
if metric is None or metric.internal:
    draw_list(who.say("metric.unknown", metric=wanted) if wanted else "")
else:
    draw_metric(metric)
