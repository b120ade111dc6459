"""An invented department to look at: its exports written, loaded, and labelled as a demo."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from kpi.demo.department import write
from kpi.errors import Refused
from kpi.loads import change
from kpi.warehouse.intake import FileAccount

MARK = "demo.json"  # in a data folder: every page says that its data are invented


class NotADemo(Refused):
    """A folder that a demo would replace holds something else."""

    FIELDS = ("folder",)


def prepare(
    folder: Path,
    data: Path,
    *,
    months: int = 14,
    scale: float = 1,
    seed: int = 1,
    today: dt.date,
    progress: Callable[[str, str], None] | None = None,
) -> list[FileAccount]:
    """Write the demo department's exports to `folder` and load them into `data`, which is the demo's own and made anew.

    Raises:
        NotADemo: `data` or `folder` holds something that is not a demo's.
    """
    told = progress or (lambda _stage, _what: None)
    truth_file = folder.with_name(f"{folder.name}-truth.json")
    _clear(folder, truth_file)
    _clear(data, data / MARK)
    truth = write(
        folder,
        months=months,
        scale=scale,
        seed=seed,
        today=today,
        progress=lambda what, done: told("write", f"{what} {done:.0%}"),
    )
    truth.save(truth_file)
    accounts = change.load(data, [folder], by="demo", progress=told)
    mark = json.dumps({"months": months, "scale": scale, "seed": seed, "today": today.isoformat()})
    (data / MARK).write_text(mark + "\n", encoding="utf-8")
    return accounts


def _clear(folder: Path, mark: Path) -> None:
    """Make room for a new demo; what does not have its mark is never removed."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not mark.exists():
        raise NotADemo(folder=str(folder))
    shutil.rmtree(folder)
