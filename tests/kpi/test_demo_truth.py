"""What comes out is what went in: every metric of the demo department equals the truth planted in its exports."""

from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction

import pytest

from kpi import catalogue, figures
from kpi.demo import Truth
from kpi.demo.truth import MEASURES
from kpi.loads import quarantine

TOLERANCE = Fraction(1, 10**6)


@pytest.fixture(scope="session")
def planted(department) -> Truth:
    return Truth.read(department.with_name("department-exports-truth.json"))


def questions() -> dict[tuple[str, ...], list[str]]:
    """The measures by what they are asked by: each by month and by its dimensions, an overlapping one by its own."""
    ways = defaultdict(list)
    for name, kind in MEASURES.items():
        own = name.partition("@")[2]
        for by in [(own,)] if own else [("month",), *((dim,) for dim in kind.dims)]:
            ways[by].append(name)
    return ways


def differences(name, by, figures_, expected):
    """The groups in which a metric's figures are not those planted."""
    asked = {
        tuple(figure.group[dim] for dim in by) or (figure.period,): (figure.n or 0, figure.d or 0)
        for figure in figures_
    }
    for key in asked.keys() | expected.keys():
        got, wanted = asked.get(key, (0, 0)), [part or 0 for part in expected.get(key, (0, 0))]
        if any(abs(Fraction(x) - Fraction(y)) > TOLERANCE for x, y in zip(got, wanted, strict=True)):
            yield f"{name} {key}: {got[0]} / {got[1]}, planted {wanted[0]} / {wanted[1]}"


@pytest.mark.parametrize("by", list(questions()), ids="-".join)
def test_the_figures_are_those_planted(department, planted, by):
    names, dims = questions()[by], () if by == ("month",) else by
    wrong = []
    for until in (planted.last, planted.last + timedelta(days=40)):
        some = [name for name in names if name.startswith("plan_attainment") == (until == planted.last)]
        metrics = tuple(name.partition("@")[0] for name in some)
        question = figures.Question(metrics, figures.Period(planted.first, until), "total" if dims else "month", dims)
        answer = figures.ask(question, data=department) if some else None
        for name, metric in zip(some, metrics, strict=True):
            found = [figure for figure in answer.figures if figure.metric == metric]
            wrong += differences(name, dims, found, planted.groups(name, by, until=until))
    assert not wrong


def test_every_metric_is_planted():
    metrics = {name for name, metric in catalogue.load().metrics.items() if not metric.internal}
    assert not metrics - {name.partition("@")[0] for name in MEASURES}


def test_only_the_spoiled_rows_are_set_aside(department, planted):
    rows = {(row.file, row.row) for row in quarantine.read(department)}
    assert Counter(file for file, _ in rows) == planted.quarantined


def test_the_saved_truth_is_the_same_when_read_again(planted, tmp_path):
    planted.save(tmp_path / "truth.json")
    assert Truth.read(tmp_path / "truth.json").raw == planted.raw
