"""`serve` and `demo`: the pages in a browser, with the department's own data or with an invented department's."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kpi import settings
from kpi.cli import common

from kpi.cli import app  # isort: skip — the commands register themselves


@app.command()
def serve(
    context: typer.Context,
    *,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8501,
    address: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = False,
) -> None:
    """Show the pages."""
    raise typer.Exit(_serve(common.shell(context), port, address, browser=browser))


def _serve(shell: common.Shell, port: int, address: str, *, browser: bool) -> int:
    home = settings.home()
    command = [
        sys.executable, "-m", "streamlit", "run", str(home / "app.py"),
        "--server.port", str(port), "--server.address", address, "--server.headless", str(not browser).lower(),
    ]  # fmt: skip
    common.note(shell.say("serve.at", address=f"http://{address}:{port}", data=shell.data))
    try:
        return subprocess.run(command, cwd=home, env=settings.environment_for(shell.data), check=False).returncode
    except KeyboardInterrupt:
        return 0


@app.command()
def demo(
    context: typer.Context,
    *,
    files: Annotated[Path | None, typer.Option(help="Write the exports here; data/demo-exports by default.")] = None,
    months: Annotated[int, typer.Option(min=1, max=60, help="Months of history, to yesterday.")] = 14,
    scale: Annotated[float, typer.Option(min=0.01, help="1 is about 60,000 orders and 40,000 consultations.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed writes the same department.")] = 1,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the pages afterwards.")] = True,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8501,
) -> None:
    """Write an invented department's exports, load them into data/demo and show the pages."""
    from kpi import demo as department

    shell = common.shell(context)
    folder = files or shell.data / "demo-exports"
    demo_shell = common.Shell(shell.data / "demo", shell.lang)
    common.note(shell.say("demo.writing", folder=folder))
    account = department.prepare(
        folder,
        demo_shell.data,
        months=months,
        scale=scale,
        seed=seed,
        today=date.today(),  # noqa: DTZ011 — the local calendar
        progress=common.progress(),
    )
    common.note(shell.say("demo.loaded", files=len(account), rows=sum(a.rows for a in account)))
    refused = [(a.file, a.reason) for a in account if a.reason]
    for file, reason in refused:
        common.note(f"{file}: {common.told(reason)}")
    if refused:
        raise typer.Exit(1)
    if serve:
        raise typer.Exit(_serve(demo_shell, port, "127.0.0.1", browser=False))
