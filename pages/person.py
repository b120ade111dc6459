"""A person: their lines against targets, how the chosen one has gone, and the rows behind it."""

from kpi.figures import Person, Scope
from kpi.review import roles
from kpi.review.month import Standing
from pages.parts import answers, behind, choice, empty, finding, header, lines, months, section, shell, trends
from pages.parts import standing as stand

TITLE = "page.person"
SECTION = "review"
ORDER = 3


def ask_lines(person: Person) -> list[tuple[Standing, Scope]]:
    """Their role's lines, each as the figure of the scope that the role says."""
    measured = roles.measured_of(person.role)
    found = []
    for kind in dict.fromkeys(one.scope for one in measured):
        metrics = tuple(one.metric for one in measured if one.scope == kind)
        scope = Scope(kind, person.person)
        found += [(one, scope) for one in answers.standings(who, metrics, at, scope=scope)]
    order = {(one.metric, one.scope): number for number, one in enumerate(measured)}
    return sorted(found, key=lambda pair: order[pair[0].metric.id, pair[1].kind])


def draw_finding(person: Person, found: list[Standing]) -> None:
    """How many lines are met, and which is furthest off."""
    aimed = [one for one in found if one.figure.attainment is not None]
    missed = [one for one in aimed if stand.missed(one)]
    said = [[who.say("person.finding", name=person.name, lines=len(aimed), missed=len(missed))]]
    if worst := stand.worst(found):
        label, value = worst.metric.label[who.lang], stand.value(who, worst)
        said.append([who.say("finding.worst", metric=label, value=value, attainment=stand.reached(worst))])
    finding.draw(said, [person.department or "", person.role or "", *months.ground(who, at)], who.lang)


def draw_person(person: Person) -> None:
    """All of one person."""
    found = ask_lines(person)
    if not found:
        empty.draw(who.say("person.no_role"), who.say("person.no_role.why", role=person.role or "—"), who.lang)
        return
    draw_finding(person, [one for one, _ in found])
    section.draw(who.say("person.lines"), person.role or "", who.lang)
    here = {"person": person.person}
    rows = [
        stand.line(
            who,
            one,
            who.address("person", **here, metric=one.metric.id),
            "" if scope.kind == "self" else who.say(f"scope.{scope.kind}"),
        )
        for one, scope in found
    ]
    lines.draw(rows, who.lang)
    wanted = who.chosen.get("metric")
    chosen = next((pair for pair in found if pair[0].metric.id == wanted), None)
    chosen = chosen or next((pair for pair in found if pair[0] is stand.worst(one for one, _ in found)), found[0])
    trends.draw(who, chosen[0], at)
    days = shell.day_of(who, at.days)
    behind.draw(who, chosen[0].metric, days, page="person", here=here, where={}, scope=chosen[1], month=at.days)


who = shell.reader()
at = answers.month(who)
everybody = answers.people(who, at)
person = next((one for one in everybody if one.person == who.chosen.get("person")), None)
header.draw(
    person.name if person else who.say(TITLE),
    who.lang,
    sub=person.person if person else "",
    chips=months.chips(who, at),
    right=months.menu(who, at, "person", person=who.chosen.get("person", "")),
)
if person is not None:
    draw_person(person)
else:
    asked = who.chosen.get("person")
    why = who.say("person.unknown", person=asked) if asked else who.say("person.why")
    empty.draw(who.say("person.choose"), why, who.lang)
    for department in roles.departments(everybody):
        section.draw(department, lang=who.lang)
        options = [
            choice.Option(one.name, who.address("person", person=one.person))
            for one in roles.members(everybody, department)
        ]
        choice.draw([choice.segments(options, department)], who.lang)
