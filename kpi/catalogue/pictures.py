"""Reading `sql/pictures.toml`: which work is drawn from step to step, and what each step counts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kpi.catalogue.definitions import PICTURED, Picture, PictureStep, Problem

FILE = "sql/pictures.toml"


def pictures(root: Path, problems: list[Problem]) -> dict[str, Picture]:
    """The pictures by id, in the order of the file; none where there is no file."""
    path = root / FILE
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(FILE, "not_toml", {"why": str(error)}))
        return {}
    return {one["id"]: _picture(one, problems) for one in given.get("picture", ())}


def _picture(given: dict[str, Any], problems: list[Problem]) -> Picture:
    departments, scope = tuple(given.get("of_departments", ())), given.get("scope", "department")
    if scope not in PICTURED:
        problems.append(Problem(FILE, "unknown_value", {"key": f"{given['id']} scope", "value": scope}))
    steps = tuple(_step(step, problems) for step in given["step"])
    return Picture(given["id"], given["words"], scope, departments, tuple(given.get("of_people", ())), steps)


def _step(given: dict[str, Any], problems: list[Problem]) -> PictureStep:
    metric, _, side = given["of"].partition(".")
    if side not in ("n", "d"):
        problems.append(Problem(FILE, "unknown_value", {"key": "of", "value": given["of"]}))
    return PictureStep(metric, side, given["words"])
