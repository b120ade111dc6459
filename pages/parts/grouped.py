"""A figure by a dimension: what each group is called, where it leads, and how the groups stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.review.month import Shown, Standing
from pages.parts import answers, causes, months, multiples, team
from pages.parts import standing as stand
from pages.parts.shell import Reader

NOBODY = "~"  # in an address: the group of unknown people or things
MOST = 24  # little lines side by side


def key_of(text: str) -> str | None:
    """A group as an address has it."""
    return None if text == NOBODY else text


def link(who: Reader, one: Standing, dimension: str) -> str:
    """Where a group leads: a person and a department to their page, anything else to the metric of this group alone."""
    key, metric = one.group, one.metric.id
    if key and dimension in ("person", "department"):
        return who.address(dimension, **{dimension: key, "metric": metric})
    return who.address("metric", **{"metric": metric, dimension: NOBODY if key is None else key})


def name(who: Reader, one: Standing, dimension: str) -> str:
    """What a group is called."""
    return causes.name_of(who, dimension, one.group, answers.names(who))


def smalls(who: Reader, found: Sequence[Standing], dimension: str, at: Shown) -> None:
    """Thirteen months of each group."""
    items = [stand.small(who, one, name(who, one, dimension), link(who, one, dimension)) for one in found[:MOST]]
    multiples.draw(items, *months.ends(at), who.lang)


def table(who: Reader, found: Sequence[Standing], dimension: str, whole: Standing) -> None:
    """The groups from best to worst, and all of them together."""
    scale = stand.largest([*found, whole])
    rows = [stand.member(who, one, name(who, one, dimension), link(who, one, dimension), scale=scale) for one in found]
    total = stand.member(who, whole, who.say("group.whole"), scale=scale)
    label = stand.label(who, whole)
    team.draw(rows, label, [], who.lang, total, name=who.say(f"dimension.{dimension}"))
