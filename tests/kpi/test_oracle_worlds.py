"""The reference agrees with every figure of two worlds that were computed beforehand by somebody else."""

from __future__ import annotations

import json
from calendar import monthrange
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi import catalogue
from tests.oracle import METRICS, Oracle
from tests.oracle_reader import read_world
from tests.strategies import FIRST, LAST, questions, settings_of_a_department, worlds

WORLDS = Path(__file__).parent.parent / "worlds"
FROM, TO = date(2026, 8, 1), date(2026, 10, 31)


def same(a, b):
    """Equal to nine digits; no value is equal to no value only."""
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a)), abs(float(b)))


def agree(figure, wanted):
    return figure is not None and all(map(same, figure, (wanted["n"], wanted["d"], wanted["value"])))


@pytest.fixture(scope="module", params=["a", "b"])
def world(request):
    return WORLDS / request.param


@pytest.fixture(scope="module")
def oracle(world):
    return Oracle(read_world(world / "exports"))


def test_every_figure_of_the_world_agrees_and_no_group_is_too_many(world, oracle):
    expected = json.loads((world / "expected.json").read_text("utf-8"))["figures"]
    questions = defaultdict(dict)
    for e in expected:
        questions[e["metric"], e["by"], e["grain"]][tuple(e["key"])] = e
    wrong = []
    for (metric, by, grain), wanted in questions.items():
        answer = oracle.figures(metric, (by,) if by else (), grain, date_from=FROM, date_to=TO)
        got = {key if grain == "month" else key[1:]: figure for key, figure in answer.items()}
        wrong += [(metric, by, key, e, got.get(key)) for key, e in wanted.items() if not agree(got.get(key), e)]
        wrong += [(metric, by, key, f) for key, f in got.items() if key not in wanted and (f[0] or f[1])]
    assert len(expected) > 2000
    assert wrong == []


def test_the_figures_behind_every_scorecard_agree(world, oracle):
    wrong, items = [], 0
    for card in json.loads((world / "scores.json").read_text("utf-8")):
        year, month = map(int, card["month"].split("-"))
        last = monthrange(year, month)[1]
        for item in card["items"]:
            items += 1
            (figure,) = oracle.figures(
                item["metric"],
                date_from=date(year, month, 1),
                date_to=date(year, month, last),
                scope=(item["scope"], card["person"]),
            ).values()
            if not agree(figure, item):
                wrong.append((card["month"], card["person"], item, figure))
    assert items > 150
    assert wrong == []


def test_the_worlds_ask_for_every_metric(world):
    expected = json.loads((world / "expected.json").read_text("utf-8"))["figures"]
    told = {metric for metric in METRICS if not catalogue.load().metric(metric).internal}
    assert {e["metric"] for e in expected} == told


# ------------------------------------------------------------------------------------------------ on random worlds


@given(world=worlds(), chosen=settings_of_a_department(), metric=st.sampled_from(sorted(METRICS)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_days_and_parting_groups_add_up_to_the_whole(world, chosen, metric):
    m, oracle = METRICS[metric], Oracle(world, chosen)
    (whole,) = oracle.figures(metric, date_from=FIRST, date_to=LAST).values()
    by_day = oracle.figures(metric, grain="day", date_from=FIRST, date_to=LAST)
    assert len(by_day) == 62
    answers = [by_day] + [oracle.figures(metric, (x,), date_from=FIRST, date_to=LAST) for x in m.dimensions]
    for side in (0, 1):
        sums = [sum(figure[side] or 0 for figure in answer.values()) for answer in answers]
        assert sums == [whole[side] or 0] * len(answers)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_question_has_an_answer(data):
    metric = data.draw(st.sampled_from(sorted(METRICS)))
    question = data.draw(questions(metric))
    for n, d, value in Oracle(data.draw(worlds())).figures(metric, **question).values():
        assert value == (n if d is None else None if d == 0 else n / d)
