"""What a click costs: each page against an empty one, and many sessions at once, over Streamlit's own protocol.

The clients do what a browser does: a socket each, a rerun a click with the hashes of the messages they hold, and the
time until the script has finished. Loopback only, and bounded: `KPI_BENCH_SESSIONS` (50, at most 200) for
`KPI_BENCH_SECONDS` (20, at most 120).
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from kpi import catalogue
from kpi.figures import Period, people
from pages.parts import links, shell
from tests.browser.server import ROOT, answers, free_port

SESSIONS = min(int(os.environ.get("KPI_BENCH_SESSIONS", "50")), 200)
SECONDS = min(float(os.environ.get("KPI_BENCH_SECONDS", "20")), 120.0)
EVERY = 3.0  # seconds between two clicks of a session
FEW = 6  # addresses a page
WARM = 60  # clicks on one page for its median
EMPTY = 'import streamlit as st\n\nst.html("<p>nothing</p>")\n'


@dataclass
class Visitor:
    """One session: a socket, what it knows of the app's pages, the messages it keeps."""

    socket: ClientConnection
    pages: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    async def click(self, address: str) -> tuple[float, bool]:
        """Go to an address: milliseconds until its script has finished, and whether a page was drawn."""
        name, _, query = address.removeprefix("./").partition("?")
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = name
        asked.rerun_script.page_script_hash = self.pages.get(name, "")
        asked.rerun_script.is_history_navigation = True
        asked.rerun_script.context_info.locale = "zh-CN"
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        fine, started = True, time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            raw = await self.socket.recv()
            assert isinstance(raw, bytes)
            told = ForwardMsg.FromString(raw)
            kind = told.WhichOneof("type")
            if kind == "script_finished":
                return (time.perf_counter() - started) * 1000, fine
            fine &= b'class="k void"' not in raw and b"stException" not in raw
            if told.metadata.cacheable and told.hash:
                self.kept.add(told.hash)
            if kind == "navigation":
                self.pages = {
                    "" if page.is_default else page.url_pathname: page.page_script_hash
                    for page in told.navigation.app_pages
                }


@asynccontextmanager
async def visitor(port: int) -> Any:
    """A new visitor, who has looked at the first page."""
    where = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(where, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        one = Visitor(socket)
        await one.click("")
        yield one


@contextmanager
def serving(folder: Path, app: str, log: Path, data: Path | None = None) -> Iterator[tuple[int, int]]:
    """A server on the loopback with the product's settings: its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.headless=true", f"--server.port={port}"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({"KPI_DATA": str(data)} if data else {})
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
        try:
            assert answers(f"http://127.0.0.1:{port}/_stcore/health", server, 120), log.read_text(errors="replace")
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(20)


def memory(pid: int) -> float:
    """Resident memory of a process in MB; nan where the system does not tell it this way."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return float("nan")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@pytest.fixture(scope="module")
def pages(department: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The product's pages over the demo's department."""
    with serving(ROOT, "app.py", tmp_path_factory.mktemp("pages") / "log", department) as found:
        yield found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """One page that says one word, behind the same door and with the same settings."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "pages").mkdir()
    (folder / "pages" / "main.py").write_text(EMPTY)
    shutil.copy(ROOT / "app.py", folder)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with serving(folder, "app.py", folder / "log") as found:
        yield found


@pytest.fixture(scope="module")
def addresses(department: Path) -> dict[str, list[str]]:
    """Where readers go: each page with the departments, people and metrics of two months."""
    autumn = ("2026-10", "2026-09")
    staff = people(department, Period(date(2026, 10, 1), date(2026, 10, 31)))
    metrics = [metric.id for metric in catalogue.load().metrics.values() if metric.lines and not metric.internal]
    choices: dict[str, list[dict[str, str]]] = {
        "department": [{"department": name} for name in sorted({one.department for one in staff if one.department})],
        "person": [{"person": one.person} for one in staff],
        "role": [{"role": name} for name in catalogue.load().roles],
        "metric": [{"metric": name} for name in metrics],
    }
    found = {}
    for name in (page.name for page in shell.page_files()):
        page = "" if name == shell.first_page() else name
        found[name] = [links.address(page, month=m, **choice) for m in autumn for choice in choices.get(name, [{}])]
    return found


async def visit(port: int, ways: list[str]) -> None:
    """Go to each address once; each must be drawn."""
    async with visitor(port) as one:
        for way in ways:
            _, fine = await one.click(way)
            assert fine, f"{way} is not drawn"


async def warm_ms(port: int, ways: list[str]) -> float:
    """The median of clicks on a few addresses that were visited before."""
    few = random.Random(1).sample(ways, min(FEW, len(ways)))
    await visit(port, few)
    async with visitor(port) as one:
        return statistics.median([(await one.click(way))[0] for way in few * (WARM // len(few))])


def test_each_page_against_an_empty_one(
    pages: tuple[int, int], empty: tuple[int, int], addresses: dict[str, list[str]]
) -> None:
    least = asyncio.run(warm_ms(empty[0], [""]))
    print(f"\nwarm click, one session: empty page {least:.1f} ms")
    for name, ways in addresses.items():
        whole = asyncio.run(warm_ms(pages[0], ways))
        least = min(least, asyncio.run(warm_ms(empty[0], [""])))
        print(f"  {name:<10} {whole:6.1f} ms, {whole / least:.1f} × an empty page's {least:.1f} ms (goal 5)")


async def crowd(port: int, addresses: dict[str, list[str]]) -> dict[str, list[float]]:
    """Sessions that click again and again, each at its own beat; how long each click took, by page."""
    taken: dict[str, list[float]] = defaultdict(list)

    async def reader(number: int) -> None:
        chance = random.Random(number)
        async with visitor(port) as one:
            await asyncio.sleep(chance.uniform(0, EVERY))
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                beat = time.monotonic() + EVERY
                name = chance.choice(list(addresses))
                milliseconds, fine = await one.click(chance.choice(addresses[name]))
                assert fine, f"{name} is not drawn"
                taken[name].append(milliseconds)
                await asyncio.sleep(max(beat - time.monotonic(), 0))

    await asyncio.gather(*(reader(number) for number in range(SESSIONS)))
    return taken


def test_many_sessions_at_once(pages: tuple[int, int], addresses: dict[str, list[str]]) -> None:
    port, pid = pages
    for ways in addresses.values():
        asyncio.run(visit(port, ways))
    before = memory(pid)
    first = asyncio.run(crowd(port, addresses))
    between = memory(pid)
    second = asyncio.run(crowd(port, addresses))
    after = memory(pid)
    clicks = sum(map(len, second.values()))
    print(
        f"\n{SESSIONS} sessions, a click every {EVERY:.0f} s, {clicks} clicks in {SECONDS:.0f} s"
        " (goal: median 30, p95 100 ms)"
    )
    for name, times in {**second, "all": [each for some in second.values() for each in some]}.items():
        slow = statistics.quantiles(times, n=20)[-1]
        print(f"  {name:<10} median {statistics.median(times):5.0f} ms, p95 {slow:5.0f} ms, {len(times)} clicks")
    assert first
    print(f"  server {before:.0f} MB warm, {between:.0f} after one crowd, {after:.0f} after two (goal 250, flat)")
