"""The command `kpi`: one file a group of commands; data go to stdout, everything said about them to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from kpi.cli import common
from kpi.errors import KaoheError

app = typer.Typer(
    name="kpi",
    help="Every role's KPIs from the department's raw exports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _main(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(envvar="KPI_DATA", help="The data directory; data/ by default.")] = None,
) -> None:
    """Every role's KPIs from the department's raw exports."""
    context.obj = common.Shell.here(data)


#: Commands that read a version and nothing else; Arrow, which loads files, wants to know which pandas there is.
_QUESTIONS = {"query", "rows", "metrics", "metric", "status", "check", "loads"}


@contextmanager
def _no_pandas() -> Iterator[None]:
    """No command uses pandas, but duckdb imports it as soon as a value is bound: a third of a second for nothing."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # Python's own way to say that a module is not there
    try:
        yield
    finally:
        del sys.modules["pandas"]


def main() -> None:
    """Run the command; a refusal is one sentence on stderr and exit code 1, wrong usage 2."""
    from kpi.cli import data, figures, serve, setup  # noqa: F401 — registers the commands

    try:
        with _no_pandas() if _QUESTIONS.intersection(sys.argv) else nullcontext():
            app()
    except KaoheError as error:
        common.say_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output has gone
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        if common.debugging():
            raise
        common.say_failure(error)
        sys.exit(1)
