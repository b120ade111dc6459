"""The main cause of a missed target: whose part is the largest of what is wrong, worked out by hand."""

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.errors import WrongUsage
from kpi.figures.periods import month
from kpi.insight import cause, compose
from kpi.insight.compose import REST

CONVERSION, GMV, SECONDS = (
    load().metric(name) for name in ("consultation_conversion", "gmv", "first_response_seconds")
)


@pytest.fixture
def found(monkeypatch):
    """The cause between two periods' parts."""

    def of(metric, before, now, goal=None, where=None):
        monkeypatch.setattr(compose, "both", lambda *_, **__: (before, now))
        return cause.cause(metric, goal, month("2026-10"), Path(), 1, where or {})

    return of


def test_the_person_whose_own_rate_fell_most(found):
    """A falls from 60 % to 40 %, B stays at 40 %, each with half of the chats: −10 points, all of them A's."""
    one = found(CONVERSION, {"A": (60, 100), "B": (40, 100)}, {"A": (40, 100), "B": (40, 100)})
    assert (one.dimension, one.keys, one.kind) == ("person", ("A",), "rate")
    assert one.amount == pytest.approx(-0.1)


def test_the_share_of_the_strong_one_fell(found):
    """60 % and 20 % stay; the strong one's share falls from a half to a quarter: −10 points, 6.25 of them there."""
    one = found(CONVERSION, {"A": (60, 100), "B": (20, 100)}, {"A": (30, 50), "B": (30, 150)})
    assert (one.keys, one.kind) == (("A",), "mix")
    assert one.amount == pytest.approx(-0.25 * (0.6 - (0.4 + 0.3) / 2))


def test_joiners_count_together(found):
    """A keeps 50 %; C and D join with 30 %, each with a quarter of the chats."""
    one = found(CONVERSION, {"A": (50, 100)}, {"A": (50, 100), "C": (15, 50), "D": (15, 50)})
    assert set(one.keys) == {"C", "D"}
    assert one.kind == "joined"
    assert one.amount == pytest.approx(2 * 0.25 * (0.3 - (0.5 + 0.4) / 2))


def test_lower_is_better(found):
    """Seconds rise from 20 to 30 because B rises from 20 to 40."""
    one = found(SECONDS, {"A": (2000, 100), "B": (2000, 100)}, {"A": (2000, 100), "B": (4000, 100)})
    assert (one.keys, one.kind, one.amount) == (("B",), "rate", 10.0)


def test_better_than_before_but_short_of_the_target_is_told_by_the_distance(found):
    """50 % of 200 against 60 %: A lacks 20 of its 100, B has all of its 60; so −10 points, all of them A's."""
    one = found(CONVERSION, {"A": (30, 100), "B": (60, 100)}, {"A": (40, 100), "B": (60, 100)}, goal=0.6)
    assert (one.keys, one.kind) == (("A",), "gap")
    assert one.amount == pytest.approx((40 - 60) / 200)


def test_a_sum_that_grew_has_no_part_to_blame(found):
    assert found(GMV, {"x": (50, None), "y": (50, None)}, {"x": (70, None), "y": (60, None)}, goal=500) is None


def test_a_sum_that_fell_has_the_shop_that_lost_most(found):
    one = found(GMV, {"x": (50, None), "y": (50, None)}, {"x": (20, None), "y": (60, None)})
    assert (one.dimension, one.keys, one.amount) == ("shop", ("x",), -30.0)


@pytest.mark.parametrize("now", [{}, {"A": (4, 10)}, {"A": (4, 10), REST: (0, 2)}])
def test_one_part_alone_explains_nothing(found, now):
    assert found(CONVERSION, {"A": (6, 10)}, now, goal=0.9) is None


def test_what_is_asked_of_one_group_is_not_taken_apart_by_it(found):
    one = found(CONVERSION, {"x": (6, 10), "y": (6, 10)}, {"x": (1, 10), "y": (6, 10)}, where={"person": ("A",)})
    assert one.dimension == "shop"


def test_dimensions_that_do_not_go_together_have_no_cause(monkeypatch):
    def refuse(*_, **__):
        raise WrongUsage

    monkeypatch.setattr(compose, "both", refuse)
    assert cause.cause(CONVERSION, 0.9, month("2026-10"), Path(), 1, {}) is None
