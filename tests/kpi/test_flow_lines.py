"""An order whose amount is the sum of its lines, when these come in several files and loads."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kpi import figures
from kpi.figures import Question
from kpi.loads import change
from tests.kpi import flow
from tests.kpi.test_flow_refresh import built_whole, newest

HEADER = "主订单编号,子订单编号,选购商品,商品数量,商品ID,订单应付金额,订单提交时间,支付完成时间,订单状态"


def lines(path: Path, *told: tuple[str, str, str]) -> Path:
    """A Douyin export of lines (order, sub-order, amount), all paid on 2026-08-02."""
    rows = [
        f"{order},{item},鱼油,1,P1,{amount},2026-08-02 05:58:47,2026-08-02 05:59:17,已发货"
        for order, item, amount in told
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8-sig")
    return path


def take(data: Path, *files: Path) -> None:
    """Load, and see that what was followed is what building everything gives."""
    accounts = change.load(data, files, shop="抖音店")
    assert {account.status for account in accounts} <= {"loaded", "same"}, accounts
    number = newest(data)
    assert flow.tables(data, number) == built_whole(data, data.parent / "scratch")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A department with fifty orders of one line, 10.00 each."""
    change.load(
        tmp_path / "data",
        [lines(tmp_path / "old.csv", *((f"9{n}", f"9{n}1", "10.00") for n in range(50)))],
        shop="抖音店",
    )
    return tmp_path / "data"


def test_lines_of_one_order_in_two_files_of_a_load_add_up(data: Path, tmp_path: Path) -> None:
    take(data, lines(tmp_path / "a.csv", ("1", "11", "20.00")), lines(tmp_path / "b.csv", ("1", "12", "5.50")))
    assert flow.figure(data) == 525.5
    assert flow.figure(data, "paid_orders") == 51


def test_a_later_load_adds_changes_and_takes_back_lines(data: Path, tmp_path: Path) -> None:
    take(data, lines(tmp_path / "a.csv", ("1", "11", "20.00"), ("1", "12", "5.50")))
    take(data, lines(tmp_path / "b.csv", ("1", "13", "4.50")))
    assert flow.figure(data) == 530
    take(data, lines(tmp_path / "c.csv", ("1", "11", "19.00")))  # fewer lines again: one changed, none doubled
    assert flow.figure(data) == 529
    change.undo(data, 3)
    assert flow.figure(data) == 524.5
    change.undo(data, 4)
    assert flow.figure(data) == 525.5
    made = flow.tables(data, newest(data))
    change.rebuild(data)
    assert flow.tables(data, newest(data)) == made


def test_items_joined_in_one_row_after_they_stood_apart_count_once(data: Path, tmp_path: Path) -> None:
    take(data, lines(tmp_path / "a.csv", ("1", "11", "20.00"), ("1", "12", "5.50")))
    take(data, lines(tmp_path / "b.csv", ("1", "11;12", "25.50")))
    assert flow.figure(data) == 525.5
    take(data, lines(tmp_path / "c.csv", ("1", "11", "20.00"), ("1", "12", "5.00")))
    assert flow.figure(data) == 525


def test_all_lines_stand_behind_the_figure(data: Path, tmp_path: Path) -> None:
    take(data, lines(tmp_path / "a.csv", ("1", "11", "20.00")))
    take(data, lines(tmp_path / "b.csv", ("7", "71", "1.00"), ("1", "12", "5.50")))
    found = figures.behind(Question(("gmv",)), "gmv", data)
    (row,) = [row for row in found if row.amount == Decimal("25.5")]
    assert [(source.file, source.row) for source in row.sources] == [("a.csv", 2), ("b.csv", 3)]
