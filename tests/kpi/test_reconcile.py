"""A platform's own figures beside ours, on a few rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi import words
from kpi.figures import Period
from kpi.figures.reconcile import Stated, platform_figures
from tests.conftest import made_once
from tests.published import publish

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-{text}:00")


def order(number: str, buyer: str, paid: str, amount: str) -> dict[str, Any]:
    row = {"platform": "天猫", "order_id": number, "shop": "甲店", "buyer": buyer, "status": "done"}
    return {**row, "created_at": at(paid), "paid_at": at(paid), "paid_amount": amount}


def message(buyer: str, moment: str, sender: str, agent: str | None = None) -> dict[str, Any]:
    return {
        "shop": "甲店",
        "buyer": buyer,
        "at": at(moment),
        "sender": sender,
        "agent": agent,
        "text": "…",
        "ordinal": 1,
    }


def ad(day: int, campaign: str, level: str, spend: str) -> dict[str, Any]:
    return {
        "shop": "甲店",
        "day": date(2026, 10, day),
        "campaign": campaign,
        "subject": "",
        "level": level,
        "spend": spend,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "shops": [{"shop": "甲店", "platform": "天猫"}],
    "orders": [
        order("1", "小红", "01 10:00", "90"),
        order("2", "小红", "01 11:00", "10"),
        order("3", "小蓝", "04 09:00", "5"),
    ],
    "shop_traffic": [
        {"shop": "甲店", "day": date(2026, 10, 1), "visitors": 9, "paying_buyers": 1, "paid_amount": "100"},
        {"shop": "甲店", "day": date(2026, 10, 2), "visitors": 9, "paying_buyers": 1, "paid_amount": None},
        {"shop": "甲店", "day": date(2026, 10, 9), "visitors": 9, "paying_buyers": 3, "paid_amount": "7"},
    ],
    "chats": [
        message("小红", "01 09:00", "buyer"),
        message("小红", "01 09:01", "agent", "甲店:立"),
        message("小红", "01 09:02", "agent", "甲店:敏"),
        message("小蓝", "01 09:00", "buyer"),
        message("小蓝", "01 09:01", "agent", "甲店:立"),
    ],
    "agent_daily": [
        {"shop": "甲店", "day": date(2026, 10, 1), "agent": "甲店:立", "consultations": 3, "presale": 2,
         "paid_next_day": 1, "paid_final": 1},
    ],
    "ads": [
        ad(1, "scene:1", "scene", "50"),
        ad(1, "8001", "plan", "20"),
        ad(1, "8002", "plan", "29.5"),
        ad(2, "scene:1", "scene", "60"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stated]:
    """What platforms state, by figure."""
    data: Path = made_once(tmp_path_factory, "stated", lambda folder: publish(folder, ROWS))
    return {one.figure: one for one in platform_figures(data, OCTOBER)}


@pytest.mark.parametrize(
    ("figure", "agent", "theirs", "ours", "days", "without_ours"),
    [
        ("paying_buyers", None, "2", "1", 3, 1),  # of 2 October they say one buyer more; the 9th is not loaded
        ("gmv", None, "100", "100", 2, 1),
        ("consultations", "甲店:立", "3", "2", 1, 0),
        ("presale_consultations", "甲店:立", "2", "2", 1, 0),
        ("paid_next_day", "甲店:立", "1", "1", 1, 0),  # 小红; 小蓝 pays on the 4th
        ("paid_final", "甲店:立", "1", "2", 1, 0),
        ("ad_spend", None, "50", "49.5", 2, 1),  # by scene and by plan; of 2 October there are no plans
    ],
)
def test_both_sums_are_over_the_days_that_both_sides_have(
    stated, figure, agent, theirs, ours, days, without_ours
) -> None:
    one = stated[figure]
    assert (one.shop, one.agent, one.theirs, one.ours) == ("甲店", agent, Decimal(theirs), Decimal(ours))
    assert (one.days, one.days_without_ours) == (days, without_ours)


def test_the_likely_reason_of_a_difference_is_a_sentence(stated) -> None:
    assert stated["gmv"].difference == 0
    assert stated["gmv"].reason == ""
    assert stated["ad_spend"].difference == Decimal("-0.5")
    for one in stated.values():
        for lang in ("zh", "en"):
            assert words.say(f"reconcile.{one.figure}", lang) != f"reconcile.{one.figure}"
