"""The only door to a figure: a typed question in, an answer out."""

from __future__ import annotations

from kpi.figures.answer import Answer, Figure, ask
from kpi.figures.periods import Period
from kpi.figures.question import Question, Scope
from kpi.figures.rows import Behind, behind

__all__ = ["Answer", "Behind", "Figure", "Period", "Question", "Scope", "ask", "behind"]
