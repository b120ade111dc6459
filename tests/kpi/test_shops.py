"""Whose order it is: what a file says itself is worth more than what somebody says of a file, and that than a guess."""

from pathlib import Path

import pytest

from kpi.engine import versions
from kpi.loads import change
from tests.kpi import flow

ROW = "A1,100,100,上海,2026-10-01 09:00:00,2026-10-01 09:05:00,{}"


def listed(path: Path) -> Path:
    """An order list, which names the shop."""
    row = "A1,小李,100,100,交易成功,2026-10-01 09:00:00,2026-10-01 09:05:00,甲店"
    path.write_text(f"{flow.HEADER}\n{row}\n", encoding="utf-8")
    return path


def report(path: Path, refund: str = "0") -> Path:
    """A report of the same order, which names none."""
    path.write_text(f"{flow.REPORT}\n{ROW.format(refund)}\n", encoding="utf-8")
    return path


def shops(data: Path) -> list[tuple[str, str]]:
    with versions.reading(data) as (con, _):
        return con.execute("select order_id, shop from current.orders order by all").fetchall()


@pytest.mark.parametrize("shop", [None, "丙店"])
@pytest.mark.parametrize("named", ["ExportOrderList202610020000.csv", "orders.csv"])
def test_an_order_stays_with_the_shop_that_its_export_names(tmp_path, named, shop):
    data = tmp_path / "data"
    change.load(data, [listed(tmp_path / named)])
    change.load(data, [report(tmp_path / "report.csv")], shop=shop)
    assert shops(data) == [("A1", "甲店")]
    change.rebuild(data)
    assert shops(data) == [("A1", "甲店")]


@pytest.mark.parametrize("named", ["ExportOrderList202610020000.csv", "orders.csv"])
def test_a_guess_gives_way_to_an_export_that_names_the_shop_whenever_it_comes(tmp_path, named):
    data = tmp_path / "data"
    change.load(data, [report(tmp_path / "report.csv")])
    assert shops(data) == [("A1", "天猫")]
    (account,) = change.load(data, [listed(tmp_path / named)])
    assert shops(data) == [("A1", "甲店")]
    change.undo(data, account.load_id)
    assert shops(data) == [("A1", "天猫")]


def test_what_is_said_last_of_files_that_name_no_shop_holds(tmp_path):
    data = tmp_path / "data"
    change.load(data, [report(tmp_path / "report.csv")])
    change.load(data, [report(tmp_path / "report.csv")], shop="丙店")
    assert shops(data) == [("A1", "丙店")]
    change.load(data, [report(tmp_path / "again.csv", "10")], shop="丁店")
    assert shops(data) == [("A1", "丁店")]
    assert flow.figure(data, "refund_amount") == 10
    change.rebuild(data)
    assert shops(data) == [("A1", "丁店")]
