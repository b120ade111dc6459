"""The rows behind a figure on a page: which part, which day, and where each row came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from kpi.catalogue import Metric
from kpi.figures import Behind, Period, Scope
from pages.parts import answers, choice, empty, numbers, rows, section
from pages.parts.shell import Reader

PAGE = 50
SHOWN = 4  # rows of one file


def draw(
    who: Reader,
    metric: Metric,
    days: Period,
    *,
    page: str,
    here: Mapping[str, object],
    where: Mapping[str, tuple[str | None, ...]],
    scope: Scope | None,
    month: Period,
) -> None:
    """The rows of one part of a figure, a page of them, with the ways to the other part, to a day, and on.

    Args:
        who: the reader.
        metric: whose rows.
        days: the days shown: the month's, or one of them.
        page: the page's name, for the links.
        here: what the page's address says besides.
        where: filters of the question.
        scope: whose figure it is.
        month: the days of the month shown.
    """
    part = "d" if who.chosen.get("part") == "d" and metric.d else "n"
    link = {**here, "metric": metric.id}
    section.draw(
        who.say("rows.title", metric=metric.label[who.lang]), numbers.days(days.first, days.last, who.lang), who.lang
    )
    found = answers.behind(who, metric.id, days, where=where, scope=scope, part=part)
    sides = [("n", metric.n), *([("d", metric.d)] if metric.d else [])]
    day = who.chosen.get("day", "") if days != month else ""
    parts = [
        choice.Option(words[who.lang], who.address(page, **link, part=side, day=day), side == part)
        for side, words in sides
    ]
    controls = [choice.segments(parts, who.say("rows.part"))]
    if days != month:
        whole = choice.Option(who.say("rows.all_days"), who.address(page, **link, part=part))
        controls.append(choice.segments([whole], who.say("rows.one_day")))
    elif options := _days(who, found, page, {**link, "part": part}):
        controls.append(choice.menu(options, who.say("rows.one_day"), who.say("rows.one_day")))
    choice.draw(controls, who.lang)
    if not found:
        empty.draw_note(who.say("rows.none"), who.lang)
        return
    first = _first(who, len(found))
    told = {name for name in here if name in found[0].values} | ({"department", "role"} if "person" in here else set())
    _table(who, found[first : first + PAGE], told)
    last = min(first + PAGE, len(found))
    more = {**link, "part": part, "day": day}
    before = who.address(page, **more, row=max(0, first - PAGE) + 1) if first else ""
    after = who.address(page, **more, row=last + 1) if last < len(found) else ""
    rows.draw_pager(first + 1, last, len(found), who.lang, before=before, after=after)


def _first(who: Reader, count: int) -> int:
    text = who.chosen.get("row", "1")
    number = int(text) if text.isdigit() else 1
    return (number - 1) // PAGE * PAGE if 1 <= number <= count else 0


def _days(who: Reader, found: list[Behind], page: str, link: Mapping[str, object]) -> list[choice.Option]:
    """The days that have rows, where there are several."""
    seen = sorted({row.values["day"] for row in found if isinstance(row.values.get("day"), date)})
    options = [
        choice.Option(numbers.day(day, who.lang), who.address(page, **link, day=day.isoformat())) for day in seen
    ]
    return options if len(options) > 1 else []


def _table(who: Reader, found: list[Behind], told: set[str]) -> None:
    """The rows; what the page says of all of them has no column."""
    names = [name for name in found[0].values if name not in {"day", "platform", *told}]
    columns = [rows.Column(who.say("rows.day"), "time")]
    columns += [
        rows.Column(who.say(f"dimension.{name}"), "key" if name in ("person", "campaign", "product") else "text")
        for name in names
    ]
    columns += [rows.Column(who.say("rows.amount"), "number"), rows.Column(who.say("rows.source"), "file")]
    table = [
        [row.values.get("day"), *(_text(row.values[name]) for name in names), f"{row.amount:,}", _sources(row)]
        for row in found
    ]
    rows.draw(columns, table, who.lang)


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return float(value) if isinstance(value, Decimal) else value


def _sources(row: Behind) -> str:
    """The files by name, with the rows of each; the first few."""
    files: dict[str, list[int]] = {}
    for source in row.sources:
        files.setdefault(source.file.rsplit("/", 1)[-1], []).append(source.row)
    told = [
        f"{file}:{', '.join(map(str, numbers_[:SHOWN]))}{' …' * (len(numbers_) > SHOWN)}"
        for file, numbers_ in files.items()
    ]
    return " · ".join(told)
