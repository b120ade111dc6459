"""`make setup` before anything is installed: what it says when it cannot, and that it does nothing twice."""

import os
import shutil
import subprocess
import sys

import pytest

TOOLS = ("bash", "sh", "make", "cat", "cmp", "sed", "rm", "grep")
OLD_PYTHON = '#!/bin/sh\ncase "$1" in --version) echo Python 3.9.18;; *) exit 1;; esac\n'

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="without make there is nothing to check")


@pytest.fixture
def checkout(root, tmp_path):
    """A folder with what setup reads."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def make(folder, path=None):
    environment = os.environ | ({"PATH": str(path)} if path else {})
    return subprocess.run(
        [shutil.which("make"), "setup"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_one_line_says_that_python_is_too_old(checkout):
    tools = checkout / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    (tools / "python3").write_text(OLD_PYTHON)
    (tools / "python3").chmod(0o755)
    done = make(checkout, tools)
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode
    assert len(said) == 1
    assert "needs Python 3.11 to 3.14" in said[0]
    assert "Python 3.9.18" in said[0]
    assert not (checkout / ".venv").exists()


def test_an_environment_of_this_very_lock_is_left_alone(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    mark = checkout / ".venv" / "installed"
    mark.write_bytes((checkout / "requirements.lock").read_bytes() + (checkout / "pyproject.toml").read_bytes())
    before = mark.stat().st_mtime_ns
    done = make(checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert mark.stat().st_mtime_ns == before
