"""Reading `sql/roles.toml`: the ten roles and the lines on which each is assessed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kpi.catalogue.definitions import SCOPES, Line, Measured, Problem, Role

FILE = "sql/roles.toml"


def roles(root: Path, problems: list[Problem]) -> dict[str, Role]:
    """The roles by id, in the order of the file."""
    path = root / FILE
    if not path.exists():
        problems.append(Problem(FILE, "missing_file"))
        return {}
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(FILE, "not_toml", {"why": str(error)}))
        return {}
    return {role["id"]: _role(role, problems) for role in given.get("role", ())}


def _role(given: dict[str, Any], problems: list[Problem]) -> Role:
    lines = tuple(_line(line, problems) for line in given["line"])
    return Role(given["id"], given["words"], tuple(given.get("also", ())), lines)


def _line(given: dict[str, Any], problems: list[Problem]) -> Line:
    number, measured = given["number"], []
    for name, scope in given.get("metrics", {}).items():
        if scope not in SCOPES:
            problems.append(Problem(FILE, "unknown_value", {"key": f"{number} {name}", "value": scope}))
        measured.append(Measured(name, scope))
    pay = bool(given.get("pay", False))
    if not measured and not pay:
        problems.append(Problem(FILE, "line_without_metric", {"line": number}))
    return Line(number, given["words"], tuple(measured), pay)
