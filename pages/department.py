"""A department: its assessment lines, what moved the one that is looked at, and its people from best to worst."""

from kpi.insight import cause
from kpi.review import roles
from kpi.review.groups import Team
from kpi.review.month import Standing
from kpi.review.overview import Department, DepartmentLine
from pages.parts import (
    answers,
    bridges,
    causes,
    choice,
    empty,
    finding,
    grouped,
    header,
    lines,
    months,
    multiples,
    pictures,
    section,
    shell,
    sources,
    team,
)
from pages.parts import standing as stand

TITLE = "page.department"
SECTION = "review"
ORDER = 2
EXTRAS = 2  # further figures beside the one that the team is ordered by: what fits a laptop without scrolling


def where_of(line: DepartmentLine) -> answers.Where:
    """The filter of a line's figure."""
    return {"department": (department.name,)} if line.own else {}


def draw_finding() -> None:
    """How many lines are met, which is furthest off, and why."""
    counted = stand.counts(who, [line.standing for line in department.lines])
    said = [[who.say("department.is", department=department.name), *counted]] if counted else []
    if worst is not None and stand.missed(worst.standing):
        one = worst.standing
        why = causes.clauses(who, one, answers.cause(who, one, at, where_of(worst)))
        said.append(stand.furthest(who, one, why))
    head = [department.head.name] if department.head else []
    count = stand.people(who, department.people)
    finding.draw(said, [department.name, *head, count, *months.ground(who, at)], who.lang)


def draw_lines() -> None:
    """Every line of the department, the worst first, in the words of the assessment."""
    section.draw(who.say("department.lines"), who.say("department.lines.note"), who.lang)
    ordered = sorted(department.lines, key=lambda line: stand.far(line.standing))
    rows = [
        stand.line(
            who,
            line.standing,
            who.here("department", metric=line.standing.metric.id),
            stand.in_words(who, line.assessed),
            current=chosen is line,
        )
        for line in ordered
    ]
    lines.draw(rows, who.lang)


def draw_people(line: DepartmentLine, people: Team) -> None:
    """What moved the chosen line, everybody's months, and the team."""
    one, metric = line.standing, line.standing.metric
    ranked = stand.best_first(one for _, one in people.by(metric.id) if one.figure.value is not None)
    left, right = shell.halves()
    with left:
        dimension = "person" if "person" in metric.dimensions else cause.dimension_of(metric, where_of(line))
        moved = answers.moved(who, one, at, dimension, where_of(line)) if dimension else None
        bridges.draw(who, one, moved, at, dimension or "")
    with right:
        section.draw(who.say("department.months"), stand.aimed(who, one), who.lang)
        by = {person.person: person for person in people.people}
        smalls = [
            stand.small(who, each, by[key].name, link(key), months.since(who, by[key].joined, at))
            for each in ranked
            if (key := each.group)
        ]
        multiples.draw(smalls, *months.ends(at), who.lang)
    draw_team(line, people, ranked)


def draw_team(line: DepartmentLine, people: Team, ranked: list[Standing]) -> None:
    """The people from best to worst by the chosen line, with their other figures."""
    metric = line.standing.metric
    section.draw(who.say("department.team"), stand.summed(who, line.standing), who.lang)
    others = [name for name in people.metrics if name != metric.id and any(people.by(name))][:EXTRAS]
    names = {person.person: person for person in people.people}
    there = [names[one.group or ""] for one in ranked]
    scale = stand.largest([*ranked, line.standing])
    rows = [
        stand.member(
            who, one, person.name, link(person.person), stand.role(who, person.role),
            [stand.further(who, people.of(person.person, name)) for name in others], scale=scale,
        )
        for one, person in zip(ranked, there, strict=True)
    ]  # fmt: skip
    heads = [answers.metric(name).label[who.lang] for name in others]
    whole = {each.standing.metric.id: each.standing for each in department.lines}
    extras = [stand.further(who, whole.get(name)) for name in others]
    total = stand.member(who, line.standing, who.say("department.whole"), extras=extras, scale=scale)
    team.draw(rows, metric.label[who.lang], heads, who.lang, total)
    silent = [person for person in people.people if person not in there]
    if silent:
        options = [choice.Option(person.name, link(person.person)) for person in silent]
        empty.draw_note(who.say("department.silent"), who.lang)
        choice.draw([choice.segments(options, who.say("department.silent"))], who.lang)


def link(person: str) -> str:
    """The address of a person, at the chosen line."""
    return who.address("person", person=person, metric=chosen.standing.metric.id if chosen else "")


def draw_rest(line: DepartmentLine) -> None:
    """What moved a line that has no people, and its groups."""
    one, metric = line.standing, line.standing.metric
    dimension = cause.dimension_of(metric, where_of(line))
    if dimension is None:
        return
    left, right = shell.halves()
    with left:
        bridges.draw(who, one, answers.moved(who, one, at, dimension, where_of(line)), at, dimension)
    with right:
        section.draw(
            who.say("department.groups", by=who.say(f"dimension.{dimension}")),
            stand.aimed(who, line.standing),
            who.lang,
        )
        found = stand.best_first(answers.groups(who, metric.id, dimension, at, where_of(line)))
        grouped.smalls(who, found, dimension, at)
    section.draw(who.say("department.people_of"), "", who.lang)
    people = answers.team(who, department, at)
    options = [choice.Option(person.name, link(person.person)) for person in people.people]
    choice.draw([choice.segments(options, who.say("department.people_of"))], who.lang)


who = shell.reader()
at = answers.month(who)
seen = answers.overview(who, at)
wanted = who.chosen.get("department", "")
department = next((one for one in seen.departments if one.name == wanted), None) or Department("", None, 0, ())
header.draw(
    department.name or who.say(TITLE),
    who.lang,
    chips=months.chips(who, at),
    right=months.menu(who, at, "department", department=wanted, metric=who.chosen.get("metric", "")),
)
options = [
    choice.Option(one.name, who.address("department", department=one.name), one is department)
    for one in seen.departments
]
if options:
    choice.draw([choice.segments(options, who.say(TITLE))], who.lang)
standing_lines = [line for line in department.lines if line.standing.figure.value is not None]
worst = min(standing_lines, key=lambda line: stand.far(line.standing), default=None)
chosen = next((line for line in department.lines if line.standing.metric.id == who.chosen.get("metric")), worst)
if not department.name:
    if options:
        title, why, ways = "department.choose", "department.unknown" if wanted else "department.why", options
    else:
        title, why, ways = "department.none", "department.none.why", shell.ways_to_load(who)
    empty.draw(who.say(title), who.say(why, department=wanted), who.lang, links=ways)
else:
    draw_finding()
    sources.draw(who, [line.standing for line in department.lines])
    pictures.draw(who, answers.pictures(who, department, at), department=department.name)
    if department.lines:
        draw_lines()
    else:
        empty.draw_note(who.say("department.no_lines"), who.lang)
    if chosen is not None:
        people = answers.team(who, department, at)
        if any(people.by(chosen.standing.metric.id)) and roles.has(chosen.standing.metric.id, "person"):
            draw_people(chosen, people)
        else:
            draw_rest(chosen)
    months.foot(who)
