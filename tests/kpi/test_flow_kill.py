"""A loader that is killed at any moment: nothing acknowledged is lost, nothing is half there, nothing needs repair."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kpi.engine import duck, versions
from kpi.warehouse import archive
from tests.kpi import flow

ROUNDS = 4  # of 25 kills each, so that they run side by side
KILLS = 100 // ROUNDS
ROWS = 40


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_loader_killed_at_random_moments_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data, files = tmp_path / "data", tmp_path / "exports"
    flow.load(data, flow.orders(files / "first.csv", range(ROWS)))
    started = time.monotonic()
    flow.load(data, flow.orders(files / "second.csv", range(ROWS, 2 * ROWS)))
    usual = time.monotonic() - started
    certain = {0, 1}  # numbers of files that were acknowledged
    maybe: set[int] = set()  # killed after the commit, before the answer
    for number in range(2, KILLS + 2):
        path = flow.orders(files / f"{number}.csv", range(number * ROWS, (number + 1) * ROWS))
        process = subprocess.Popen(
            flow.command(data, "load", path, "--json"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=flow.environment(),
        )
        time.sleep(chance.uniform(0.3, 1.1) * usual)
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        (certain if out and json.loads(out)[0]["status"] == "loaded" else maybe).add(number)
    paid = flow.figure(data, "paid_orders")
    assert paid % ROWS == 0, "a file is all there or not at all"
    assert paid >= ROWS * len(certain)
    for number in sorted(maybe):  # who got no answer loads again
        (account,) = flow.load(data, files / f"{number}.csv")
        assert account["status"] in ("loaded", "unchanged")
    assert flow.figure(data, "paid_orders") == ROWS * (KILLS + 2)
    assert float(flow.figure(data, "gmv")) == 10.0 * ROWS * (KILLS + 2)
    assert flow.kpi(data, "check").returncode == 0
    assert not list(versions.folder(data).glob("working-*"))
    assert not list((data / "archive").glob("**/*.part"))
    loads = {manifest.load_id for manifest in archive.read_all(data)}
    assert {int(path.name) for path in (data / "raw").iterdir()} == loads


@pytest.mark.slow
def test_readers_go_on_while_a_load_runs_and_never_see_half_of_it(tmp_path: Path) -> None:
    data, files = tmp_path / "data", tmp_path / "exports"
    many = int(os.environ.get("KPI_READ_ROWS", "60000"))
    flow.load(data, flow.orders(files / "first.csv", range(100)))
    big = flow.orders(files / "big.csv", range(1000, 1000 + many))
    loader = subprocess.Popen(flow.command(data, "load", big), stdout=subprocess.DEVNULL, env=flow.environment())
    seen = []
    while loader.poll() is None:
        readers = [
            subprocess.Popen(
                flow.command(data, "query", "paid_orders", "--json"), stdout=subprocess.PIPE, env=flow.environment()
            )
            for _ in range(2)
        ]
        for reader in readers:
            out, _ = reader.communicate(timeout=60)
            assert reader.returncode == 0
            seen.append(json.loads(out)[0]["value"])
    assert loader.returncode == 0
    assert seen, "the load ended before anybody read"
    assert set(seen) <= {100, 100 + many}
    assert flow.figure(data, "paid_orders") == 100 + many


@pytest.mark.parametrize("many", [4, pytest.param(10, marks=pytest.mark.slow)])
def test_loads_at_the_same_time_all_go_in_one_after_the_other(tmp_path: Path, many: int) -> None:
    data, files = tmp_path / "data", tmp_path / "exports"
    paths = [flow.orders(files / f"{n}.csv", range(n * 10, n * 10 + 10)) for n in range(many)]
    running = [
        subprocess.Popen(flow.command(data, "load", path), stdout=subprocess.DEVNULL, env=flow.environment())
        for path in paths
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * many
    assert flow.figure(data, "paid_orders") == 10 * many


def test_a_load_that_waits_too_long_for_another_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("KPI_MAX_LOCK_SECONDS", "1")
    with versions.write_lock(data):
        done = flow.kpi(data, "load", flow.orders(tmp_path / "a.csv", range(3)))
    assert done.returncode == 1
    assert "Another load is writing" in done.stderr


def test_published_versions_have_no_log_beside_them_and_are_never_written_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    flow.load(data, flow.orders(tmp_path / "a.csv", range(3)))
    before = versions.path_of(data, 1).read_bytes()
    flow.load(data, flow.orders(tmp_path / "b.csv", range(3, 6)))
    flow.figure(data)
    assert versions.path_of(data, 1).read_bytes() == before
    assert sorted(path.name for path in versions.folder(data).iterdir()) == ["000001.duckdb", "000002.duckdb"]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["cut short", "a page zeroed"])
def test_a_damaged_version_is_stepped_over_said_so_and_made_good_by_the_next_load(tmp_path: Path, how: str) -> None:
    data = tmp_path / "data"
    flow.load(data, flow.orders(tmp_path / "a.csv", range(3)))
    flow.load(data, flow.orders(tmp_path / "b.csv", range(3, 6)))
    newest = versions.path_of(data, 2)
    content = bytearray(newest.read_bytes())
    newest.write_bytes(content[: len(content) // 2] if how == "cut short" else bytes(8192) + content[8192:])
    assert flow.figure(data, "paid_orders") == 3
    assert json.loads(flow.kpi(data, "status", "--json").stdout)["damaged_version"] == 2
    flow.load(data, flow.orders(tmp_path / "c.csv", range(6, 9)))
    assert flow.figure(data, "paid_orders") == 9
    assert json.loads(flow.kpi(data, "status", "--json").stdout)["damaged_version"] is None


def reads(data: Path, number: int) -> bool:
    """Whether a version can be read to its end."""
    try:
        flow.tables(data, number)
    except duck.Error:
        return False
    return True


@pytest.mark.slow
def test_a_version_damaged_in_the_midst_is_said_so_and_made_good_by_a_rebuild(tmp_path: Path) -> None:
    data = tmp_path / "data"
    flow.load(data, flow.orders(tmp_path / "a.csv", range(300)))
    newest = versions.path_of(data, 1)
    good = newest.read_bytes()
    for at in range(4096 * 4, len(good), 262144):  # a page of each block: one that opening does not read
        if any(good[at : at + 4096]):
            newest.write_bytes(good[:at] + bytes(4096) + good[at + 4096 :])
            if versions.opens(data, 1) and not reads(data, 1):
                break
    else:
        pytest.fail("no damage that only reading finds")
    told = flow.kpi(data, "check", "--json")
    assert "Traceback" not in told.stderr
    assert "kpi rebuild" in json.loads(told.stdout)[0]["what"]
    assert flow.kpi(data, "rebuild").returncode == 0
    assert flow.kpi(data, "check").returncode == 0
    assert flow.figure(data, "paid_orders") == 300
