"""The account of a load: every row of every file is told, and what is refused stops nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from rich.console import Console
from rich.text import Text

from kpi.cli import common
from kpi.engine import versions
from kpi.loads import change
from tests.kpi import flow

PARTS = ("new", "updated", "duplicate", "quarantined", "skipped")


def test_rows_are_new_updated_duplicate_quarantined_or_skipped_and_nothing_else(tmp_path: Path) -> None:
    path = flow.orders(tmp_path / "a.csv", range(4))
    text = path.read_text("gb18030")
    text += "3,买家3,10.00,10.00,交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,甲店\r\n"  # as it stands above
    text += "2,买家2,11.00,11.00,交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,甲店\r\n"  # another amount
    text += "5,买家5,十元,0,交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,甲店\r\n"
    text += "合计,,51.00,51.00,,,,\r\n\r\n"
    path.write_text(text, "gb18030", newline="")
    (account,) = flow.load(tmp_path / "data", path)
    assert {part: account[part] for part in PARTS} == dict(zip(PARTS, (4, 1, 1, 1, 1), strict=True))
    assert account["rows"] == sum(account[part] for part in PARTS) == 8
    assert flow.figure(tmp_path / "data") == 41


def test_the_same_bytes_again_change_nothing_whatever_they_are_called(tmp_path: Path) -> None:
    data, first = tmp_path / "data", flow.orders(tmp_path / "a.csv", range(3))
    renamed = tmp_path / "renamed.csv"
    renamed.write_bytes(first.read_bytes())
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.write(first, "inner.csv")
    one, two = change.load(data, [first, renamed])
    assert (one.status, two.status) == ("loaded", "unchanged")
    number = versions.newest(data)
    for path in (first, renamed, packed):
        (account,) = change.load(data, [path])
        assert (account.status, account.load_id) == ("unchanged", one.load_id)
    assert versions.newest(data) == number


def test_the_sheets_of_one_workbook_are_all_loaded_and_each_again_changes_nothing(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for number, name in enumerate(("八月", "九月")):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, flow.HEADER.split(","))
            day = f"2026-10-0{number + 1} 09:00:00"
            sheet.write_row(1, 0, [f"{number}", "买家", "10.00", "10.00", "交易成功", day, day, "甲店"])
    assert [(a.status, a.rows, a.new) for a in change.load(data, [path])] == [("loaded", 1, 1)] * 2
    assert flow.figure(data) == 20
    assert [a.status for a in change.load(data, [path])] == ["unchanged"] * 2


def test_a_folder_with_one_bad_file_loads_the_rest_names_the_bad_one_and_exits_1(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "exports"
    flow.orders(folder / "good.csv", range(3))
    (folder / "unknown.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (folder / "empty.csv").write_bytes(b"")
    (folder / "bytes.csv").write_bytes(flow.HEADER.encode("gb18030") + b"\r\n\xff\xff\xff,\x81\r\n")
    done = flow.kpi(data, "load", folder, "--json")
    account = {row["file"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 1
    assert {name: row["status"] for name, row in account.items()} == {
        "good.csv": "loaded", "unknown.csv": "refused", "empty.csv": "refused", "bytes.csv": "refused",
    }  # fmt: skip
    assert all(row["reason"] for row in account.values() if row["status"] == "refused")
    assert flow.figure(data) == 30


def test_a_header_without_rows_is_loaded_with_0_rows(tmp_path: Path) -> None:
    (account,) = flow.load(tmp_path / "data", flow.orders(tmp_path / "a.csv", range(0)))
    assert (account["status"], account["rows"]) == ("loaded", 0)


def test_an_unknown_file_is_refused_with_the_nearest_layout_and_the_columns_it_misses(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        flow.HEADER.replace("总金额,", "").replace("订单付款时间,", "") + "\n1,甲,1,好,x,店\n", encoding="utf-8"
    )
    done = flow.kpi(tmp_path / "data", "load", path, "--json")
    (account,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert "总金额" in account["reason"]
    assert "订单付款时间" in account["reason"]
    assert versions.newest(tmp_path / "data") is None


@pytest.mark.parametrize(("args", "code"), [(["nowhere"], 1), (["--layout", "no_such", "a.csv"], 2), ([], 2)])
def test_what_cannot_be_meant_is_one_sentence_and_no_traceback(tmp_path: Path, args: list[str], code: int) -> None:
    flow.orders(tmp_path / "a.csv", range(1))
    args = [str(tmp_path / arg) if arg.endswith(".csv") or arg == "nowhere" else arg for arg in args]
    done = flow.kpi(tmp_path / "data", "load", *args)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip() or done.stdout.strip()


def test_the_shop_is_asked_for_where_several_could_be_meant(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "shops.csv").write_text("店铺,平台\n甲店,天猫\n乙店,天猫\n", encoding="utf-8")
    report = tmp_path / "report.csv"
    report.write_text(
        flow.REPORT + "\n1,10.00,10.00,上海,2026-10-01 09:00:00,2026-10-01 09:01:00,0\n", encoding="utf-8"
    )
    (account,) = [a for a in flow.load(data, tmp_path) if a["file"] == "report.csv"]
    assert account["status"] == "refused"
    assert "--shop" in account["reason"]
    assert flow.load(data, report, "--shop", "乙店")[0]["status"] == "loaded"


def test_without_a_known_shop_it_is_named_after_the_platform_and_the_account_says_so(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    report.write_text(
        flow.REPORT + "\n1,10.00,10.00,上海,2026-10-01 09:00:00,2026-10-01 09:01:00,0\n", encoding="utf-8"
    )
    (account,) = flow.load(tmp_path / "data", report)
    assert any("天猫" in note for note in account["notes"])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_one_sentence_loses_nothing_and_needs_no_repair(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "none", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("this machine does not allow a small disk to be mounted")
    try:
        data = disk / "data"
        flow.load(data, flow.orders(tmp_path / "a.csv", range(10)))
        filler = disk / "filler"
        filler.write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 6_500_000))
        done = flow.kpi(data, "load", flow.orders(tmp_path / "b.csv", range(100_000, 140_000)))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert flow.figure(data) == 100
        filler.unlink()
        assert flow.load(data, flow.orders(tmp_path / "c.csv", range(10, 20)))[0]["status"] == "loaded"
        assert flow.figure(data) == 200
    finally:
        subprocess.run(["umount", disk], check=False)


def test_the_account_on_screen_says_beneath_each_file_what_its_numbers_do_not(tmp_path: Path) -> None:
    report, unknown = tmp_path / "a.csv", tmp_path / "b.csv"
    report.write_text(
        "导出说明\n" + flow.REPORT + "\n1,10.00,10.00,上海,2026-10-01 09:00:00,2026-10-01 09:01:00,0\n"
        "合计,10.00,10.00,,,,0\n",
        encoding="utf-8",
    )
    unknown.write_text("甲,乙\n1,2\n", encoding="utf-8")
    done = flow.kpi(tmp_path / "data", "load", report, unknown)
    (account, _) = flow.load(tmp_path / "data2", report, unknown)
    assert len(account["notes"]) == 3  # the line above the header, the total, the shop named after its platform
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[0].split() == "file layout status rows new updated duplicate quarantined skipped".split()
    assert lines[2].split() == ["a.csv", "tmall_order_report", "loaded", "3", "1", "0", "0", "0", "2"]
    assert lines[3:6] == [f"  {note}" for note in account["notes"]]
    assert lines[6].split() == ["b.csv", "—", "refused", "0", "0", "0", "0", "0", "0"]
    assert lines[7].startswith("  b.csv: no known layout")
    assert done.returncode == 1


def test_the_account_fits_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(common, "_console", lambda: Console(width=60, highlight=False))
    row = {"file": "一个很长的文件名字.csv", "layout": "tmall_order_report", "rows": 28_010, "skipped": 2}
    common.write_account(list(row), [row, {**row, "file": "b[1].csv"}], lambda row: [f"{row['file']}: [x]"])
    lines = capsys.readouterr().out.splitlines()
    assert max(Text(line).cell_len for line in lines) <= 60
    assert "  一个很长的文件名字.csv: [x]" in lines
    assert lines[-1] == "  b[1].csv: [x]"
