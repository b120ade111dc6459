"""An instance is lent to all readers, and opened anew only when nobody has it."""

from collections import OrderedDict
from contextlib import ExitStack

import pytest

from kpi.engine import duck, readers


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """A version file, and a list of how often it was opened; an instance lends three cursors."""
    path = tmp_path / "000001.duckdb"
    con = duck.writer(path)
    con.execute("create table said as select 42 as n")
    con.close()
    times = []
    real = duck.reader
    monkeypatch.setattr(duck, "reader", lambda at: (times.append(at), real(at))[1])
    monkeypatch.setattr(readers, "RENEW", 3)
    monkeypatch.setattr(readers, "_lenders", OrderedDict())
    yield path, times
    for lender in readers._lenders.values():
        lender.con.close()


def answer(path):
    with readers.lent(path) as cursor:
        return cursor.execute("select n from said").fetchone()


def test_an_instance_that_lent_enough_is_opened_anew(opened):
    path, times = opened
    assert [answer(path) for _ in range(7)] == [(42,)] * 7
    assert times == [path] * 3


def test_nobody_loses_an_instance_that_they_read(opened):
    path, times = opened
    with readers.lent(path) as held:
        assert [answer(path) for _ in range(9)] == [(42,)] * 9
        assert times == [path]
        assert held.execute("select n from said").fetchone() == (42,)
    assert answer(path) == (42,)
    assert times == [path] * 2


def test_what_does_not_open_is_not_kept(opened, tmp_path):
    path, times = opened
    answer(path)
    with pytest.raises(duck.Error), readers.lent(tmp_path / "none.duckdb"):
        pass
    assert list(readers._lenders)[-1] == path
    assert times[-1] == tmp_path / "none.duckdb"


def test_only_so_many_versions_stay_open(opened, monkeypatch, tmp_path):
    path, times = opened
    monkeypatch.setattr(readers, "KEEP", 1)
    second = tmp_path / "000002.duckdb"
    second.write_bytes(path.read_bytes())
    with ExitStack() as stack:
        first = stack.enter_context(readers.lent(path))
        assert answer(second) == (42,)
        assert list(readers._lenders) == [second]
        assert first.execute("select n from said").fetchone() == (42,)
    assert answer(path) == (42,)
    assert times == [path, second, path]
