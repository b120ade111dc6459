"""How far a figure can be believed: 0 or not known, which source is missing, which window is open, which days lack."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kpi.errors import Refused
from kpi.figures import Answer, Figure, Period, Question, Scope, ask, loaded_period
from kpi.figures.coverage import NothingLoaded
from kpi.figures.freshness import window
from tests.conftest import made_once
from tests.published import publish

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00")


def order(
    number: str, shop: str, platform: str, placed: str, paid: str | None, refund: str | None = None
) -> dict[str, Any]:
    row = {
        "platform": platform,
        "order_id": number,
        "shop": shop,
        "buyer": "小红",
        "paid_amount": "10",
        "status": "done",
    }
    return {**row, "created_at": at(placed), "paid_at": at(paid) if paid else None, "order_refund": refund}


def message(shop: str, moment: str, sender: str = "buyer", who: str | None = None) -> dict[str, Any]:
    return {
        "shop": shop,
        "buyer": "小红",
        "at": at(moment),
        "sender": sender,
        "agent": who,
        "text": "在吗",
        "ordinal": 1,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "shops": [
        {"shop": "甲店", "platform": "天猫"},
        {"shop": "乙店", "platform": "京东"},
        {"shop": "丙店", "platform": "京东"},
    ],
    "staff": [
        {"person": "E1", "valid_from": date(1, 1, 1), "name": "周立", "department": "推广部", "role": "推广"},
        {"person": "E2", "valid_from": date(1, 1, 1), "name": "吴敏", "department": "推广部", "role": "推广"},
        {"person": "E3", "valid_from": date(1, 1, 1), "name": "郑浩", "department": "推广部", "role": "推广"},
    ],
    "assignments": [
        {"person": "E1", "kind": "shop", "object": "乙店", "valid_from": date(2026, 1, 1), "valid_to": None},
        {"person": "E2", "kind": "shop", "object": "丙店", "valid_from": date(2026, 10, 16), "valid_to": None},
    ],
    "orders": [
        order("1", "甲店", "天猫", "10-02 09:00", "10-05 09:00", "2"),
        order("2", "甲店", "天猫", "10-20 09:00", "10-20 09:10"),
        order("3", "乙店", "京东", "10-10 09:00", "10-11 09:00"),
    ],
    "chats": [
        message("甲店", "10-04 08:00"),
        message("甲店", "10-04 08:01", "agent", "甲店:立"),
        message("甲店", "10-20 08:00"),
        message("甲店", "10-20 08:01", "agent", "甲店:立"),
    ],
    "shop_traffic": [
        {"shop": shop, "day": date(2026, 10, day), "visitors": 5} for shop in ("甲店", "乙店") for day in (8, 9, 12)
    ],
    "shipments": [
        {"tracking": "T1", "shop": "甲店", "order_id": "1", "shipped_at": at("10-06 10:00"), "carrier": "顺丰"},
    ],
    "carrier_bills": [
        {"tracking": "T1", "carrier": "顺丰", "sent_on": date(2026, 10, 6), "province": "广东省", "fee": "8"},
    ],
    "tasks": [
        {"task_id": "A", "kind": "软文", "owner": "E1", "due_on": date(2026, 12, 24), "status": "open", "planned": "1"},
    ],
    "targets": [
        {"month": date(2026, 10, 1), "scope": "company", "object": "", "metric": "gmv", "target": "310"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few rows of some sources."""
    return made_once(tmp_path_factory, "few-sources", lambda folder: publish(folder, ROWS))


def asked(few: Path, metric: str, first: int = 1, last: int = 31, **words: Any) -> Answer:
    return ask(
        Question((metric,), Period(OCTOBER.first.replace(day=first), OCTOBER.first.replace(day=last)), **words), few
    )


def one(few: Path, metric: str, first: int = 1, last: int = 31, **words: Any) -> Figure:
    (figure,) = asked(few, metric, first, last, **words).figures
    return figure


# ------------------------------------------------------------------------------------------------ 0 or not known


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (1, 1, None),  # before the first order was placed
        (2, 2, 0),  # placed that day, paid three days later
        (5, 5, 10),
        (6, 19, 10),  # 乙店's
        (12, 19, 0),
        (21, 31, None),
        (1, 31, 30),
    ],
)
def test_a_sum_is_0_between_the_first_and_last_day_of_its_source_and_none_outside(few, first, last, value) -> None:
    assert one(few, "gmv", first, last).value == value


def test_each_shop_has_days_of_its_own(few: Path) -> None:
    by_shop = asked(few, "gmv", 12, 19, by=("shop",)).figures
    assert {f.group["shop"]: f.value for f in by_shop} == {"甲店": 0, "乙店": None, "丙店": None}
    assert one(few, "gmv", 12, 19, where={"platform": ("京东",)}).value is None
    assert one(few, "gmv", 12, 19, where={"shop": ("乙店", "甲店")}).value == 0


def test_a_source_without_shops_speaks_of_all_of_them(few: Path) -> None:
    by_shop = asked(few, "logistics_cost", by=("shop",)).figures
    assert {f.group["shop"]: f.value for f in by_shop} == {"甲店": 8, "乙店": 0, "丙店": 0}


def test_only_the_shops_of_a_scope_are_sources_of_it(few: Path) -> None:
    assert one(few, "gmv", 12, 19, scope=Scope("shop", "E1")).value is None  # 乙店's last order is of the 11th
    assert one(few, "gmv", 10, 10, scope=Scope("owned", "E1")).value == 0
    assert one(few, "gmv", 17, 19, scope=Scope("shop", "E2")).value is None  # 丙店 has none
    assert one(few, "gmv", 12, 19, scope=Scope("shop", "E2")).value == 0  # of all shops until the 15th


def test_who_owns_nothing_has_counts_of_0_and_no_rates(few: Path) -> None:
    assert one(few, "visitors", scope=Scope("owned", "E3")).value == 0
    assert one(few, "ad_spend", scope=Scope("owned", "E3")).value is None  # nobody has ads
    rate = one(few, "shop_conversion", scope=Scope("owned", "E3"))
    assert (rate.n, rate.d, rate.value) == (0, 0, None)


def test_a_ratio_without_a_denominator_has_no_value(few: Path) -> None:
    figure = one(few, "shop_conversion", 20, 20)
    assert (figure.n, figure.d, figure.value) == (1, 0, None)


# ------------------------------------------------------------------------------------------------ missing sources


@pytest.mark.parametrize(
    ("metric", "first", "last", "words", "missing"),
    [
        ("gmv", 1, 31, {}, ()),
        ("gmv", 21, 31, {}, ("orders",)),
        ("ad_spend", 1, 31, {}, ("ads",)),
        ("acquisition_cost", 1, 31, {}, ("ads",)),
        ("shop_conversion", 12, 12, {}, ()),
        ("shop_conversion", 20, 20, {}, ("shop_traffic",)),
        ("consultation_rate", 12, 12, {"where": {"shop": ("乙店",)}}, ("chats",)),  # its 0 is no figure of zeal
        ("consultation_conversion", 20, 20, {}, ()),
        ("shift_coverage", 20, 20, {}, ("shifts",)),
        ("shipping_error_rate", 1, 31, {}, ("shipping_errors",)),  # 0 of 1, but nobody has said so
        ("refund_amount", 1, 31, {}, ()),  # orders carry their own refunds
        ("refund_amount", 1, 31, {"where": {"shop": ("乙店",)}}, ("returns",)),  # and this shop's don't
        ("net_sales", 1, 31, {}, ()),
        ("net_sales", 1, 31, {"where": {"shop": ("乙店",)}}, ("returns",)),
        ("plan_attainment", 1, 31, {}, ()),
        ("plan_attainment", 1, 31, {"where": {"shop": ("甲店",)}}, ()),  # targets are there, though none of the shop's
        ("carrier_bill_variance", 1, 31, {}, ("carrier_rates",)),
        ("satisfaction_rate", 1, 31, {}, ("chat_ratings",)),
    ],
)
def test_a_source_is_missing_where_a_side_that_it_would_make_came_to_nothing(few, metric, first, last, words, missing):
    assert one(few, metric, first, last, **words).missing == missing


# ------------------------------------------------------------------------------------------------ open windows


@pytest.mark.parametrize(
    ("metric", "first", "last", "until"),
    [
        ("gmv", 1, 31, None),  # waits for nothing
        ("consultation_conversion", 4, 4, None),
        ("consultation_conversion", 4, 19, None),
        ("consultation_conversion", 20, 20, "2026-10-21"),  # orders are loaded to the 20th: a day is to come
        ("consultation_conversion", 1, 31, "2026-10-21"),
        ("consultation_conversion_final", 4, 13, None),
        ("consultation_conversion_final", 4, 14, "2026-10-21"),
        ("consultation_conversion_final", 4, 31, "2026-10-27"),
        ("consultation_conversion", 21, 31, None),  # no consultation there to wait for
        ("on_time_shipping", 1, 31, "2026-10-22"),  # shipments end on the 6th, 48 hours of orders of the 20th are open
        ("on_time_shipping", 1, 4, None),
        ("on_time_shipping", 1, 5, "2026-10-07"),
    ],
)
def test_a_window_is_open_until_what_it_waits_for_is_loaded(few, metric, first, last, until) -> None:
    found = one(few, metric, first, last).open_until
    assert (found and found.isoformat()) == until


def test_each_shop_waits_for_orders_of_its_own(few: Path) -> None:
    by_shop = asked(few, "on_time_shipping", by=("shop",)).figures
    assert {f.group["shop"]: f.open_until for f in by_shop} == {
        "甲店": date(2026, 10, 22),
        "乙店": date(2026, 10, 13),  # none of its parcels is loaded
        "丙店": None,  # it has no orders
    }


@pytest.mark.parametrize(
    ("text", "days"),
    [("", 0), ("7 days", 7), ("48 hours", 2), ("49 hours", 3), ("final_days", 3), ("ship_within_hours", 2)],
)
def test_a_window_is_so_many_days_or_a_setting(text, days) -> None:
    assert window(text, {"final_days": 3, "ship_within_hours": 36}) == days


# ------------------------------------------------------------------------------------------------ days loaded


def test_an_answer_says_to_which_day_each_source_is_loaded(few: Path) -> None:
    loaded = asked(few, "gmv").loaded_to
    assert {source: loaded[source].day for source in ("orders", "chats", "shop_traffic", "shipments")} == {
        "orders": 20,
        "chats": 20,
        "shop_traffic": 12,
        "shipments": 6,
    }


def test_an_answer_names_the_days_that_are_missing_between(few: Path) -> None:
    answer = asked(few, "shop_conversion", 1, 31)
    assert answer.gaps["shop_traffic"] == {shop: (day(10, 11),) for shop in ("甲店", "乙店")}
    assert answer.gaps["orders"]["甲店"] == (day(3, 4), day(6, 19))
    assert asked(few, "visitors", 11, 31, where={"shop": ("甲店",)}).gaps == {"shop_traffic": {"甲店": (day(11, 11),)}}
    assert asked(few, "logistics_cost", 1, 31).gaps == {}  # bills come when they come


def day(first: int, last: int) -> Period:
    return Period(date(2026, 10, first), date(2026, 10, last))


def test_what_is_planned_does_not_make_the_data_newer(few: Path) -> None:
    assert loaded_period(few) == Period(date(2026, 10, 2), date(2026, 10, 20))
    assert ask(Question(("gmv",)), few).period == loaded_period(few)
    assert one(few, "task_completion").d == 0
    (december,) = ask(Question(("task_completion",), Period(date(2026, 12, 1), date(2026, 12, 31))), few).figures
    assert december.d == 1


def test_an_answer_carries_the_settings_that_it_was_made_with(few: Path) -> None:
    assert asked(few, "gmv").settings["final_days"] == 7


def test_a_version_without_a_day_in_it_is_a_refusal(tmp_path: Path) -> None:
    publish(tmp_path, {"shops": [{"shop": "甲店", "platform": "天猫"}]})
    with pytest.raises(NothingLoaded):
        loaded_period(tmp_path)
    with pytest.raises(Refused):
        ask(Question(("gmv",)), tmp_path)
    (figure,) = ask(Question(("gmv",), OCTOBER), tmp_path).figures
    assert (figure.value, figure.missing) == (None, ("orders",))
