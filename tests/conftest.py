"""Fixtures that any test may use, the profiles of hypothesis, and a notice when browser tests cannot run."""

import inspect
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.browser import chromium

ROOT = Path(__file__).parent.parent

# A shared machine is no stopwatch: no deadlines. `ci` draws the same examples every time.
settings.register_profile("quick", max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), max_examples=30, derandomize=True, print_blob=True)
settings.load_profile("default")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once what the browser tests lacked."""
    if (lack := chromium.missing()) and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(f"notice: {lack}", yellow=True)


@pytest.fixture(autouse=True)
def _environment_of_the_test(monkeypatch):
    """The variables of whoever runs the tests do not reach them."""
    for name in [name for name in os.environ if name.startswith("KPI_") and name != "KPI_CHROMIUM"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KPI_LANG", "zh")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def worlds() -> Path:
    """Invented departments with every figure worked out by hand or by another implementation."""
    return ROOT / "tests" / "worlds"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one worker of the run makes and all of them read."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    with FileLock(f"{folder}.lock"):
        if not (folder / "made").exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """A data folder with `data/sample` loaded. Read only."""
    from kpi.loads import change

    return made_once(tmp_path_factory, "sample", lambda folder: change.load(folder, [ROOT / "data" / "sample"]))


DEMO_DAY = date(2026, 11, 15)


@pytest.fixture(scope="session")
def department(tmp_path_factory) -> Path:
    """A data folder with the demo's department, as on `DEMO_DAY`, smaller than people see it. Read only."""
    from kpi import demo

    def make(folder):
        exports = folder.with_name("department-exports")
        demo.prepare(exports, folder, months=14, scale=0.05, seed=1, today=DEMO_DAY)

    return made_once(tmp_path_factory, "department", make)


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """An empty data folder, which commands find without being told."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("KPI_DATA", str(folder))
    return folder


@pytest.fixture
def document(request) -> str:
    """The test's own docstring: its input stands on the same screen as what is expected of it."""
    return inspect.cleandoc(request.function.__doc__ or "") + "\n"


@pytest.fixture
def export(tmp_path, document):
    """Writes the test's docstring as a platform would, and returns the file.

    Call it with a name and, where wanted, an encoding, a line end, and text to stand before the header.
    """

    def write(name="export.csv", encoding="gb18030", newline="\r\n", preamble=""):
        file = tmp_path / "exports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((preamble + document).replace("\n", newline).encode(encoding))
        return file

    return write
