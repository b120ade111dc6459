"""A change of a setting is a small load: it recomputes what it reaches, and its undo brings the figures back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kpi.errors import KaoheError
from kpi.loads import change, history
from tests.kpi import flow

HEAD = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,"
    "Refunded Amount,Source"
)


def sold(number: int, buyer: str, at: str, money: str, placed: str) -> str:
    """An order of the own site, of 1 October at Greenwich."""
    day = "2026-10-01"
    paid = f"#{number},{buyer},paid,{day} {at} +0000,,,{money},0.00,0.00"
    return f"{paid},{money.split(',')[1]},,0.00,{day} {placed} +0000,1,钙片,5.00,S1,,0,web"


SHOP = "\n".join([
    HEAD,
    sold(1, "甲", "20:00:00", "CNY,10.00", "19:00:00"),
    sold(2, "乙", "10:00:00", "USD,5.00", "09:00:00"),
    "",
])


def by_day(data: Path, metric: str = "gmv") -> dict[str, float]:
    """A metric by day, days without any left out."""
    rows = json.loads(flow.kpi(data, "query", metric, "--by", "day", "--json").stdout)
    return {row["day"]: row["value"] for row in rows if row["value"]}


def test_a_zone_moves_times_with_an_offset_and_its_undo_moves_them_back(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "site.csv"
    file.write_text(SHOP, encoding="utf-8")
    change.load(data, [file])
    assert by_day(data) == {"2026-10-02": 10}  # 20:00 in London is the next day in Shanghai
    account = change.setting(data, "zone=Europe/London")
    assert by_day(data) == {"2026-10-01": 10}
    assert account.load_id is not None
    change.undo(data, account.load_id)
    assert by_day(data) == {"2026-10-02": 10}


def test_money_of_another_currency_is_in_no_sum_until_its_rate_is_set(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "site.csv"
    file.write_text(SHOP, encoding="utf-8")
    change.load(data, [file])
    assert sum(by_day(data, "paid_orders").values()) == 2
    assert sum(by_day(data).values()) == 10
    change.setting(data, "rate_USD=7.10")
    assert sum(by_day(data).values()) == pytest.approx(10 + 5 * 7.10)


def test_a_load_tells_of_money_that_is_neither_the_departments_nor_has_a_rate(tmp_path: Path) -> None:
    def told(name: str) -> list[object]:
        file = tmp_path / f"{name}.csv"
        file.write_text(SHOP.replace("#1", f"#{name}"), encoding="utf-8")
        (account,) = change.load(tmp_path / "data", [file])
        return [values["currency"] for note, values in account.notes if note == "note.other_currency"]

    assert told("5") == ["USD"]
    change.setting(tmp_path / "data", "currency=USD")
    assert told("6") == ["CNY"]
    change.setting(tmp_path / "data", "rate_CNY=0.14")
    assert told("7") == []
    change.setting(tmp_path / "data", "rate_CNY=")
    assert told("8") == ["CNY"]


def test_days_of_attribution_decide_which_consultations_convert(tmp_path: Path) -> None:
    data = tmp_path / "data"
    chats = "时间,店铺,客服,买家,发送方,消息内容,商品ID\n"
    chats += "2026-10-01 08:00:00,甲店,甲店:美,买家,买家,在吗,\n2026-10-01 08:00:30,甲店,甲店:美,买家,客服,在的,\n"
    (tmp_path / "chats.csv").write_text(chats, encoding="utf-8")
    order = flow.HEADER + "\n1,买家,10.00,10.00,交易成功,2026-10-03 09:00:00,2026-10-03 09:01:00,甲店\n"
    (tmp_path / "orders.csv").write_text(order, encoding="utf-8")
    change.load(data, [tmp_path / "chats.csv", tmp_path / "orders.csv"])
    assert flow.figure(data, "consultation_conversion") == 0  # paid on the second day after
    change.setting(data, "attribution_days=2")
    assert flow.figure(data, "consultation_conversion") == 1
    change.setting(data, "attribution_days=")
    assert flow.figure(data, "consultation_conversion") == 0


@pytest.mark.parametrize("pair", ["attribution_days=two", "no_such=1", "zone=Mars/Olympus", "credit_by", "rate_USD=a"])
def test_what_is_no_setting_is_refused_and_changes_nothing(tmp_path: Path, pair: str) -> None:
    with pytest.raises(KaoheError):
        change.setting(tmp_path, pair)
    assert not (tmp_path / "versions").exists()


@pytest.mark.parametrize("typed", ["00:00", "00:30", "04:00", "10:00", "23:59"])
def test_the_beginning_of_the_day_is_shown_as_it_is_typed(typed: str) -> None:
    hours, minutes = map(int, typed.split(":"))
    assert history.shown(timedelta(hours=hours, minutes=minutes)) == typed


def test_the_settings_are_shown_with_what_they_mean(tmp_path: Path) -> None:
    change.setting(tmp_path, "day_starts_at=04:00")
    rows = {row["name"]: row for row in json.loads(flow.kpi(tmp_path, "settings", "--json").stdout)}
    assert rows["day_starts_at"]["value"] == "04:00"
    assert rows["attribution_days"]["value"] == "1"
    assert all(row["meaning"] and not row["meaning"].startswith("setting.") for row in rows.values())
