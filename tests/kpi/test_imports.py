"""A command pays for what it uses: what Python has imported by the time it has answered."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "babel",
    "pandas",
    "plotly",
    "python_calamine",
    "sqlalchemy",
    "sqlglot",
    "streamlit",
    "xlsxwriter",
}
PROBE = """
import json, sys
from kpi.cli import main
sys.argv = ["kpi", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def imported(*arguments) -> set[str]:
    command = [sys.executable, "-c", PROBE, json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("query", "--help"), ("metrics", "--json")])
def test_help_and_the_catalogue_come_without_heavy_packages(arguments):
    assert not sorted(imported(*arguments) & (HEAVY | {"numpy", "pyarrow"}))


def test_a_question_needs_the_database_and_nothing_else_that_is_heavy(sample):
    modules = imported("--data", str(sample), "query", "paid_orders", "gmv", "--month", "2026-10", "--json")
    assert "duckdb" in modules
    assert not sorted(modules & HEAVY)


def test_the_library_comes_without_a_screen(sample):
    """`status`, `check` and `rows` never load what draws."""
    for arguments in (("status", "--json"), ("rows", "gmv", "--month", "2026-10", "--json")):
        assert not imported("--data", str(sample), *arguments) & {"streamlit", "plotly", "pandas"}
