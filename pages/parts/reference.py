"""What else there is of a person, beside their department; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.figures import Person
from kpi.review.beside import Beside
from pages.parts import beside, empty, numbers, section
from pages.parts import standing as stand
from pages.parts.shell import Reader


def draw(who: Reader, person: Person, found: Sequence[Beside]) -> None:
    """Their other figures, each beside the department's; how far apart they are only where both can be compared.

    A sum of one person is a part of the department's: that is no difference.
    """
    section.draw(who.say("reference.title"), who.say("reference.note"), who.lang)
    if not found:
        empty.draw_note(who.say("reference.none"), who.lang)
        return
    rows = []
    for each in found:
        one = each.own
        other = numbers.value(each.whole.figure.value, one.metric.unit, who.lang, currency=one.currency)
        href = who.address("person", person=person.person, metric=one.metric.id)
        rows.append(
            beside.Row(
                stand.label(who, one),
                stand.value(who, one),
                other,
                stand.distance(who, one, each.whole.figure.value) if one.metric.d else numbers.NO_CHANGE,
                stand.parts(who, one),
                href,
            )
        )
    beside.draw(rows, who.lang)
