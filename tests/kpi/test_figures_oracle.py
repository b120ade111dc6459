"""Every metric, asked of the product and of the naive reference, on random departments.

One department answers several hundred questions: each metric by each of its dimensions and some pairs of them, with
grains, filters and scopes as chance has it. The rows behind each figure must add up to it, group by group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi.figures import Answer, Period, Question, Scope, ask, behind
from tests.oracle import METRICS, Oracle
from tests.oracle.question import period_of
from tests.oracle_chance import PEOPLE
from tests.published import publish
from tests.strategies import PERIODS, VALUES, goes_together, scopes_of, settings_of_a_department, worlds

few = settings(  # a failing department is large and slow to shrink: it is shown as it is
    max_examples=max(1, settings().max_examples // 15),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
GRAINS = ["total", "month", "day", "week", "quarter", "year"]
PAIRS = 3
Figures = dict[tuple[Any, ...], tuple[Any, Any, Any]]


def sweep(metric: str, chance: Random) -> Iterator[dict[str, Any]]:
    """Questions about a metric: the total, by each dimension, by some pairs; each with some filter and scope."""
    m = METRICS[metric]
    for dimensions in [m.dimensions, m.other_dimensions]:
        groups = ["day", *dimensions]
        pairs = [tuple(chance.sample(groups, 2)) for _ in range(PAIRS)] if len(groups) > 1 else []
        for by in [(), *((group,) for group in groups), *pairs] if dimensions or m.other is None else []:
            yield asked(metric, by, list(dimensions), chance)


def asked(metric: str, by: tuple[str, ...], dimensions: list[str], chance: Random) -> dict[str, Any]:
    """One question; half of them have a filter, half a scope."""
    filtered = chance.choice([None, *dimensions]) if chance.random() < 0.6 else None
    values = chance.sample([*VALUES[filtered], None], chance.choice([1, 2, 2])) if filtered else []
    kinds = [k for k in scopes_of(metric) if goes_together(METRICS[metric], {*by, filtered} - {"day", None}, k)]
    scope = (chance.choice(kinds), chance.choice(PEOPLE)) if kinds and chance.random() < 0.5 else None
    date_from, date_to = chance.choice(PERIODS)
    return {
        "by": by,
        "grain": chance.choice(GRAINS),
        "date_from": date_from,
        "date_to": date_to,
        "where": {filtered: tuple(values)} if filtered else None,
        "scope": scope,
    }


def question_of(metric: str, words: Mapping[str, Any]) -> Question:
    """A question as the product takes it."""
    return Question(
        (metric,),
        Period(words["date_from"], words["date_to"]),
        words["grain"],
        words["by"],
        words["where"] or {},
        Scope(*words["scope"]) if words["scope"] else None,
    )


def told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def near(got: Any, want: Any) -> bool:
    """Equal to nine digits; no value is equal to no value only."""
    if got is None or want is None:
        return got is None and want is None
    return abs(float(got) - float(want)) <= 1e-9 * max(1.0, abs(float(want)))


def differences(got: Figures, want: Figures) -> list[Any]:
    """Groups whose n, d or value differ, or that only one side has."""
    return [
        (key, "got", got.get(key), "want", want.get(key))
        for key in got.keys() | want.keys()
        if key not in got or key not in want or not all(map(near, got[key], want[key]))
    ]


def added_up(question: Question, data: Any) -> tuple[dict[tuple[Any, ...], list[Any]], list[Any]]:
    """N and d by period and group from the rows behind a question, and rows that nobody could trace."""
    period = question.period
    assert period is not None
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, 0])
    lost = []
    for row in behind(question, question.metrics[0], data):
        day = row.values["day"]
        key = (period_of(day, question.grain, f"{period.first}/{period.last}"), *(row.values[x] for x in question.by))
        sums[tuple(map(told, key))]["nd".index(row.part)] += row.amount
        if not row.sources or any(not s.file or s.row < 2 for s in row.sources):
            lost.append(row)
    return sums, lost


def not_added_up(question: Question, answer: Answer, data: Any) -> list[Any]:
    """Figures that the rows behind them do not make, and rows behind none."""
    sums, lost = added_up(question, data)
    wrong: list[Any] = [("not traced", row) for row in lost]
    for figure in answer.figures:
        n, d = sums.pop(tuple(map(told, (figure.period, *figure.key))), [0, 0])
        if not near(n, figure.n or 0) or not near(d, figure.d or 0):
            wrong.append(("rows", figure, n, d))
    return wrong + list(sums.items())


@few
@given(st.data())
def test_every_figure_and_the_rows_behind_it_are_what_the_reference_counts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows, chosen = data.draw(worlds()), data.draw(settings_of_a_department())
    chance = Random(data.draw(st.integers(0, 2**32 - 1)))
    folder, oracle = publish(tmp_path_factory.mktemp("world"), rows, chosen), Oracle(rows, chosen)
    wrong = []
    for metric in sorted(METRICS):
        for words in sweep(metric, chance):
            question = question_of(metric, words)
            answer = ask(question, folder)
            got = {(f.period, *map(told, f.key)): (f.n, f.d, f.value) for f in answer.figures}
            found = differences(got, oracle.figures(metric, **words)) + not_added_up(question, answer, folder)
            wrong += [(metric, words, found[:3])] if found else []
    assert wrong == []
