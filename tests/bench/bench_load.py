"""A load of orders in GBK against the least that any reader must do, and an upload onto a long history.

`KPI_BENCH_ROWS` (2,000,000) and `KPI_BENCH_HISTORY` (20,000,000) scale both.
"""

from __future__ import annotations

import os
import random
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kpi.engine import duck
from kpi.loads import change
from tests.bench import history

ROWS = int(os.environ.get("KPI_BENCH_ROWS", "2000000"))
HISTORY = int(os.environ.get("KPI_BENCH_HISTORY", "20000000"))
UPLOAD = HISTORY // 200
HEADER = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称"
TYPES = ("varchar", "varchar", "decimal(18,2)", "decimal(18,2)", "varchar", "timestamp", "timestamp", "varchar")


def line(number: int, buyer: str, placed: datetime, shop: str) -> str:
    """One order as the platform writes it."""
    paid = placed + timedelta(seconds=60)
    amount = f"{number % 50000 / 100:.2f}"
    left = amount if number % 20 else "0.00"  # one in twenty is refunded
    return f"{number},{buyer},{amount},{left},交易成功,{placed},{paid},{shop}\n"


def write_orders(path: Path, rows: int) -> Path:
    """A GBK file of so many orders of a year."""
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(HEADER + "\n")
        first = datetime(2026, 1, 1)  # noqa: DTZ001 — local
        for number in range(rows):
            placed = first + timedelta(seconds=number * 15 % 26_000_000)
            buyer = f"买家昵称{number % 700_000:08d}的会员账号（已认证的老顾客）"
            file.write(
                line(3_000_000_000_000_000_000 + number, buyer, placed, "朴禾健康食品官方旗舰店（天猫）滋补养生专营")
            )
    return path


def floor(path: Path) -> float:
    """Seconds for a decoding thread, a fifo and DuckDB's typed reader with stored rejects: no checks, no version."""
    fifo = path.with_suffix(".fifo")
    os.mkfifo(fifo)

    def decode() -> None:
        with (
            path.open(encoding="gb18030", newline="") as source,
            fifo.open("w", encoding="utf-8", newline="") as target,
        ):
            while text := source.read(1 << 22):
                target.write(text)

    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in zip(HEADER.split(","), TYPES, strict=True))
    con = duck.writer(path.with_suffix(".duckdb"), [path.parent])
    started = time.perf_counter()
    worker = threading.Thread(target=decode)
    worker.start()
    con.execute(
        f"create table orders as from read_csv('{fifo}', columns = {{{columns}}}, header = true, auto_detect = false,"
        " delim = ',', quote = '\"', escape = '\"', store_rejects = true)"
    )
    worker.join()
    con.close()
    seconds = time.perf_counter() - started
    fifo.unlink()
    path.with_suffix(".duckdb").unlink()
    return seconds


def test_a_load_of_gbk_orders_against_its_floor(tmp_path: Path) -> None:
    path = write_orders(tmp_path / "orders.csv", ROWS)
    size = path.stat().st_size / 1e6
    least = min(floor(path) for _ in range(2))
    started = time.perf_counter()
    (account,) = change.load(tmp_path / "data", [path])
    whole = time.perf_counter() - started
    assert account.new == ROWS
    print(
        f"\nload of {ROWS:,} GBK orders ({size:.0f} MB):"
        f" floor {least:.2f} s, whole load {whole:.2f} s, ratio {whole / least:.2f} (goal 2)"
    )


@pytest.fixture(scope="module")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a long history."""
    data = tmp_path_factory.mktemp("history")
    history.make(data, HISTORY)
    return data


@pytest.mark.parametrize("which", ["new days", "spread over the year"])
def test_an_upload_onto_a_long_history(long_history: Path, tmp_path: Path, which: str) -> None:
    chance = random.Random(7)
    path = tmp_path / "upload.csv"
    new = which == "new days"
    first = datetime(2026, 11, 2) if new else datetime(2025, 11, 1)  # noqa: DTZ001 — local
    step, base = (1.7, 4_100_000_000_000_000_000) if new else (365 * 86400 / HISTORY, 3_100_000_000_000_000_000)
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(HEADER + "\n")
        for at in range(UPLOAD):
            number = at if new else chance.randrange(HISTORY // 3) * 3 + 1  # every third order is another platform's
            placed = first + timedelta(seconds=int(number * step))
            file.write(line(base + number * (1 if new else 7), f"b{chance.randrange(HISTORY // 2)}", placed, "旗舰店"))
    started = time.perf_counter()
    (account,) = change.load(long_history, [path])
    seconds = time.perf_counter() - started
    assert account.status == "loaded"
    goal = 3 if new else 6
    print(
        f"\nupload of {UPLOAD:,} orders, {which}, onto {HISTORY:,} orders and messages:"
        f" {seconds:.2f} s (goal {goal} s at 20,000,000)"
    )
