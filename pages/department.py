"""A department: its assessment lines, what moved, and its people from best to worst."""

from kpi.review import roles
from kpi.review.month import Standing
from pages.parts import answers, bridges, choice, empty, finding, header, lines, months, multiples, section, shell, team
from pages.parts import standing as stand

TITLE = "page.department"
SECTION = "review"
ORDER = 2


def ask_lines(department: str) -> list[Standing]:
    """The department's lines: its own figure where a metric has one, else the whole's."""
    metrics = roles.metrics_of(roles.members(people, department))
    own = tuple(metric for metric in metrics if roles.has_department(metric))
    rest = tuple(metric for metric in metrics if not roles.has_department(metric))
    found = answers.standings(who, own, at, where={"department": (department,)}) + answers.standings(who, rest, at)
    order = {metric: number for number, metric in enumerate(metrics)}
    return sorted(found, key=lambda one: order[one.metric.id])


def draw_finding(department: str, found: list[Standing]) -> None:
    """How many lines are met, and which is furthest off."""
    short = [one for one in found if stand.missed(one)]
    aimed = [one for one in found if one.figure.attainment is not None]
    said = [[who.say("department.finding", department=department, lines=len(aimed), missed=len(short))]]
    if worst := stand.worst(found):
        label, value = worst.metric.label[who.lang], stand.value(who, worst)
        said.append([who.say("finding.worst", metric=label, value=value, attainment=stand.reached(worst))])
    ground = [who.say("department.people", people=len(roles.members(people, department))), *months.ground(who, at)]
    finding.draw(said, ground, who.lang)


def draw_people(department: str, chosen: Standing) -> None:
    """What moved the chosen line, everybody's months, and the team."""
    names = {person.person: person for person in roles.members(people, department)}
    found = [
        one
        for one in answers.standings(who, (chosen.metric.id,), at, by=("person",), where={"department": (department,)})
        if one.figure.group["person"] in names and one.figure.value is not None
    ]
    found = stand.best_first(found)
    left, right = shell.halves()
    with left:
        moved = answers.moved(who, chosen.metric.id, at, "person", department)
        labels = {person.person: person.name for person in people}
        bridges.draw(who, chosen, moved, at, labels)
    with right:
        section.draw(who.say("department.months"), chosen.metric.label[who.lang], who.lang)
        smalls = [
            stand.small(who, one, names[p].name, link(p), months.since(who, names[p].joined, at))
            for one in found
            if (p := one.figure.group["person"])
        ]
        first, last = at.history.first, at.days.last
        multiples.draw(smalls, first=f"{first:%y-%m}", last=f"{last:%y-%m}", lang=who.lang)
    section.draw(who.say("department.team"), who.say("department.team.note"), who.lang)
    rows = [
        stand.member(who, one, names[p].name, link(p), names[p].role or "")
        for one in found
        if (p := one.figure.group["person"])
    ]
    team.draw(rows, metric=chosen.metric.label[who.lang], extras=[], lang=who.lang)


def link(person: str) -> str:
    """The address of a person, at the chosen line."""
    return who.address("person", person=person, metric=who.chosen.get("metric", ""))


who = shell.reader()
at = answers.month(who)
people = answers.people(who, at)
known = roles.departments(people)
department = who.chosen.get("department", "")
header.draw(
    department if department in known else who.say(TITLE),
    who.lang,
    chips=months.chips(who, at),
    right=months.menu(who, at, "department", department=department),
)
options = [choice.Option(name, who.address("department", department=name), name == department) for name in known]
choice.draw([choice.segments(options, who.say(TITLE))], who.lang)
if department not in known:
    empty.draw(
        who.say("department.choose"),
        who.say("department.unknown" if department else "department.why"),
        who.lang,
        links=options,
    )
else:
    found = ask_lines(department)
    draw_finding(department, found)
    by_person = [one for one in found if roles.has_person(one.metric.id) and one.figure.value is not None]
    chosen = next((one for one in by_person if one.metric.id == who.chosen.get("metric")), None) or stand.worst(
        by_person
    )
    section.draw(who.say("department.lines"), who.say("department.lines.note"), who.lang)
    lines.draw(
        [stand.line(who, one, who.address("department", department=department, metric=one.metric.id)) for one in found],
        who.lang,
    )
    if chosen is None and by_person:
        chosen = by_person[0]
    if chosen is not None:
        draw_people(department, chosen)
