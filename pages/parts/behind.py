"""The rows behind a figure on a page: day by day, by part, and where each row came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from kpi.figures import Behind, Scope
from kpi.figures.names import Names
from kpi.figures.periods import Period
from kpi.review.behind import MOST, Rows
from kpi.review.month import Shown, Standing
from kpi.review.person import Day
from pages.parts import answers, causes, choice, daily, empty, numbers, rows, section
from pages.parts.shell import Reader

PAGE = 25
SHOWN = 4  # rows of one file
KEYS = frozenset({"campaign", "product", "tracking", "parcel"})


def draw(
    who: Reader,
    one: Standing,
    at: Shown,
    *,
    page: str,
    where: answers.Where,
    scope: Scope | None,
    later: bool = False,
) -> None:
    """The days of a figure, and the rows of one part of it, a page of them.

    Args:
        who: the reader.
        one: whose rows.
        at: the month shown.
        page: the page's name, for the links.
        where: filters of the question.
        scope: whose figure it is.
        later: the rows are looked up only once a day or a part is chosen.
    """
    metric = one.metric
    day = day_of(who, at)
    _draw_days(who, one, answers.days(who, metric.id, at, where, scope), page, day)
    if later and not (day or who.chosen.get("part") or who.chosen.get("row")):
        _offer(who, one, page)
        return
    found = answers.rows(who, metric.id, Period(day, day) if day else at.days, where, scope)
    part = who.chosen.get("part", "")
    part = part if part in found.parts else "n"
    said = numbers.full_day(day, who.lang) if day else numbers.days(at.days.first, at.days.last, who.lang)
    section.draw(who.say("rows.title", metric=metric.label[who.lang]), said, who.lang)
    _controls(who, one, found, page, part, day)
    shown = found.of(part)
    if not shown:
        empty.draw_note(who.say("rows.none"), who.lang)
        return
    if found.more:
        empty.draw_note(who.say("rows.more", most=numbers.whole(MOST)), who.lang)
    first = _first(who, len(shown))
    last = min(first + PAGE, len(shown))
    told = {name for name in ("person", "department", "role") if "person" in who.chosen} | set(where)
    _table(who, shown[first:last], told)
    before = who.here(page, row=max(0, first - PAGE) + 1) if first else ""
    after = who.here(page, row=last + 1) if last < len(shown) else ""
    rows.draw_pager(first + 1, last, len(shown), who.lang, before=before, after=after)


def _offer(who: Reader, one: Standing, page: str) -> None:
    """The parts to choose from, before any row is looked up."""
    metric = one.metric
    section.draw(who.say("rows.title", metric=metric.label[who.lang]), who.say("rows.offer"), who.lang)
    words = {"n": metric.n[who.lang]} | ({"d": metric.d[who.lang]} if metric.d else {})
    parts = [choice.Option(text, who.here(page, part=name, row="")) for name, text in words.items()]
    choice.draw([choice.segments(parts, who.say("rows.part"))], who.lang)


def day_of(who: Reader, at: Shown) -> date | None:
    """The day of the address, if it is one of the month shown."""
    try:
        day = date.fromisoformat(who.chosen.get("day", ""))
    except ValueError:
        return None
    return day if at.days.first <= day <= at.days.last else None


def _draw_days(who: Reader, one: Standing, found: tuple[Day, ...], page: str, day: date | None) -> None:
    if sum(bool(each.n or each.d) for each in found) < 2:
        return
    metric = one.metric
    section.draw(who.say("days.title", metric=metric.label[who.lang]), who.say("days.note"), who.lang)
    columns = []
    for each in found:
        rows_there = bool(each.n or each.d)
        shown = numbers.value(each.value, metric.unit, who.lang, currency=one.currency)
        made = f" · {numbers.whole(each.n or 0)} ÷ {numbers.whole(each.d)}" if each.d else ""
        columns.append(
            daily.Column(
                f"{each.day.day}",
                each.value,
                f"{numbers.day(each.day, who.lang)}: {shown}{made}",
                who.here(page, day=each.day.isoformat(), row="") if rows_there else "",
                each.day == day,
                each.day.weekday() > 4,
            )
        )
    daily.draw(columns, who.lang)


def _controls(who: Reader, one: Standing, found: Rows, page: str, part: str, day: date | None) -> None:
    """Which part is shown, with how many rows each has; and the way back from one day to the month."""
    metric = one.metric
    words = {"n": metric.n[who.lang], "d": metric.d[who.lang] if metric.d else "", "rest": who.say("rows.rest")}
    parts = [
        choice.Option(_counted(words[name], found, name), who.here(page, part=name, row=""), name == part)
        for name in found.parts
    ]
    controls = [choice.segments(parts, who.say("rows.part"))]
    if day:
        whole = choice.Option(who.say("rows.all_days"), who.here(page, day="", row=""))
        controls.append(choice.segments([whole], who.say("rows.one_day")))
    choice.draw(controls, who.lang)


def _counted(words: str, found: Rows, part: str) -> str:
    count = len(found.of(part))
    return f"{words} {numbers.whole(count)}{'+' if found.more and count == MOST else ''}"


def _first(who: Reader, count: int) -> int:
    text = who.chosen.get("row", "1")
    number = int(text) if text.isdecimal() and len(text) < 9 else 1
    return (number - 1) // PAGE * PAGE if 1 <= number <= count else 0


def _table(who: Reader, found: tuple[Behind, ...], told: set[str]) -> None:
    """The rows; what the page says of all of them has no column."""
    names = [name for name in found[0].values if name not in {"day", "platform", "department", "role", *told}]
    columns = [rows.Column(who.say("rows.day"), "time")]
    columns += [rows.Column(who.say(f"dimension.{name}"), "key" if name in KEYS else "text") for name in names]
    columns += [rows.Column(who.say("rows.amount"), "number"), rows.Column(who.say("rows.source"), "file")]
    called = answers.names(who)
    table = [
        [
            row.values.get("day"),
            *(_text(who, name, row.values, called) for name in names),
            f"{row.amount:,}",
            sources_of(row),
        ]
        for row in found
    ]
    rows.draw(columns, table, who.lang)


def _text(who: Reader, name: str, values: Mapping[str, object], called: Names) -> object:
    value = values[name]
    if value is None or isinstance(value, str):
        return causes.name_of(who, name, value, called) if value or name in ("person", "shop") else None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return float(value) if isinstance(value, Decimal) else value


def sources_of(row: Behind) -> str:
    """The files by name, with the rows of each; the first few."""
    files: dict[str, list[int]] = {}
    for source in row.sources:
        files.setdefault(source.file.rsplit("/", 1)[-1], []).append(source.row)
    told = [f"{file}:{', '.join(map(str, at[:SHOWN]))}{' …' * (len(at) > SHOWN)}" for file, at in files.items()]
    return " · ".join(told)
