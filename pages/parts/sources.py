"""What is not loaded for the month that is shown, and how many figures lack it."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.review.month import Standing
from pages.parts import empty
from pages.parts import standing as stand
from pages.parts.shell import Reader


def draw(who: Reader, standings: Sequence[Standing]) -> None:
    """One line where sources are missing; nothing where all are there."""
    lack = [one for one in standings if one.figure.missing]
    if not lack:
        return
    entities = dict.fromkeys(source for one in lack for source in one.figure.missing)
    said = who.say("sources.missing", sources=stand.sources(who, entities), count=len(lack))
    empty.draw_note(said, who.lang, who.address("upload"), who.say("sources.upload"))
