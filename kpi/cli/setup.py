"""`templates` and `map`: files that make the next load easier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kpi.cli import common
from kpi.cli.common import Json

from kpi.cli import app  # isort: skip — the commands register themselves

if TYPE_CHECKING:
    from kpi.exports.mapping import Match, Proposal


@app.command()
def templates(context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write empty templates of the department's own sheets, each with an example row and notes."""
    from kpi.exports import templates as sheets

    shell = common.shell(context)
    for path in sheets.write(folder, shell.lang):
        print(path)


@app.command(name="map")
def map_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    name: Annotated[str | None, typer.Option("--as", help="The new layout's id, such as our_orders.")] = None,
    entity: Annotated[
        str | None, typer.Option(help="What its rows are, such as orders; the likeliest by default.")
    ] = None,
    choose: Annotated[
        list[str] | None, typer.Option(help="HEADER=FIELD; an empty FIELD keeps the column as text.")
    ] = None,
    platform: Annotated[
        list[str] | None, typer.Option(help="Whose export it is, where it does not name its shop.")
    ] = None,
    json: Json = False,
) -> None:
    """Propose what the columns of an unknown file are, and with --as write the layout that makes it known.

    On a terminal it asks where it is not sure.
    """
    from kpi import exports
    from kpi.exports import mapping, newlayout

    shell = common.shell(context)
    found = exports.find([file])
    proposal = mapping.propose(found[0], entity)
    rows = [_row(match) for match in proposal.matches]
    if json:
        common.write_json({"entity": proposal.entity, "missing": list(proposal.missing), "columns": rows})
    else:
        print(shell.say("map.entity", file=proposal.file, entity=proposal.entity))
        common.write_table(["header", "field", "confidence", "others", "samples"], rows)
    if name is None:
        common.note(shell.say("map.next", missing=", ".join(proposal.missing) or "—"))
        return
    choices = _choices(choose or []) or _asked(shell, proposal)
    label = {"zh": name, "en": name}
    path = newlayout.write(
        proposal, name, label, exports.own_layouts(shell.data), choices=choices, platforms=platform or ()
    )
    common.note(shell.say("map.written", path=path))


def _row(match: Match) -> dict[str, Any]:
    return {
        "header": match.header,
        "field": match.field,
        "confidence": round(match.confidence, 2),
        "others": ", ".join(match.others),
        "samples": " · ".join(match.samples[:3]),
    }


def _choices(given: list[str]) -> dict[str, str | None]:
    pairs = (text.rpartition("=") for text in given)
    return {header: chosen or None for header, _, chosen in pairs}


def _asked(shell: common.Shell, proposal: Proposal) -> dict[str, str | None]:
    """What a person at a terminal says of the columns that are not sure."""
    if not sys.stdin.isatty():
        return {}
    answers: dict[str, str | None] = {}
    for match in proposal.unsure:
        options = [option for option in (match.field, *match.others) if option]
        said = typer.prompt(
            shell.say(
                "map.ask", header=match.header, samples=" · ".join(match.samples[:3]), options=", ".join(options)
            ),
            default=match.field or "",
        )
        answers[match.header] = said.strip() or None
    return answers
