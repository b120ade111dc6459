"""How a metric stands, as the parts draw it: a bar of the board, a card, a line of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kpi.catalogue import load
from kpi.review.beside import Place
from kpi.review.month import Standing
from kpi.review.roles import Assessed
from pages.parts import board, card, headline, lines, multiples, numbers, status, team
from pages.parts import spark as sparks
from pages.parts.shell import Reader


def judged(one: Standing) -> status.Status:
    """The status of a figure; one that can still change, or lacks a source or days of one, is not judged."""
    figure = one.figure
    open_ = figure.open_until is not None or bool(figure.missing) or one.partial
    return status.judge(figure.attainment, has_value=figure.value is not None, provisional=open_)


def missed(one: Standing) -> bool:
    """Whether it is short of its target, as shown."""
    return judged(one) is status.Status.MISSED


def counted(standings: Iterable[Standing]) -> Counter[str]:
    """How many of those with a target are met, near, missed or cannot be judged so far."""
    return Counter(judged(one).value for one in standings if one.figure.target is not None)


def worst_first(standings: Iterable[Standing]) -> list[Standing]:
    """By attainment; those without one last."""
    return sorted(standings, key=far)


def far(one: Standing) -> tuple[bool, float]:
    """What to sort by, so that the one furthest from its target comes first."""
    return one.figure.attainment is None, one.figure.attainment or 0.0


def best_first(standings: Iterable[Standing]) -> list[Standing]:
    """By value, the better first; those without one last."""

    def rank(one: Standing) -> tuple[bool, float]:
        value = float(one.figure.value or 0)
        return one.figure.value is None, -value if one.metric.better == "up" else value

    return sorted(standings, key=rank)


def label(who: Reader, one: Standing) -> str:
    """The metric's name."""
    return one.metric.label[who.lang]


def value(who: Reader, one: Standing) -> numbers.Shown:
    """Its value as shown."""
    return numbers.value(one.figure.value, one.metric.unit, who.lang, currency=one.currency)


def goal(one: Standing) -> float | None:
    """Its target."""
    return one.figure.target.target if one.figure.target else None


def target(who: Reader, one: Standing) -> numbers.Shown:
    """Its target as shown."""
    return numbers.target(goal(one), one.metric.unit, who.lang, better=one.metric.better, currency=one.currency)


def reached(one: Standing) -> str:
    """Its attainment as shown; empty where there is none."""
    return numbers.attainment(one.figure.attainment) if one.figure.attainment is not None else ""


def gap(who: Reader, one: Standing) -> numbers.Change:
    """How far it is from its target, in its own unit."""
    return distance(who, one, goal(one))


def distance(who: Reader, one: Standing, other: numbers.Number | None) -> numbers.Change:
    """How far its value is from another, in its own unit."""
    metric = one.metric
    return numbers.gap(one.figure.value, other, metric.unit, who.lang, better=metric.better, currency=one.currency)


def month_change(who: Reader, one: Standing, scale: Decimal | None = None) -> numbers.Change:
    """The change on the month before, to the same day."""
    return _change(who, one, one.figure.previous, scale)


def year_change(who: Reader, one: Standing, scale: Decimal | None = None) -> numbers.Change:
    """The change on the same dates a year earlier."""
    return _change(who, one, one.figure.last_year, scale)


def _change(who: Reader, one: Standing, before: numbers.Number | None, scale: Decimal | None) -> numbers.Change:
    """The change on the same days of another month; none where not all of these days are loaded."""
    metric, before = one.metric, None if one.partial else before
    return numbers.change(
        one.figure.value, before, metric.unit, who.lang, better=metric.better, currency=one.currency, scale=scale
    )


def largest(standings: Iterable[Standing]) -> Decimal | None:
    """The largest value of a table, by which all changes in it are equally fine."""
    figures = [one.figure for one in standings]
    return numbers.largest(amount for one in figures for amount in (one.value, one.previous, one.last_year))


def spark(who: Reader, one: Standing) -> sparks.Spark:
    """Its thirteen months and their targets."""
    values = tuple(None if value is None else float(value) for value in one.values)
    return sparks.Spark(values, one.targets, label=one.metric.label[who.lang])


def fresh(who: Reader, one: Standing) -> str:
    """To which day its source is loaded, where that is not the day of the page."""
    return numbers.day(one.fresh, who.lang) if one.fresh else ""


def reason(who: Reader, one: Standing) -> str:
    """Why there is no value, or what a value lacks; empty where nothing is wrong."""
    metric, figure = one.metric, one.figure
    if figure.missing:
        return who.say("reason.missing", sources=sources(who, figure.missing))
    if figure.value is not None:
        return ""
    return who.say("reason.no_d", d=metric.d[who.lang]) if metric.d else who.say("reason.no_rows")


def sources(who: Reader, entities: Iterable[str]) -> str:
    """Sources by what they are called."""
    known = load().entities
    return who.say("list.comma").join(known[name].label[who.lang] if name in known else name for name in entities)


def parts(who: Reader, one: Standing) -> str:
    """What n and d are, in words and numbers."""
    metric, figure = one.metric, one.figure
    n = f"{metric.n[who.lang]} {amount(figure.n)}" if figure.n is not None else ""
    return f"{n} ÷ {metric.d[who.lang]} {amount(figure.d)}" if metric.d and figure.d is not None else n


def amount(side: numbers.Number | None) -> str:
    """N or d in full."""
    return numbers.NONE if side is None else numbers.whole(side)


def note(who: Reader, one: Standing) -> str:
    """What is wrong with a figure, else what it is made of."""
    return reason(who, one) or parts(who, one)


def bar(who: Reader, one: Standing, where: str = "", href: str = "") -> board.Bar:
    """A row of the board."""
    return board.Bar(
        label(who, one), where, value(who, one), target(who, one), one.figure.attainment, judged(one),
        note=note(who, one), href=href,
    )  # fmt: skip


def card_of(who: Reader, one: Standing, href: str = "") -> card.Card:
    """A KPI card."""
    return card.Card(
        label(who, one), value(who, one), judged(one), target(who, one), reached(one), month_change(who, one),
        year_change(who, one), spark(who, one), fresh=fresh(who, one), note=parts(who, one), reason=reason(who, one),
        href=href,
    )  # fmt: skip


def line(who: Reader, one: Standing, href: str = "", sub: str = "", *, current: bool = False) -> lines.Line:
    """A row of the assessment lines; what is wrong with a figure stands beside its name."""
    said = reason(who, one) or (who.say("card.fresh", day=fresh(who, one)) if one.partial else "")
    return lines.Line(
        label(who, one), " · ".join(part for part in (sub, said) if part), value(who, one), target(who, one),
        reached(one), judged(one), month_change(who, one), year_change(who, one), spark(who, one),
        note=parts(who, one), href=href, current=current,
    )  # fmt: skip


def member(
    who: Reader,
    one: Standing,
    name: str,
    href: str = "",
    sub: str = "",
    extras: Iterable[team.Extra] = (),
    *,
    scale: Decimal | None = None,
) -> team.Member:
    """A row of the team, or of whatever a figure is grouped by; `scale` is the `largest` of its table."""
    return team.Member(
        name, sub, value(who, one), judged(one), target(who, one), one.figure.attainment, month_change(who, one, scale),
        year_change(who, one, scale), spark(who, one), tuple(extras), note=note(who, one), href=href,
    )  # fmt: skip


def further(who: Reader, one: Standing | None) -> team.Extra:
    """A further figure of the same row."""
    if one is None or one.figure.value is None:
        return team.Extra()
    judgement = judged(one)
    return team.Extra(value(who, one), judgement if one.figure.target else None, parts(who, one))


def small(who: Reader, one: Standing, name: str, href: str = "", since: str = "") -> multiples.Small:
    """A little line of one's own."""
    return multiples.Small(name, value(who, one), judged(one), spark(who, one), since, note=note(who, one), href=href)


def counts(who: Reader, standings: Iterable[Standing]) -> list[str]:
    """How many lines with a target there are, and how they stand, as clauses of a sentence."""
    found = counted(standings := list(standings))
    if not found:
        return [who.say("finding.no_target", count=len(standings))] if standings else []
    kinds = [kind for kind in ("met", "near", "missed", "provisional", "empty") if found[kind]]
    told = [who.say(f"finding.{kind}", count=found[kind]) for kind in kinds]
    stops = [who.say("list.comma.clause")] * (len(kinds) - 1) + [who.say("list.stop")]
    said = [clause + stop for clause, stop in zip(told, stops, strict=True)]
    return [who.say("finding.total", total=found.total()), *said]


def furthest(who: Reader, one: Standing, why: Iterable[str]) -> list[str]:
    """The line that is furthest from its target and why, as clauses of a sentence."""
    shown = str(target(who, one)).replace(" ", "\N{NO-BREAK SPACE}")
    told = [who.say("finding.furthest", metric=label(who, one), value=value(who, one), target=shown), *why]
    stops = [who.say("list.clause")] * (len(told) - 1) + [who.say("list.stop")]
    return [clause + stop for clause, stop in zip(told, stops, strict=True)]


def in_words(who: Reader, line: Assessed | None) -> str:
    """The line of the assessment that a figure answers, by its number and in its own words."""
    return f"{line.line.number} {line.line.words[who.lang]}" if line else ""


def whose(who: Reader, scope: str) -> str:
    """Whose figure it is, where it is not the person's own."""
    return "" if scope == "self" else who.say(f"scope.{scope}")


def people(who: Reader, count: int) -> str:
    """How many people."""
    return who.say("department.people" if count != 1 else "department.person", people=count)


def role(who: Reader, word: str | None) -> str:
    """A role in the reader's language, by the word of the staff sheet; as it is where it is none of the ten."""
    word = word or ""
    known = load().by_word.get(word)
    return known.words[who.lang] if known and (word in known.words.values() or who.lang != "zh") else word


def aimed(who: Reader, one: Standing) -> str:
    """How to read little lines: one scale, and the target where there is one."""
    shown = target(who, one)
    return who.say("aimed.scale") if shown == numbers.EMPTY else who.say("aimed.target", target=shown)


def summed(who: Reader, one: Standing) -> str:
    """All of it together: n ÷ d = value, and the target."""
    figure = one.figure
    made = f"{amount(figure.n)} ÷ {amount(figure.d)} = {value(who, one)}" if figure.d else str(value(who, one))
    said = who.say("summed.whole", made=made)
    return said if figure.target is None else f"{said} · {who.say('board.target')} {target(who, one)}"


def headlines(who: Reader, one: Standing, place: Place | None) -> list[headline.Headline]:
    """A figure at a glance: itself, its target, how it moved, and the place among others."""
    month, year, figure = month_change(who, one), year_change(who, one), one.figure
    made = f"{amount(figure.n)} ÷ {amount(figure.d)}" if figure.d else ""
    items = [headline.Headline(label(who, one), value(who, one), made)]
    if figure.target:
        said = numbers.Shown(reached(one) or numbers.NONE)
        items.append(
            headline.Headline(who.say("headline.target", target=target(who, one)), said, judgement=judged(one))
        )
    items.append(headline.Headline(who.say("change.month"), month))
    items.append(headline.Headline(who.say("change.year"), year))
    if place:
        items.append(headline.Headline(who.say("headline.place"), numbers.Shown(f"{place.rank}"), f"/ {place.of}"))
    return items


def waits(who: Reader, text: str) -> str:
    """How long a figure can still change, by a setting's name or in days; empty where it is final at once."""
    number, _, _ = text.partition(" ")
    if not text or number.isdecimal():
        return who.say("metric.matures.days", days=number) if text else ""
    return who.say(f"setting.{text}")
