"""Rows that can't be right are set aside with a reason, written for repair, and closed by the repaired file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kpi.engine import versions
from kpi.loads import change, quarantine
from tests.kpi import flow

REPORT = flow.REPORT + "\n"


def broken(path: Path) -> Path:
    """A report of two shops' kind (it does not say its shop) with a row whose payment time is no time."""
    path.write_text(
        REPORT
        + "1,10.00,10.00,上海,2026-10-01 09:00:00,2026-10-01 09:01:00,0\n"
        + "2,20.00,20.00,上海,2026-10-01 09:00:00,2026-13-01 09:01:00,0\n",
        encoding="utf-8",
    )
    return path


def test_a_bad_row_keeps_its_file_row_column_value_and_reason(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (account,) = change.load(data, [broken(tmp_path / "a.csv")], shop="甲店")
    assert (account.rows, account.new, account.quarantined) == (2, 1, 1)
    (row,) = json.loads(flow.kpi(data, "quarantine", "--json").stdout)
    assert (row["file"], row["row"], row["column"].strip(), row["value"]) == (
        "a.csv",
        3,
        "订单付款时间",
        "2026-13-01 09:01:00",
    )
    assert row["reason"]
    assert "load" in row["do"]


def test_the_repaired_file_closes_its_rows_and_its_undo_opens_them_again(tmp_path: Path) -> None:
    data, repaired = tmp_path / "data", tmp_path / "repair.csv"
    (account,) = change.load(data, [broken(tmp_path / "a.csv")], shop="甲店")
    assert flow.kpi(data, "quarantine", account.load_id, "--csv", repaired).returncode == 0
    with repaired.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert [cell.strip() for cell in header][:2] == ["订单编号", "总金额"]
    repaired.write_text(repaired.read_text("utf-8-sig").replace("2026-13-01", "2026-10-02"), encoding="utf-8")
    (again,) = change.load(data, [repaired])  # nothing says the shop but the row that it repairs
    assert (again.status, again.new, again.quarantined) == ("loaded", 1, 0)
    assert quarantine.read(data) == []
    assert flow.figure(data) == 30
    change.rebuild(data)
    assert quarantine.read(data) == []
    assert again.load_id is not None
    change.undo(data, again.load_id)
    assert [found.row for found in quarantine.read(data)] == [3]
    assert flow.figure(data) == 10
    assert row[-1] == f"{account.load_id}-0-3"


def test_a_row_with_two_bad_cells_is_told_by_cell_and_written_for_repair_once(tmp_path: Path) -> None:
    data, path, repaired = tmp_path / "data", tmp_path / "a.csv", tmp_path / "repair.csv"
    path.write_text(REPORT + "1,十,10.00,上海,2026-10-01 09:00:00,2026-13-01 09:01:00,0\n", encoding="utf-8")
    (account,) = change.load(data, [path], shop="甲店")
    assert account.quarantined == 1
    rows = quarantine.read(data)
    assert {(row.row, row.value) for row in rows} == {(2, "十"), (2, "2026-13-01 09:01:00")}
    quarantine.write_for_repair(rows, repaired)
    assert len(repaired.read_text("utf-8-sig").splitlines()) == 2  # the header and the row


def order(number: str, amount: str, left: str, shop: str = "甲店") -> str:
    return f"{number},小李,{amount},{left},交易成功,2026-10-01 09:00:00,2026-10-01 09:05:00,{shop}"


def orders(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([flow.HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_repaired_row_is_no_newer_than_its_file(tmp_path: Path) -> None:
    """What was exported on the 5th says more than a row of the 2nd, repaired today: 100 − 0 are refunded."""
    data = tmp_path / "data"
    old = orders(tmp_path / "ExportOrderList202610020000.csv", order("A1", "100.0.0", "100"))
    new = orders(tmp_path / "ExportOrderList202610050000.csv", order("A1", "100", "0"))
    change.load(data, [old])
    change.load(data, [new])
    quarantine.write_for_repair(quarantine.read(data), tmp_path / "q.csv")
    repaired = (tmp_path / "q.csv").read_text("utf-8-sig").replace("100.0.0", "100")
    (tmp_path / "q.csv").write_text(repaired, encoding="utf-8")
    change.load(data, [tmp_path / "q.csv"])
    assert quarantine.read(data) == []
    assert (flow.figure(data), flow.figure(data, "refund_amount")) == (100, 100)
    change.rebuild(data)
    assert flow.figure(data, "refund_amount") == 100


def test_rows_of_two_shops_are_repaired_in_two_files(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for shop, amount in (("甲店", "5"), ("乙店", "7")):
        bad = broken(tmp_path / f"{shop}.csv")
        bad.write_text(bad.read_text("utf-8").replace("20.00", amount).replace("\n1,", f"\n{shop}1,"), "utf-8")
        change.load(data, [bad], shop=shop)
    written = quarantine.write_for_repair(quarantine.read(data), tmp_path / "q.csv")
    assert len(written) == 2
    for number, path in enumerate(written):
        text = path.read_text("utf-8-sig").replace("2026-13-01", "2026-10-01").replace("\n2,", f"\n2{number},")
        path.write_text(text, encoding="utf-8")
        change.load(data, [path])
    done = flow.kpi(data, "query", "gmv", "--by", "shop", "--json")
    assert {one["shop"]: one["value"] for one in json.loads(done.stdout)} == {"甲店": 15, "乙店": 17}


def test_a_row_that_is_repaired_twice_is_closed_in_both_loads(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "q.csv"
    change.load(data, [orders(tmp_path / "a.csv", order("A1", "100.0.0", "9.9.9"))])
    quarantine.write_for_repair(quarantine.read(data), path)
    path.write_text(path.read_text("utf-8-sig").replace("100.0.0", "100"), encoding="utf-8")
    (again,) = change.load(data, [path])
    assert (again.new, again.quarantined) == (0, 1)
    quarantine.write_for_repair(quarantine.read(data, again.load_id), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert (header.count("隔离编号"), row[-1]) == (1, "1-0-2 2-0-2")
    path.write_text(path.read_text("utf-8-sig").replace("9.9.9", "100"), encoding="utf-8")
    change.load(data, [path])
    assert quarantine.read(data) == []
    assert flow.figure(data) == 100


def test_an_order_stays_one_when_the_sheet_of_shops_comes_later(tmp_path: Path) -> None:
    """An order list is taken for Tmall's; that the shop is Taobao's makes no second order, whenever it is said."""
    data, shops = tmp_path / "data", tmp_path / "shops.csv"
    change.load(data, [orders(tmp_path / "a.csv", order("A1", "7", "7", "淘店"))])
    shops.write_text("店铺,平台\n淘店,淘宝\n", encoding="utf-8")
    (sheet,) = change.load(data, [shops])
    change.load(data, [orders(tmp_path / "b.csv", order("A1", "7", "3", "淘店"))])
    assert (flow.figure(data), flow.figure(data, "paid_orders"), flow.figure(data, "refund_amount")) == (7, 1, 4)
    assert sheet.load_id is not None
    change.undo(data, sheet.load_id)
    change.load(data, [orders(tmp_path / "c.csv", order("A1", "7", "2", "淘店"))])
    assert (flow.figure(data), flow.figure(data, "paid_orders"), flow.figure(data, "refund_amount")) == (7, 1, 5)
    change.rebuild(data)
    assert (flow.figure(data), flow.figure(data, "paid_orders"), flow.figure(data, "refund_amount")) == (7, 1, 5)


def test_a_load_that_there_is_not_is_refused_as_undo_refuses_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [broken(tmp_path / "a.csv")], shop="甲店")
    shown, undone = flow.kpi(data, "quarantine", 99, "--json"), flow.kpi(data, "undo", 99)
    assert (shown.returncode, shown.stdout) == (undone.returncode, undone.stdout) == (1, "")
    assert shown.stderr == undone.stderr != ""
    assert flow.kpi(data, "quarantine", 99, "--csv", tmp_path / "r.csv").returncode == 1


def test_the_listing_on_screen_says_what_is_expected(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [broken(tmp_path / "a.csv")], shop="甲店")
    shown = flow.kpi(data, "quarantine").stdout
    assert "expected" in shown
    assert "2026-10-31 23:59:59" in shown


def test_files_of_one_name_are_told_apart_in_account_and_quarantine(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        broken(tmp_path / folder / "o.csv")
    (tmp_path / "b" / "o.csv").write_text((tmp_path / "b" / "o.csv").read_text("utf-8").replace("\n2,", "\n3,"))
    data = tmp_path / "data"
    accounts = change.load(data, [tmp_path / "a" / "o.csv", tmp_path / "b" / "o.csv"], shop="甲店")
    assert [a.file for a in accounts] == ["a/o.csv", "b/o.csv"]
    assert [row.file for row in quarantine.read(data)] == ["a/o.csv", "b/o.csv"]


JD = "订单号,商品ID,商品名称,订购数量,下单时间,应付金额,订单状态,下单帐号,付款确认时间,京东价,货号"
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku,Cancelled at,Refunded Amount"
)


def repair(data: Path, path: Path, wrong: str, right: str) -> None:
    """Write what waits, correct it and load it."""
    quarantine.write_for_repair(quarantine.read(data), path)
    path.write_text(path.read_text("utf-8-sig").replace(wrong, right), encoding="utf-8")
    change.load(data, [path])


def items(data: Path) -> list[tuple[str, str]]:
    with versions.reading(data) as (con, _):
        return con.execute("select item_id, title from current.order_items order by all").fetchall()


def test_a_repaired_line_stands_beside_the_others_of_its_order(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "jd.csv"
    tail = "2026-10-01 08:44:08,300,完成,a,2026-10-01 08:44:38,9.9,S"
    path.write_text(f"{JD}\n1,11,维生素,1,{tail}\n1,12,钙片,很多,{tail}\n", encoding="utf-8")
    change.load(data, [path], shop="乙店")
    repair(data, tmp_path / "q.csv", "很多", "2")
    assert items(data) == [("1#1", "维生素"), ("1#2", "钙片")]
    assert (flow.figure(data), quarantine.read(data)) == (300, [])
    change.rebuild(data)
    assert items(data) == [("1#1", "维生素"), ("1#2", "钙片")]


def test_a_repaired_line_without_the_orders_columns_leaves_the_order_as_it_is(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "web.csv"
    first = "#1,a@x,paid,2026-10-01 10:00:00 +0800,CNY,25.00,2026-10-01 09:00:00 +0800,1,鱼油,10,S1,,"
    path.write_text(f"{SHOPIFY}\n{first}\n#1,a@x,,,,,,三,钙片,5,S2,,\n", encoding="utf-8")
    change.load(data, [path])
    repair(data, tmp_path / "q.csv", "三", "3")
    assert items(data) == [("#1#1", "鱼油"), ("#1#2", "钙片")]
    assert (flow.figure(data), flow.figure(data, "paid_orders"), quarantine.read(data)) == (25, 1, [])
