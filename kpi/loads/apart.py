"""Load and undo in a process of their own: a fault that ends it (a broken disk, a fatal error) leaves the server up.

The request goes in on stdin as JSON; progress comes out on stdout, a line each, and the result in the last line. Texts
travel as their ids with values: whoever reads the result tells it in the reader's language.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kpi import settings, words
from kpi.engine import duck
from kpi.errors import KaoheError

Progress = Callable[[str, str], None]
COMMAND = ("-m", "kpi.loads.apart")
_LOG = logging.getLogger("kpi.loads")


@dataclass(frozen=True)
class Said:
    """A text by its id, with its values."""

    text_id: str
    values: Mapping[str, object]

    def told(self, lang: str, place: str = "") -> str:
        """The sentence; the one of this place (a page, say) where it has its own."""
        own = f"{place}.{self.text_id}"
        return words.say(own if place and words.known(own, lang) else self.text_id, lang, **self.values)


BROKEN = Said("load.broken", {})


@dataclass(frozen=True)
class Account:
    """What became of one file: rows = new + updated + duplicate + quarantined + skipped, or why it was refused."""

    file: str
    layout: str | None
    status: str
    rows: int
    new: int
    updated: int
    duplicate: int
    quarantined: int
    skipped: int
    load_id: int | None
    reason: Said | None
    notes: tuple[Said, ...]


@dataclass(frozen=True)
class Result:
    """What came of a request: the account of a load, or the number of an undo, or why neither was done."""

    accounts: tuple[Account, ...] = ()
    undo: int | None = None
    refusal: Said | None = None
    seconds: float = 0.0

    @property
    def load_id(self) -> int | None:
        """The load that this made; none where every file was refused or known already."""
        return next((a.load_id for a in self.accounts if a.status == "loaded"), None)


def load(data: Path, paths: Sequence[Path], *, shop: str | None = None, progress: Progress) -> Result:
    """Load files; never raises for what a user can meet, but tells it."""
    return _ask({"data": str(data), "paths": [str(path) for path in paths], "shop": shop}, progress)


def undo(data: Path, load_id: int, *, progress: Progress) -> Result:
    """Take a load back."""
    return _ask({"data": str(data), "undo": load_id}, progress)


def write_for_repair(data: Path, load_id: int, path: Path) -> Result:
    """Write the rows of a load that were set aside to files beside this path, for repair."""
    return _ask({"data": str(data), "repair": load_id, "to": str(path)}, lambda _stage, _what: None)


def _ask(request: Mapping[str, object], progress: Progress) -> Result:
    started = time.monotonic()
    environment = settings.environment_for(Path(str(request["data"])))
    pipe, last = subprocess.PIPE, ""
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaint,
        subprocess.Popen(  # noqa: S603 — our own module; what a user gave goes in as JSON
            [sys.executable, *COMMAND], stdin=pipe, stdout=pipe, stderr=complaint, encoding="utf-8", env=environment
        ) as worker,
    ):
        assert worker.stdin
        assert worker.stdout
        with suppress(BrokenPipeError), worker.stdin as door:
            json.dump(request, door)
        for line in worker.stdout:
            if line.startswith('{"stage":'):
                told = json.loads(line)
                progress(told["stage"], told["what"])
            else:
                last = line
        worker.wait()
        seconds = time.monotonic() - started
        if worker.returncode == 0 and last:
            return _result(json.loads(last), seconds)
        complaint.seek(0)
        _LOG.error("a load ended with code %s: %s", worker.returncode, complaint.read()[-2000:])
        return Result(refusal=BROKEN, seconds=seconds)


def _result(told: dict[str, Any], seconds: float) -> Result:
    accounts = tuple(
        Account(**{**one, "reason": _said(one["reason"]), "notes": tuple(Said(**note) for note in one["notes"])})
        for one in told["accounts"]
    )
    return Result(accounts, told["undo"], _said(told["refusal"]), seconds)


def _said(told: dict[str, Any] | None) -> Said | None:
    return Said(**told) if told else None


def _told(error: KaoheError | None) -> Said | None:
    return Said(error.message_id, error.fields) if error else None


def _do(request: Mapping[str, Any], progress: Progress) -> Result:
    from kpi.loads import change, quarantine  # noqa: PLC0415 — Arrow and all readers: the worker's to pay

    data = Path(request["data"])
    try:
        if "repair" in request:
            quarantine.write_for_repair(quarantine.read(data, request["repair"]), Path(request["to"]))
            return Result()
        if "undo" in request:
            return Result(undo=change.undo(data, request["undo"], progress=progress))
        taken = change.load(data, [Path(path) for path in request["paths"]], shop=request["shop"], progress=progress)
    except KaoheError as error:
        return Result(refusal=_told(error))
    return Result(
        tuple(
            Account(
                a.file, a.layout, a.status, a.rows, a.new, a.updated, a.duplicate, a.quarantined, a.skipped, a.load_id,
                _told(a.reason), tuple(Said(text_id, values) for text_id, values in a.notes),
            )
            for a in taken
        )
    )  # fmt: skip


def main() -> None:
    """The process itself."""
    out, sys.stdout = sys.stdout, sys.stderr  # whatever else prints does not come between the lines

    def tell(what: Mapping[str, object]) -> None:
        out.write(json.dumps(what, default=str) + "\n")
        out.flush()

    duck.leave_pandas_out()
    tell(asdict(_do(json.load(sys.stdin), lambda stage, what: tell({"stage": stage, "what": what}))))


if __name__ == "__main__":
    main()
