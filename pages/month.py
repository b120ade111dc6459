"""The month: what needs attention first, then the main figures, every line against its target, and each department."""

from kpi.insight.cause import Cause
from kpi.review.overview import Department, DepartmentLine, Line, Overview
from pages.parts import (
    answers,
    board,
    card,
    causes,
    empty,
    exceptions,
    finding,
    header,
    matrix,
    months,
    numbers,
    quiet,
    section,
    shell,
    sources,
)
from pages.parts import standing as stand

TITLE = "page.month"
SECTION = "review"
ORDER = 1
EXCEPTIONS = 8  # the worst ones; the board has all


def link(line: Line) -> str:
    """Where a line leads: to its department, at this line; the company's to the metric."""
    metric = line.standing.metric.id
    if line.departments:
        return who.address("department", department=line.departments[0], metric=metric)
    return who.address("metric", metric=metric)


def cause_of(line: Line) -> Cause | None:
    """Why a line is short of its target."""
    return answers.cause(who, line.standing, at, {"department": (line.departments[0],)} if line.own else {})


def why(line: Line) -> list[str]:
    """Why a line is short of its target, as clauses."""
    return causes.clauses(who, line.standing, cause_of(line))


def link_why(line: Line) -> str:
    """Where the cause leads: to the metric, taken apart as the cause is."""
    found = cause_of(line)
    own = line.departments[0] if line.own else ""
    return (
        who.address("metric", metric=line.standing.metric.id, by=found.dimension, department=own)
        if found
        else link(line)
    )


def where_of(line: Line) -> str:
    """Which departments answer for a line, and who leads the one that it is the own figure of."""
    head = next((d.head for d in seen.departments if line.own and d.name in line.departments), None)
    return " · ".join([who.say("list.comma").join(line.departments), *([head.name] if head else [])])


def draw_finding(missed: list[Line]) -> None:
    """What was sold, how many lines stand how, and which is furthest off and why."""
    first = seen.main[0]
    named = {"metric": stand.label(who, first), "value": stand.value(who, first)}
    said = [who.say("month.finding.first", month=months.said(who, at.name), **named)]
    if stand.reached(first):
        said.append(who.say("month.finding.attained", attainment=stand.reached(first)))
    if (change := stand.month_change(who, first)) != numbers.NO_CHANGE:
        said.append(who.say("month.finding.change", change=change.text))
    sentences = [said, stand.counts(who, [line.standing for line in seen.lines])]
    if missed:
        sentences.append(stand.furthest(who, missed[0].standing, why(missed[0])))
    finding.draw(sentences, months.ground(who, at), who.lang)


def draw_exceptions(missed: list[Line]) -> None:
    """The lines that missed their targets, the worst first."""
    shown = missed[:EXCEPTIONS]
    note = "month.exceptions.most" if len(missed) > EXCEPTIONS else "month.exceptions.note"
    said = who.say(note, count=len(missed), shown=len(shown)) if missed else ""
    section.draw(who.say("month.exceptions"), said, who.lang)
    if not missed:
        aimed = any(line.standing.figure.target for line in seen.lines)
        empty.draw_note(who.say("month.no_exceptions" if aimed else "month.no_targets"), who.lang)
        return
    exceptions.draw([exceptional(line) for line in shown], who.lang)


def exceptional(line: Line) -> exceptions.Exceptional:
    """A missed line, with its distance and its main cause."""
    one = line.standing
    return exceptions.Exceptional(
        stand.label(who, one),
        where_of(line),
        stand.value(who, one),
        stand.target(who, one),
        stand.gap(who, one),
        cause=who.say("cause.join").join(why(line)),
        note=stand.note(who, one),
        href=link(line),
        cause_href=link_why(line),
    )


def draw_board() -> None:
    """Every line that has a target, worst first; and quietly those that have none, or nothing at all."""
    aimed = sorted(
        (line for line in seen.lines if line.standing.figure.target), key=lambda line: stand.far(line.standing)
    )
    if aimed:
        section.draw(who.say("month.all"), who.say("month.all.note"), who.lang, legend=board.legend(who.lang))
        comma = who.say("list.comma")
        board.draw([stand.bar(who, x.standing, comma.join(x.departments), link(x)) for x in aimed], who.lang)
    others = [line for line in seen.lines if not line.standing.figure.target]
    for kind in ("bare", "silent"):
        some = [line for line in others if (line.standing.figure.value is None) == (kind == "silent")]
        if some:
            quiet.draw(who.say(f"month.{kind}", count=len(some)), by_department(some), who.lang)


def by_department(lines: list[Line]) -> list[tuple[str, list[quiet.Item]]]:
    """Lines under the departments that answer for them."""
    found: dict[str, list[quiet.Item]] = {}
    for line in lines:
        one = line.standing
        figure = "" if one.figure.value is None else str(stand.value(who, one))
        name = who.say("list.comma").join(line.departments) or who.say("month.nobodys")
        found.setdefault(name, []).append(quiet.Item(stand.label(who, one), figure, link(line)))
    return list(found.items())


def draw_matrix() -> None:
    """Each department with all of its lines, the worst first."""
    section.draw(who.say("month.departments"), who.say("month.departments.note"), who.lang)
    matrix.draw([row(department) for department in seen.departments], who.lang)


def row(department: Department) -> matrix.Row:
    """A department."""
    head = [department.head.name] if department.head else []
    sub = " · ".join([*head, stand.people(who, department.people)])
    cells = [cell(department, line) for line in sorted(department.lines, key=lambda line: stand.far(line.standing))]
    return matrix.Row(department.name, sub, tuple(cells), href=who.address("department", department=department.name))


def cell(department: Department, line: DepartmentLine) -> matrix.Cell:
    """A line of a department."""
    one = line.standing
    href = who.address("department", department=department.name, metric=one.metric.id)
    return matrix.Cell(stand.label(who, one), one.figure.attainment, stand.judged(one), stand.note(who, one), href)


def draw_main(overview: Overview) -> None:
    """The main figures as cards."""
    section.draw(who.say("month.main"), who.say("month.main.note"), who.lang)
    cards = [stand.card_of(who, one, who.address("metric", metric=one.metric.id)) for one in overview.main]
    card.draw(cards, who.lang)


who = shell.reader()
at = answers.month(who)
seen = answers.overview(who, at)
header.draw(who.say(TITLE), who.lang, chips=months.chips(who, at), right=months.menu(who, at, "month"))
worst = sorted((line for line in seen.lines if stand.missed(line.standing)), key=lambda line: stand.far(line.standing))
draw_finding(worst)
sources.draw(who, [line.standing for line in seen.lines])
draw_exceptions(worst)
draw_main(seen)
draw_board()
if seen.departments:
    draw_matrix()
months.foot(who)
