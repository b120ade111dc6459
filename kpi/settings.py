"""The one reader of the environment: where the data lie, where the product's own files lie, and the limits."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

PACKAGE = Path(__file__).parent


def home() -> Path:
    """The folder with `sql/`, `pages/` and `app.py`: the checkout, or the copy that a wheel carries."""
    checkout = PACKAGE.parent
    return checkout if (checkout / "sql").is_dir() else PACKAGE / "_home"


def data_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The data directory: as given, else `KPI_DATA`, else `data/` below the current folder."""
    return Path(given or os.environ.get("KPI_DATA") or "data").resolve()


def environment_for(data: Path, hosts: Iterable[str] = ()) -> dict[str, str]:
    """The environment of a process of ours that works on this data directory, and is called by these names."""
    return {**os.environ, "KPI_DATA": str(data), "KPI_HOSTS": ",".join(hosts)}


def hosts() -> frozenset[str]:
    """The names by which the server of the pages may be called, besides any address of numbers; none: localhost."""
    return frozenset(name.lower() for name in os.environ.get("KPI_HOSTS", "").split(",") if name)


def shell_locale() -> str | None:
    """The locale of the shell, for the language of commands: `KPI_LANG` before the usual variables."""
    for name in ("KPI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return None


def debugging() -> bool:
    """Whether failures are shown whole: `KPI_DEBUG`."""
    return bool(os.environ.get("KPI_DEBUG"))


@dataclass(frozen=True)
class Limits:
    """What one upload may be at most; `KPI_MAX_<NAME>` changes one."""

    file_bytes: int = 4 * 1024**3
    rows: int = 50_000_000
    columns: int = 500
    cell_chars: int = 100_000
    zip_entries: int = 10_000
    zip_ratio: int = 200
    zip_depth: int = 2
    lock_seconds: int = 600


def limits() -> Limits:
    """The limits in force."""
    given = {f.name: int(v) for f in fields(Limits) if (v := os.environ.get(f"KPI_MAX_{f.name.upper()}"))}
    return Limits(**given)
