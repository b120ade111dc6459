"""Pictures of work: how many are left from step to step, what each step keeps, and how that was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kpi.catalogue import Metric, Picture, PictureStep, Words, load
from kpi.figures import Figure, Period, Person, Question, Scope, ask
from kpi.figures.periods import previous
from kpi.review import roles
from kpi.review.month import Shown

Where = Mapping[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class Step:
    """A step: the side of a metric that it counts, now and in the period before.

    Attributes:
        metric: the metric.
        side: n or d.
        words: the step in a word or two.
        amount: how many; None where the source says nothing.
        before: how many in the period before, to the same day.
        first: it is the first one.
        share: of the step before it, as a ratio; None of the first, and of nothing.
        share_before: the same in the period before.
        missing: the sources that say nothing.
        open_until: the day on which it stops changing, where that is still to come.
    """

    metric: Metric
    side: str
    words: Words
    amount: Any
    before: Any
    first: bool = False
    share: float | None = None
    share_before: float | None = None
    missing: tuple[str, ...] = ()
    open_until: date | None = None

    @property
    def counts(self) -> Words:
        """What it counts, in the words of its metric."""
        return self.metric.n if self.side == "n" or self.metric.d is None else self.metric.d


@dataclass(frozen=True)
class Drawn:
    """A picture with its figures; `own`: of the department's or the person's own rows, and not of all shops."""

    picture: Picture
    steps: tuple[Step, ...]
    own: bool

    @property
    def empty(self) -> bool:
        """Whether no step has anything."""
        return not any(step.amount for step in self.steps)


def of_department(department: str, people: Sequence[Person], at: Shown, data: Path, version: int) -> list[Drawn]:
    """The picture of a department's work: that of its head's role, else of the first of its people who has one."""
    head = roles.head(people)
    found = [one for person in ([head] if head else []) + [*people] for one in _of(person, "of_departments")]
    own: Where = {"department": (department,)}
    return [_drawn(one, at, data, version, own if one.scope == "department" else {}, None) for one in found[:1]]


def of_person(person: Person, at: Shown, data: Path, version: int) -> list[Drawn]:
    """The pictures of a person: those of their role, of their own rows."""
    found = _of(person, "of_people")
    return [_drawn(one, at, data, version, {}, Scope("self", person.person)) for one in found]


def _of(person: Person, whose: Literal["of_departments", "of_people"]) -> list[Picture]:
    role = roles.role_of(person.role)
    return [one for one in load().pictures.values() if role and role.id in getattr(one, whose)]


def _drawn(picture: Picture, at: Shown, data: Path, version: int, where: Where, scope: Scope | None) -> Drawn:
    def figures(days: Period) -> dict[str, Figure]:
        asked = Question(picture.metrics, days, where=where, scope=scope)
        return {figure.metric: figure for figure in ask(asked, data, version).figures}

    now, then = figures(at.days), figures(previous(at.days))
    steps: list[Step] = []
    for one in picture.steps:
        last = steps[-1] if steps else None
        figure, amount, before = now[one.metric], _amount(one, now), _amount(one, then)
        share = _share(amount, last.amount if last else None)
        share_before = _share(before, last.before if last else None)
        missing = figure.missing if amount is None else ()
        open_until = figure.open_until if one.side == "n" else None
        metric = load().metric(one.metric)
        steps.append(
            Step(metric, one.side, one.words, amount, before, last is None, share, share_before, missing, open_until)
        )
    return Drawn(picture, tuple(steps), bool(where or scope))


def _amount(step: PictureStep, figures: Mapping[str, Figure]) -> Any:
    """The side of the figure; none, and not 0, where a source says nothing."""
    figure = figures[step.metric]
    amount = figure.n if step.side == "n" else figure.d
    return None if figure.missing and not amount else amount


def _share(amount: Any, of: Any) -> float | None:
    return float(amount) / float(of) if amount is not None and of else None
