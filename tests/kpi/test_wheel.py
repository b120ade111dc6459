"""The wheel: what it carries, and that its command works from any folder, with nothing of the checkout in reach."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CARRIED = ("app.py", "pages", "sql", ".streamlit", "data/sample")
WITHIN = ("kpi/words", "kpi/exports/layouts")


def run(*command, **more):
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, encoding="utf-8", **more)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """A wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def place(wheel, tmp_path_factory):
    """The commands of an environment with the wheel, and this one's packages without their link to the checkout."""
    folder = tmp_path_factory.mktemp("place")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = next(scripts.glob("python*"))
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel)
    site = next(folder.rglob("kpi/__init__.py")).parent.parent
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


@pytest.fixture
def kpi(place, tmp_path, monkeypatch):
    """Runs the installed command in an empty folder."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return lambda *arguments: run(place / "kpi", *arguments, cwd=tmp_path)


def files(root: Path, folder: str) -> set[str]:
    found = [root / folder] if (root / folder).is_file() else (root / folder).rglob("*")
    return {
        path.relative_to(root).as_posix()
        for path in found
        if path.is_file() and "__pycache__" not in path.parts and path.name != "secrets.toml"
    }


def test_a_wheel_carries_all_that_is_no_code(wheel, root):
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert not {f"kpi/_home/{name}" for part in CARRIED for name in files(root, part)} - inside
    assert not {name for part in WITHIN for name in files(root, part)} - inside


def test_a_wheel_carries_nobodys_data_and_no_tests(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in inside if not name.startswith(("kpi/", "kaohe-"))]
    assert not [name for name in inside if name.startswith("kpi/_home/data/") and "/data/sample/" not in name]
    assert not [name for name in inside if name.endswith((".pyc", "secrets.toml", ".duckdb"))]


def test_the_installed_command_knows_every_metric(kpi, root):
    known = {path.stem for path in (root / "sql" / "metrics").iterdir()}
    listed = {each["metric"] for each in json.loads(kpi("metrics", "--json"))}
    assert listed
    assert listed <= known


def test_the_installed_command_loads_and_answers(kpi, place):
    home = next(place.parent.rglob("_home/data/sample"))
    loaded = json.loads(kpi("load", str(home), "--json"))
    assert {each["status"] for each in loaded} == {"loaded"}
    answers = json.loads(kpi("query", "paid_orders", "--from", "2000-01-01", "--to", "2099-12-31", "--json"))
    assert answers[0]["n"] > 0
