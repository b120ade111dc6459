"""A clean file dirtied at random, with rows twice and in older states, split over files, gives the same figures."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.engine import versions
from kpi.figures import Period, Question, ask
from kpi.loads import change
from tests.exports.test_dirty import AMOUNTS, BROKEN, CORE, ENCODINGS, EXTRA, ORDERS, Order, cells

EVER = Period(date(2019, 1, 1), date(2031, 12, 31))


@st.composite
def split_files(draw: Any) -> tuple[list[bytes], list[Order], dict[str, int]]:
    """The bytes of one to four files, the newest state of each order in them, and how many rows there are of a kind.

    Each order stands one to three times, mostly as it is, at times with another amount; the last row is its newest.
    """
    orders = draw(st.lists(ORDERS, min_size=1, max_size=5, unique_by=lambda order: order.number))
    told: list[Order | None] = [None] * draw(st.integers(0, 2))
    for order in orders:
        for _ in range(draw(st.integers(1, 3))):
            total = order.refund + draw(AMOUNTS) if draw(st.booleans()) else order.total
            told.append(Order(order.number, total, order.refund, order.created, order.paid_after, order.closed))
    told = list(draw(st.permutations(told)))
    files, newest, many = draw(st.integers(1, 4)), dict[int, Order](), {"rows": 0, "broken": 0, "total": 0}
    at = sorted(draw(st.lists(st.integers(0, len(told)), min_size=files - 1, max_size=files - 1)))
    written = []
    for first, last in zip([0, *at], [*at, len(told)], strict=True):
        columns = draw(st.permutations(CORE + draw(st.lists(st.sampled_from(EXTRA), unique=True))))
        lines = [["合计", *[""] * (len(columns) - 1)]] * draw(st.integers(0, 1))
        many["total"] += len(lines)
        for order in told[first:last]:
            row = cells(draw, order or draw(ORDERS))
            if order is None:
                name = draw(st.sampled_from(sorted(BROKEN)))
                row[name] = draw(st.sampled_from(BROKEN[name]))
                many["broken"] += 1
            else:
                newest[order.number] = order
            lines.append([row[name] for name in columns])
        many["rows"] += len(lines)
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows([columns, *lines])
        written.append(stream.getvalue().encode(draw(st.sampled_from(ENCODINGS))))
    return written, list(newest.values()), many


def value(data: Path, metric: str) -> Any:
    (figure,) = ask(Question((metric,), EVER), data).figures
    return figure.value or 0


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(split_files(), st.sampled_from(["one load", "a load each", "a zip"]))
def test_dirt_doubles_and_splits_change_no_figure_and_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, given_files: tuple[list[bytes], list[Order], dict[str, int]], way: str
) -> None:
    written, orders, many = given_files
    folder = tmp_path_factory.mktemp("dirty")
    data, paths = folder / "data", [folder / f"{n}.csv" for n in range(len(written))]
    for path, content in zip(paths, written, strict=True):
        path.write_bytes(content)
    if way == "a zip":
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            for path in paths:
                archive.write(path, path.name)
        paths = [folder / "all.zip"]
    loads = [[path] for path in paths] if way == "a load each" else [paths]
    accounts = [account for load in loads for account in change.load(data, load)]
    taken = [account for account in accounts if account.status != "unchanged"]
    assert {account.status for account in taken} == {"loaded"}, accounts
    for account in taken:
        parts = (account.new, account.updated, account.duplicate, account.quarantined, account.skipped)
        assert account.rows == sum(parts), account
    if len(taken) == len(written):
        assert sum(account.rows for account in taken) == many["rows"]
        assert sum(account.quarantined for account in taken) == many["broken"]
        assert sum(account.skipped for account in taken) == many["total"]
    assert sum(account.new for account in taken) == len(orders)
    paid = [order for order in orders if order.paid is not None]
    assert value(data, "paid_orders") == len(paid)
    assert Decimal(str(value(data, "gmv"))) == sum((order.total for order in paid), Decimal(0))
    with versions.reading(data) as (con, _):
        named = con.execute('select distinct load_id, file, "row" from ledger.open_rejects').fetchall()
    assert len(named) == sum(account.quarantined for account in taken)
