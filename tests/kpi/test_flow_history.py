"""Loads, undos and rebuilds in any order: the state is that of the loads that stay, and a refresh equals a rebuild."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.engine import duck, versions
from kpi.errors import KaoheError
from kpi.loads import change
from tests.kpi import flow

SHOPS = "店铺,平台\n甲店,天猫\n乙店,京东\n"


def newest(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """The tables of the newest version."""
    number = versions.newest(data)
    assert number is not None
    return flow.tables(data, number)


def report(path: Path, rows: range, refund: str) -> Path:
    """A report without buyers, which lies over the order list."""
    lines = [flow.REPORT] + [f"{n},10.00,5.00,上海,2026-10-01 09:00:00,2026-10-01 09:01:00,{refund}" for n in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def chats(path: Path, rows: range) -> Path:
    """Buyers who ask on the day of their order, and are answered."""
    lines = ["时间,店铺,客服,买家,发送方,消息内容,商品ID"]
    for n in rows:
        lines += [
            f"2026-10-01 08:00:00,甲店,甲店:美,买家{n},买家,在吗,",
            f"2026-10-01 08:00:30,甲店,甲店:美,买家{n},客服,在的,",
        ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_undo_brings_back_exactly_the_state_before_the_load(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [flow.orders(tmp_path / "a.csv", range(10)), chats(tmp_path / "c.csv", range(10))])
    before = newest(data)
    (account,) = change.load(data, [flow.orders(tmp_path / "b.csv", range(5, 15), amount="20.00")])
    assert (account.new, account.updated) == (5, 5)
    assert newest(data) != before
    assert account.load_id is not None
    undone = change.undo(data, account.load_id)
    assert newest(data) == before
    change.undo(data, undone)
    fifteen_orders = (before["measures.gmv"][0][0], "甲店", "天猫", 250, 15)
    assert newest(data)["measures.gmv"] == [fifteen_orders]
    with pytest.raises(KaoheError):
        change.undo(data, undone)


def test_an_undo_leaves_what_later_loads_say_of_the_same_keys(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [flow.orders(tmp_path / "a.csv", range(3))])
    (middle,) = change.load(data, [flow.orders(tmp_path / "b.csv", range(3), amount="20.00")])
    change.load(data, [flow.orders(tmp_path / "c.csv", range(1), amount="30.00")])
    assert middle.load_id is not None
    change.undo(data, middle.load_id)
    assert flow.figure(data) == 30 + 10 + 10
    (again,) = change.load(data, [tmp_path / "b.csv"])
    assert again.status == "loaded"
    assert flow.figure(data) == 3 * 20  # loaded last, so the newest


step = st.one_of(
    st.tuples(
        st.just("orders"), st.integers(0, 4), st.sampled_from(["10.00", "20.00"]), st.sampled_from(["", "0905", "0912"])
    ),
    st.tuples(st.just("report"), st.integers(0, 4), st.sampled_from(["0", "5.00"])),
    st.tuples(st.just("chats"), st.integers(0, 4)),
    st.tuples(st.just("undo"), st.integers(1, 6)),
)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=3, max_size=6))
def test_after_any_loads_and_undos_every_table_is_what_a_rebuild_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    data, exports = folder / "data", folder / "exports" / "甲店"
    exports.mkdir(parents=True)
    (exports.parent / "店铺.csv").write_text(SHOPS, encoding="utf-8")
    change.load(data, [exports.parent])
    for number, (kind, *how) in enumerate(steps):
        first = how[0]
        assert isinstance(first, int)
        rows = range(first, first + 3)
        if kind == "undo":
            try:
                change.undo(data, first)
            except KaoheError:
                continue
        elif kind == "orders":
            name = f"ExportOrderList2026{how[2]}{number:04d}.csv" if how[2] else f"{number}.csv"
            change.load(data, [flow.orders(exports / name, rows, amount=str(how[1]))])
        elif kind == "report":
            change.load(data, [report(exports / f"{number}.csv", rows, str(how[1]))], shop="甲店")
        else:
            change.load(data, [chats(exports / f"{number}.csv", rows)])
    after = newest(data)
    change.rebuild(data)
    made = newest(data)
    assert {name for name in after if after[name] != made[name]} == set()


def test_a_version_of_an_earlier_release_is_made_anew_before_a_load(tmp_path: Path) -> None:
    data = tmp_path / "data"
    change.load(data, [flow.orders(tmp_path / "a.csv", range(3))])
    number = versions.newest(data)
    assert number is not None
    with contextlib.closing(duck.writer(versions.path_of(data, number))) as con:
        con.execute("alter table current.orders drop column status")  # as if orders had no status then
    change.load(data, [flow.orders(tmp_path / "b.csv", range(3, 5))])
    assert flow.figure(data) == 5 * 10
    with versions.reading(data) as (reader, _):
        assert reader.execute("select count(status) from current.orders").fetchone() == (5,)
