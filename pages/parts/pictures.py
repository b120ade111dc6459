"""The pictures of work on a page: of a department, or of a person."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.review.pictures import Drawn, Step
from pages.parts import flow, numbers, section
from pages.parts import standing as stand
from pages.parts.shell import Reader


def draw(who: Reader, found: Iterable[Drawn], **whose: str) -> None:
    """The pictures that have anything in them, each under its name.

    Args:
        who: the reader.
        found: the pictures.
        whose: the filter under which a metric's page shows the figures of steps that are not of all shops.
    """
    for one in found:
        if not one.empty:
            note = who.say("picture.note" if one.own else "picture.note.shops")
            section.draw(one.picture.words[who.lang], note, who.lang)
            flow.draw([_step(who, step, whose if one.own else {}) for step in one.steps], who.lang)


def _step(who: Reader, step: Step, whose: dict[str, str]) -> flow.Step:
    note = who.say(
        f"picture.of_{step.side}", counts=step.counts[who.lang], amount=stand.amount(step.amount),
        metric=step.metric.label[who.lang],
    )  # fmt: skip
    return flow.Step(
        step.words[who.lang],
        numbers.value(step.amount, "count", who.lang),
        "" if step.first else str(numbers.value(step.share, "percent", who.lang)),
        step.share,
        _change(who, step),
        open=step.open_until is not None,
        reason=_reason(who, step),
        note=note,
        href=who.address("metric", metric=step.metric.id, **whose),
    )


def _change(who: Reader, step: Step) -> numbers.Change:
    """How the share of the step before has moved, of the first step its amount; not judged while it can change."""
    if step.first:
        moved = numbers.change(step.amount, step.before, "count", who.lang, better=step.metric.better)
    else:
        moved = numbers.change(step.share, step.share_before, "percent", who.lang, better=step.metric.better)
    return numbers.Change(moved.text) if step.open_until else moved


def _reason(who: Reader, step: Step) -> str:
    if step.amount is not None:
        return ""
    if step.missing:
        return who.say("reason.missing", sources=stand.sources(who, step.missing))
    return who.say("reason.no_rows")
