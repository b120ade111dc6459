"""What a viewer may see: one function, applied to every question before it is answered."""

from __future__ import annotations

from kpi.engine import duck
from kpi.figures.question import Question


def allowed(con: duck.Connection, question: Question) -> Question:  # noqa: ARG001 — rights by person read the version's staff
    """The question as far as its viewer may ask it; so far every viewer has the rights of the machine's owner."""
    return question
