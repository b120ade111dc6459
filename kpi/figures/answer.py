"""From a question to its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi import catalogue
from kpi.engine import versions
from kpi.figures import compare, coverage, freshness, rights, targets
from kpi.figures.counting import Counting
from kpi.figures.figure import Answer
from kpi.figures.question import Question


def ask(question: Question, data: Path, version: int | None = None) -> Answer:
    """Answer a question from the newest version (or a given one).

    Raises:
        KaoheError: nothing is loaded, or the question cannot be meant.
    """
    known = catalogue.load()
    question.check(known)
    metrics = [known.metric(metric) for metric in question.metrics]
    with versions.reading(data, version) as (con, number):
        loaded = coverage.of(data, number)
        period = question.period or coverage.whole(loaded)
        question = rights.allowed(con, replace(question, period=period))
        goals = targets.of(data, number) if "target" in question.compare else {}
        figures = [
            figure
            for metric in metrics
            for figure in compare.compared(Counting(con, known, question, loaded), metric, period, goals)
        ]
    gaps = freshness.gaps(metrics, period, question, loaded)
    return Answer(tuple(figures), question, number, period, coverage.loaded_to(loaded), gaps, loaded.settings)
