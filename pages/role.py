"""A role: what it is assessed on, in the words of the scheme, and how everybody who has it stands."""

from itertools import groupby

from kpi.catalogue import Line, Measured, Role, load
from kpi.figures import Person
from kpi.review import roles
from kpi.review.person import PersonLine
from pages.parts import answers, choice, definition, empty, finding, header, lines, matrix, months, section, shell
from pages.parts import standing as stand

TITLE = "page.role"
SECTION = "review"
ORDER = 4


def in_words(line: Line) -> tuple[str, str, str]:
    """A line: its number and words; in another language also the original; and what is computed for it."""
    original = [] if who.lang == "zh" else [line.words["zh"]]
    computed = [figures(scope, list(some)) for scope, some in groupby(line.metrics, lambda one: one.scope)]
    said = [*original, *computed] if computed else [*original, who.say("role.pay")]
    return f"{line.number} {line.words[who.lang]}", " · ".join(said), ""


def figures(scope: str, some: list[Measured]) -> str:
    """Figures of one scope by their names, and whose they are."""
    names = who.say("list.comma").join(answers.metric(one.metric).label[who.lang] for one in some)
    whose = stand.whose(who, scope)
    return who.say("role.of", figures=names, whose=whose) if whose else names


def draw_scheme(role: Role) -> None:
    """The lines of the scheme."""
    section.draw(who.say("role.scheme"), who.say("role.scheme.note"), who.lang)
    definition.draw_list([in_words(line) for line in role.lines], who.lang)


def draw_people(holders: list[Person]) -> None:
    """Everybody who has the role: one alone with each line in full, several side by side, the worst first."""
    alone = holders[0].name if len(holders) == 1 else ""
    section.draw(alone or who.say("role.people"), who.say("role.people.note") if holders else "", who.lang)
    if not holders:
        empty.draw_note(who.say("role.nobody"), who.lang)
    elif len(holders) == 1:
        lines.draw([whole(holders[0], line) for line in answers.lines(who, holders[0], at)], who.lang)
    else:
        matrix.draw([row(person) for person in sorted(holders, key=furthest)], who.lang)


def furthest(person: Person) -> tuple[bool, float]:
    """How far from its target a person's worst line is."""
    return min(stand.far(line.standing) for line in answers.lines(who, person, at))


def address(person: Person, line: PersonLine) -> str:
    """Where a line of a person leads."""
    return who.address("person", person=person.person, metric=line.standing.metric.id)


def whole(person: Person, line: PersonLine) -> lines.Line:
    """A line in full."""
    whose = [part for part in (stand.in_words(who, line.assessed), stand.whose(who, line.scope.kind)) if part]
    return stand.line(who, line.standing, address(person, line), " · ".join(whose))


def row(person: Person) -> matrix.Row:
    """A person with the lines of the role."""
    cells = [cell(person, line) for line in answers.lines(who, person, at)]
    sub = " · ".join(part for part in (person.department, months.since(who, person.joined, at)) if part)
    return matrix.Row(person.name, sub, tuple(cells), href=who.address("person", person=person.person))


def cell(person: Person, line: PersonLine) -> matrix.Cell:
    """A line as a cell; its value and target are told on hovering."""
    one = line.standing
    said = f"{stand.value(who, one)} / {stand.target(who, one)} · {stand.note(who, one)}"
    return matrix.Cell(stand.label(who, one), one.figure.attainment, stand.judged(one), said, address(person, line))


def draw_finding(role: Role, holders: list[Person]) -> None:
    """How many lines of everybody are met, and which is furthest off."""
    standings = [(person, line.standing) for person in holders for line in answers.lines(who, person, at)]
    counted = stand.counts(who, [one for _, one in standings])
    said = [[who.say("person.is", name=role.words[who.lang]), *counted]] if counted else []
    missed = sorted(((p, one) for p, one in standings if stand.missed(one)), key=lambda pair: stand.far(pair[1]))
    if missed:
        person, one = missed[0]
        said.append(stand.furthest(who, one, [person.name] if len(holders) > 1 else []))
    finding.draw(said, [stand.people(who, len(holders)), *months.ground(who, at)], who.lang)


who = shell.reader()
at = answers.month(who)
known = load().roles
role = known.get(who.chosen.get("role", "")) or next(iter(known.values()))
everybody = answers.staff(who, at)
header.draw(
    role.words[who.lang],
    who.lang,
    sub=who.say(TITLE),
    chips=months.chips(who, at),
    right=months.menu(who, at, "role", role=role.id),
)
options = [choice.Option(one.words[who.lang], who.address("role", role=one.id), one is role) for one in known.values()]
choice.draw([choice.segments(options, who.say(TITLE))], who.lang)
holders = [person for person in everybody if roles.role_of(person.role) is role]
draw_finding(role, holders)
draw_people(holders)
draw_scheme(role)
months.foot(who)
