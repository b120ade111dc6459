"""Rows that can't be right are set aside with a reason, written for repair, and closed by the repaired file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

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
