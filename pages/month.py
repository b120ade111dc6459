"""The month: what needs attention first, then the main figures, every line against its target, and each department."""

from kpi.review import overview, roles
from kpi.review.month import Standing
from pages.parts import (
    answers,
    board,
    card,
    empty,
    exceptions,
    finding,
    header,
    matrix,
    months,
    numbers,
    section,
    shell,
)
from pages.parts import standing as stand

TITLE = "page.month"
SECTION = "review"
ORDER = 1
EXCEPTIONS = 8  # the worst ones; the board has all

Lines = list[tuple[Standing, str]]


def link(one: Standing, department: str) -> str:
    """Where a line leads: to its department, at this line."""
    if department:
        return who.address("department", department=department, metric=one.metric.id)
    return who.address("metric", metric=one.metric.id)


def draw_finding(cards: list[Standing], lines: Lines) -> None:
    """What was sold, how many lines stand how, and which is furthest off."""
    first = cards[0] if cards else None
    said = []
    if first is not None and first.figure.value is not None:
        change = stand.month_change(who, first)
        clauses = [who.say("month.finding.first", metric=first.metric.label[who.lang], value=stand.value(who, first))]
        if stand.reached(first):
            clauses.append(who.say("month.finding.attained", attainment=stand.reached(first)))
        clauses.append(who.say("month.finding.change", change=change.text))
        said.append(clauses)
    counts = stand.counted(one for one, _ in lines)
    if counts:
        said.append([who.say("month.finding.lines", **counts)])
    if worst := stand.worst(one for one, _ in lines):
        label, value = worst.metric.label[who.lang], stand.value(who, worst)
        said.append([who.say("finding.worst", metric=label, value=value, attainment=stand.reached(worst))])
    finding.draw(said, months.ground(who, at), who.lang)


def draw_exceptions(lines: Lines) -> None:
    """The lines that missed their targets, the worst first."""
    missed = sorted(
        (pair for pair in lines if stand.missed(pair[0])), key=lambda pair: pair[0].figure.attainment or 0.0
    )
    section.draw(who.say("month.exceptions"), who.say("month.exceptions.note", count=len(missed)), who.lang)
    if not missed:
        empty.draw_note(who.say("month.no_exceptions"), who.lang)
        return
    rows = [
        exceptions.Exceptional(
            one.metric.label[who.lang],
            where,
            stand.value(who, one),
            stand.target(who, one),
            stand.gap(who, one),
            cause=cause(one, where),
            note=stand.parts(who, one),
            href=link(one, where),
        )
        for one, where in missed[:EXCEPTIONS]
    ]
    exceptions.draw(rows, who.lang)


def cause(one: Standing, department: str) -> str:
    """How it has moved since the month before, and whose part of that is the largest."""
    change = stand.month_change(who, one).text
    dimension = roles.parting(one.metric.id)
    own = department if roles.has_department(one.metric.id) else None
    moved = answers.moved(who, one.metric.id, at, dimension, own) if dimension else None
    largest = moved.largest if moved else None
    if largest is None or not largest.amount:
        return who.say("month.cause", change=change)
    name = names.get(largest.key, largest.key) if largest.key else who.say("person.nobody")
    part = numbers.step(float(largest.amount), one.metric.unit, who.lang, better=one.metric.better).text
    return who.say("month.cause.part", change=change, part=part, name=name)


def draw_board(lines: Lines) -> None:
    """Every line that has a target, worst first; and the names of those that have none."""
    aimed = [(one, where) for one, where in lines if one.figure.target is not None]
    section.draw(who.say("month.all"), who.say("month.all.note"), who.lang, legend=board.legend(who.lang))
    board.draw(stand.worst_first(stand.bar(who, one, where, link(one, where)) for one, where in aimed), who.lang)
    bare = dict.fromkeys(one.metric.label[who.lang] for one, _ in lines if one.figure.target is None)
    if bare:
        empty.draw_note(who.say("month.bare", metrics=who.say("list.comma").join(bare)), who.lang)


def draw_matrix(found: list[overview.DepartmentLines]) -> None:
    """Each department with all of its lines."""
    section.draw(who.say("month.departments"), who.say("month.departments.note"), who.lang)
    rows = [
        matrix.Row(
            one.department,
            one.leader,
            tuple(
                matrix.Cell(
                    line.metric.label[who.lang],
                    line.figure.attainment,
                    stand.judged(line),
                    note=stand.parts(who, line),
                    href=link(line, one.department),
                )
                for line in one.lines
            ),
            href=who.address("department", department=one.department),
        )
        for one in found
    ]
    matrix.draw(rows, who.lang)


def unique(found: list[overview.DepartmentLines]) -> Lines:
    """Every line once: a department's own, or the whole's under the first department that answers for it."""
    lines: dict[tuple[str, str], tuple[Standing, str]] = {}
    for one in found:
        for line in one.lines:
            own = one.department if roles.has_department(line.metric.id) else ""
            lines.setdefault((line.metric.id, own), (line, one.department))
    return list(lines.values())


who = shell.reader()
at = answers.month(who)
header.draw(who.say(TITLE), who.lang, chips=months.chips(who, at), right=months.menu(who, at, "month"))
main = tuple(measured.metric for measured in roles.main_lines())
cards = answers.standings(who, main, at)
people = answers.people(who, at)
names = {person.person: person.name for person in people}
found = overview.departments(people, lambda metrics, by: answers.standings(who, metrics, at, by=by))
lines = unique(found) or [(one, "") for one in cards]
draw_finding(cards, lines)
draw_exceptions(lines)
section.draw(who.say("month.main"), who.say("month.main.note"), who.lang)
card.draw([stand.card_of(who, one, who.address("metric", metric=one.metric.id)) for one in cards], who.lang)
draw_board(lines)
if found:
    draw_matrix(found)
