"""`kpi check` and `kpi status`: what is wrong or worth knowing, and what we have of it all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kpi import catalogue
from kpi.loads import change, check
from tests.kpi import flow

CHATS = """时间,店铺,客服,买家,发送方,消息内容,商品ID
2026-10-01 08:00:00,甲店,甲店:美,买家1,买家,在吗,
2026-10-01 08:00:30,甲店,甲店:美,买家1,客服,在的,
2026-10-03 08:00:00,甲店,甲店:美,买家2,买家,在吗,
2026-10-03 08:00:30,甲店,甲店:美,买家2,客服,在的,
"""
STAFF = "工号,姓名,部门,岗位,上级,入职日期,离职日期,账号,基本工资,考核工资\n"
TARGETS = "月份,范围,对象,指标,目标值\n"


def found(data: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and the findings by where they are."""
    done = flow.kpi(data, "check", "--json")
    assert "Traceback" not in done.stderr
    return done.returncode, {row["where"]: row for row in json.loads(done.stdout)}


def sheet(path: Path, text: str) -> Path:
    """A sheet of the department."""
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_loaded_is_nothing_wrong(tmp_path: Path) -> None:
    assert found(tmp_path / "data") == (0, {})


def test_a_payment_before_its_order_is_counted_and_listed(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "a.csv"
    change.load(
        data,
        [sheet(file, flow.HEADER + "\n1,甲,10.00,10.00,交易成功,2026-10-02 09:00:00,2026-10-01 09:00:00,甲店\n")],
    )
    code, findings = found(data)
    assert code == 0
    assert list(findings) == ["payment_before_creation"]
    assert "2026-10-01 09:00:00" in findings["payment_before_creation"]["what"]
    assert flow.figure(data) == 10


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("targets", TARGETS + "2026-10,公司,,gmw,5\n"),
        ("targets_for_nobody", TARGETS + "2026-10,个人,E09,gmv,5\n"),
        ("assigned_to_nobody", "工号,类型,对象编号,开始日期,结束日期\nE09,商品,P1,2026-10-01,\n"),
        (
            "shared_accounts",
            STAFF + "E01,甲,客服部,客服,,2020-01-01,,店:美,,\nE02,乙,客服部,客服,,2020-01-01,,店:美,,\n",
        ),
        ("unknown_managers", STAFF + "E01,甲,客服部,客服,老王,2020-01-01,,店:美,,\n"),
    ],
)
def test_what_loses_figures_is_named_and_exits_1(tmp_path: Path, where: str, text: str) -> None:
    (account,) = change.load(tmp_path / "data", [sheet(tmp_path / "a.csv", text)])
    assert account.status == "loaded", account
    code, findings = found(tmp_path / "data")
    assert code == 1
    assert where in findings
    assert findings[where]["wrong"]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["cut short", "gone", "of other rows"])
def test_raw_rows_that_are_not_what_was_loaded_are_found_and_made_again(tmp_path: Path, how: str) -> None:
    data = tmp_path / "data"
    change.load(data, [flow.orders(tmp_path / "a.csv", range(5))])
    change.load(data, [flow.orders(tmp_path / "b.csv", range(5, 9))])
    first, second = sorted((data / "raw").glob("*/*.orders.parquet"))
    if how == "gone":
        first.unlink()
    else:
        first.write_bytes(first.read_bytes()[:100] if how == "cut short" else second.read_bytes())
    code, findings = found(data)
    assert code == 1
    assert list(findings) == [os.fspath(first.relative_to(data).as_posix())]
    assert flow.figure(data) == 90
    change.rebuild(data)
    assert found(data) == (0, {})
    assert flow.figure(data) == 90


def by_person(data: Path) -> dict[str | None, float]:
    """Consultations by person."""
    rows = json.loads(flow.kpi(data, "query", "consultations", "--by", "person", "--json").stdout)
    return {row["person"]: row["value"] for row in rows}


def test_an_account_nobody_owns_is_listed_and_given_to_somebody_later_without_loading_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [sheet(tmp_path / "chats.csv", CHATS)])
    (account,) = json.loads(flow.kpi(data, "status", "--json").stdout)["unassigned"]
    assert (account["shop"], account["account"], account["rows"]) == ("甲店", "甲店:美", 2)
    assert by_person(data) == {None: 2}
    row = "E01,小美,客服部,客服专员,,2020-01-01,2026-10-02,甲店:美,,\n"  # left before the second consultation
    change.load(data, [sheet(tmp_path / "staff.csv", STAFF + row)])
    assert json.loads(flow.kpi(data, "status", "--json").stdout)["unassigned"] == []
    assert by_person(data) == {"E01": 1, None: 1}


def test_status_says_to_which_day_each_source_is_loaded_and_which_days_are_missing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    report = flow.REPORT + "\n2,20.00,20.00,上海,2026-10-01 09:00:00,2026-13-01 09:01:00,0\n"
    change.load(data, [sheet(tmp_path / "chats.csv", CHATS), sheet(tmp_path / "report.csv", report)], shop="甲店")
    status = json.loads(flow.kpi(data, "status", "--json").stdout)
    (chats,) = [source for source in status["sources"] if source["entity"] == "chats"]
    assert (chats["shop"], chats["first_day"], chats["last_day"]) == ("甲店", "2026-10-01", "2026-10-03")
    assert (chats["missing_days"], chats["missing"]) == (1, ["2026-10-02"])
    assert (status["version"], status["damaged_version"], status["quarantined"]) == (1, None, 1)
    told = flow.kpi(data, "status")
    assert told.returncode == 0
    assert "2026-10-03" in told.stdout
    assert "甲店:美" in told.stdout


def test_status_without_data_is_one_sentence(tmp_path: Path) -> None:
    done = flow.kpi(tmp_path / "data", "status")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_an_account_handed_on_is_each_holders_for_their_days_and_unassigned_between(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [sheet(tmp_path / "chats.csv", CHATS)])  # 甲店:美 wrote on 10-01 and on 10-03
    left = "E01,小美,客服部,客服专员,,2020-01-01,2026-10-01,甲店:美,,\n"
    change.load(
        data, [sheet(tmp_path / "staff.csv", STAFF + left + "E02,小新,客服部,客服专员,,2026-10-03,,甲店:美,,\n")]
    )
    assert by_person(data) == {"E01": 1, "E02": 1}
    assert json.loads(flow.kpi(data, "status", "--json").stdout)["unassigned"] == []
    assert found(data) == (0, {})
    change.load(data, [sheet(tmp_path / "again.csv", STAFF + "E02,小新,客服部,客服专员,,2026-10-04,,甲店:美,,\n")])
    assert by_person(data) == {"E01": 1, None: 1}
    (account,) = json.loads(flow.kpi(data, "status", "--json").stdout)["unassigned"]
    assert (account["account"], account["rows"]) == ("甲店:美", 1)
    change.load(data, [sheet(tmp_path / "early.csv", STAFF + "E02,小新,客服部,客服专员,,2026-10-01,,甲店:美,,\n")])
    assert by_person(data) == {"E02": 1, None: 1}
    code, findings = found(data)
    assert code == 1
    assert "甲店:美 · E01 · E02 · 2026-10-01 · 2026-10-01" in findings["shared_accounts"]["what"]


def test_a_definition_that_does_not_fit_is_a_sentence_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = catalogue.Problem("sql/facts/a.sql", "no_table", {"table": "b"})
    monkeypatch.setattr(catalogue, "problems", lambda: [wrong])
    (finding,) = check.check(tmp_path / "data", "en")
    assert (finding.kind, finding.where, finding.wrong) == ("definition", "sql/facts/a.sql", True)
    assert finding.what == "sql/facts/a.sql: there is no table “b”"
