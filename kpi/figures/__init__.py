"""The only door to a figure: a typed question in, an answer out."""

from __future__ import annotations

from kpi.engine.versions import NoData
from kpi.figures.answer import ask
from kpi.figures.compare import earlier
from kpi.figures.figure import Answer, Figure
from kpi.figures.people import Person, people
from kpi.figures.periods import Period
from kpi.figures.question import Question, Scope
from kpi.figures.rows import Behind, behind
from kpi.figures.versions import loaded_period, newest_version

__all__ = [
    "Answer",
    "Behind",
    "Figure",
    "NoData",
    "Period",
    "Person",
    "Question",
    "Scope",
    "ask",
    "behind",
    "earlier",
    "loaded_period",
    "newest_version",
    "people",
]
