"""On random small departments the product's SQL and the naive reference say the same of every metric and dimension."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from kpi import catalogue
from tests.oracle import METRICS, Oracle
from tests.sql.spec import label
from tests.sql.world import Department
from tests.strategies import FIRST, LAST, settings_of_a_department, worlds


@given(world=worlds(), chosen=settings_of_a_department())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_metric_by_every_dimension(world, chosen):
    oracle, department = Oracle(world, chosen), Department(world, chosen)
    assert not [
        difference
        for name in METRICS
        for by, grain in questions(catalogue.load().metrics[name])
        for difference in differences(oracle, department, name, by, grain)
    ]


def questions(metric):
    """Each dimension that both know in total, and every day."""
    both = [dim for dim in metric.all_dimensions if dim in METRICS[metric.id].all_dimensions]
    return [((), "day"), *(((dim,), "total") for dim in both)]


def differences(oracle, department, name, by, grain):
    metric = catalogue.load().metrics[name]
    found = department.figures(metric, by, grain, (FIRST, LAST))
    got = {label(key, grain): sides for key, sides in found.items() if any(sides)}
    for key, (n, d, _) in oracle.figures(name, by, grain, date_from=FIRST, date_to=LAST).items():
        shown = tuple(part or "" for part in (key if grain == "day" else key[1:]))
        own_n, own_d = got.pop(shown, (Decimal(0), Decimal(0)))
        if not near(own_n, n or 0) or not near(own_d, d or 0):
            yield f"{name} by {by} {shown}: {own_n} / {own_d}, the reference says {n} / {d}"
    yield from (f"{name} by {by} {key}: {n} / {d}, the reference has no such group" for key, (n, d) in got.items())


def near(own, wanted):
    return abs(Fraction(own) - wanted) <= Fraction(1, 10**9) * max(1, abs(wanted))
