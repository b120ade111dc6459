"""`serve` and `demo`: the pages in a browser, with the department's own data or with an invented department's."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kpi import settings
from kpi.cli import common
from kpi.errors import Refused

from kpi.cli import app  # isort: skip — the commands register themselves


THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class PortTaken(Refused):
    """Something else listens there."""

    FIELDS = ("address", "port")


class NoSuchAddress(Refused):
    """The machine has no such address, or may not listen there."""

    FIELDS = ("address", "port", "why")


@app.command()
def serve(
    context: typer.Context,
    *,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8501,
    address: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0: the whole network.")] = "127.0.0.1",
    host: Annotated[list[str] | None, typer.Option(help="A further name of this machine, as others call it.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = False,
) -> None:
    """Show the pages."""
    raise typer.Exit(_serve(common.shell(context), port, address, host or [], browser=browser))


def _serve(shell: common.Shell, port: int, address: str, names: Sequence[str] = (), *, browser: bool) -> int:
    """Run the pages until they are stopped.

    On this machine alone Streamlit's own list of hosts holds; on the network, or behind a proxy, the door looks at the
    names, since that list knows no "any address of numbers".
    """
    _see_that_it_is_free(address, port)
    home, outside = settings.home(), address not in THIS_MACHINE or bool(names)
    hosts = ["localhost", address, socket.gethostname(), socket.getfqdn(), *names] if outside else []
    command = [
        sys.executable, "-m", "streamlit", "run", str(home / "app.py"),
        "--server.port", str(port), "--server.address", address, "--server.headless", str(not browser).lower(),
        *(["--server.allowedHosts", "*"] if outside else []),
    ]  # fmt: skip
    called = socket.gethostname() if address in ("0.0.0.0", "::") else address  # noqa: S104 — said by the user
    common.note(shell.say("serve.at", address=f"http://{called}:{port}", data=shell.data))
    environment = settings.environment_for(shell.data, hosts)
    with subprocess.Popen(command, cwd=home, env=environment) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # who stops us stops the pages
        try:
            code = server.wait()
            return 0 if code == -signal.SIGTERM else code
        except KeyboardInterrupt:
            server.terminate()
            return 0


def _see_that_it_is_free(address: str, port: int) -> None:
    """Refuse to promise pages where they cannot be.

    Raises:
        PortTaken, NoSuchAddress.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                raise PortTaken(address=address, port=port) from error
            raise NoSuchAddress(address=address, port=port, why=str(error)) from error


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
