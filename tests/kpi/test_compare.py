"""Comparisons, against values worked out by hand from a dozen orders and a few targets."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kpi.catalogue import load
from kpi.figures import Figure, Period, Question, Scope, ask, earlier
from kpi.figures.question import DaysByFilter
from kpi.figures.targets import attainment
from tests.conftest import made_once
from tests.published import publish

PAID = """
    2023-02-28 甲店 4
    2024-02-28 甲店 1
    2024-02-29 甲店 2
    2025-10-01 甲店 100
    2025-10-20 甲店 500
    2026-02-12 甲店 7
    2026-09-01 甲店 10
    2026-09-15 甲店 20
    2026-09-30 甲店 40
    2026-10-01 甲店 50
    2026-10-10 乙店 30
    2026-10-10 丙店 30
    2027-02-01 甲店 9
"""
TARGETS = """
    2026-10 company . gmv 3100 2790
    2026-10 company 甲店 gmv 1550 .
    2026-11 company . gmv 300 .
    2026-10 company . average_order_value 50 .
    2026-11 company . average_order_value 50 .
    2026-10 company . refund_amount 8 .
    2026-10 department 客服部 consultation_conversion 0.5 .
    2026-10 person 周立 consultation_conversion 0.6 .
"""


def order(number: int, day: str, shop: str, amount: str) -> dict[str, Any]:
    moment = datetime.fromisoformat(f"{day} 12:00:00")
    row = {"platform": "天猫", "order_id": str(number), "shop": shop, "buyer": f"买家{number}", "status": "done"}
    refund = "4" if number == 9 else None  # of the order of 2026-10-01
    return {**row, "created_at": moment, "paid_at": moment, "paid_amount": amount, "order_refund": refund}


def target(month: str, scope: str, thing: str, metric: str, *numbers: str) -> dict[str, Any]:
    values = dict(zip(("target", "floor"), (None if n == "." else n for n in numbers), strict=True))
    thing = "" if thing == "." else thing
    return {"month": date.fromisoformat(f"{month}-01"), "scope": scope, "object": thing, "metric": metric, **values}


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with these orders and targets."""
    rows = {
        "shops": [{"shop": shop, "platform": "天猫"} for shop in ("甲店", "乙店", "丙店")],
        "staff": [
            {"person": "E01", "valid_from": date(1, 1, 1), "name": "周立", "department": "客服部", "role": "客服专员"}
        ],
        "orders": [order(i, *line.split()) for i, line in enumerate(PAID.strip().splitlines())],
        "targets": [target(*line.split()) for line in TARGETS.strip().splitlines()],
    }
    return made_once(tmp_path_factory, "sold", lambda folder: publish(folder, rows))


def days(text: str) -> Period:
    first, _, last = text.partition("/")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def figures(sold: Path, metric: str, period: str, *compare: str, **words: Any) -> list[Figure]:
    return list(ask(Question((metric,), days(period), compare=frozenset(compare), **words), sold).figures)


def one(sold: Path, metric: str, period: str, *compare: str, **words: Any) -> Figure:
    (figure,) = figures(sold, metric, period, *compare, **words)
    return figure


def test_whole_months_are_compared_with_whole_ones_and_a_running_one_to_the_same_day(sold: Path) -> None:
    whole = one(sold, "gmv", "2026-10-01/2026-10-31", "previous", "last_year")
    assert (whole.value, whole.previous, whole.last_year) == (110, 70, 600)
    running = one(sold, "gmv", "2026-10-01/2026-10-15", "previous", "last_year")
    assert (running.value, running.previous, running.last_year) == (110, 30, 100)


def test_each_part_of_a_period_is_compared_with_its_own(sold: Path) -> None:
    months = figures(sold, "gmv", "2026-09-01/2026-10-15", "previous", "last_year", grain="month")
    assert [(f.period, f.value, f.previous, f.last_year) for f in months] == [
        ("2026-09", 70, 0, 0),
        ("2026-10", 110, 30, 100),
    ]
    by_day = figures(sold, "gmv", "2026-10-01/2026-10-02", "previous", grain="day")
    assert [(f.value, f.previous) for f in by_day] == [(50, 40), (0, 50)]


def test_days_as_groups_are_compared_as_days_are_wherever_they_stand(sold: Path) -> None:
    """1 October sold 50, 30 September 40; 1 October of 2025 sold 100; October's target is 3100, of 甲店 1550."""
    period, words = "2026-09-15/2026-10-31", ("previous", "last_year", "target", "share", "rank")
    found = {f.group["day"]: f for f in figures(sold, "gmv", period, *words, by=("day",))}
    first, last = found[date(2026, 10, 1)], found[date(2026, 9, 30)]
    assert (first.value, first.previous, first.last_year, first.days) == (50, 40, 100, days("2026-10-01"))
    assert (last.value, last.previous, last.last_year) == (40, 0, 0)
    assert (first.target and first.target.target, last.target) == (100, None)
    assert (first.share, first.rank, first.peers) == (pytest.approx(50 / 170), 2, 4)
    assert first.period == "2026-09-15/2026-10-31"
    shops = {f.key: f for f in figures(sold, "gmv", period, *words, by=("shop", "day"))}
    one = shops["甲店", date(2026, 10, 1)]
    assert (one.value, one.previous, one.target and one.target.target) == (50, 40, 50)
    assert (one.share, one.rank, one.peers) == (pytest.approx(50 / 110), 1, 3)
    assert [f.key for f in figures(sold, "gmv", period, by=("shop", "day"))][:2] == [
        ("丙店", date(2026, 10, 10)),
        ("乙店", date(2026, 10, 10)),
    ]


def test_days_by_a_filter_have_none_to_compare_with(sold: Path) -> None:
    asked = {"where": {"day": ("2026-10-01", "2026-10-10")}}
    assert one(sold, "gmv", "2026-10-01/2026-10-31", **asked).value == 110
    for word in ("previous", "last_year", "festival"):
        with pytest.raises(DaysByFilter, match=word):
            one(sold, "gmv", "2026-10-01/2026-10-31", word, **asked)


def test_the_29th_of_february_is_compared_with_the_28th(sold: Path) -> None:
    by_day = figures(sold, "gmv", "2024-02-28/2024-02-29", "last_year", grain="day")
    assert [(f.value, f.last_year) for f in by_day] == [(1, 4), (2, 4)]
    assert one(sold, "gmv", "2024-02-01/2024-02-29", "last_year").last_year == 4
    assert one(sold, "gmv", "2025-02-01/2025-02-28", "last_year").last_year == 3
    assert one(sold, "gmv", "2025-02-28", "last_year").last_year == 1


def test_new_years_season_is_compared_with_last_years(sold: Path) -> None:
    february = one(sold, "gmv", "2027-02-01/2027-02-28", "last_year", "festival")
    assert (february.value, february.last_year, february.festival) == (9, 7, 7)
    first = one(sold, "gmv", "2027-02-01", "last_year", "festival")  # five days before New Year's Day, as 2026-02-12
    assert (first.last_year, first.festival) == (0, 7)


def test_the_days_compared_can_be_named() -> None:
    assert earlier("previous", days("2026-10-01/2026-10-15")) == days("2026-09-01/2026-09-15")
    assert earlier("festival", days("2027-02-01"), "day") == days("2026-02-12")


def test_a_shop_without_an_earlier_row_has_nothing_to_compare_with(sold: Path) -> None:
    by_shop = {f.group["shop"]: f for f in figures(sold, "gmv", "2026-10-01/2026-10-31", "previous", by=("shop",))}
    assert (by_shop["甲店"].value, by_shop["甲店"].previous) == (50, 70)
    assert (by_shop["乙店"].value, by_shop["乙店"].previous) == (30, None)


def test_a_sums_target_is_the_share_of_its_days_and_a_ratios_stays(sold: Path) -> None:
    whole = one(sold, "gmv", "2026-10-01/2026-10-31", "target")
    assert whole.target
    assert (whole.target.target, whole.target.floor, whole.target.stretch) == (3100, 2790, None)
    assert whole.attainment == pytest.approx(110 / 3100)
    running = one(sold, "gmv", "2026-10-01/2026-10-15", "target")  # 3100 × 15 / 31
    assert running.target
    assert running.target.target == 1500
    assert running.attainment == pytest.approx(110 / 1500)
    ratio = one(sold, "average_order_value", "2026-10-01/2026-10-15", "target")
    assert ratio.target
    assert ratio.target.target == 50


def test_sums_of_months_add_their_targets_and_every_month_needs_one(sold: Path) -> None:
    both = one(sold, "gmv", "2026-10-31/2026-11-30", "target")  # 100 of October's 31 days, and 300
    assert both.target
    assert both.target.target == 400
    assert both.target.floor is None
    assert one(sold, "gmv", "2026-09-01/2026-10-31", "target").target is None
    same = one(sold, "average_order_value", "2026-10-01/2026-11-30", "target")
    assert same.target
    assert same.target.target == 50


def test_a_target_is_that_of_exactly_the_scope_shown(sold: Path) -> None:
    october = "2026-10-01/2026-10-31"
    by_shop = {f.group["shop"]: f.target for f in figures(sold, "gmv", october, "target", by=("shop",))}
    assert {shop: goal and goal.target for shop, goal in by_shop.items()} == {"甲店": 1550, "乙店": None, "丙店": None}
    filtered = one(sold, "gmv", october, "target", where={"shop": ("甲店",)})
    assert filtered.target
    assert filtered.target.target == 1550
    assert one(sold, "gmv", october, "target", where={"shop": ("甲店", "乙店")}).target is None
    department = one(sold, "consultation_conversion", october, "target", where={"department": ("客服部",)})
    assert department.target
    assert department.target.target == 0.5
    named = one(sold, "consultation_conversion", october, "target", scope=Scope("self", "E01"))
    assert named.target
    assert named.target.target == 0.6
    assert one(sold, "consultation_conversion", october, "target").target is None


def test_lower_is_better_turns_attainment_round(sold: Path) -> None:
    refunds = one(sold, "refund_amount", "2026-10-01/2026-10-31", "target")  # 4 of 8
    assert refunds.attainment == 1.5


@pytest.mark.parametrize(
    ("metric", "value", "goal", "share"),
    [
        ("gmv", 90, 100, 0.9),
        ("gmv", 0, 100, 0),
        ("gmv", 90, 0, None),
        ("gmv", None, 100, None),
        ("gmv", 90, None, None),
        ("refund_amount", 90, 100, 1.1),
        ("refund_amount", 300, 100, 0),
        ("refund_amount", 0, 0, 1),
        ("refund_amount", 1, 0, 0),
    ],
)
def test_attainment_is_that_of_the_scoring_rules(metric: str, value: Any, goal: Any, share: Any) -> None:
    assert attainment(load().metric(metric), value, goal) == (None if share is None else pytest.approx(share))


def test_a_share_is_of_the_group_that_the_last_dimension_parts(sold: Path) -> None:
    by_shop = figures(sold, "gmv", "2026-10-01/2026-10-31", "share", by=("shop",))
    assert {f.group["shop"]: f.share for f in by_shop} == {
        "甲店": pytest.approx(50 / 110),
        "乙店": pytest.approx(30 / 110),
        "丙店": pytest.approx(30 / 110),
    }
    within = figures(sold, "gmv", "2026-10-01/2026-10-31", "share", by=("shop", "platform"))
    assert {f.key: f.share for f in within} == {("甲店", "天猫"): 1, ("乙店", "天猫"): 1, ("丙店", "天猫"): 1}
    assert one(sold, "gmv", "2026-10-01/2026-10-31", "share").share is None


def test_a_rank_is_among_the_peers_that_have_a_value(sold: Path) -> None:
    by_shop = figures(sold, "gmv", "2026-10-01/2026-10-31", "rank", by=("shop",))
    assert {f.group["shop"]: (f.rank, f.peers) for f in by_shop} == {"甲店": (1, 3), "乙店": (2, 3), "丙店": (2, 3)}
    lower = figures(sold, "refund_amount", "2026-10-01/2026-10-31", "rank", by=("shop",))
    assert {f.group["shop"]: f.rank for f in lower} == {"甲店": 3, "乙店": 1, "丙店": 1}
    september = figures(sold, "gmv", "2026-09-01/2026-09-30", "rank", by=("shop",))
    assert {f.group["shop"]: (f.rank, f.peers) for f in september} == {
        "甲店": (1, 1),
        "乙店": (None, 1),
        "丙店": (None, 1),
    }
