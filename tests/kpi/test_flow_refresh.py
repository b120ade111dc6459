"""A refresh follows what a load changed: each version on the way is what building everything from its rows gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi import catalogue, refresh
from kpi.engine import duck, versions
from kpi.errors import KaoheError
from kpi.loads import change
from tests.kpi import flow
from tests.kpi.test_flow_history import chats, report

BASE = 60  # enough rows for a step's few to be followed rather than all built anew
RETURNS = "退货单号,平台订单号,店铺,退款金额,退货原因,收到时间,处理完成时间,处理人"
STAFF = "工号,姓名,部门,岗位,上级,入职日期,离职日期,账号,基本工资,考核工资,生效日期"
LEDGER = {
    "files": 'load_id, file, path, sha256, layout, shop, as_of, "rows", new, updated, duplicate, quarantined, skipped',
    "loads": "load_id, kind, author, undoes, undone_by",
    "raw": 'load_id, file, entity, path, carries, "rows", money, keys_hash',
    "rejects": "*",
}
Tables = dict[str, list[tuple[Any, ...]]]


def ledger(data: Path) -> Tables:
    """What the newest version says of its loads, but when it was told."""
    with versions.reading(data) as (con, _):
        return {
            name: con.execute(f"select {columns} from ledger.{name} order by all").fetchall()
            for name, columns in LEDGER.items()
        }


def newest(data: Path) -> int:
    """The number of the newest version."""
    number = versions.newest(data)
    assert number is not None
    return number


def built_whole(data: Path, scratch: Path) -> Tables:
    """The tables of the newest version after everything in it was built anew."""
    number = newest(data)
    copy = versions.path_of(scratch, 1)
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(versions.path_of(data, number), copy)
    con = duck.writer(copy)
    refresh.refresh(con, catalogue.load(), None)
    con.close()
    tables = flow.tables(scratch, 1)
    copy.unlink()
    return tables


def returns(path: Path, rows: range, amount: str) -> Path:
    """Returns of orders, a day after they were paid."""
    lines = [RETURNS]
    lines += [f"R{n},{n},甲店,{amount},不合适,2026-10-02 09:00:00,2026-10-03 09:00:00,小美" for n in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def staff(path: Path, department: str) -> Path:
    """The one who answers, and since when in which department."""
    path.write_text(
        f"{STAFF}\nE01,小美,{department},客服专员,,2020-01-01,,甲店:美,,,\n"
        "E01,小美,二部,客服专员,,2020-01-01,,甲店:美,,,2026-10-02\n",
        encoding="utf-8",
    )
    return path


def start(folder: Path) -> Path:
    """A department of some days."""
    data, exports = folder / "data", folder / "base"
    flow.orders(exports / "orders.csv", range(BASE))
    chats(exports / "chats.csv", range(BASE + 10))
    (exports / "店铺.csv").write_text("店铺,平台\n甲店,天猫\n", encoding="utf-8")
    returns(exports / "returns.csv", range(0, BASE, 2), "1.00")
    staff(exports / "staff.csv", "一部")
    accounts = change.load(data, [exports])
    assert {account.status for account in accounts} == {"loaded"}, accounts
    return data


def take(data: Path, folder: Path, number: int, step: tuple[Any, ...]) -> None:
    """Do a step; an undo of what is not there does nothing."""
    kind, first, *how = step
    rows = range(first, first + 3)
    path = folder / f"{number}.csv"
    if kind == "orders":
        path = folder / (f"ExportOrderList2026{how[1]}{number:04d}.csv" if how[1] else path.name)
        change.load(data, [flow.orders(path, rows, amount=how[0])])
    elif kind == "undo":
        try:
            change.undo(data, first)
        except KaoheError:
            return
    elif kind == "setting":
        change.setting(data, how[0])
    else:
        written = {
            "report": lambda: report(path, rows, how[0]),
            "chats": lambda: chats(path, rows),
            "returns": lambda: returns(path, rows, how[0]),
            "staff": lambda: staff(path, how[0]),
        }[kind]()
        change.load(data, [written], shop="甲店")


FIRST = st.integers(0, BASE + 8)
STEP = st.one_of(
    st.tuples(
        st.just("orders"), FIRST, st.sampled_from(["10.00", "20.00"]), st.sampled_from(["", "09050000", "09120000"])
    ),
    st.tuples(st.just("report"), FIRST, st.sampled_from(["0", "5.00"])),
    st.tuples(st.just("chats"), FIRST),
    st.tuples(st.just("returns"), FIRST, st.sampled_from(["1.00", "2.00"])),
    st.tuples(st.just("staff"), FIRST, st.sampled_from(["一部", "三部"])),
    st.tuples(st.just("setting"), FIRST, st.sampled_from(["attribution_days=2", "credit_by=order"])),
    st.tuples(st.just("undo"), st.integers(1, 7)),
)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=3, max_size=6))
def test_each_version_is_what_building_all_of_it_gives_and_the_last_what_a_rebuild_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("refresh")
    data = start(folder)
    for number, step in enumerate(steps):
        take(data, folder, number, step)
        now, whole = flow.tables(data, newest(data)), built_whole(data, folder / "scratch")
        assert {name for name in whole if now[name] != whole[name]} == set(), step
    counted, now = ledger(data), flow.tables(data, newest(data))
    change.rebuild(data)
    made = flow.tables(data, newest(data))
    assert {name for name in now if now[name] != made[name]} == set()
    assert ledger(data) == counted


def test_a_few_changed_rows_are_followed_not_all_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, whole = start(tmp_path), refresh.build_fact
    built: list[str] = []

    def noted(con: duck.Connection, fact: catalogue.Fact) -> None:
        built.append(fact.id)
        whole(con, fact)

    monkeypatch.setattr(refresh, "build_fact", noted)
    change.load(data, [flow.orders(tmp_path / "a.csv", range(2), amount="20.00")])
    assert "paid_orders" not in built
    assert flow.figure(data) == (BASE + 2) * 10


class Scarce:
    """A connection on which no fact fits into memory at the first two tries."""

    def __init__(self, con: duck.Connection) -> None:
        self.con, self.tries = con, 0

    def execute(self, sql: str) -> duck.Connection:
        if sql.startswith("create or replace table facts."):
            self.tries += 1
            if self.tries <= 2:
                raise duck.OutOfMemory("no room")
        return self.con.execute(sql)


def test_a_fact_that_does_not_fit_into_memory_is_built_in_parts(tmp_path: Path) -> None:
    data = start(tmp_path)
    shutil.copyfile(versions.path_of(data, newest(data)), tmp_path / "copy.duckdb")
    con = duck.writer(tmp_path / "copy.duckdb")
    filled = []
    for fact in catalogue.load().facts.values():
        if not fact.reach:
            continue
        before = con.execute(f"select * from facts.{fact.id} order by all").fetchall()
        refresh.build_fact(scarce := Scarce(con), fact)  # type: ignore[arg-type]
        assert scarce.tries == 3
        assert con.execute(f"select * from facts.{fact.id} order by all").fetchall() == before, fact.id
        filled += [fact.id] if before else []
    assert {"paid_orders", "consultations", "replies"} <= set(filled)
    with pytest.raises(duck.OutOfMemory):  # what no key reaches can't be parted
        refresh.build_fact(Scarce(con), catalogue.load().facts["setting"])  # type: ignore[arg-type]


def test_a_delta_that_does_not_fit_into_memory_has_its_facts_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = start(tmp_path)

    def full(*_: object) -> None:
        raise duck.OutOfMemory("no room")

    monkeypatch.setattr(refresh._Work, "_replace", full)
    change.load(data, [flow.orders(tmp_path / "a.csv", range(2), amount="20.00")])
    assert flow.figure(data) == (BASE + 2) * 10
    assert flow.tables(data, newest(data)) == built_whole(data, tmp_path / "scratch")


def test_no_two_rows_of_a_fact_have_one_key(department):
    """What a refresh takes away and puts in is found by it."""
    with versions.reading(department) as (con, _):
        for fact in catalogue.load().facts.values():
            keys = ", ".join(map(duck.name, fact.key)) or "1"
            twice = f"select {keys}, count(*) from facts.{duck.name(fact.id)} group by {keys} having count(*) > 1"
            assert con.execute(twice).fetchall() == [], fact.id
