"""Every metric, asked of the product and of the naive reference, on random departments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi.figures import Period, Question, Scope, ask, behind
from tests.oracle import METRICS, Oracle
from tests.published import publish
from tests.strategies import questions, settings_of_a_department, worlds

few = settings(  # a failing department is large and slow to shrink: it is shown as it is
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
Figures = dict[tuple[Any, ...], tuple[Any, Any, Any]]


def question_of(metric: str, asked: Mapping[str, Any]) -> Question:
    """A question as the product takes it."""
    return Question(
        (metric,),
        Period(asked["date_from"], asked["date_to"]),
        asked["grain"],
        tuple(asked["by"]),
        {k: tuple(v) for k, v in (asked["where"] or {}).items()},
        Scope(*asked["scope"]) if asked["scope"] else None,
    )


def near(got: Any, want: Any) -> bool:
    """Equal to nine digits; a side that is not there is no amount."""
    return abs(float(got or 0) - float(want or 0)) <= 1e-9 * max(1.0, abs(float(want or 0)))


def differences(got: Figures, want: Figures) -> list[Any]:
    """Groups whose n, d or value differ, or that only one side has, with an amount."""
    found = []
    for key in got.keys() | want.keys():
        ours, theirs = got.get(key, (None, None, None)), want.get(key, (None, None, None))
        if not all(near(a, b) for a, b in zip(ours, theirs, strict=True)):
            found.append((key, "got", ours, "want", theirs))
    return found


@few
@given(st.data())
def test_every_figure_and_the_rows_behind_it_are_what_the_reference_counts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows, chosen = data.draw(worlds()), data.draw(settings_of_a_department())
    folder = publish(tmp_path_factory.mktemp("world"), rows, chosen)
    oracle = Oracle(rows, chosen)
    wrong = []
    for metric in sorted(METRICS):
        for asked in (data.draw(questions(metric)) for _ in range(2)):
            question = question_of(metric, asked)
            answer = ask(question, folder)
            got = {
                (f.period, *(v.isoformat() if isinstance(v, date) else v for v in f.group.values())): (
                    f.n,
                    f.d,
                    f.value,
                )
                for f in answer.figures
            }
            wrong += [(metric, asked, d) for d in differences(got, oracle.figures(metric, **asked))]
            if not question.by and question.grain == "total":
                amounts = {"n": 0, "d": 0}
                for row in behind(question, metric, folder):
                    amounts[row.part] += row.amount
                    assert row.sources, (metric, asked, row)
                (figure,) = answer.figures
                if not (near(amounts["n"], figure.n) and near(amounts["d"], figure.d)):
                    wrong.append((metric, asked, "rows", amounts, figure))
    assert wrong == []
