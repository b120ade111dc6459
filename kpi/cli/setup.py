"""`templates` and `map`: files that make the next load easier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kpi.cli import common

from kpi.cli import app  # isort: skip — the commands register themselves


@app.command()
def templates(context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write empty templates of the department's own sheets, each with an example row and notes."""
    from kpi.exports import templates as sheets

    shell = common.shell(context)
    for path in sheets.write(folder, shell.lang):
        print(path)
