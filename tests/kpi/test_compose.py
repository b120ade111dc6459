"""The parts of a change add up to it, to the last digit, whoever joins or leaves."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue import load
from kpi.figures import Question, ask, people
from kpi.figures.periods import month
from kpi.insight.compose import REST, bridge, moved

names = st.sampled_from(["A", "B", "C", "D", None])
money = st.decimals(min_value=0, max_value=10**6, places=2)
ratios = st.dictionaries(names, st.tuples(st.integers(0, 500) | money, st.integers(0, 900)), max_size=5)
sums = st.dictionaries(names, st.tuples(st.integers(0, 500) | money, st.none()), max_size=5)


def total(parts):
    return sum(Fraction(n) for n, _ in parts.values()) / (sum(Fraction(d) for _, d in parts.values()) or 1)


@given(ratios, ratios)
def test_parts_of_a_ratio_add_up_to_its_change(before, now):
    found = bridge(before, now)
    if not sum(d for _, d in before.values()) or not sum(d for _, d in now.values()):
        assert found is None
        return
    assert (found.start, found.end) == (total(before), total(now))
    assert sum(e.rate + e.mix for e in found.effects) == found.rate + found.mix == found.end - found.start
    assert {e.key for e in found.effects} == {*before, *now}


@given(sums, sums)
def test_parts_of_a_sum_are_plain_differences(before, now):
    found = bridge(before, now)
    if not before or not now:
        assert found is None
        return
    plain = {key: Fraction(now.get(key, (0,))[0]) - Fraction(before.get(key, (0,))[0]) for key in {*before, *now}}
    assert {e.key: e.rate for e in found.effects} == plain
    assert all(e.mix == 0 for e in found.effects)
    assert found.end - found.start == sum(plain.values())


def test_rate_and_mix_by_hand():
    """A 60 of 100 then 50 of 100; B 40 of 100 then none; C joins with 30 of 100. R: 1/2 then 2/5."""
    found = bridge({"A": (60, 100), "B": (40, 100)}, {"A": (50, 100), "C": (30, 100)})
    by = {e.key: e for e in found.effects}
    assert (by["A"].rate, by["A"].mix) == (Fraction(-1, 20), 0)
    assert (by["B"].rate, by["B"].mix) == (0, Fraction(-1, 2) * (Fraction(2, 5) - Fraction(9, 20)))
    assert (by["C"].rate, by["C"].mix) == (0, Fraction(1, 2) * (Fraction(3, 10) - Fraction(9, 20)))
    assert by["B"].left
    assert by["C"].joined
    assert found.rate + found.mix == Fraction(-1, 10)


@given(ratios)
def test_nothing_moved_between_equal_periods(parts):
    found = bridge(parts, parts)
    assert found is None or all(e.rate == e.mix == 0 for e in found.effects)


@pytest.mark.parametrize("empty", [{}, {"A": (0, 0)}, {"A": (5, 0)}])
def test_no_figure_no_bridge(empty):
    assert bridge(empty, {"A": (1, 2)}) is None
    assert bridge({"A": (Decimal(1), 2)}, empty) is None


def lines_of(data, department, days):
    """What a department's people are assessed on and can be taken apart by person within it."""
    roles = [load().by_word[person.role] for person in people(data, days) if person.department == department]
    named = dict.fromkeys(measured.metric for role in roles for measured in role.metrics)
    return [
        load().metric(name) for name in named if {"person", "department"} <= set(load().metric(name).all_dimensions)
    ]


@pytest.mark.parametrize("name", ["2026-10", "2025-11"])
@pytest.mark.parametrize("place", ["客服部", "物流部", "美工部", "推广部"])
def test_the_way_of_each_line_leads_from_last_months_figure_to_this_ones(department, place, name):
    days, where = month(name), {"department": (place,)}
    metrics = lines_of(department, place, days)
    assert metrics
    for metric in metrics:
        (figure,) = ask(Question((metric.id,), days, where=where, compare=frozenset({"previous"})), department).figures
        found = moved(metric.id, "person", days, department, where=where)
        if figure.value is None or figure.previous is None:
            assert found is None, metric.id
            continue
        assert float(found.start) == pytest.approx(float(figure.previous)), metric.id
        assert float(found.end) == pytest.approx(float(figure.value)), metric.id
        assert found.rate + found.mix == found.end - found.start, metric.id
        if "person" not in metric.overlapping:
            assert REST not in {effect.key for effect in found.effects}, metric.id


def test_what_overlapping_parts_do_not_make_up_is_a_part_of_its_own(department):
    """Errors by person count what each of several people did; the total counts parcels."""
    days = month("2026-10")
    (figure,) = ask(Question(("shipping_error_rate",), days), department).figures
    found = moved("shipping_error_rate", "person", days, department)
    assert float(found.end) == pytest.approx(figure.value)
    assert found.rate + found.mix == found.end - found.start
    assert REST in {effect.key for effect in found.effects}
