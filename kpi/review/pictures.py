"""Pictures of a department's work: how many are left from step to step, read off the metrics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi.catalogue import Words, load
from kpi.figures import Figure, Question, ask
from kpi.review import roles
from kpi.review.month import Shown

#: A step is the n or the d of a metric, whose words it takes.
STEPS = {
    "service": ("visitors.n", "consultations.n", "presale_consultations.n", "consultation_conversion.n"),
    "logistics": ("paid_orders.n", "parcels_packed.n", "on_time_shipping.n", "return_processing_hours.d"),
    "promotion": ("ad_impressions.n", "ad_clicks.n", "promotion_visitors.n", "new_customers.n"),
    "tasks": ("task_completion.d", "task_completion.n", "first_pass_rate.n"),
}

#: Whose work a picture is, by role.
WORK = {
    "service_manager": "service", "service_specialist": "service",
    "logistics_manager": "logistics", "logistics_specialist": "logistics",
    "promotion_manager": "promotion", "promotion_specialist": "promotion",
    "design_manager": "tasks", "design_specialist": "tasks", "copywriter": "tasks",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A step: how many, in words, and the metric that counts it."""

    metric: str
    words: Words
    amount: Any


@dataclass(frozen=True)
class Picture:
    """The steps of a kind of work."""

    kind: str
    steps: tuple[Step, ...]


def pictures(department: str, role_words: Iterable[str | None], at: Shown, data: Path, version: int) -> list[Picture]:
    """The pictures of the roles that a department has; a step of its own people where there is one."""
    there = {WORK.get(role.id) for word in role_words if (role := roles.role_of(word))}
    wanted = {kind: steps for kind, steps in STEPS.items() if kind in there}
    metrics = tuple(dict.fromkeys(step.partition(".")[0] for steps in wanted.values() for step in steps))
    own = tuple(metric for metric in metrics if roles.has(metric, "department"))
    rest = tuple(metric for metric in metrics if metric not in own)
    figures: dict[str, Figure] = {}
    for some, where in ((own, {"department": (department,)}), (rest, {})):
        if some:
            asked = Question(some, at.days, where=where)
            figures |= {figure.metric: figure for figure in ask(asked, data, version).figures}
    return [Picture(kind, tuple(_step(step, figures) for step in steps)) for kind, steps in wanted.items()]


def _step(step: str, figures: dict[str, Figure]) -> Step:
    name, _, side = step.partition(".")
    metric, figure = load().metric(name), figures[name]
    return Step(name, metric.n if side == "n" or metric.d is None else metric.d, figure.n if side == "n" else figure.d)
