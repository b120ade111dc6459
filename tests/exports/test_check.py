"""The vectorised rules say the same of every text as the Python rules, whatever the text."""

# ruff: noqa: DTZ001 — all times are local to the business zone

from datetime import datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.engine import duck
from kpi.exports import values
from kpi.exports.check import Checked
from kpi.exports.layout import Column

FRAME = values.Frame("Asia/Shanghai")
COLUMNS = {
    "id": Column(type="id"),
    "name": Column(type="name"),
    "shop": Column(type="name", needed=True),
    "text": Column(type="text"),
    "verbatim": Column(type="verbatim"),
    "money": Column(type="money", min=0),
    "quantity": Column(type="quantity"),
    "target": Column(type="quantity", percent=True),
    "integer": Column(type="integer", min=0),
    "rating": Column(type="integer", min=1, max=5),
    "seconds": Column(type="seconds"),
    "date": Column(type="date"),
    "timestamp": Column(type="timestamp"),
    "clock": Column(type="clock"),
    "month": Column(type="month"),
    "boolean": Column(type="boolean"),
    "one_of": Column(type="one_of", values={"买家": "buyer", "客服": "agent"}),
    "joined": Column(type="quantity", joined=True),
}
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2110, 1, 1))
FORMS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y", "%Y年%m月%d日"]
FORMS += ["%Y%m%d", "%Y-%m-%d %H:%M:%S +0800", "%Y-%m-%d %H:%M:%S -0430", "%Y-%m", "%y-%m-%d", "%H:%M"]
FORMS += ["%Y-%m-%d 24:00:00"]
PIECES = ["", "-", "--", "null", "Null", "'", '="', '"', "\t", " ", "　", "￥", "元", "%", ",", ".", "1,234.50", "12"]
PIECES += ["00"]
PIECES += ["1e2", "1_00", "0x10", "nan", "inf", "epoch", "6.9E+18", "合计", "汇总值", "暂无数据", "0000-00-00", "#N/A"]
PIECES += ["１２", "٣", "是", "否", "true", "买家", "客服", "SF100", "P101", "-12", "(12.00)", "$", "total", "é", "🌸"]
PIECES += ["\u200b", ";", "NULL", "#1113"]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.tuples(MOMENTS, st.sampled_from(FORMS)).map(lambda pair: pair[0].strftime(pair[1])),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.integers(-(10**13), 10**20).map(str),
    st.sampled_from(PIECES),
).map(lambda text: text.replace("\0", ""))


CON = duck.scratch()


def by_sql(column: Column, cells: list[tuple[str, str]], spreadsheet: bool) -> list[tuple[object, bool]]:
    """Value and badness of each cell, as a chunk is checked; where a cell is clean, the quick way must agree."""
    checked = Checked("x", column, 0, spreadsheet, FRAME)
    kinds = [kind for _, kind in cells] if spreadsheet else [None] * len(cells)
    table = pa.table({"_row": range(len(cells)), "c0": [c for c, _ in cells], "_kinds": pa.array(kinds, pa.string())})
    CON.register("chunk", table)
    judged, _ = checked.judge(
        CON.execute(f"select distinct c0, {checked.kind} from chunk where {checked.odd}").fetchall()
    )
    CON.register("odd", judged)
    sql = f"select {checked.value('odd')}, coalesce(odd._bad, false) from chunk{checked.join('odd')} order by _row"
    slow = CON.execute(sql).fetchall()
    for cell in table.to_batches(max_chunksize=1):  # a first look may miss that a cell is clean, never that it is not
        if checked.plain(one := pa.Table.from_batches([cell])):
            CON.register("one", one)
            assert CON.execute(f"select bool_or({checked.unclean}) from one").fetchone() != (True,), one
    quick = CON.execute(f"select _row, {checked.value(None)} from chunk where not {checked.unclean}").fetchall()
    assert all(slow[row] == (value, False) for row, value in quick)
    return slow


class Joined(str):
    """Numbers joined in one text, equal when each number is."""

    def __eq__(self, other):
        return [Decimal(part) for part in self.split(";")] == [Decimal(part) for part in other.split(";")]


def by_rule(column: Column, cell: str, kind: str) -> tuple[object, bool]:
    said = values.read(column, cell, FRAME, kind)
    if isinstance(said, values.Reject):
        return None, True
    if column.joined and said is not None:
        said = Joined(str(said))
    return said, said is None and column.needed and cell != ""


@pytest.mark.parametrize("name", COLUMNS)
@settings(max_examples=20)
@given(cells=st.lists(TEXTS, min_size=1, max_size=20))
def test_the_vectorised_rule_is_the_python_rule(name, cells):
    column = COLUMNS[name]
    found = by_sql(column, [(cell, "") for cell in cells], spreadsheet=False)
    for cell, (value, bad) in zip(cells, found, strict=True):
        expected, is_bad = by_rule(column, cell, "")
        assert value == expected, cell
        assert bad >= is_bad, cell  # a totals word, too, makes its row suspicious


@pytest.mark.parametrize("name", COLUMNS)
@settings(max_examples=20)
@given(cells=st.lists(st.tuples(TEXTS.filter(bool), st.sampled_from("tndbef")), min_size=1, max_size=10))
def test_the_vectorised_rule_is_the_python_rule_for_spreadsheets(name, cells):
    column = COLUMNS[name]
    found = by_sql(column, cells, spreadsheet=True)
    for (cell, kind), (value, bad) in zip(cells, found, strict=True):
        expected, is_bad = by_rule(column, cell, kind)
        assert value == expected, (cell, kind)
        assert bad >= is_bad, (cell, kind)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("id", ["3100000000000000001", "SF100", "", None]),
        ("money", ["12", "0.00", "123456789012.3", ""]),
        ("name", ["买家昵称01的会员账号（已认证的老顾客）", "b1", "合计旗舰店"]),
        ("text", ["交易成功", "a b"]),
    ],
)
def test_a_column_of_clean_cells_is_seen_at_a_first_look(name, cells):
    assert Checked("x", COLUMNS[name], 0, False, FRAME).plain(pa.table({"c0": cells}))


DIRTY_TIMES = {
    "10/11/26": None,
    "26-10-05 10:00": None,
    "epoch": None,
    "infinity": None,
    "294247-01-01": None,
    "0001-01-01": None,
    "1999-12-31 23:59:59": None,
    "2026-12-31T23:30:00Z": datetime(2027, 1, 1, 7, 30),
    "2026-12-31T18:00:00+08:00": datetime(2026, 12, 31, 18, 0),
    "2026-12-31 23:30:00 +0800": datetime(2026, 12, 31, 23, 30),
    "２０２６-10-01 09:00:00": datetime(2026, 10, 1, 9),
    "2026-10-01 24:00:00": datetime(2026, 10, 2),
    "2026-02-30 10:00:00": None,
}
DIRTY_NUMBERS = ["1_00", "1e2", "1.005", "0x10", "nan", "Infinity", "12,5", "12345678901234567", "１２.５.1", "٣"]


@pytest.mark.parametrize(("cell", "value"), DIRTY_TIMES.items())
def test_dirty_times_are_not_what_a_cast_makes_of_them(cell, value):
    """What a cast takes in silence."""
    assert by_sql(COLUMNS["timestamp"], [(cell, "")], spreadsheet=False) == [(value, value is None)]


@pytest.mark.parametrize("cell", DIRTY_NUMBERS)
@pytest.mark.parametrize("kind", ["money", "integer"])
def test_dirty_numbers_are_not_what_a_cast_makes_of_them(cell, kind):
    assert by_sql(COLUMNS[kind], [(cell, "")], spreadsheet=False) == [(None, True)]


def test_an_offset_moves_a_time_into_another_year():
    moment = datetime(2026, 12, 31, 23, 30)
    cells = [(f"{moment:%Y-%m-%d %H:%M:%S} -0400", "")]
    assert by_sql(COLUMNS["timestamp"], cells, spreadsheet=False) == [(moment + timedelta(hours=12), False)]
