"""The pictures of a department's work on a page."""

from __future__ import annotations

from kpi.review.month import Shown
from kpi.review.overview import Department
from kpi.review.pictures import Picture
from pages.parts import answers, flow, numbers, section
from pages.parts.shell import Reader


def draw(who: Reader, department: Department, at: Shown) -> None:
    """The pictures that have anything in them, each under its name."""
    for picture in answers.pictures(who, department, at):
        if any(step.amount for step in picture.steps):
            section.draw(who.say(f"picture.{picture.kind}"), who.say("picture.note"), who.lang)
            flow.draw(_steps(who, picture), who.lang)


def _steps(who: Reader, picture: Picture) -> list[flow.Step]:
    steps = []
    before = None
    for step in picture.steps:
        passed = ""
        if before and step.amount is not None:
            passed = str(numbers.value(float(step.amount) / float(before), "percent", who.lang))
        shown = numbers.value(step.amount, "count", who.lang)
        steps.append(flow.Step(step.words[who.lang], shown, passed, who.address("metric", metric=step.metric)))
        before = step.amount
    return steps
