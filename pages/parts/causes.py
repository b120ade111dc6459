"""Why a line is short of its target, in words: how it moved, and whose part in that is the largest."""

from __future__ import annotations

from kpi.figures.names import Names
from kpi.insight.cause import Cause
from kpi.review.month import Standing
from pages.parts import answers, numbers
from pages.parts import standing as stand
from pages.parts.shell import Reader


def clauses(who: Reader, one: Standing, found: Cause | None) -> list[str]:
    """The change on the month before, unless it is for the better, and the main part of what is wrong."""
    said = []
    change = stand.month_change(who, one)
    if change != numbers.NO_CHANGE and change.good is not True:
        said.append(who.say("cause.change", change=change.text))
    if found and one.figure.value is not None:
        amount = stand.distance(who, one, float(one.figure.value) - found.amount)
        if amount.good is False:
            name = called(who, found, answers.names(who))
            said.append(who.say(f"cause.{found.kind}", amount=amount.text, name=name))
    return said


def called(who: Reader, found: Cause, names: Names) -> str:
    """Whose part it is; several together by their number."""
    if len(found.keys) > 1:
        return who.say("cause.people", count=len(found.keys))
    return name_of(who, found.dimension, found.keys[0], names)


def name_of(who: Reader, dimension: str, key: str | None, names: Names) -> str:
    """What a group is called."""
    if key is None:
        return who.say("person.nobody") if dimension == "person" else who.say("group.unknown")
    return names.get(dimension, {}).get(key, key)
