"""A person: their lines against targets, how the chosen one has gone, and the rows behind it."""

from kpi.catalogue import load
from kpi.figures import Person
from kpi.review import roles
from kpi.review.person import PersonLine
from pages.parts import (
    answers,
    behind,
    causes,
    choice,
    empty,
    finding,
    header,
    headline,
    lines,
    months,
    pictures,
    reference,
    section,
    shell,
    sources,
    trends,
)
from pages.parts import standing as stand

TITLE = "page.person"
SECTION = "review"
ORDER = 3


def draw_finding(person: Person, mine: tuple[PersonLine, ...]) -> None:
    """How many lines are met, and which is furthest off."""
    counted = stand.counts(who, [line.standing for line in mine])
    said = [[who.say("person.is", name=person.name), *counted]] if counted else []
    missed = sorted((line.standing for line in mine if stand.missed(line.standing)), key=stand.far)
    if missed:
        said.append(stand.furthest(who, missed[0], causes.clauses(who, missed[0], None)))
    place = [
        part for part in (person.department, stand.role(who, person.role), months.since(who, person.joined, at)) if part
    ]
    finding.draw(said, [*place, *months.ground(who, at)], who.lang)


def draw_lines(person: Person, mine: tuple[PersonLine, ...]) -> None:
    """The lines of their role; a click shows how one has gone, and its rows."""
    section.draw(who.say("person.lines"), who.say("person.lines.note"), who.lang)
    if not mine:
        empty.draw_note(who.say("person.no_role", role=person.role or "—"), who.lang)
        return
    rows = [
        stand.line(
            who,
            line.standing,
            who.here("person", metric=line.standing.metric.id, day="", part="", row=""),
            " · ".join(
                part for part in (stand.in_words(who, line.assessed), stand.whose(who, line.scope.kind)) if part
            ),
            current=chosen is line,
        )
        for line in mine
    ]
    lines.draw(rows, who.lang)


def choose(person: Person, mine: tuple[PersonLine, ...]) -> PersonLine | None:
    """The line of the address, any figure that people have, else the line that is furthest off."""
    wanted = who.chosen.get("metric", "")
    found = next((line for line in mine if line.standing.metric.id == wanted), None)
    if found is None and wanted in load().metrics and roles.has(wanted, "person"):
        found = answers.other(who, wanted, person, at)
    return found or min(mine, key=lambda line: stand.far(line.standing), default=None)


def draw_chosen(person: Person, line: PersonLine) -> None:
    """The chosen figure: what it is made of, its months beside what else there is of the person, its rows."""
    one = line.standing
    headline.draw(stand.headlines(who, one, answers.place(who, person, one, at)), who.lang)
    left, right = shell.columns(7, 5)
    with left:
        trends.draw(who, one, at)
    with right:
        reference.draw(who, person, answers.beside(who, person, at))
    behind.draw(who, one, at, page="person", where={}, scope=line.scope)


def draw_choice() -> None:
    """Everybody by department, to choose from."""
    asked = who.chosen.get("person", "")
    if not everybody:
        title, why, ways = "department.none", "department.none.why", shell.ways_to_load(who)
    else:
        title, why, ways = "person.choose", "person.unknown" if asked else "person.why", []
    empty.draw(who.say(title), who.say(why, person=asked), who.lang, links=ways)
    for department in roles.departments(everybody):
        section.draw(department, lang=who.lang)
        options = [
            choice.Option(one.name, who.address("person", person=one.person))
            for one in roles.members(everybody, department)
        ]
        choice.draw([choice.segments(options, department)], who.lang)


who = shell.reader()
at = answers.month(who)
everybody = answers.staff(who, at)
person = next((one for one in everybody if one.person == who.chosen.get("person")), None)
header.draw(
    person.name if person else who.say(TITLE),
    who.lang,
    sub=person.person if person else "",
    chips=months.chips(who, at),
    right=months.menu(who, at, "person", person=who.chosen.get("person", ""), metric=who.chosen.get("metric", "")),
)
if person is None:
    draw_choice()
else:
    mine = answers.lines(who, person, at)
    chosen = choose(person, mine)
    draw_finding(person, mine)
    sources.draw(who, [line.standing for line in mine])
    pictures.draw(who, answers.pictures_of(who, person, at), person=person.person)
    draw_lines(person, mine)
    if chosen is not None:
        draw_chosen(person, chosen)
    months.foot(who)
