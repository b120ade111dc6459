"""`kpi query` and `kpi rows` as the contract of the command line has them, asked as a reader's shell asks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from kpi.loads import change
from tests.conftest import made_once
from tests.kpi.flow import kpi

EXPORTS = {
    "店铺.csv": """
        店铺,平台
        甲店,天猫
        乙店,京东
    """,
    "员工.csv": """
        工号,姓名,部门,岗位,上级,入职日期,离职日期,账号,基本工资,考核工资,生效日期
        E01,周立,客服部,客服专员,,2024-01-01,,甲店:立,,,
    """,
    "订单.csv": """
        订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称
        1,小红,90.25,90.25,交易成功,2026-09-30 09:00:00,2026-10-01 10:00:00,甲店
        2,小蓝,50.00,50.00,交易成功,2026-12-31 23:00:00,2027-01-01 00:30:00,甲店
    """,
    "聊天.csv": """
        时间,店铺,客服,买家,发送方,消息内容,商品ID
        2026-10-01 09:30:00,甲店,,小红,买家,在吗,
        2026-10-01 09:30:20,甲店,甲店:立,小红,客服,在的,

        2026-10-02 09:30:00,甲店,,小绿,买家,在吗,
        2026-10-02 09:31:00,甲店,甲店:谁,小绿,客服,在的,
        2026-10-03 09:30:00,甲店,,小绿,买家,还在吗,
    """,
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with these exports loaded."""

    def load(folder: Path) -> None:
        exports = folder / "exports"
        exports.mkdir()
        for name, text in EXPORTS.items():
            lines = [line.strip() for line in text.strip().splitlines()]
            (exports / name).write_text("\n".join(lines) + "\n", "utf-8")
        change.load(folder, [exports])

    return made_once(tmp_path_factory, "cli-query", load)


def asked(data: Path, *words: str) -> Any:
    done = kpi(data, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# ------------------------------------------------------------------------------------------------ query


def test_without_a_grain_there_is_one_total_over_all_that_is_loaded(shop: Path) -> None:
    assert asked(shop, "query", "gmv", "consultation_conversion") == [
        {"metric": "gmv", "period": "2026-09-30/2027-01-01", "n": 140.25, "d": None, "value": 140.25},
        {"metric": "consultation_conversion", "period": "2026-09-30/2027-01-01", "n": 1, "d": 2, "value": 0.5},
    ]


@pytest.mark.parametrize(
    ("grain", "periods"),
    [
        ("day", ["2026-12-31", "2027-01-01"]),
        ("week", ["2026-W53"]),
        ("quarter", ["2026-Q4", "2027-Q1"]),
    ],
)
def test_periods_are_named_by_their_grain_and_totals_listed_for_each(
    shop: Path, grain: str, periods: list[str]
) -> None:
    rows = asked(shop, "query", "gmv", "--from", "2026-12-31", "--to", "2027-01-01", "--grain", grain)
    assert [row["period"] for row in rows] == periods
    assert [row["value"] for row in rows] == ([0, 50] if len(periods) == 2 else [50])


def test_known_shops_are_listed_and_none_is_no_0(shop: Path) -> None:
    rows = asked(shop, "query", "gmv", "consultation_conversion", "--month", "2026-10", "--by", "shop")
    assert [(row["metric"], row["shop"], row["n"], row["d"], row["value"]) for row in rows] == [
        ("gmv", "乙店", None, None, None),
        ("gmv", "甲店", 90.25, None, 90.25),
        ("consultation_conversion", "乙店", 0, 0, None),
        ("consultation_conversion", "甲店", 1, 2, 0.5),
    ]
    assert list(rows[0]) == ["metric", "period", "shop", "n", "d", "value"]


def test_unknown_people_have_the_key_null_and_can_be_asked_for(shop: Path) -> None:
    rows = asked(shop, "query", "consultations", "--month", "2026-10", "--by", "person,day")
    assert [(row["person"], row["day"], row["n"]) for row in rows] == [
        ("E01", "2026-10-01", 1),
        (None, "2026-10-02", 1),
        (None, "2026-10-03", 1),
    ]
    (row,) = asked(shop, "query", "consultations", "--month", "2026-10", "--where", "person=")
    assert row["n"] == 2


def test_filters_of_one_dimension_are_alternatives(shop: Path) -> None:
    where = ("--where", "person=E01", "--where", "person=", "--where", "shop=甲店")
    (row,) = asked(shop, "query", "consultations", "--month", "2026-10", *where)
    assert row["n"] == 3


def test_a_missing_source_is_said_beside_the_result(shop: Path) -> None:
    done = kpi(shop, "query", "shop_conversion", "--month", "2026-10", "--json")
    assert json.loads(done.stdout)[0] == {
        "metric": "shop_conversion",
        "period": "2026-10-01/2026-10-31",
        "n": 1,
        "d": 0,
        "value": None,
    }
    assert "shop_traffic" in done.stderr
    assert kpi(shop, "query", "gmv", "--month", "2026-10").stderr == ""


def test_csv_and_a_table_for_the_eye_say_the_same(shop: Path) -> None:
    words = ("query", "gmv", "--month", "2026-10", "--by", "shop")
    rows = list(csv.DictReader(io.StringIO(kpi(shop, *words, "--csv").stdout)))
    assert rows == [
        {"metric": "gmv", "period": "2026-10-01/2026-10-31", "shop": "乙店", "n": "", "d": "", "value": ""},
        {"metric": "gmv", "period": "2026-10-01/2026-10-31", "shop": "甲店", "n": "90.25", "d": "", "value": "90.25"},
    ]
    table = kpi(shop, *words).stdout
    assert "90.25" in table
    assert "—" in table


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["query", "gvm"], 2, "gmv"),  # the nearest name
        (["query", "gmv", "--by", "person"], 2, "person"),
        (["query", "gmv", "--grain", "hour"], 2, "hour"),
        (["query", "gmv", "--month", "2026-13"], 2, "2026-13"),
        (["query", "gmv", "--from", "2026-10-02", "--to", "2026-10-01"], 2, "--to"),
        (["query", "gmv", "--where", "shop"], 2, "shop"),
        (["query", "gmv", "--where", "day=yesterday"], 2, "yesterday"),
        (["rows", "gvm"], 2, "gmv"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence_and_a_code(shop: Path, words: list[str], code: int, told: str) -> None:
    done = kpi(shop, *words, "--json")
    assert done.returncode == code
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_with_nothing_loaded_there_is_nothing_to_ask(tmp_path: Path) -> None:
    done = kpi(tmp_path, "query", "gmv", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------------------------------------ rows


def test_rows_name_their_files_and_lines_and_add_up(shop: Path) -> None:
    rows = asked(shop, "rows", "consultation_conversion", "--month", "2026-10")
    assert [(row["part"], row["amount"]) for row in rows] == [("n", 1), ("d", 1), ("d", 1)]
    assert set(rows[0]) == {"part", "amount", "sources", "values"}
    found = {(Path(source["file"]).name, source["row"]) for source in rows[0]["sources"]}
    assert {("聊天.csv", 2), ("订单.csv", 2)} <= found  # as a spreadsheet numbers them: the header is row 1
    assert {(Path(s["file"]).name, s["row"]) for s in rows[2]["sources"]} == {("聊天.csv", 5), ("聊天.csv", 6)}
    assert rows[0]["values"]["day"] == "2026-10-01"
    assert rows[0]["values"]["person"] == "E01"


def test_rows_of_a_group_are_asked_for_by_its_value(shop: Path) -> None:
    of_nobody = asked(shop, "rows", "consultations", "--month", "2026-10", "--where", "person=")
    assert [(row["amount"], row["values"]["day"]) for row in of_nobody] == [(1, "2026-10-02"), (1, "2026-10-03")]
    first = asked(shop, "rows", "gmv", "--where", "shop=甲店", "--most", "1")
    assert [row["amount"] for row in first] == [90.25]


def test_rows_of_nothing_are_an_empty_list(shop: Path) -> None:
    assert asked(shop, "rows", "gmv", "--month", "2026-08") == []
    assert kpi(shop, "rows", "gmv", "--month", "2026-08").returncode == 0


def test_rows_as_csv_keep_file_and_row_in_one_cell(shop: Path) -> None:
    (row, _) = csv.DictReader(io.StringIO(kpi(shop, "rows", "gmv", "--csv").stdout))
    assert row["source"].endswith("订单.csv:2")
    assert row["amount"] == "90.25"


@pytest.mark.parametrize("command", ["query", "rows", "metric"])
def test_a_metric_that_there_is_not_is_wrong_usage_and_only_what_is_near_is_named(shop: Path, command: str) -> None:
    far, near = kpi(shop, command, "nosuch"), kpi(shop, command, "gmw")
    assert (far.returncode, far.stdout, near.returncode, near.stdout) == (2, "", 2, "")
    assert "Near" not in far.stderr
    assert "Near it: gmv." in near.stderr
