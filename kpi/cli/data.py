"""Loads, undo, quarantine, rebuild, status, check, settings: the data, and what is known about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kpi import words
from kpi.cli import common
from kpi.cli.common import Json

from kpi.cli import app  # isort: skip — the commands register themselves

if TYPE_CHECKING:
    from kpi.warehouse.intake import FileAccount

COUNTS = ("rows", "new", "updated", "duplicate", "quarantined", "skipped")


@app.command()
def load(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...")],
    *,
    layout: Annotated[str | None, typer.Option(help="Read the files as this layout.")] = None,
    shop: Annotated[str | None, typer.Option(help="The shop of files that do not say theirs.")] = None,
    json: Json = False,
) -> None:
    """Load exports: files, folders or zips, one line a file. Exit code 1 if a file was refused."""
    from kpi.loads import change

    shell = common.shell(context)
    accounts = change.load(shell.data, paths, shop=shop, layout=layout, progress=common.progress(quiet=json))
    rows = [_account_row(account, shell) for account in accounts]
    if json:
        common.write_json(rows)
    else:
        common.write_account(["file", "layout", "status", *COUNTS], rows, _said)
    raise typer.Exit(int(any(account.status == "refused" for account in accounts)))


def _account_row(a: FileAccount, shell: common.Shell) -> dict[str, Any]:
    said = [shell.say(text_id, **values) for text_id, values in a.notes]
    reason = words.tell(a.reason, shell.lang) if a.reason else None
    row = {"file": a.file, "layout": a.layout, "status": a.status, **{name: getattr(a, name) for name in COUNTS}}
    return {**row, "load_id": a.load_id, "reason": reason, "notes": said}


def _said(row: dict[str, Any]) -> list[str]:
    """What the account tells of a file besides its numbers: why it was refused, and its notes."""
    return [*([row["reason"]] if row["reason"] else []), *row["notes"]]


@app.command()
def undo(context: typer.Context, load_id: Annotated[int, typer.Argument(metavar="LOAD")]) -> None:
    """Take a load back; the figures are as they were before it."""
    from kpi.loads import change

    shell = common.shell(context)
    number = change.undo(shell.data, load_id, progress=common.progress())
    common.note(shell.say("undo.done", load=load_id, undo=number))


@app.command()
def rebuild(context: typer.Context) -> None:
    """Make raw rows and a new version from the archive."""
    from kpi.loads import change

    shell = common.shell(context)
    number = change.rebuild(shell.data, progress=common.progress())
    common.note(shell.say("rebuild.done", version=number))


@app.command(name="loads")
def loads_(context: typer.Context, *, json: Json = False) -> None:
    """List the loads, the newest last, with what each file was counted as."""
    from kpi.loads import history

    shell = common.shell(context)
    rows = history.loads(shell.data)
    common.write(rows, ["load_id", "kind", "made_at", "author", "file", "layout", *COUNTS, "undone_by"], as_json=json)


@app.command()
def quarantine(
    context: typer.Context,
    load_id: Annotated[int | None, typer.Argument(metavar="[LOAD]")] = None,
    *,
    csv: Annotated[
        Path | None, typer.Option(help="Write the rows here, for repair; loading that file closes them.")
    ] = None,
    json: Json = False,
) -> None:
    """List the rows that were set aside: file, row, column, value, reason and what to do."""
    from kpi.loads import quarantine as set_aside

    shell = common.shell(context)
    found = set_aside.read(shell.data, load_id)
    if csv is not None:
        for path in set_aside.write_for_repair(found, csv):
            common.note(shell.say("quarantine.written", file=path))
        return
    rows = [row.shown(shell.lang) for row in found]
    common.write(rows, ["load_id", "file", "row", "column", "value", "reason", "expected", "do"], as_json=json)


@app.command()
def status(context: typer.Context, *, json: Json = False) -> None:
    """Say to which day each source is loaded, which days are missing, and which accounts nobody owns."""
    from kpi.loads.status import status as read_status

    shell = common.shell(context)
    found = read_status(shell.data)
    if json:
        common.write_json(found)
        return
    print(shell.say("status.version", version=found["version"], quarantined=found["quarantined"]))
    common.write_table(["entity", "shop", "first_day", "last_day", "missing_days"], found["sources"])
    if found["unassigned"]:
        print(shell.say("status.unassigned"))
        common.write_table(["shop", "account", "seen_in", "rows"], found["unassigned"])


@app.command()
def check(context: typer.Context, *, json: Json = False) -> None:
    """Check data and definitions. Exit code 1 with what is wrong."""
    from dataclasses import asdict

    from kpi.loads.check import check as find

    shell = common.shell(context)
    found = [asdict(finding) for finding in find(shell.data, shell.lang)]
    common.write(found, ["kind", "where", "what", "wrong"], as_json=json)
    raise typer.Exit(int(any(row["wrong"] for row in found)))


@app.command()
def settings(
    context: typer.Context,
    pair: Annotated[str | None, typer.Argument(metavar="[NAME=VALUE]")] = None,
    *,
    json: Json = False,
) -> None:
    """Show the settings, or change one: a small load that recomputes what it reaches."""
    from kpi.loads import history

    shell = common.shell(context)
    if pair is not None:
        from kpi.loads import change

        change.setting(shell.data, pair, progress=common.progress())
    rows = [
        {**row, "meaning": shell.say(f"setting.{row['name'] if not row['name'].startswith('rate_') else 'rate'}")}
        for row in history.settings(shell.data)
    ]
    common.write(rows, ["name", "value", "meaning"], as_json=json)
